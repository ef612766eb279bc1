"""Records of delimited text: quoted or not, over several lines, each bounded."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from fulfillment.feeds.entry import Reason, Unsold, shortened

# A quote that nobody closes costs its own line, not all that follow.
MOST_LINES = 100
_DELIMITERS = "\t,;|"
_OPEN = "unexpected end of data"

Record = tuple[int, list[str]]


def records(
    lines: Iterable[str | None], delimiter: str, first: int = 1
) -> Iterator[Record | Unsold]:
    """The records with the number of their first line; empty lines are left out."""
    waiting: deque[tuple[int, str | None]] = deque()
    numbered = enumerate(lines, start=first)
    while True:
        number, line = waiting.popleft() if waiting else next(numbered, (0, ""))
        if not number:
            return
        if line is None:
            yield Unsold(number, "", Reason.LINE_TOO_LONG)
        elif line.count('"') % 2:
            yield _quoted(number, line, delimiter, numbered, waiting)
        elif line.strip():
            yield _record(number, line, delimiter)


def delimiter_of(header: str) -> str:
    """What separates the cells of a header line."""
    return max(_DELIMITERS, key=header.count)


def _record(number: int, text: str, delimiter: str) -> Record | Unsold:
    try:
        return number, next(csv.reader(_kept(text), delimiter=delimiter))
    except csv.Error as error:
        known = "field larger" in str(error)
        reason = Reason.FIELD_TOO_LONG if known else Reason.UNREADABLE
        return Unsold(number, "", reason, shortened(text))


def _quoted(
    number: int,
    line: str,
    delimiter: str,
    numbered: Iterator[tuple[int, str | None]],
    waiting: deque[tuple[int, str | None]],
) -> Record | Unsold:
    """A record that begins with ``line``, which holds an odd number of quotes."""
    text = line
    taken: list[tuple[int, str | None]] = []
    open_ = _is_open(text, delimiter)
    while open_ and len(taken) < MOST_LINES:
        each = waiting.popleft() if waiting else next(numbered, None)
        if each is None:
            break
        taken.append(each)
        if each[1] is None or len(text) > csv.field_size_limit():
            break
        text = f"{text}\n{each[1]}"
        open_ = '"' not in each[1] or _is_open(text, delimiter)
    if not open_:
        return _record(number, text, delimiter)
    waiting.extendleft(reversed(taken))
    return Unsold(number, "", Reason.QUOTE_UNCLOSED, shortened(line))


def _kept(text: str) -> list[str]:
    """The lines with their ends; ``splitlines`` would also part at characters that end none."""
    return [f"{line}\n" for line in text.split("\n")] if "\n" in text else [text]


def _is_open(text: str, delimiter: str) -> bool:
    """Whether a field that begins with a quote does not end in ``text``."""
    try:
        for _ in csv.reader(_kept(text), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return str(error) == _OPEN
    return False
