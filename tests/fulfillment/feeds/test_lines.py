"""Text out of bytes: encodings, records over several lines, and lines without end."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator

import pytest

from fulfillment.feeds import FeedUnknown, Reason, Unsold
from fulfillment.feeds.delimited import records
from fulfillment.feeds.entry import Entry
from fulfillment.feeds.kinds import entries_of
from fulfillment.feeds.lines import Text
from tests.fulfillment.feeds.feeds import entries, google_tsv, read

FEED = google_tsv(("1", "Thé à la menthe € œuf", "2 USD", "in stock"))


class Stream:
    """Bytes that are made while they are read: nothing of them is kept anywhere."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._rest = b""
        self.count = 0

    def read(self, size: int, /) -> bytes:
        if not self._rest:
            self._rest = next(self._blocks, b"")
        data, self._rest = self._rest[:size], self._rest[size:]
        self.count += len(data)
        return data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_told_by_its_marks_or_looks(encoding: str) -> None:
    (tea,) = entries(FEED.encode(encoding))
    assert tea.title == "Thé à la menthe € œuf"


def test_what_is_not_unicode_is_read_as_a_spreadsheets_and_counted() -> None:
    text = Text(io.BytesIO(FEED.encode("cp1252")))
    (tea,) = entries_of(text)[1]
    assert isinstance(tea, Entry)
    assert tea.title == "Thé à la menthe € œuf"
    assert text.guessed == 4


def test_a_stray_byte_costs_no_more_than_itself() -> None:
    first, second = entries(FEED.encode() + b"2\tCaf\xe9\t1 USD\tin stock\t\t\t\n")
    assert (first.title, second.title) == ("Thé à la menthe € œuf", "Café")


def test_xml_is_read_in_its_encoding_or_as_a_spreadsheets() -> None:
    xml = (
        '<rss xmlns:g="http://base.google.com/ns/1.0"><item><g:id>1</g:id>'
        "<g:title>Café</g:title></item></rss>"
    )
    for encoding in ("utf-8", "utf-16", "cp1252"):
        assert entries(xml.encode(encoding))[0].title == "Café"
    declared = f"<?xml version='1.0' encoding='iso-8859-2'?>{xml.replace('é', 'ő')}"
    assert entries(declared.encode("iso-8859-2"))[0].title == "Cafő"


def test_an_encoding_may_be_told() -> None:
    text = Text(
        io.BytesIO(google_tsv(("1", "Чай", "2 USD", "in stock")).encode("cp1251")), "cp1251"
    )
    (tea,) = entries_of(text)[1]
    assert isinstance(tea, Entry)
    assert tea.title == "Чай"
    with pytest.raises(FeedUnknown, match="no encoding"):
        Text(io.BytesIO(b""), "klingon")


def test_a_quoted_field_may_hold_lines_and_delimiters() -> None:
    rows = list(records(['1,"a', 'b, ""c""",2', "3,d,4"], ","))
    assert rows == [(1, ["1", 'a\nb, "c"', "2"]), (3, ["3", "d", "4"])]


def test_a_quote_that_nobody_closes_costs_its_own_line() -> None:
    rows = list(records(['1,"a,2', *(f"{n},b,c" for n in range(500))], ","))
    assert rows[0] == Unsold(1, "", Reason.QUOTE_UNCLOSED, '1,"a,2')
    assert len(rows) == 501
    assert rows[1] == (2, ["0", "b", "c"])


def test_a_quote_inside_a_field_is_an_inch() -> None:
    assert list(records(['1,7" pan,2', "3,x,4"], ",")) == [
        (1, ["1", '7" pan', "2"]),
        (2, ["3", "x", "4"]),
    ]


def test_a_field_that_is_too_long_is_refused() -> None:
    (found,) = records([f"1,{'a' * 200_000}"], ",")
    assert isinstance(found, Unsold)
    assert found.reason is Reason.FIELD_TOO_LONG


def _two_gigabytes(quote: bytes = b"") -> Iterator[bytes]:
    yield b"id,title,price,availability,link\n1,Tea,2.00,in stock,x\n2," + quote
    block = b"x" * 2**16
    for _ in range(2**15):
        yield block
    yield b"\n3,Milk,4.00,in stock,x\n"


def test_a_line_of_two_gigabytes_is_refused_by_its_number_in_little_memory() -> None:
    stream = Stream(_two_gigabytes())
    tracemalloc.start()
    try:
        tea, long, milk = entries_of(Text(stream))[1]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert stream.count > 2**31
    assert (long.line, getattr(long, "reason", None)) == (3, Reason.LINE_TOO_LONG)
    assert (tea.id, milk.id, milk.line) == ("1", "3", 4)
    assert peak < 32 * 2**20


def test_a_quoted_field_without_end_loses_one_product() -> None:
    feed = 'id,title,price,link\n1,"Tea,2,x\n' + "".join(f"{n},Milk,4,x\n" for n in range(2, 400))
    found = read(feed)
    assert [each.line for each in found if isinstance(each, Unsold)] == [2]
    assert len(found) == 399
