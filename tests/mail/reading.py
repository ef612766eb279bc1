"""An HTML letter as a program reads it: what is visible, in which language, in which tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from xml.etree import ElementTree

import html5lib  # type: ignore[import-untyped]

_NS = "{http://www.w3.org/1999/xhtml}"


@dataclass
class Page:
    """What a strict parser makes of a letter's HTML."""

    root: ElementTree.Element = field(repr=False)

    def all(self, name: str) -> list[ElementTree.Element]:
        """The elements of a name."""
        return list(self.root.iter(f"{_NS}{name}"))

    def texts(self) -> list[str]:
        """Every piece of text that is shown, and the pages that links lead to."""
        (body,) = self.all("body")
        shown = []
        for element in body.iter():
            shown += [element.text or "", element.get("href") or ""]
            shown += [element.tail or ""]
        return [" ".join(each.split()) for each in shown if each.strip()]

    def table(self, number: int) -> list[list[str]]:
        """The cells of a table, row by row."""
        rows = self.all("table")[number].iter(f"{_NS}tr")
        return [["".join(cell.itertext()) for cell in row] for row in rows]


def page(mail: EmailMessage) -> Page:
    """The HTML of a letter. Fails where it is not what the standard asks for."""
    part = mail.get_body(("html",))
    assert part is not None
    return parsed(part.get_content())


def plain(mail: EmailMessage) -> str:
    """The plain text of a letter."""
    part = mail.get_body(("plain",))
    assert part is not None
    content: str = part.get_content()
    return content


def parsed(html: str) -> Page:
    """A page. Fails where it is not what the standard asks for."""
    return Page(html5lib.HTMLParser(strict=True).parse(html))


def pieces_left(text: str, shown: Page) -> str:
    """What a plain text says that a page does not; AssertionError for what it leaves out.

    Only punctuation that stands for the form is not counted: colons, and lines below headings.
    """
    left = " ".join(re.sub(r"^-+$", "", text, flags=re.M).split())
    pieces = sorted(set(shown.texts()), key=len, reverse=True)
    for piece in pieces:
        assert piece in left, f"not in the plain text: {piece}"
    for piece in pieces:
        left = left.replace(piece, " ")
    return re.sub(r"[:\s]", "", left)
