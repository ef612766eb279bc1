"""A letter before it has a form: what the plain text and the HTML both say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """What the following is about."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A page to open; ``url`` begins with "https://" or "http://"."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows whose first cell names them. ``columns`` names their cells, or is empty for pairs."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Link | Table


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the language of ``locale``, a language tag; its subject is its title, too."""

    locale: str
    subject: str
    blocks: tuple[Block, ...]
