"""Changes of single products from outside: once each, in their order, wrong ones by name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fulfillment.feeds.events import MOST_LINES, Taken
from fulfillment.shop import Shop
from tests.conftest import Clock
from tests.fulfillment.shopfloor import usd

JAM = {"id": "jam", "title": "Org. Strwbry Jam 12 oz", "price": 3.5, "stock": 4, "brand": "Hazel"}


def take(shop: Shop, *events: dict[str, Any] | str) -> Taken:
    """Take events; those without an id get one by their place."""
    lines = [
        event if isinstance(event, str) else json.dumps({"event": f"e{number}", **event})
        for number, event in enumerate(events)
    ]
    with shop.open() as work:
        return work.feed_events.take("\n".join(lines))


def test_a_product_is_added_and_found_at_once(corner: Shop) -> None:
    with corner.open() as work:
        work.search.search("jam")
    assert take(corner, {"kind": "upsert", "product": JAM}) == Taken(1, 0, ())
    with corner.open() as work:
        jam = work.catalog.get("jam")
        assert (jam.name, str(jam.size), jam.price, jam.stock) == (
            "organic strawberry jam", "12 oz", usd(350), 4,
        )  # fmt: skip
        assert "jam" in [p.sku for p in work.search.search("organic strawberry jam").products]


def test_a_product_that_is_known_keeps_what_is_not_told(corner: Shop) -> None:
    with corner.open() as work:
        work.catalog.set_spoken_name("milk", "farm milk")
    told = {"id": "milk", "title": "Whole Milk 1 gal", "price": "4.50", "brand": "Hazel"}
    take(corner, {"kind": "upsert", "product": told})
    with corner.open() as work:
        milk = work.catalog.get("milk")
        assert (milk.called, milk.stock, milk.price) == ("farm milk", 10, usd(450))
        assert [price for _, price in work.catalog.prices("milk")] == [usd(450)]


def test_price_stock_and_end_of_a_product(corner: Shop, clock: Clock) -> None:
    clock.forward(days=1)
    made = take(
        corner,
        {"kind": "price", "sku": "milk", "price": "4.25"},
        {"kind": "stock", "sku": "milk", "stock": 0},
        {"kind": "unlist", "sku": "soap"},
    )
    assert made == Taken(3, 0, ())
    with corner.open() as work:
        milk, soap = work.catalog.get_many(["milk", "soap"])
        assert (milk.price, milk.stock, soap.listed) == (usd(425), 0, False)
        assert [price for _, price in work.catalog.prices("milk")] == [usd(425), usd(400)]


def test_an_event_counts_once(corner: Shop) -> None:
    event = {"event": "one", "kind": "stock", "sku": "milk", "stock": 3}
    assert take(corner, event, event) == Taken(1, 1, ())
    with corner.open() as work:
        work.catalog.set_stock("milk", 9)
    assert take(corner, event) == Taken(0, 1, ())
    with corner.open() as work:
        assert work.catalog.get("milk").stock == 9


def test_an_event_that_was_refused_may_come_again(corner: Shop) -> None:
    event = {"event": "one", "kind": "stock", "sku": "later", "stock": 3}
    assert take(corner, event) == Taken(0, 0, ((1, "product-unknown"),))
    take(corner, {"event": "two", "kind": "upsert", "product": JAM | {"id": "later"}})
    assert take(corner, event) == Taken(1, 0, ())


def test_an_event_is_forgotten_when_nobody_repeats_it_any_more(corner: Shop, clock: Clock) -> None:
    event = {"event": "one", "kind": "stock", "sku": "milk", "stock": 3}
    take(corner, event)
    clock.forward(days=31)
    assert take(corner, event) == Taken(1, 0, ())


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ("{", "unreadable"),
        ("[" * 100_000, "unreadable"),
        ("[1]", "unreadable"),
        ('{"kind": "stock"}', "event-missing"),
        ({"event": 3, "kind": "stock"}, "event-missing"),
        ({"event": "x" * 101, "kind": "stock"}, "event-missing"),
        ({"event": "\ud800", "kind": "stock"}, "event-missing"),
        ({"event": "a\0", "kind": "stock"}, "event-missing"),
        ({"kind": "stock", "sku": "\udfff", "stock": 1}, "id-missing"),
        ({"kind": "upsert", "product": JAM | {"id": "\ud800"}}, "id-missing"),
        ({"kind": "explode"}, "kind-unknown"),
        ({"kind": ["stock"]}, "kind-unknown"),
        ({"kind": "stock", "sku": "milk", "stock": -1}, "stock-unreadable"),
        ({"kind": "stock", "sku": "milk", "stock": True}, "stock-unreadable"),
        ({"kind": "stock", "sku": "milk", "stock": 2**31}, "stock-unreadable"),
        ({"kind": "stock", "sku": 7, "stock": 1}, "id-missing"),
        ({"kind": "stock", "sku": "nothing", "stock": 1}, "product-unknown"),
        ({"kind": "price", "sku": "milk", "price": -1}, "price-negative"),
        ({"kind": "price", "sku": "milk", "price": "1 EUR"}, "currency-wrong"),
        ({"kind": "price", "sku": "milk", "price": {}}, "unreadable"),
        ({"kind": "price", "sku": "milk"}, "price-missing"),
        ({"kind": "upsert"}, "product-missing"),
        ({"kind": "upsert", "product": {"id": "a", "title": "Tea"}}, "price-missing"),
        ({"kind": "upsert", "product": JAM | {"spoken_name": "x"}}, "field-unknown"),
        ({"kind": "upsert", "product": JAM | {"synonyms": "x"}}, "unreadable"),
        ({"kind": "upsert", "product": JAM | {"title": "<b></b>"}}, "title-missing"),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_wrong_event_is_refused_by_name_and_stops_no_other(
    corner: Shop, event: dict[str, Any] | str, reason: str, backend: str
) -> None:
    good = {"event": "good", "kind": "stock", "sku": "milk", "stock": 5}
    assert take(corner, event, good) == Taken(1, 0, ((1, reason),))


def test_too_many_lines_are_not_taken_at_all(corner: Shop) -> None:
    event = {"kind": "stock", "sku": "milk", "stock": 5}
    with pytest.raises(ValueError, match="at most"):
        take(corner, *[event] * (MOST_LINES + 1))
    with corner.open() as work:
        assert work.catalog.get("milk").stock == 10
