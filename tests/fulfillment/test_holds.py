"""Goods that open quotes hold: nobody else is offered them, and none is held twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import time
from functools import partial

import pytest
from sqlalchemy import func, select

from fulfillment.errors import OutOfStock
from fulfillment.orders import Order, Quote
from fulfillment.profile import DeliveryOption
from fulfillment.shop import Shop
from fulfillment.storage.prices import StockHoldRow
from tests.conftest import Clock
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.shopfloor import (
    CONVERSATION,
    PROFILE,
    Till,
    buy,
    offer,
    owner,
    product,
    usd,
)
from tests.fulfillment.test_concurrency import at_once

SHOPPERS, PIECES = 8, 3


def held(shop: Shop) -> list[int]:
    """The quantities of all holds there are."""
    with shop.open() as work:
        return list(work._unit.session.scalars(select(StockHoldRow.quantity)))


def short_of(shop: Shop, customer: int, sku: str, quantity: int = 1) -> int:
    """How many pieces could be had, where so many cannot."""
    with pytest.raises(OutOfStock) as refused, shop.open() as work:
        offer(work, customer, sku, quantity)
    assert refused.value.sku == sku
    return refused.value.available


def test_what_a_quote_holds_is_not_offered_to_another(corner: Shop) -> None:
    with corner.open() as work:
        offer(work, customer=1, sku="bread", quantity=8)
    assert short_of(corner, 2, "bread", 3) == 2
    with corner.open() as work:
        offer(work, customer=2, sku="bread", quantity=2)
    assert sorted(held(corner)) == [2, 8]


def test_a_shopper_is_not_kept_from_a_product_by_their_own_quote(corner: Shop) -> None:
    for _ in range(3):
        with corner.open() as work:
            work.carts.clear(owner(1))
            made = offer(work, sku="bread", quantity=10)
    with corner.open() as work:
        assert buy(work, made).lines[0].quantity == 10
    assert held(corner) == []


def test_whoever_accepts_in_time_gets_what_was_offered(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        work.carts.add(owner(1), "last", 1)
        made = work.quotes.make(1, owner(1), CONVERSATION, slot="morning")
    clock.forward(minutes=9, seconds=59)
    assert short_of(corner, 2, "last") == 0
    with corner.open() as work:
        assert buy(work, made).lines[0].sku == "last"


def test_a_quote_that_was_given_up_holds_nothing(corner: Shop) -> None:
    with corner.open() as work:
        made = offer(work, customer=1, sku="last", quantity=1)
        work.quotes.void(made.id)
    with corner.open() as work:
        offer(work, customer=2, sku="last", quantity=1)
    assert held(corner) == [1]


def test_a_quote_that_was_never_answered_lets_go_soon_after_it_expires(
    corner: Shop, clock: Clock
) -> None:
    with corner.open() as work:
        offer(work, customer=1, sku="last", quantity=1)
    clock.forward(minutes=10, seconds=14)
    assert short_of(corner, 2, "last") == 0
    clock.forward(seconds=1)
    with corner.open() as work:
        made = offer(work, customer=2, sku="last", quantity=1)
        assert buy(work, made).lines[0].sku == "last"
    assert held(corner) == []


def test_a_new_quote_of_the_same_cart_holds_only_what_is_in_it_now(corner: Shop) -> None:
    with corner.open() as work:
        offer(work, customer=1, sku="last", quantity=1)
        work.carts.remove(owner(1), "last")
        offer(work, customer=1, sku="bread", quantity=1)
    with corner.open() as work:
        assert offer(work, customer=2, sku="last", quantity=1).lines[0].sku == "last"


def test_a_quote_that_cannot_be_made_holds_nothing(corner: Shop) -> None:
    with corner.open() as work:
        offer(work, customer=1, sku="last", quantity=1)
    with corner.open() as work:
        work.carts.add(owner(2), "bread", 10)
        with pytest.raises(OutOfStock):
            offer(work, customer=2, sku="last", quantity=1)
    with corner.open() as work:
        offer(work, customer=1, sku="bread", quantity=10)
    assert sorted(held(corner)) == [1, 10]


def test_stock_that_the_merchant_takes_away_is_missing_all_the_same(corner: Shop) -> None:
    with corner.open() as work:
        made = offer(work, quantity=5)
        work.catalog.set_stock("bread", 4)
    with corner.open() as work, pytest.raises(OutOfStock) as refused:
        buy(work, made)
    assert refused.value.available == 4


def test_of_many_who_ask_for_the_last_pieces_at_once_as_many_as_there_are_get_one(
    engine_on: OpenEngine, url: str, till: Till
) -> None:
    shops = [Shop(engine_on(url), payments=till, clock=Clock()) for _ in range(SHOPPERS)]
    slot = DeliveryOption("evening", "in the evening", time(18), time(21), usd(300), SHOPPERS)
    with shops[0].open() as work:
        work.set_up(replace(PROFILE, delivery=(slot,)))
        work.catalog.add_many([product("few", stock=PIECES), product("other", stock=PIECES)])
        customers = [
            work.customers.add(f"shopper-{number}", "Shopper", "home", "1 Long Lane").id
            for number in range(SHOPPERS)
        ]

    def ask(number: int) -> Quote:
        with shops[number].open() as work:
            # In both orders, so that two who wait for each other would be found out.
            for sku in ("few", "other")[:: 1 if number % 2 else -1]:
                work.carts.add(owner(customers[number]), sku, 1)
            return work.quotes.make(customers[number], owner(customers[number]), CONVERSATION)

    answers = at_once([partial(ask, number) for number in range(SHOPPERS)])
    kinds = Counter(type(answer) for answer in answers)
    assert kinds == {Quote: PIECES, OutOfStock: SHOPPERS - PIECES}
    assert sorted(held(shops[0])) == [1] * 2 * PIECES
    _accept_all(shops, [answer for answer in answers if isinstance(answer, Quote)])


def _accept_all(shops: list[Shop], quotes: list[Quote]) -> None:
    """Everybody with a quote says yes at once, while others go on asking."""

    def accept(number: int) -> Order:
        with shops[number].open() as work:
            return buy(work, quotes[number])

    def ask_again(number: int) -> int:
        return short_of(shops[number], quotes[0].customer_id % 2 + 1, "few")

    yes = [partial(accept, number) for number in range(len(quotes))]
    asking = [partial(ask_again, number) for number in range(len(quotes), SHOPPERS)]
    answers = at_once([*yes, *asking])
    assert Counter(type(answer) for answer in answers) == {
        Order: len(quotes),
        int: SHOPPERS - len(quotes),
    }
    with shops[0].open() as work:
        assert work.catalog.get("few").stock == 0
        assert not work._unit.session.scalar(select(func.count()).select_from(StockHoldRow))
