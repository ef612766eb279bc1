"""Promotions that only so many may use, and many who say yes at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from functools import partial

import pytest

from fulfillment.errors import QuoteChanged
from fulfillment.orders import Order, Quote
from fulfillment.profile import DeliveryOption
from fulfillment.promotions import Kind, Promotion
from fulfillment.shop import Shop, Work
from tests.conftest import Clock
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.shopfloor import CONVERSATION, PROFILE, Till, buy, owner, usd
from tests.fulfillment.test_concurrency import at_once

SHOPPERS, USES = 6, 2
TENTH = Promotion(code="tenth", label="ten percent off", kind=Kind.PERCENT, value=1000)


@pytest.fixture
def shops(engine_on: OpenEngine, url: str, till: Till) -> list[Shop]:
    """The small shop as several processes have it, with a way of delivery for everybody.

    Orders for the same slot would wait for each other, whatever promotions do.
    """
    shops = [Shop(engine_on(url), payments=till, clock=Clock()) for _ in range(SHOPPERS)]
    ways = tuple(
        DeliveryOption(f"way-{n}", "in the evening", time(18), time(21), usd(300), 1)
        for n in range(SHOPPERS)
    )
    with shops[0].open() as work:
        work.set_up(replace(PROFILE, delivery=ways))
    return shops


def _quote(work: Work, customer: int, cart: str, number: int) -> Quote:
    return work.quotes.make(customer, cart, CONVERSATION, slot=f"way-{number}")


def accept_at_once(shops: Sequence[Shop], quotes: Sequence[Quote]) -> Counter[str]:
    """Say yes to all quotes at the same moment; how many were reduced, or changed and how."""

    def accept(number: int) -> Order:
        with shops[number].open() as work:
            return buy(work, quotes[number])

    answers = at_once([partial(accept, number) for number in range(len(quotes))])
    return Counter(_name(answer) for answer in answers)


def _name(answer: object) -> str:
    if isinstance(answer, QuoteChanged):
        return " ".join(answer.changes)
    assert isinstance(answer, Order), repr(answer)
    return "reduced" if answer.discounts else "dear"


def test_as_many_orders_as_may_use_a_promotion_do(shops: list[Shop]) -> None:
    quotes = []
    with shops[0].open() as work:
        work.promotions.save(replace(TENTH, most_uses=USES))
        for number in range(SHOPPERS):
            customer = work.customers.add(f"shopper-{number}", "Shopper", "home", "1 Long Lane").id
            work.carts.add(owner(customer), "bread", 1)
            quotes.append(_quote(work, customer, owner(customer), number))
    assert all(quote.discounts for quote in quotes)
    assert accept_at_once(shops, quotes) == {"reduced": USES, "promotion": SHOPPERS - USES}


def test_a_shopper_on_several_devices_uses_a_promotion_once(shops: list[Shop]) -> None:
    quotes = []
    with shops[0].open() as work:
        work.promotions.save(replace(TENTH, once_per_shopper=True))
        for number in range(SHOPPERS):
            cart = f"{owner(1)} on device {number}"
            work.carts.add(cart, "bread", 1)
            quotes.append(_quote(work, 1, cart, number))
    assert accept_at_once(shops, quotes) == {"reduced": 1, "promotion": SHOPPERS - 1}
