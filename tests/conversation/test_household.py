"""What is bought again: what has changed about it, what is gone, and prices of then and now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from fulfillment.catalog import parse_size
from fulfillment.money import Money
from fulfillment.shop import Shop
from tests.conftest import Clock
from tests.conversation.conftest import Talk

COFFEE, LARGE_COFFEE, MILK, BREAD = "HM-1001", "HM-1002", "HM-1202", "HM-1406"


@pytest.fixture
def anna(talk_as: Callable[..., Talk]) -> Talk:
    """Anna, who buys coffee, milk and bread time and again."""
    return talk_as("anna")


def change(shop: Shop, sku: str, **fields: object) -> None:
    with shop.open() as work:
        work.catalog.add_many([replace(work.catalog.get(sku), **fields)])  # type: ignore[arg-type]


def cart_of(shop: Shop, handle: str = "anna") -> dict[str, int]:
    with shop.open() as work:
        customer = work.customers.find_by_handle(handle)
        assert customer is not None
        cart = work.carts.get(f"customer:{customer.id}")
        return {line.product.sku: line.quantity for line in cart.lines}


def test_a_new_size_is_told_before_the_order_is_read_back(anna: Talk, shop: Shop) -> None:
    change(shop, COFFEE, size=parse_size("10 oz"))
    said = anna.say("ReorderProduct", product="coffee")
    assert "It comes in 10 ounces now." in said
    assert said.index("comes in") < said.index("From Hazel Market")


def test_a_new_brand_is_told(anna: Talk, shop: Shop) -> None:
    change(shop, COFFEE, brand="Alder Roast")
    assert "It has taken the place of Juniper Row" in anna.say("ReorderProduct", product="coffee")


def test_of_a_whole_order_each_change_is_told_by_its_name(anna: Talk, shop: Shop) -> None:
    change(shop, MILK, price=Money(309, "USD"))
    change(shop, BREAD, price=Money(429, "USD"))
    said = anna.say("ReorderLast")
    assert "Meadow Latch whole milk costs $0.20 more" in said
    assert "Millbrow whole wheat bread costs $0.20 less" in said


def test_what_is_as_it_was_is_not_spoken_of(anna: Talk) -> None:
    for intent in ("ReorderLast", "UsualBasket", "RunningOut"):
        assert "last time" not in anna.say(intent)


def test_what_is_no_longer_sold_is_called_so_and_something_like_it_is_offered(
    anna: Talk, shop: Shop
) -> None:
    change(shop, COFFEE, listed=False)
    said = anna.say("ReorderProduct", product="juniper row ground coffee")
    assert "Juniper Row ground coffee, 12 ounces, is no longer sold" in said
    assert "Instead there's" in said
    assert cart_of(shop) == {}


def test_instead_comes_the_same_thing_in_another_size_where_the_merchant_names_nothing(
    anna: Talk, shop: Shop
) -> None:
    with shop.open() as work:
        named = [other.sku for other in work.catalog.related(COFFEE, "instead_of")]
        for sku in (COFFEE, *named):
            work.catalog.set_stock(sku, 0)
    said = anna.say("ReorderProduct", product="juniper row ground coffee")
    assert "Instead there's Juniper Row ground coffee, 24 ounces" in said
    assert cart_of(shop) == {}
    anna.say("Yes")
    assert cart_of(shop) == {LARGE_COFFEE: 1}


def test_all_orders_of_a_month_are_ordered_again_together(anna: Talk, shop: Shop) -> None:
    with shop.open() as work:
        customer = work.customers.find_by_handle("anna")
        assert customer is not None
        history = work.customers.history(customer.id)
    november = [bought for bought in history if (bought.at.year, bought.at.month) == (2026, 11)]
    assert len({bought.at for bought in november}) > 1
    wanted: dict[str, int] = {}
    for bought in november:
        wanted[bought.sku] = wanted.get(bought.sku, 0) + bought.quantity
    anna.say("ReorderLast", date="2026-11")
    assert cart_of(shop) == wanted


def test_the_usual_is_cut_to_what_is_left_and_what_went_meanwhile_is_told(
    anna: Talk, shop: Shop
) -> None:
    said = anna.say("UsualBasket")
    assert "Juniper Row ground coffee" in said
    with shop.open() as work:
        work.catalog.set_stock(COFFEE, 0)
    said = anna.say("Yes")
    assert "Not to be had just now: Juniper Row ground coffee" in said
    assert COFFEE not in cart_of(shop)


def test_as_many_as_usual_are_named_and_put_in(talk_as: Callable[..., Talk], shop: Shop) -> None:
    ben = talk_as("ben")
    ben.say("UsualBasket")
    assert "two 160-sheet Hazel Basics facial tissues" in ben.say("Yes")
    ben.say("Yes")
    assert sorted(cart_of(shop, "ben").values()) == [1, 1, 1, 1, 2]


def test_a_no_to_the_usual_puts_nothing_in_and_a_late_yes_neither(anna: Talk, shop: Shop) -> None:
    anna.say("UsualBasket")
    anna.say("No")
    anna.say("Yes")
    assert cart_of(shop) == {}


def test_who_never_bought_a_thing_hears_the_price_of_the_shop_before(
    talk_as: Callable[..., Talk], shop: Shop, clock: Clock
) -> None:
    sam = talk_as("sam")
    mango = sam.say("PastPrice", product="mango")
    assert "I know no other price" in mango
    clock.forward(days=3)
    with shop.open() as work:
        (found,) = [p for p in work.search.search("mango").products if p.name == "mango"][:1]
        work.catalog.set_price(found.sku, found.price + Money(30, "USD"))
    clock.forward(days=3)
    again = talk_as("sam", session="later")
    said = again.say("PastPrice", product="mango")
    assert "You haven't bought" in said
    assert "It went up on November 23, from $1.49 to $1.79" in said


def test_a_guest_is_told_of_the_account_and_buys_nothing(talk_as: Callable[..., Talk]) -> None:
    guest = talk_as(None)
    for intent in ("UsualBasket", "RunningOut"):
        assert "account isn't linked" in guest.say(intent)
    assert "account isn't linked" in guest.say("ReorderProduct", product="coffee", date="march")


def test_two_of_the_same_price_cost_the_same(anna: Talk, shop: Shop) -> None:
    with shop.open() as work:
        price = work.catalog.get(LARGE_COFFEE).price
        work.catalog.set_price(COFFEE, price)
    anna.say("CheckPrice", product="juniper row ground coffee 12 ounces")
    said = anna.say("WhichIsCheaper")
    assert "Both cost $16.49" in said
    assert "24 ounces is the better value" in said


def test_with_nothing_in_talk_it_is_asked_what_to_compare(anna: Talk) -> None:
    assert anna.say("WhichIsCheaper").endswith("?")
