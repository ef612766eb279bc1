"""Money that goes back through Stripe, whole or in parts, whatever the line does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from fulfillment.errors import Conflict, PaymentDeclined, PaymentUnknown, RefundRefused
from fulfillment.payments.stripe_provider import METADATA_KEY
from tests.fulfillment.shopfloor import usd
from tests.fulfillment.stripe.bench import REFUNDS, Bench
from tests.fulfillment.stripe.server import (
    Fault,
    dead_after,
    dead_before,
    error_after,
    error_before,
)


@pytest.mark.parametrize("fault", [None, dead_before, dead_after, error_before, error_after])
def test_a_cancelled_order_gets_its_money_back_once(bench: Bench, fault: Fault | None) -> None:
    bench.give_card()
    order = bench.buy(bench.quote())
    if fault is not None:
        bench.line.fail("POST", REFUNDS, fault)
        with bench.shop.open() as work, pytest.raises(PaymentUnknown):
            work.orders.cancel(order.id, 1)
        assert bench.last() == ("cancelled", "refunding")
        assert bench.settle() == ["cancelled"]
    with bench.shop.open() as work:
        assert work.orders.cancel(order.id, 1).payment_state == "refunded"
    (intent,) = bench.intents()
    back = bench.api("GET", f"{REFUNDS}?payment_intent={intent['id']}&limit=100")["data"]
    assert [refund["amount"] for refund in back] == [order.total.amount_minor]
    bench.check_books()


@pytest.mark.parametrize("fault", [None, dead_before, dead_after, error_after])
def test_a_refund_in_parts_then_the_rest(bench: Bench, fault: Fault | None) -> None:
    bench.give_card()
    order = bench.buy(bench.quote())
    with bench.shop.open() as work:
        for _ in range(2):
            partly = work.orders.refund(order.id, usd(100), "return-1")
            assert partly.payment_state == "refunded_part"
    if fault is not None:
        bench.line.fail("POST", REFUNDS, fault)
        with bench.shop.open() as work, pytest.raises(PaymentUnknown):
            work.orders.refund(order.id, usd(150), "return-2")
        assert bench.settle() == ["placed"]
    with bench.shop.open() as work:
        work.orders.refund(order.id, usd(150), "return-2")
    bench.check_books()
    with bench.shop.open() as work:
        assert work.orders.cancel(order.id, 1).payment_state == "refunded"
        parts = [(x.part, x.amount, x.state) for x in work.orders.refunds(order.id)]
    assert parts == [("return-1", usd(100), "done"), ("return-2", usd(150), "done")]
    bench.check_books()


def test_no_more_goes_back_than_was_paid(bench: Bench) -> None:
    bench.give_card()
    order = bench.buy(bench.quote())
    with bench.shop.open() as work:
        work.orders.refund(order.id, usd(300), "return-1")
    for amount in (order.total - usd(299), usd(0), usd(-1)):
        with bench.shop.open() as work, pytest.raises(RefundRefused) as refused:
            work.orders.refund(order.id, amount, "return-2")
        assert refused.value.left_minor == order.total.amount_minor - 300
    with bench.shop.open() as work, pytest.raises(Conflict):
        work.orders.refund(order.id, usd(301), "return-1")
    with bench.shop.open() as work:
        rest = work.orders.refund(order.id, order.total - usd(300), "return-2")
        assert (rest.state, rest.payment_state) == ("placed", "refunded")
        assert work.orders.cancel(order.id, 1).payment_state == "refunded"
    bench.check_books()


def test_of_an_order_that_was_not_paid_nothing_goes_back(bench: Bench) -> None:
    with pytest.raises(PaymentDeclined):
        bench.buy(bench.quote())
    with bench.shop.open() as work, pytest.raises(RefundRefused) as refused:
        work.orders.refund(1, usd(100), "return-1")
    assert refused.value.left_minor == 0


def test_two_who_return_the_same_money_at_once_return_it_once(bench: Bench) -> None:
    bench.give_card()
    order = bench.buy(bench.quote())

    def give_back(part: str) -> str:
        try:
            with bench.shop.open() as work:
                return work.orders.refund(order.id, order.total, part).payment_state
        except (RefundRefused, PaymentUnknown, Conflict) as error:
            return type(error).__name__

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(give_back, ["return-1", "return-2"]))
    assert "refunded" in told
    assert told != ["refunded", "refunded"]
    assert bench.settle() in ([], ["placed"])
    bench.check_books()


def test_what_is_returned_in_stripes_own_pages_is_noticed(bench: Bench) -> None:
    bench.give_card()
    order = bench.buy(bench.quote())
    with bench.shop.open() as work:
        work.orders.refund(order.id, usd(100), "ours")
    (intent,) = bench.intents()
    bench.api("POST", REFUNDS, {"payment_intent": intent["id"], "amount": 150})
    key = intent["metadata"][METADATA_KEY]
    for event in ("evt_1", "evt_2"):
        with bench.shop.open() as work:
            work.orders.hear(event, "charge.refunded", key)
    with bench.shop.open() as work:
        parts = [(x.part, x.amount, x.state) for x in work.orders.refunds(order.id)]
        assert work.orders.get(order.id, 1).payment_state == "refunded_part"
    assert parts == [("ours", usd(100), "done"), ("elsewhere-250", usd(150), "done")]


def test_our_own_refunds_are_not_noticed_again(bench: Bench) -> None:
    bench.give_card()
    order = bench.buy(bench.quote())
    (intent,) = bench.intents()
    with bench.shop.open() as work:
        work.orders.refund(order.id, usd(100), "ours")
        work.orders.hear("evt_1", "charge.refunded", intent["metadata"][METADATA_KEY])
        assert [x.part for x in work.orders.refunds(order.id)] == ["ours"]
        work.orders.cancel(order.id, 1)
        work.orders.hear("evt_2", "charge.refunded", intent["metadata"][METADATA_KEY])
        assert [x.part for x in work.orders.refunds(order.id)] == ["ours"]
