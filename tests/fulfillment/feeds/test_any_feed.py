"""Whatever bytes come in: products of the shop, lines refused by name, or no feed at all."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.catalog import parse_size
from fulfillment.feeds import FeedError, Options, Unsold
from fulfillment.feeds.judging import Judge
from fulfillment.feeds.kinds import entries_of
from fulfillment.feeds.lines import Text
from fulfillment.feeds.options import terms_of
from tests.fulfillment.feeds.test_importing import FEED
from tests.fulfillment.feeds.test_readers import ATOM, RSS, SHOPIFY, WOO
from tests.fulfillment.shopfloor import PROFILE

JUDGE = Judge(terms_of(PROFILE, Options(), datetime(2026, 11, 20, tzinfo=UTC), lambda _: None))


def sold(data: bytes) -> int:
    """How many products some bytes hold, each of them fit to be said and stored."""
    found = 0
    try:
        for entry in entries_of(Text(io.BytesIO(data)))[1]:
            values = entry if isinstance(entry, Unsold) else JUDGE.judge(entry)
            if isinstance(values, Unsold):
                continue
            found += 1
            texts = [value for value in values.values() if isinstance(value, str)]
            assert all(text.isprintable() for text in texts), values
            assert values["sku"]
            assert values["name"]
            assert 0 < values["price_minor"] < 2**31
            assert values["stock"] is None or 0 <= values["stock"] < 2**31
            assert parse_size(values["size"]).total > 0
    except FeedError:
        pass
    return found


@given(data=st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    sold(data)


@given(rows=st.lists(st.lists(st.text(max_size=30), max_size=9), max_size=5))
def test_any_cells(rows: list[list[str]]) -> None:
    header = "id\ttitle\tprice\tavailability\tbrand\tproduct_type\tdescription"
    sold("\n".join([header, *("\t".join(row) for row in rows)]).encode("utf-8", "replace"))


@given(text=st.text(max_size=40), size=st.text(max_size=20))
def test_any_title_and_size(text: str, size: str) -> None:
    cells = (text.replace("\t", " ").replace("\n", " "), size.replace("\t", " ").replace("\n", " "))
    feed = f"id\ttitle\tprice\tavailability\tsize\n1\t{cells[0]}\t2\tin stock\t{cells[1]}\n"
    sold(feed.encode("utf-8", "replace"))


@pytest.mark.parametrize("feed", [FEED, RSS, ATOM, SHOPIFY, WOO], ids=str.__len__)
def test_a_good_feed_with_bytes_changed_lost_and_doubled(feed: str) -> None:
    chance = Random(7)
    whole = feed.encode()
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            if chance.random() < 0.5:
                data[at] = chance.choice(b'\x00\xff"<>&\t\n,;')
            else:
                del data[at : at + chance.randint(1, 40)]
        sold(bytes(data))
    assert sold(FEED.encode()) == 2
