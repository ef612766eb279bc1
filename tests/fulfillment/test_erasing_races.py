"""An account is erased at the moment at which something else is done with it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, text

from fulfillment.accounts.errors import AccountBusy
from fulfillment.errors import Conflict, QuoteNotFound, ShopError
from fulfillment.shop import Shop
from tests.conftest import Clock
from tests.fulfillment.books import check_books
from tests.fulfillment.shopfloor import Till, buy, offer


def together(*acts: Callable[[], object]) -> list[ShopError | None]:
    """What each of them raised, when all begin at once; who lost a race begins again."""
    begin = Barrier(len(acts))

    def run(act: Callable[[], object]) -> ShopError | None:
        begin.wait()
        for _ in range(10):
            try:
                act()
            except Conflict:
                continue
            except ShopError as error:
                return error
            return None
        raise AssertionError("nobody ever wins")

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize("_time", range(5))
def test_a_yes_and_an_erasure_never_both_succeed(
    engine: Engine, till: Till, clock: Clock, _time: int
) -> None:
    shop = Shop(engine, payments=till, clock=clock)
    with shop.open() as work:
        quote = offer(work)

    def agree() -> None:
        with shop.open() as work:
            buy(work, quote)

    agreed, erased = together(agree, lambda: shop.erase(1))
    with shop.open() as work:
        orders = work.orders.recent(1)
        name = work.customers.get(1).name
    if erased is None:
        assert isinstance(agreed, QuoteNotFound)
        assert (orders, name, till.charges) == ([], "", {})
    else:
        assert isinstance(erased, AccountBusy)
        assert (agreed, len(orders), name) == (None, 1, "Anna")
    check_books(shop)


def test_two_erasures_at_once_are_one(engine: Engine, clock: Clock) -> None:
    shop = Shop(engine, clock=clock)
    assert together(lambda: shop.erase(1), lambda: shop.erase(1)) == [None, None]
    with engine.connect() as connection:
        found = connection.execute(text("SELECT name FROM customers ORDER BY id")).scalars()
        assert list(found) == ["", "Ben"]
