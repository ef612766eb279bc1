"""Stripe's outcomes, over HTTP against localstripe: each has its state, and the books agree."""

from __future__ import annotations

import pytest

from fulfillment.errors import PaymentDeclined, PaymentNeedsApproval
from fulfillment.orders import OrderState
from fulfillment.payments import PaymentProvider
from tests.conftest import Clock
from tests.fulfillment.payment_contract import PaymentProviderContract
from tests.fulfillment.shopfloor import owner
from tests.fulfillment.stripe.bench import Bench
from tests.fulfillment.stripe.server import (
    DECLINED,
    WANTS_APPROVAL,
)


class TestStripe(PaymentProviderContract):
    @pytest.fixture(autouse=True)
    def _with_a_card(self, bare_bench: Bench) -> None:
        bare_bench.give_card()
        self._bench = bare_bench

    def provider(self) -> PaymentProvider:
        return self._bench.stripe

    def returned(self) -> int:
        return sum(self._bench.went_back(intent["id"]) for intent in self._bench.intents())


def test_a_paid_order_is_placed_and_charged_once(bench: Bench) -> None:
    bench.give_card()
    quote = bench.quote()
    order = bench.buy(quote)
    assert (order.state, order.payment_state, order.payment_method) == ("placed", "paid", "stripe")
    assert bench.buy(quote).id == order.id
    assert [(x["amount"], x["currency"]) for x in bench.intents()] == [
        (order.total.amount_minor, "usd")
    ]
    bench.check_books()


def test_without_a_card_nothing_is_asked_of_stripe(bench: Bench) -> None:
    with pytest.raises(PaymentDeclined, match="no_card"):
        bench.buy(bench.quote())
    assert bench.line.requests == []
    assert (bench.last(), bench.stock()) == (("failed", "declined"), 10)


@pytest.mark.parametrize(
    ("code", "decline_code", "reason"),
    [
        ("card_declined", "generic_decline", "card_declined"),
        ("card_declined", "insufficient_funds", "insufficient_funds"),
        ("card_declined", "stolen_card", "card_declined"),
        ("card_declined", "card_velocity_exceeded", "limit_exceeded"),
        ("expired_card", "expired_card", "expired_card"),
        ("incorrect_cvc", "incorrect_cvc", "card_details"),
        ("processing_error", "processing_error", "try_again"),
    ],
)
def test_a_decline_has_its_reason_and_takes_nothing(
    bench: Bench, code: str, decline_code: str, reason: str
) -> None:
    bench.give_card(DECLINED)
    bench.line.decline = {"code": code, "decline_code": decline_code}
    quote = bench.quote()
    for _ in range(2):
        with pytest.raises(PaymentDeclined) as declined:
            bench.buy(quote)
        assert declined.value.reason == reason
    assert (bench.last(), bench.stock()) == (("failed", "declined"), 10)
    with bench.shop.open() as work:
        assert work.carts.get(owner(1)).count == 2
    assert len(bench.intents()) == 1
    bench.check_books()


def test_a_request_that_stripe_refuses_charges_nobody(bench: Bench) -> None:
    bench.wallet.store_card(1, "cus_gone", "pm_gone")
    with pytest.raises(PaymentDeclined, match="refused"):
        bench.buy(bench.quote())
    assert bench.last() == ("failed", "declined")
    bench.check_books()


@pytest.mark.parametrize("off_session", [False, True], ids=["as an action", "as an error"])
def test_an_order_that_needs_approval_waits_and_is_placed_once_it_is_given(
    bench: Bench, *, off_session: bool
) -> None:
    bench.give_card(WANTS_APPROVAL)
    bench.line.refuses_off_session = off_session
    quote = bench.quote()
    for _ in range(2):
        with pytest.raises(PaymentNeedsApproval):
            bench.buy(quote)
    assert (bench.last(), bench.stock()) == (("waiting", "approval"), 8)
    with bench.shop.open() as work:
        approval = work.orders.find_approval(1)
    assert approval is not None
    assert bool(approval.link) == off_session
    assert not off_session or approval.link.startswith("https://hooks.stripe.com/")
    assert bench.settle() == []
    bench.check_books()
    bench.authenticate(success=True)
    assert bench.settle() == ["placed"]
    assert (bench.last(), bench.settle()) == (("placed", "paid"), [])
    assert len(bench.intents()) == 1
    bench.check_books()


def test_an_approval_that_is_refused_fails_the_order(bench: Bench) -> None:
    bench.give_card(WANTS_APPROVAL)
    with pytest.raises(PaymentNeedsApproval):
        bench.buy(bench.quote())
    bench.authenticate(success=False)
    assert bench.settle() == ["failed"]
    with bench.shop.open() as work:
        assert work.orders.get(1, 1).reason == "authentication_failed"
    assert bench.stock() == 10
    bench.check_books()


def test_an_approval_that_never_comes_frees_the_goods_and_calls_the_charge_off(
    bench: Bench, clock: Clock
) -> None:
    bench.give_card(WANTS_APPROVAL)
    with pytest.raises(PaymentNeedsApproval):
        bench.buy(bench.quote())
    with bench.shop.open() as work:
        approval = work.orders.find_approval(1)
    assert approval is not None
    clock.forward(minutes=59)
    assert (bench.settle(), bench.stock()) == ([], 8)
    clock.forward(minutes=1)
    assert approval.expires_at == clock.now
    assert (bench.settle(), bench.stock()) == (["failed"], 10)
    assert [x["status"] for x in bench.intents()] == ["canceled"]
    assert bench.settle() == []
    bench.check_books()


def test_a_waiting_order_can_be_cancelled_and_is_not_charged(bench: Bench) -> None:
    bench.give_card(WANTS_APPROVAL)
    with pytest.raises(PaymentNeedsApproval):
        bench.buy(bench.quote())
    with bench.shop.open() as work:
        assert work.orders.cancel(1, 1).state == OrderState.CANCELLED
    assert ([x["status"] for x in bench.intents()], bench.stock()) == (["canceled"], 10)
    bench.check_books()
