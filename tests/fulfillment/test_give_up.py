"""Fewer pieces of an order before it is picked: goods back, money back, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from fulfillment.errors import OrderNotChangeable, OrderNotFound, PaymentUnknown, ReturnRefused
from fulfillment.money import Money
from fulfillment.orders import Order, OrderState
from fulfillment.payments import PayOnDelivery
from fulfillment.shop import Shop, Work
from tests.conftest import Clock
from tests.fulfillment.crashing import every_death, process
from tests.fulfillment.shopfloor import Till, buy, offer, owner, usd


def bought(work: Work) -> Order:
    """Three soaps at $3.00 and tax, and a loaf of bread at $2.50."""
    work.carts.add(owner(1), "soap", 3)
    return buy(work, offer(work, sku="bread", quantity=1))


def give_up(work: Work, order: Order, position: int, quantity: int, key: str = "k1") -> Order:
    return work.aftercare.give_up(order.id, 1, position, quantity, key)


def test_pieces_go_back_on_the_shelf_and_their_money_to_the_shopper(work: Work, till: Till) -> None:
    order = give_up(work, bought(work), 0, 1)
    assert (order.lines[0].given_up, order.lines[0].left) == (1, 2)
    assert order.state == OrderState.PLACED
    assert work.catalog.get("soap").stock == 8
    assert till.refunds == {f"order-{order.id} change-k1": usd(325)}


def test_the_same_change_again_does_nothing_more(corner: Shop, till: Till) -> None:
    with corner.open() as work:
        order = bought(work)
    for _ in range(2):
        with corner.open() as work:
            after = give_up(work, order, 0, 1)
    assert after.lines[0].left == 2
    assert len(till.refunds) == 1
    with corner.open() as work:
        assert give_up(work, order, 0, 1, key="k2").lines[0].left == 1
        assert work.catalog.get("soap").stock == 9


def test_the_last_pieces_cancel_the_order_delivery_and_all(work: Work, till: Till) -> None:
    order = bought(work)
    give_up(work, order, 0, 3)
    after = give_up(work, order, 1, 1, key="k2")
    assert after.state == OrderState.CANCELLED
    assert sum(each.amount_minor for each in till.refunds.values()) == order.total.amount_minor
    assert (work.catalog.get("soap").stock, work.catalog.get("bread").stock) == (10, 10)


def test_a_changed_order_that_is_cancelled_puts_no_piece_back_twice(work: Work, till: Till) -> None:
    order = bought(work)
    give_up(work, order, 0, 2)
    work.orders.cancel(order.id, 1)
    assert work.catalog.get("soap").stock == 10
    assert sum(each.amount_minor for each in till.refunds.values()) == order.total.amount_minor


@pytest.mark.parametrize("state", [OrderState.PICKING, OrderState.CANCELLED])
def test_what_is_picked_or_cancelled_does_not_change(
    work: Work, till: Till, state: OrderState
) -> None:
    order = bought(work)
    if state == OrderState.PICKING:
        work.orders.advance(order.id, state)
    else:
        work.orders.cancel(order.id, 1)
    with pytest.raises(OrderNotChangeable) as refused:
        give_up(work, order, 0, 1)
    assert refused.value.state == state
    assert not [key for key in till.refunds if "change" in key]
    assert work.orders.get(order.id, 1).lines[0].given_up == 0


@pytest.mark.parametrize(("position", "quantity"), [(0, 4), (0, 0), (9, 1)])
def test_pieces_that_are_not_there_are_not_given_up(
    work: Work, position: int, quantity: int
) -> None:
    order = bought(work)
    with pytest.raises(ReturnRefused, match="nothing_left"):
        give_up(work, order, position, quantity)
    assert work.catalog.get("soap").stock == 7


def test_nobody_changes_the_order_of_another(work: Work) -> None:
    order = bought(work)
    with pytest.raises(OrderNotFound):
        work.aftercare.give_up(order.id, 2, 0, 1, "k1")


def test_less_is_due_at_the_door(engine: Engine, clock: Clock) -> None:
    corner = Shop(engine, payments=PayOnDelivery(), clock=clock)
    with corner.open() as work:
        order = bought(work)
        give_up(work, order, 0, 1)
        (refund,) = work.orders.refunds(order.id)
        assert (refund.amount, refund.credit, refund.state) == (usd(325), usd(0), "done")
        assert work.credit.balance(1) == usd(0)
        assert work.audit() == []


def test_the_money_of_an_order_from_elsewhere_needs_a_person(work: Work) -> None:
    from fulfillment.orders.order import PastOrder

    quote = offer(work, sku="soap", quantity=3)
    past = PastOrder(1, OrderState.PLACED, work.now, quote, "pay_on_delivery")
    work.orders.remember([past])
    order = work.orders.recent(1)[0]
    stock = work.catalog.get("soap").stock
    with pytest.raises(ReturnRefused, match="needs_person"):
        give_up(work, order, 0, 1)
    assert work.orders.get(order.id, 1).lines[0].given_up == 0
    assert work.catalog.get("soap").stock == stock


class Hushed(Till):
    """A till that takes back money, and never says so."""

    hushed: bool = True

    def refund(self, idempotency_key: str, amount: Money, part: str = "whole") -> None:
        super().refund(idempotency_key, amount, part)
        if self.hushed:
            raise PaymentUnknown


def test_a_change_stands_while_the_bank_is_silent(engine: Engine, clock: Clock) -> None:
    till = Hushed()
    corner = Shop(engine, payments=till, clock=clock)
    with corner.open() as work:
        order = bought(work)
        assert give_up(work, order, 0, 1).lines[0].left == 2
        assert [each.state for each in work.orders.refunds(order.id)] == ["started"]
    till.hushed = False
    with corner.open() as work:
        work.orders.settle()
        assert [each.state for each in work.orders.refunds(order.id)] == ["done"]


def test_who_dies_at_any_point_of_a_change_gives_back_once_or_not_at_all(file: Path) -> None:
    till = Till()
    with process(file, till) as shop, shop.open() as work:
        order = bought(work)

    def change(shop: Shop) -> None:
        with shop.open() as work:
            give_up(work, order, 0, 1)

    for point, path, after in every_death(change, file, lambda: Till(charges=dict(till.charges))):
        with process(path, after) as shop:
            change(shop)
        with process(path, after) as shop, shop.open() as work:
            assert work.orders.get(order.id, 1).lines[0].given_up == 1, point
            assert work.catalog.get("soap").stock == 8, point
            assert len(work.orders.refunds(order.id)) == 1, point
        assert after.refunds == {f"order-{order.id} change-k1": usd(325)}, point
