"""Text in lines out of bytes of any encoding, in constant memory whatever the bytes are."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from fulfillment.feeds.errors import FeedUnknown
from fulfillment.feeds.source import Readable

MOST_LINE_BYTES = 2**20
_BLOCK = 2**16
_SINGLE = "cp1252"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Text:
    """The text of a stream of bytes, in blocks or in lines; it can be read once.

    UTF-8 and UTF-16 are told by their marks or looks. What is not UTF-8 is read as Windows-1252,
    the encoding of spreadsheets; ``guessed`` counts the characters that were read so. An
    ``encoding`` that is named is taken at its word; then ``guessed`` counts what it cannot read.
    """

    def __init__(self, stream: Readable, encoding: str | None = None) -> None:
        self._stream = stream
        self.guessed = 0
        self._head = _read_full(stream, _BLOCK)
        self._bom, self._encoding = _encoding_of(self._head, encoding)
        self._named = encoding is not None

    def peek(self) -> str:
        """The beginning of the text, some ten thousand characters."""
        head = self._head[len(self._bom) :]
        try:
            return codecs.getincrementaldecoder(self._encoding)().decode(head)
        except UnicodeDecodeError:
            return head.decode(_SINGLE, "replace")

    def declare(self, encoding: str | None) -> None:
        """Take a document's own word for its encoding, where neither mark nor merchant say more."""
        if encoding and not self._named and not self._bom and self._encoding == "utf-8":
            self._encoding = _encoding_of(b"", encoding)[1]
            self._named = self._encoding != "utf-8"

    def blocks(self) -> Iterator[str]:
        """The text in blocks of no particular size."""
        errors = "replace" if self._named else "strict"
        decoder = codecs.getincrementaldecoder(self._encoding)(errors)
        for block in self._bytes():
            pending = decoder.getstate()[0]
            try:
                yield self._noted(decoder.decode(block))
            except UnicodeDecodeError:
                decoder = codecs.getincrementaldecoder(_SINGLE)("replace")
                yield self._guess(pending + block)
                self._encoding, self._named = _SINGLE, True
        yield self._noted(decoder.decode(b"", final=True) if self._named else "")

    def lines(self) -> Iterator[str | None]:
        """The lines without their ends; None for one of more than :data:`MOST_LINE_BYTES`."""
        for line in _lines(self._plain_bytes()):
            if line is None:
                yield None
                continue
            try:
                yield line.decode()
            except UnicodeDecodeError:
                yield self._guess(line)

    def _plain_bytes(self) -> Iterator[bytes]:
        """The bytes, brought to UTF-8 where they are of an encoding that differs in line ends."""
        if self._encoding == "utf-8":
            yield from self._bytes()
            return
        self._named = True
        yield from (block.encode(errors="replace") for block in self.blocks())

    def _bytes(self) -> Iterator[bytes]:
        block = self._head[len(self._bom) :]
        self._head = b""
        while block:
            yield block
            block = self._stream.read(_BLOCK)

    def _guess(self, data: bytes) -> str:
        text = data.decode(_SINGLE, "replace")
        self.guessed += sum(1 for character in text if not character.isascii())
        return text

    def _noted(self, text: str) -> str:
        if not text.isascii():
            self.guessed += text.count("\ufffd")
        return text


def _lines(blocks: Iterator[bytes]) -> Iterator[bytes | None]:
    kept, skipping = b"", False
    for block in blocks:
        *whole, rest = block.split(b"\n")
        for end in whole:
            line, kept = kept + end, b""
            yield None if skipping or len(line) > MOST_LINE_BYTES else line.removesuffix(b"\r")
            skipping = False
        kept += rest
        if len(kept) > MOST_LINE_BYTES:
            kept, skipping = b"", True
    if kept or skipping:
        yield None if skipping else kept.removesuffix(b"\r")


def _encoding_of(head: bytes, named: str | None) -> tuple[bytes, str]:
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return bom, encoding
    if named:
        try:
            return b"", codecs.lookup(named).name
        except LookupError:
            raise FeedUnknown(f"there is no encoding {named!r}") from None
    # Every second byte of UTF-16 is zero where most characters are Latin.
    if head[1:64:2].count(0) > len(head[:64]) // 3:
        return b"", "utf-16-le"
    if head[0:64:2].count(0) > len(head[:64]) // 3:
        return b"", "utf-16-be"
    return b"", "utf-8"


def _read_full(stream: Readable, size: int) -> bytes:
    parts = []
    while size > 0 and (data := stream.read(size)):
        parts.append(data)
        size -= len(data)
    return b"".join(parts)
