"""Goods that go back: offered, agreed to once, refunded once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from fulfillment.aftercare import Return
from fulfillment.customers import ShopRules
from fulfillment.errors import OrderNotFound, PaymentUnknown, ReturnNotFound, ReturnRefused
from fulfillment.money import Money
from fulfillment.orders import Order, OrderState
from fulfillment.payments import PayOnDelivery
from fulfillment.shop import Shop, Work
from tests.conftest import Clock
from tests.fulfillment.crashing import every_death, process
from tests.fulfillment.shopfloor import Till, buy, offer, usd

ON_THE_WAY = (OrderState.PICKING, OrderState.SENT, OrderState.DELIVERED)


def deliver(shop: Shop, sku: str = "soap", quantity: int = 3) -> Order:
    """An order of Anna's that has come; three soaps are $9.00 and $0.74 of tax."""
    with shop.open() as work:
        order = buy(work, offer(work, sku=sku, quantity=quantity))
    for state in ON_THE_WAY:
        with shop.open() as work:
            order = work.orders.advance(order.id, state)
    return order


def send_back(shop: Shop, order: Order, quantity: int = 1, reason: str = "other") -> Return:
    with shop.open() as work:
        offered = work.aftercare.returns.offer(order.id, 1, {0: quantity}, reason)
        return work.aftercare.returns.agree(offered.id, 1)


def refused(work: Work, order: Order, wanted: dict[int, int]) -> str:
    with pytest.raises(ReturnRefused) as error:
        work.aftercare.returns.offer(order.id, 1, wanted, "other")
    return error.value.reason


def test_an_offer_moves_neither_goods_nor_money(corner: Shop, till: Till) -> None:
    order = deliver(corner)
    with corner.open() as work:
        offered = work.aftercare.returns.offer(order.id, 1, {0: 1}, "damaged")
        assert (offered.state, offered.way, offered.amount) == ("offered", "payment", usd(325))
        assert work.orders.get(order.id, 1).lines[0].left == 3
        assert work.aftercare.returns.of_order(order.id) == []
    assert not till.refunds


def test_what_was_agreed_to_is_refunded_by_its_own_name(corner: Shop, till: Till) -> None:
    order = deliver(corner)
    done = send_back(corner, order)
    assert done.state == "refunded"
    assert till.refunds == {f"order-{order.id} return-{done.id}": usd(325)}
    with corner.open() as work:
        after = work.orders.get(order.id, 1)
        assert (after.lines[0].returned, after.lines[0].left) == (1, 2)
        assert after.payment_state == "refunded_part"
        assert work.catalog.get("soap").stock == 7
        assert work.aftercare.returns.of_order(order.id) == [done]


def test_a_second_yes_pays_nothing_more(corner: Shop, till: Till) -> None:
    order = deliver(corner)
    done = send_back(corner, order)
    with corner.open() as work:
        assert work.aftercare.returns.agree(done.id, 1) == done
        assert work.orders.get(order.id, 1).lines[0].returned == 1
    assert len(till.refunds) == 1


def test_all_pieces_one_by_one_bring_back_the_goods_and_never_the_delivery(
    corner: Shop, till: Till
) -> None:
    order = deliver(corner)
    amounts = [send_back(corner, order).amount for _ in range(3)]
    assert sum(amount.amount_minor for amount in amounts) == 900 + 74
    assert order.total == usd(900 + 74 + order.delivery_cost.amount_minor + delivery_tax(order))
    with corner.open() as work:
        assert refused(work, order, {0: 1}) == "nothing_left"


def delivery_tax(order: Order) -> int:
    return order.tax.amount_minor - order.lines[0].tax.amount_minor


def test_of_two_offers_of_the_same_pieces_the_second_is_refused(corner: Shop, till: Till) -> None:
    order = deliver(corner)
    with corner.open() as work:
        first = work.aftercare.returns.offer(order.id, 1, {0: 3}, "other")
        second = work.aftercare.returns.offer(order.id, 1, {0: 3}, "other")
    with corner.open() as work:
        work.aftercare.returns.agree(first.id, 1)
    with corner.open() as work, pytest.raises(ReturnRefused, match="nothing_left"):
        work.aftercare.returns.agree(second.id, 1)
    assert len(till.refunds) == 1
    with corner.open() as work:
        assert work.aftercare.returns.get(second.id, 1).state == "offered"
        assert work.orders.get(order.id, 1).lines[0].returned == 3


def test_only_what_was_delivered_goes_back(work: Work) -> None:
    order = buy(work, offer(work))
    assert refused(work, order, {0: 1}) == "not_delivered"


def test_after_the_merchants_days_it_is_too_late(corner: Shop, clock: Clock) -> None:
    order = deliver(corner)
    with corner.open() as work:
        work.customers.set_rules(ShopRules())
        offered = work.aftercare.returns.offer(order.id, 1, {0: 1}, "other")
    clock.now = order.delivery.ends
    clock.forward(days=30)
    with corner.open() as work:
        work.aftercare.returns.offer(order.id, 1, {0: 1}, "other")
    clock.forward(seconds=1)
    with corner.open() as work:
        assert refused(work, order, {0: 1}) == "too_late"
        with pytest.raises(ReturnRefused, match="too_late"):
            work.aftercare.returns.agree(offered.id, 1)
        assert work.orders.get(order.id, 1).lines[0].returned == 0


def test_above_the_merchants_amount_a_person_decides(corner: Shop) -> None:
    order = deliver(corner)
    with corner.open() as work:
        work.customers.set_rules(ShopRules(return_over=usd(400)))
        assert work.customers.rules.return_over == usd(400)
        assert refused(work, order, {0: 2}) == "needs_person"
        assert work.aftercare.returns.offer(order.id, 1, {0: 1}, "other").amount == usd(325)


def test_more_pieces_than_were_bought_or_another_line_are_refused(corner: Shop) -> None:
    order = deliver(corner)
    with corner.open() as work:
        assert refused(work, order, {0: 4}) == "nothing_left"
        assert refused(work, order, {7: 1}) == "nothing_left"
        with pytest.raises(ValueError, match="no return"):
            work.aftercare.returns.offer(order.id, 1, {0: 0}, "other")
        with pytest.raises(ValueError, match="no return"):
            work.aftercare.returns.offer(order.id, 1, {0: 1}, "because")


def test_nobody_returns_for_another(corner: Shop) -> None:
    order = deliver(corner)
    with corner.open() as work:
        with pytest.raises(OrderNotFound):
            work.aftercare.returns.offer(order.id, 2, {0: 1}, "other")
        offered = work.aftercare.returns.offer(order.id, 1, {0: 1}, "other")
        with pytest.raises(ReturnNotFound):
            work.aftercare.returns.agree(offered.id, 2)


def test_cash_taken_at_the_door_comes_back_as_store_credit(engine: Engine, clock: Clock) -> None:
    corner = Shop(engine, payments=PayOnDelivery(), clock=clock)
    done = send_back(corner, deliver(corner))
    assert (done.way, done.state) == ("credit", "refunded")
    with corner.open() as work:
        assert work.credit.balance(1) == usd(325)


class Hushed(Till):
    """A till that takes back money, and does not say so the first time."""

    hushed: bool = False

    def refund(self, idempotency_key: str, amount: Money, part: str = "whole") -> None:
        super().refund(idempotency_key, amount, part)
        if self.hushed:
            self.hushed = False
            raise PaymentUnknown


def test_a_refund_whose_answer_got_lost_is_settled_once(engine: Engine, clock: Clock) -> None:
    till = Hushed()
    corner = Shop(engine, payments=till, clock=clock)
    order = deliver(corner)
    till.hushed = True
    done = send_back(corner, order)
    assert done.state == "agreed"
    with corner.open() as work:
        work.orders.settle()
        assert work.aftercare.returns.get(done.id, 1).state == "refunded"
        assert work.orders.get(order.id, 1).lines[0].returned == 1
    assert till.refunds == {f"order-{order.id} return-{done.id}": usd(325)}


def test_goods_that_cost_nothing_go_back_for_nothing(corner: Shop, till: Till) -> None:
    with corner.open() as work:
        work.catalog.set_price("soap", usd(0))
    done = send_back(corner, deliver(corner))
    assert (done.state, done.amount) == ("refunded", usd(0))
    assert not till.refunds


class Counted(Till):
    """A till that holds several refunds to account: each part once, or not at all."""

    def refund(self, idempotency_key: str, amount: Money, part: str = "whole") -> None:
        known = self.refunds.get(f"{idempotency_key} {part}")
        assert known in (None, amount)
        super().refund(idempotency_key, amount, part)


def test_who_dies_at_any_point_of_agreeing_pays_once_or_not_at_all(file: Path) -> None:
    till = Counted()
    with process(file, till) as shop:
        order = deliver(shop)
        with shop.open() as work:
            offered = work.aftercare.returns.offer(order.id, 1, {0: 1}, "other")

    def agree(shop: Shop) -> None:
        with shop.open() as work:
            work.aftercare.returns.agree(offered.id, 1)

    def new_till() -> Till:
        return Counted(charges=dict(till.charges))

    for point, path, till_then in every_death(agree, file, new_till):
        with process(path, till_then) as shop, shop.open() as work:
            left = work.orders.get(order.id, 1).lines[0].returned
            state = work.aftercare.returns.get(offered.id, 1).state
            assert (state == "offered") == (left == 0), point
            assert state != "offered" or not till_then.refunds, point
        with process(path, till_then) as shop, shop.open() as work:
            work.orders.settle()
            done = work.aftercare.returns.agree(offered.id, 1)
            assert done.state == "refunded", point
            assert work.orders.get(order.id, 1).lines[0].returned == 1, point
            assert len(work.orders.refunds(order.id)) == 1, point
        assert till_then.refunds == {f"order-{order.id} return-{offered.id}": usd(325)}, point
