"""Placing an order: once, whatever the payment does."""

from __future__ import annotations

import pytest

from fulfillment.errors import PaymentDeclined, PaymentUnknown
from fulfillment.orders import OrderState
from fulfillment.shop import Shop, Work
from tests.fulfillment.shopfloor import Till, buy, offer, owner, usd


def stock(work: Work, sku: str = "bread") -> int:
    return work.catalog.get(sku).stock


def test_an_order_is_what_the_quote_said(corner: Shop, till: Till) -> None:
    with corner.open() as work:
        quote = offer(work, quantity=2)
        order = buy(work, quote)
    assert order.state == OrderState.PLACED
    assert [(line.sku, line.left, line.net) for line in order.lines] == [
        (line.sku, line.quantity, line.net) for line in quote.lines
    ]
    assert (order.goods, order.delivery_cost, order.tax) == (usd(500), usd(300), usd(0))
    assert (order.total, order.address_label) == (quote.total, "home")
    assert order.delivery == quote.delivery
    assert order.payment_method == "till"
    assert till.charges == {f"order-{order.id}": quote.total}


def test_an_order_takes_the_goods_and_empties_the_cart(corner: Shop) -> None:
    with corner.open() as work:
        buy(work, offer(work, quantity=2))
    with corner.open() as work:
        assert stock(work) == 8
        assert work.carts.get(owner(1)).lines == ()


def test_the_same_quote_twice_is_one_order(corner: Shop, till: Till) -> None:
    with corner.open() as work:
        quote = offer(work)
        first = buy(work, quote)
    with corner.open() as work:
        second = buy(work, quote)
        assert first == second
        assert work.orders.recent(1) == [first]
        assert stock(work) == 8
    assert till.asked == [f"order-{first.id}"]


def test_an_order_keeps_names_and_prices_of_its_day(corner: Shop) -> None:
    with corner.open() as work:
        order = buy(work, offer(work))
        work.catalog.set_price("bread", usd(999))
    with corner.open() as work:
        assert work.orders.get(order.id, 1) == order


def test_a_declined_payment_puts_goods_and_cart_back(corner: Shop, till: Till) -> None:
    till.refusal = PaymentDeclined("insufficient funds")
    with corner.open() as work:
        quote = offer(work, quantity=2)
    with corner.open() as work, pytest.raises(PaymentDeclined, match="insufficient funds"):
        buy(work, quote)
    with corner.open() as work:
        assert stock(work) == 10
        assert [(x.product.sku, x.quantity) for x in work.carts.get(owner(1)).lines] == [
            ("bread", 2)
        ]
        assert work.orders.find_last(1) is None
        assert work.orders.recent(1) == work.orders.open_orders(1) == []


def test_a_declined_quote_is_declined_again_and_not_charged(corner: Shop, till: Till) -> None:
    till.refusal = PaymentDeclined("insufficient funds")
    with corner.open() as work:
        quote = offer(work)
        with pytest.raises(PaymentDeclined):
            buy(work, quote)
    till.refusal = None
    with corner.open() as work, pytest.raises(PaymentDeclined, match="insufficient funds"):
        buy(work, quote)
    assert not till.charges
    with corner.open() as work:
        assert buy(work, work.quotes.make(1, owner(1), "talk-1")).state == OrderState.PLACED


def test_what_comes_back_is_added_to_what_was_put_in_meanwhile(corner: Shop, till: Till) -> None:
    with corner.open() as work:
        quote = offer(work, quantity=2)

    def meanwhile(point: str) -> None:
        with corner.open() as other:
            other.carts.add(owner(1), "bread", 1)
            other.carts.add(owner(1), "milk", 1)

    till.refusal, till.interrupt = PaymentDeclined("no"), meanwhile
    with corner.open() as work, pytest.raises(PaymentDeclined):
        buy(work, quote)
    with corner.open() as work:
        cart = work.carts.get(owner(1))
        assert {line.product.sku: line.quantity for line in cart.lines} == {"bread": 3, "milk": 1}


def test_an_unknown_outcome_leaves_the_order_open(corner: Shop, till: Till) -> None:
    till.refusal = PaymentUnknown("timed out")
    with corner.open() as work:
        quote = offer(work)
        with pytest.raises(PaymentUnknown):
            buy(work, quote)
    with corner.open() as work:
        assert [order.state for order in work.orders.open_orders(1)] == [OrderState.PLACING]
        assert stock(work) == 8
        assert work.carts.get(owner(1)).lines == ()


def test_asking_again_finishes_an_order_under_the_same_key(corner: Shop, till: Till) -> None:
    till.refusal = PaymentUnknown("timed out")
    with corner.open() as work:
        quote = offer(work)
        with pytest.raises(PaymentUnknown):
            buy(work, quote)
    till.refusal = None
    with corner.open() as work:
        order = buy(work, quote)
    assert order.state == OrderState.PLACED
    assert till.asked == [f"order-{order.id}"] * 2
    assert list(till.charges) == [f"order-{order.id}"]


def test_settling_finishes_what_was_left_open(corner: Shop, till: Till) -> None:
    till.refusal = PaymentUnknown("timed out")
    for customer in (1, 2):
        with corner.open() as work, pytest.raises(PaymentUnknown):
            buy(work, offer(work, customer=customer))
    with corner.open() as work:
        assert work.orders.settle(1) == []
    till.refusal = None
    with corner.open() as work:
        assert [(o.customer_id, o.state) for o in work.orders.settle(1)] == [(1, "placed")]
        assert [(o.customer_id, o.state) for o in work.orders.settle()] == [(2, "placed")]
        assert work.orders.settle() == []


def test_settling_a_payment_that_was_declined_fails_the_order(corner: Shop, till: Till) -> None:
    till.refusal = PaymentUnknown("timed out")
    with corner.open() as work, pytest.raises(PaymentUnknown):
        buy(work, offer(work, quantity=2))
    till.refusal = PaymentDeclined("stolen card")
    with corner.open() as work:
        assert [order.state for order in work.orders.settle(1)] == [OrderState.FAILED]
    with corner.open() as work:
        assert stock(work) == 10
        assert work.carts.get(owner(1)).count == 2


def test_no_transaction_is_open_while_money_is_asked_for(corner: Shop, till: Till) -> None:
    seen: list[int] = []

    def somebody_else_writes(point: str) -> None:
        with corner.open() as other:
            seen.append(other.carts.add(owner(2), "milk", 1).count)

    till.interrupt = somebody_else_writes
    with corner.open() as work:
        buy(work, offer(work))
    assert seen == [1, 2]


def test_without_a_provider_the_money_is_due_at_the_door(shop: Shop) -> None:
    with shop.open() as work:
        customer = work.customers.find_by_handle("anna")
        assert customer is not None
        work.carts.add("me", "HM-1001", 1)
        quote = work.quotes.make(customer.id, "me", "talk-1")
        assert buy(work, quote).payment_method == "pay_on_delivery"
