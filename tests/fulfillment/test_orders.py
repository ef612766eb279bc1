"""Orders after they were placed: found, moved on, cancelled."""

from __future__ import annotations

import pytest

from fulfillment.errors import (
    OrderNotAdvanced,
    OrderNotCancellable,
    OrderNotFound,
    PaymentDeclined,
    PaymentUnknown,
)
from fulfillment.orders import Order, OrderState
from fulfillment.shop import Shop, Work
from tests.conftest import Clock
from tests.fulfillment.shopfloor import Till, buy, offer

WAY = [OrderState.PICKING, OrderState.SENT, OrderState.DELIVERED]


@pytest.fixture
def order(corner: Shop) -> Order:
    with corner.open() as work:
        return buy(work, offer(work, quantity=2))


def advance(work: Work, order: Order, to: OrderState) -> None:
    for state in WAY[: WAY.index(to) + 1]:
        assert work.orders.advance(order.id, state).state == state


def test_the_latest_order_comes_first(corner: Shop, clock: Clock, order: Order) -> None:
    clock.forward(minutes=1)
    with corner.open() as work:
        later = buy(work, offer(work, sku="milk"))
        assert work.orders.find_last(1) == later
        assert work.orders.recent(1) == [later, order]
        assert work.orders.recent(1, limit=1) == [later]
        assert work.orders.find_last(2) is None


def test_an_order_is_open_until_it_is_delivered(corner: Shop, order: Order) -> None:
    with corner.open() as work:
        assert work.orders.open_orders(1) == [order]
        advance(work, order, OrderState.SENT)
        assert [o.id for o in work.orders.open_orders(1)] == [order.id]
        work.orders.advance(order.id, OrderState.DELIVERED)
        assert work.orders.open_orders(1) == []


def test_another_customers_order_is_not_found(corner: Shop, order: Order) -> None:
    with corner.open() as work:
        with pytest.raises(OrderNotFound):
            work.orders.get(order.id, 2)
        with pytest.raises(OrderNotFound):
            work.orders.cancel(order.id, 2)
        with pytest.raises(OrderNotFound):
            work.orders.get(999, 1)


@pytest.mark.parametrize(
    "state", [OrderState.SENT, OrderState.PLACED, OrderState.CANCELLED, OrderState.FAILED]
)
def test_an_order_skips_no_state(corner: Shop, order: Order, state: OrderState) -> None:
    with corner.open() as work, pytest.raises(OrderNotAdvanced) as refused:
        work.orders.advance(order.id, state)
    assert (refused.value.state, refused.value.wanted) == ("placed", state)


@pytest.mark.parametrize("picking", [False, True])
def test_cancelling_returns_goods_and_money(
    corner: Shop, till: Till, order: Order, *, picking: bool
) -> None:
    with corner.open() as work:
        if picking:
            work.orders.advance(order.id, OrderState.PICKING)
        assert work.orders.cancel(order.id, 1).state == OrderState.CANCELLED
    with corner.open() as work:
        assert work.catalog.get("bread").stock == 10
        assert work.orders.get(order.id, 1).state == OrderState.CANCELLED
    assert till.refunds == {f"order-{order.id}": order.total}


def test_cancelling_twice_is_cancelling_once(corner: Shop, till: Till, order: Order) -> None:
    for _ in range(2):
        with corner.open() as work:
            assert work.orders.cancel(order.id, 1).state == OrderState.CANCELLED
    with corner.open() as work:
        assert work.catalog.get("bread").stock == 10
    assert list(till.refunds) == [f"order-{order.id}"]


@pytest.mark.parametrize("state", [OrderState.SENT, OrderState.DELIVERED])
def test_what_has_left_cannot_be_cancelled(
    corner: Shop, till: Till, order: Order, state: OrderState
) -> None:
    with corner.open() as work:
        advance(work, order, state)
        with pytest.raises(OrderNotCancellable) as refused:
            work.orders.cancel(order.id, 1)
    assert refused.value.state == state
    assert not till.refunds


def test_an_order_whose_payment_is_open_is_settled_before_it_is_cancelled(
    corner: Shop, till: Till
) -> None:
    till.refusal = PaymentUnknown("timed out")
    with corner.open() as work, pytest.raises(PaymentUnknown):
        buy(work, offer(work))
    with corner.open() as work:
        (placing,) = work.orders.open_orders(1)
        with pytest.raises(PaymentUnknown):
            work.orders.cancel(placing.id, 1)
    till.refusal = None
    with corner.open() as work:
        assert work.orders.cancel(placing.id, 1).state == OrderState.CANCELLED
    assert till.charges == till.refunds


def test_an_order_whose_open_payment_was_declined_has_nothing_to_cancel(
    corner: Shop, till: Till
) -> None:
    till.refusal = PaymentUnknown("timed out")
    with corner.open() as work, pytest.raises(PaymentUnknown):
        buy(work, offer(work))
    till.refusal = PaymentDeclined("stolen card")
    with corner.open() as work:
        (placing,) = work.orders.open_orders(1)
        with pytest.raises(OrderNotCancellable) as refused:
            work.orders.cancel(placing.id, 1)
    assert refused.value.state == OrderState.FAILED


def test_a_refund_that_stopped_half_way_is_finished_later(
    corner: Shop, till: Till, order: Order
) -> None:
    def lose_the_line(point: str) -> None:
        raise PaymentUnknown(point)

    till.interrupt = lose_the_line
    with corner.open() as work, pytest.raises(PaymentUnknown):
        work.orders.cancel(order.id, 1)
    till.interrupt = lambda point: None
    with corner.open() as work:
        assert work.orders.get(order.id, 1).state == OrderState.CANCELLED
        assert work.catalog.get("bread").stock == 10
        assert [o.id for o in work.orders.settle(1)] == [order.id]
        assert work.orders.settle(1) == []
    assert till.refunds == {f"order-{order.id}": order.total}
