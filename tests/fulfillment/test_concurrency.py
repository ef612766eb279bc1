"""Many at once: threads of one shop, and shops with engines of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import event

from fulfillment.errors import Conflict, OutOfStock, QuoteChanged, ShopError
from fulfillment.orders import Order
from fulfillment.shop import Shop
from tests.conftest import Clock
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.shopfloor import CONVERSATION, Till, buy, offer, owner

THREADS = 8


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Start all acts at the same moment; their results, or the shop's errors that they raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except ShopError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture(params=["threads of one shop", "shops with engines of their own"])
def shops(
    request: pytest.FixtureRequest, engine_on: OpenEngine, url: str, till: Till
) -> list[Shop]:
    if request.param == "threads of one shop":
        return [Shop(engine_on(url), payments=till, clock=Clock())] * THREADS
    return [Shop(engine_on(url), payments=till, clock=Clock()) for _ in range(THREADS)]


def test_one_quote_accepted_eight_times_at_once_is_one_order(shops: list[Shop], till: Till) -> None:
    with shops[0].open() as work:
        quote = offer(work, quantity=2)

    def accept(shop: Shop) -> Order:
        with shop.open() as work:
            return buy(work, quote)

    results = at_once([partial(accept, shop) for shop in shops])
    assert {type(result) for result in results} == {Order}
    assert len(set(results)) == 1
    assert till.charges == {"order-1": quote.total}
    with shops[0].open() as work:
        assert len(work.orders.recent(1)) == 1
        assert work.catalog.get("bread").stock == 8


def test_of_two_who_want_the_last_jar_one_gets_it(shops: list[Shop], till: Till) -> None:
    for customer in (1, 2):
        with shops[0].open() as work:
            work.carts.add(owner(customer), "last", 1)

    def order(number: int) -> Order:
        with shops[number].open() as work:
            return buy(work, work.quotes.make(number + 1, owner(number + 1), CONVERSATION))

    results = at_once([partial(order, number) for number in range(2)])
    assert Counter(type(result) for result in results) == {Order: 1, OutOfStock: 1}
    assert len(till.charges) == 1
    with shops[0].open() as work:
        assert work.catalog.get("last").stock == 0
        loser = next(
            n for n, result in enumerate(results, start=1) if isinstance(result, OutOfStock)
        )
        assert work.carts.get(owner(loser)).count == 1


def test_of_two_who_want_the_last_place_of_a_slot_one_gets_it(shops: list[Shop]) -> None:
    with shops[0].open() as work:
        buy(work, offer(work, sku="milk"))
    quotes = []
    for customer in (1, 2):
        with shops[0].open() as work:
            quotes.append(offer(work, customer=customer))
    assert {quote.delivery.code for quote in quotes} == {"evening@2026-11-20"}

    def accept(number: int) -> Order:
        with shops[number].open() as work:
            return buy(work, quotes[number])

    results = at_once([partial(accept, number) for number in range(2)])
    assert Counter(type(result) for result in results) == {Order: 1, QuoteChanged: 1}


def test_an_order_that_is_being_written_keeps_others_from_counting_places(
    url: str, engine_on: OpenEngine
) -> None:
    engine = engine_on(url)
    shop, other = Shop(engine, clock=Clock()), Shop(engine_on(url), clock=Clock())
    with shop.open() as work:
        buy(work, offer(work, sku="milk"))
    with shop.open() as work:
        first, second = offer(work), offer(work, customer=2)
    assert first.delivery.code == second.delivery.code

    def accept() -> Order:
        with other.open() as work:
            return buy(work, second)

    with ThreadPoolExecutor(1) as pool:
        results: list[Future[Order]] = []

        def start_the_other(_connection: object) -> None:
            if not results:
                results.append(pool.submit(accept))
                wait(results, timeout=0.5)
                assert not results[0].done()

        event.listen(engine, "commit", start_the_other)
        with shop.open() as work:
            buy(work, first)
        with pytest.raises(QuoteChanged, match="delivery"):
            results[0].result()


def test_additions_from_many_devices_all_count(shops: list[Shop]) -> None:
    def add(shop: Shop) -> None:
        with shop.open() as work:
            work.carts.add("me", "milk", 1)

    assert at_once([partial(add, shop) for shop in shops]) == [None] * THREADS
    with shops[0].open() as work:
        assert work.carts.get("me").count == THREADS


def test_of_many_who_save_the_same_version_one_does(shops: list[Shop]) -> None:
    with shops[0].open() as work:
        work.sessions.save("talk", "me", {"by": None}, 0)

    def save(number: int) -> int:
        with shops[number].open() as work:
            work.sessions.save("talk", "me", {"by": number}, 1)
        return number

    results = at_once([partial(save, number) for number in range(THREADS)])
    (winner,) = [result for result in results if isinstance(result, int)]
    assert sum(isinstance(result, Conflict) for result in results) == THREADS - 1
    with shops[0].open() as work:
        assert work.sessions.load("talk") == ({"by": winner}, 2)
