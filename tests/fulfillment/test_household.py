"""What a household's purchases say about today: what is usual, what is due, what was paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from fulfillment.catalog import Product, Size
from fulfillment.customers import Bought, Usual, next_due, running_out, usual_basket
from fulfillment.customers.household import usuals
from fulfillment.shop import Shop
from tests.conftest import Clock
from tests.fulfillment.shopfloor import buy, offer, product, usd

NOW = datetime(2026, 11, 20, tzinfo=UTC)
GOODS = {
    each.sku: each
    for each in (
        replace(product("whole"), category="milk"),
        replace(product("oat"), category="milk"),
        replace(product("soy"), category="milk"),
        replace(product("tea"), category="tea"),
        replace(product("jam"), category="jam"),
    )
}


def bought(sku: str, *days_ago: float, quantity: int = 1) -> list[Bought]:
    size = Size(1, Decimal(1), "ct")
    return [
        Bought(sku, quantity, NOW - timedelta(days=days), sku, "Brand", size, usd(100))
        for days in days_ago
    ]


def household(*purchases: list[Bought], goods: dict[str, Product] | None = None) -> list[Usual]:
    history = [purchase for some in purchases for purchase in some]
    newest_first = sorted(history, key=lambda b: b.at, reverse=True)
    return usuals(newest_first, GOODS if goods is None else goods, NOW)


def skus(found: list[Usual]) -> list[str]:
    return [usual.product.sku for usual in found]


def test_what_is_due_by_its_rhythm_runs_out_and_what_is_longest_overdue_comes_first() -> None:
    found = household(bought("whole", 6, 13, 20), bought("tea", 40, 60, 80), bought("soy", 30))
    assert skus(running_out(found)) == ["tea", "whole"]


def test_nothing_runs_out_that_was_just_bought_or_long_given_up() -> None:
    found = household(bought("whole", 1, 8, 15), bought("tea", 200, 207, 214))
    assert running_out(found) == []
    coming = next_due(found)
    assert coming is not None
    assert coming.product.sku == "whole"


def test_a_kind_that_changes_its_brand_runs_out_once() -> None:
    """Three milks, each bought once, are one rhythm of milk."""
    found = household(bought("oat", 7), bought("soy", 14), bought("whole", 21))
    assert skus(running_out(found)) == ["oat"]


def test_two_things_of_a_kind_with_rhythms_of_their_own_run_out_each() -> None:
    found = household(bought("oat", 7, 14, 21), bought("whole", 6.5, 13.5, 20.5))
    assert sorted(skus(running_out(found))) == ["oat", "whole"]


def test_the_usual_basket_holds_what_was_bought_again_and_not_just_now() -> None:
    found = household(
        bought("whole", 7, 14, 21), bought("tea", 1, 31, 61), bought("jam", 5), bought("soy", 9, 30)
    )
    assert skus(usual_basket(found))[0] == "whole"
    assert set(skus(usual_basket(found))) == {"whole", "soy"}


def test_the_last_purchase_is_kept_as_it_was_then() -> None:
    earlier = bought("tea", 30, quantity=2)
    later = [replace(bought("tea", 3)[0], price=usd(250))]
    (tea,) = household(earlier, later)
    assert (tea.last.price, tea.last.at) == (usd(250), NOW - timedelta(days=3))


def test_what_the_shop_does_not_know_any_more_is_left_out() -> None:
    assert household(bought("gone", 7, 14)) == []
    assert household([]) == []


def test_pieces_that_were_given_up_were_not_bought(corner: Shop, clock: Clock) -> None:
    for _ in range(2):
        with corner.open() as work:
            order = buy(work, offer(work, sku="bread", quantity=2))
        clock.forward(days=7)
    with corner.open() as work:
        assert [bought.quantity for bought in work.customers.history(1)] == [2, 2]
        work.aftercare.give_up(order.id, 1, order.lines[0].position, 1, "once")
    with corner.open() as work:
        assert [bought.quantity for bought in work.customers.history(1)] == [1, 2]


def test_a_history_has_the_price_and_the_size_of_its_day(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        before = work.catalog.get("bread")
        buy(work, offer(work, sku="bread"))
    with corner.open() as work:
        work.catalog.set_price("bread", usd(before.price.amount_minor + 50))
    clock.forward(days=7)
    with corner.open() as work:
        (usual,) = work.customers.usual(1)
        assert usual.last.price == before.price
        assert usual.last.size == before.size
        assert usual.product.price - usual.last.price == usd(50)
