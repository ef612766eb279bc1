"""Google Merchant feeds in XML, RSS 2.0 or Atom, one item at a time. No entities, no DTD."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from fulfillment.feeds.entry import Entry, Reason, Unsold
from fulfillment.feeds.errors import FeedBroken
from fulfillment.feeds.google import google_entry

_ITEMS = ("item", "entry")
_GOOGLE = "http://base.google.com/ns/1.0"
_MOST_TEXT = 2**20
# A tag, comment or attribute that does not end is kept whole by expat until it does.
_MOST_TOKEN = 4 * 2**20
_DECLARATION = re.compile(r"""^\s*<\?xml[^>]*?encoding=["']([\w.-]+)["']""")


def declared_encoding(beginning: str) -> str | None:
    """The encoding that an XML declaration names."""
    found = _DECLARATION.match(beginning)
    return found[1] if found else None


def read_google_xml(blocks: Iterator[str]) -> Iterator[Entry | Unsold]:
    """The entries of a feed. Raises :class:`FeedBroken` where it is no more XML."""
    reader = _Reader()
    for block in blocks:
        yield from reader.feed(block)
    yield from reader.feed("", last=True)


class _Reader:
    def __init__(self) -> None:
        # The text is decoded already, whatever the document says of its encoding.
        self._expat = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._characters
        self._expat.StartDoctypeDeclHandler = self._refuse
        self._depth = 0
        self._item_depth = 0
        self._line = 0
        self._fields: dict[str, str] = {}
        self._name: str | None = None
        self._text: list[str] = []
        self._length = 0
        self._fed = 0
        self._done: list[Entry | Unsold] = []

    def feed(self, block: str, *, last: bool = False) -> list[Entry | Unsold]:
        data = block.encode("utf-8", "replace")
        self._fed += len(data)
        try:
            self._expat.Parse(data, last)
        except expat.ExpatError as error:
            raise FeedBroken(error.lineno, expat.ErrorString(error.code)) from error
        if self._fed - max(self._expat.CurrentByteIndex, 0) > _MOST_TOKEN:
            raise FeedBroken(self._expat.CurrentLineNumber, "a tag or comment does not end")
        done, self._done = self._done, []
        return done

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        space, _, local = name.rpartition(" ")
        if not self._item_depth:
            if local in _ITEMS:
                self._item_depth, self._line = self._depth, self._expat.CurrentLineNumber
                self._fields, self._length = {}, 0
        elif self._depth == self._item_depth + 1:
            # A plain <title> stands beside Google's own, which counts.
            self._name, self._text = local if space == _GOOGLE else f"plain {local}", []

    def _characters(self, text: str) -> None:
        if self._name is None or self._depth != self._item_depth + 1:
            return
        self._length += len(text)
        if self._length <= _MOST_TEXT:
            self._text.append(text)

    def _end(self, _name: str) -> None:
        if self._item_depth and self._depth == self._item_depth + 1 and self._name:
            # Some attributes may come several times, the most important first.
            self._fields.setdefault(self._name, "".join(self._text).strip())
            self._name = None
        elif self._depth == self._item_depth:
            self._done.append(self._item())
            self._item_depth = 0
        self._depth -= 1

    def _item(self) -> Entry | Unsold:
        plain = {
            name.removeprefix("plain "): text
            for name, text in self._fields.items()
            if name.startswith("plain ")
        }
        fields = plain | {name: text for name, text in self._fields.items() if " " not in name}
        if self._length > _MOST_TEXT:
            return Unsold(self._line, fields.get("id", "")[:100], Reason.FIELD_TOO_LONG)
        return google_entry(self._line, fields)

    def _refuse(self, *_doctype: object) -> None:
        raise FeedBroken(self._expat.CurrentLineNumber, "feeds have no document type")
