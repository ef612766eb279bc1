"""The shapes a locale's files are read into."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

_DASHES = re.compile("[-\u2010\u2011_]+")
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """Lower case, straight apostrophes, spaces for hyphens, and one space at a time."""
    text = _DASHES.sub(" ", text.casefold().replace("\u2019", "'"))
    return _SPACES.sub(" ", text).strip()


def folded(text: str) -> str:
    """The text without accents, which typists leave out and recognisers mistake: "crème"."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("æ", "ae"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@dataclass(frozen=True, slots=True)
class SentenceSource:
    """One sentence template and where it stands.

    ``after`` names the question it answers: it is understood only when that was just asked.
    ``if_sold`` asks that the product's words be known to the shop, as the other words of the
    sentence are said of other things as well.
    """

    text: str
    file: str
    line: int
    after: str | None = None
    if_sold: bool = False


@dataclass(frozen=True, slots=True)
class IntentWords:
    """How shoppers say one intent.

    ``alexa`` is the platform's own name where it has one, ``alexa_also`` further ones that mean
    the same. ``asks`` holds the question for each slot the conversation elicits.
    ``in_other_words`` tells the intent by words it holds in any wording: alternatives with ``|``
    between them, ``+`` before words that must be there too, ``-`` before words that must not.
    ``made_of`` tells it where all that was said is made of such words, one of the first of them
    included, with ``~`` before those that may stand beside them.
    """

    name: str
    about: str
    family: str
    alexa: str | None
    slots: tuple[str, ...]
    sentences: tuple[SentenceSource, ...]
    alexa_also: tuple[str, ...] = ()
    asks: Mapping[str, str] = field(default_factory=dict)
    in_other_words: tuple[SentenceSource, ...] = ()
    made_of: tuple[SentenceSource, ...] = ()


@dataclass(frozen=True)
class SlotValues:
    """The values one slot may take, each with the ways to say it.

    A list whose ``catalogue`` is set takes its values from the shop (a field of CatalogNames),
    and a ``wildcard`` any words at all. ``also`` gives other ways to say a part of the catalogue's
    values, and ``split_at`` the word that joins two names in one. ``same_as`` names the list whose
    values this one has as well. A ``digits`` list takes any run of four to eight digits, said one
    by one. ``example`` is a value to show a sentence with. Identifiers are words or integers; an
    integer's digits are understood without being listed. ``definite`` are the locale's articles
    that may stand before a value.
    """

    name: str
    about: str
    alexa: str
    file: str
    values: Mapping[str | int, tuple[str, ...]] = field(default_factory=dict)
    lines: Mapping[str | int, int] = field(default_factory=dict)
    catalogue: str | None = None
    wildcard: bool = False
    same_as: str | None = None
    digits: bool = False
    example: str = ""
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    split_at: str | None = None
    definite: tuple[str, ...] = ()

    def resolve(self, text: str) -> str | int | None:
        """The identifier of what was said, or None when it is not in the list."""
        said = folded(plain(text)).rstrip(".")
        if said not in self._identifiers:
            said = next((said.removeprefix(a) for a in self.definite if said.startswith(a)), said)
        return self._identifiers.get(said)

    @cached_property
    def texts(self) -> tuple[tuple[str, str | int], ...]:
        """Every way to say a value, with its identifier."""
        return tuple((text, identifier) for text, identifier in self._identifiers.items())

    @cached_property
    def _identifiers(self) -> dict[str, str | int]:
        found: dict[str, str | int] = {}
        for identifier, texts in self.values.items():
            for text in (*texts, str(identifier)):
                found.setdefault(folded(plain(text)), identifier)
        return found


@dataclass(frozen=True, slots=True)
class Speech:
    """How a locale sounds apart from its sentences; each field is a part of ``locale.yaml``."""

    fillers: tuple[str, ...]
    openings: tuple[str, ...]
    refusals: tuple[str, ...]
    closings: tuple[str, ...]
    asides: tuple[str, ...]
    articles: tuple[str, ...]
    small_words: tuple[str, ...]
    before_products: tuple[str, ...]
    after_products: tuple[str, ...]
    not_products: tuple[str, ...]
    pointers: tuple[str, ...]
    talk: tuple[str, ...]
    measures: tuple[str, ...]
    units_of: tuple[str, ...]
    conjunctions: tuple[str, ...]
    joins: tuple[str, ...]
    commands: tuple[str, ...]
    corrections: tuple[str, ...]
    hedges: tuple[str, ...]
    invariable_endings: tuple[str, ...]
    elisions: tuple[str, ...]
    definite: tuple[str, ...]
    signs: Mapping[str, str]
    mishearings: Mapping[str, str]
    plural_endings: Mapping[str, str]
    contractions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CatalogNames:
    """The words of a shop's catalogue: products by sales rank, and what tells them apart.

    ``synonyms`` holds, for a product's name, the other names it goes by.
    """

    products: tuple[str, ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    brands: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
