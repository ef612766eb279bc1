"""Carts: added to, changed, merged, never beyond what can be had."""

from __future__ import annotations

import pytest

from fulfillment.carts import LIMIT, Cart
from fulfillment.errors import NotInCart, OutOfStock, ProductNotFound, QuantityOutOfRange
from fulfillment.shop import Shop, Work
from tests.fulfillment.shopfloor import usd


def contents(cart: Cart) -> dict[str, int]:
    return {line.product.sku: line.quantity for line in cart.lines}


def test_a_cart_nobody_has_used_is_empty(work: Work) -> None:
    cart = work.carts.get("nobody")
    assert (cart.lines, cart.count, cart.subtotal) == ((), 0, usd(0))


def test_what_is_added_is_there_in_the_next_unit_of_work(corner: Shop) -> None:
    with corner.open() as work:
        work.carts.add("me", "milk", 1)
        returned = work.carts.add("me", "bread", 2)
    with corner.open() as work:
        cart = work.carts.get("me")
    assert cart == returned
    assert contents(cart) == {"milk": 1, "bread": 2}
    assert (cart.count, cart.subtotal) == (3, usd(900))


def test_adding_more_of_the_same_raises_its_line(work: Work) -> None:
    work.carts.add("me", "milk", 1)
    work.carts.add("me", "bread", 1)
    returned = work.carts.add("me", "milk", 2)
    assert contents(returned) == contents(work.carts.get("me")) == {"milk": 3, "bread": 1}


def test_lines_keep_the_order_of_their_arrival(work: Work) -> None:
    for sku in ("soap", "bread", "milk"):
        work.carts.add("me", sku, 1)
    work.carts.remove("me", "soap")
    work.carts.add("me", "soap", 1)
    assert list(contents(work.carts.get("me"))) == ["bread", "milk", "soap"]


@pytest.mark.parametrize(("first", "more"), [(11, 0), (8, 3)])
def test_more_than_is_in_stock_is_refused_with_what_can_be_had(
    work: Work, first: int, more: int
) -> None:
    with pytest.raises(OutOfStock) as refused:  # noqa: PT012 - the second call is the one refused
        work.carts.add("me", "milk", first)
        work.carts.add("me", "milk", more)
    assert (refused.value.sku, refused.value.available) == ("milk", 10)
    assert work.carts.get("me").count == (first if more else 0)


def test_a_product_nobody_has_cannot_be_added(work: Work) -> None:
    with pytest.raises(OutOfStock) as refused:
        work.carts.add("me", "gone", 1)
    assert refused.value.available == 0
    with pytest.raises(ProductNotFound):
        work.carts.add("me", "no such thing", 1)


@pytest.mark.parametrize("quantity", [0, -1, LIMIT + 1])
def test_a_quantity_out_of_range_is_refused(work: Work, quantity: int) -> None:
    with pytest.raises(QuantityOutOfRange) as refused:
        work.carts.add("me", "milk", quantity)
    assert refused.value.limit == 99


def test_two_additions_do_not_get_around_the_limit(work: Work) -> None:
    work.catalog.set_stock("milk", 500)
    work.carts.add("me", "milk", 60)
    with pytest.raises(QuantityOutOfRange):
        work.carts.add("me", "milk", 40)
    assert work.carts.get("me").count == 60


def test_a_quantity_is_set_and_zero_removes_the_line(work: Work) -> None:
    work.carts.add("me", "milk", 5)
    assert contents(work.carts.set_quantity("me", "milk", 2)) == {"milk": 2}
    assert contents(work.carts.get("me")) == {"milk": 2}
    assert contents(work.carts.set_quantity("me", "milk", 0)) == {}
    assert contents(work.carts.get("me")) == {}


def test_what_is_not_in_the_cart_can_be_neither_changed_nor_removed(work: Work) -> None:
    with pytest.raises(NotInCart):
        work.carts.set_quantity("me", "milk", 2)
    with pytest.raises(NotInCart) as refused:
        work.carts.remove("me", "milk")
    assert refused.value.sku == "milk"


def test_a_cleared_cart_is_empty_and_can_be_filled_again(work: Work) -> None:
    work.carts.add("me", "milk", 1)
    assert work.carts.clear("me").lines == ()
    assert contents(work.carts.add("me", "bread", 1)) == {"bread": 1}


def test_a_merge_takes_the_larger_quantity_and_empties_the_source(work: Work) -> None:
    work.carts.add("guest", "milk", 3)
    work.carts.add("guest", "soap", 1)
    work.carts.add("me", "milk", 2)
    work.carts.add("me", "bread", 4)
    merged = work.carts.merge("guest", "me")
    assert contents(merged) == {"milk": 3, "bread": 4, "soap": 1}
    assert work.carts.get("me") == merged
    assert work.carts.get("guest").lines == ()


def test_a_merge_moves_no_more_than_is_in_stock(work: Work) -> None:
    work.carts.add("guest", "milk", 9)
    work.carts.add("guest", "last", 1)
    work.catalog.set_stock("milk", 4)
    work.catalog.set_stock("last", 0)
    assert contents(work.carts.merge("guest", "me")) == {"milk": 4}


def test_a_cart_merged_with_itself_stays_as_it_is(work: Work) -> None:
    work.carts.add("me", "milk", 2)
    assert contents(work.carts.merge("me", "me")) == {"milk": 2}


def test_a_cart_shows_prices_of_now(work: Work) -> None:
    work.carts.add("me", "milk", 2)
    work.catalog.set_price("milk", usd(450))
    assert work.carts.get("me").subtotal == usd(900)
