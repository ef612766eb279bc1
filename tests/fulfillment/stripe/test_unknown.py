"""Stripe gives no answer, or one that says nothing: never charged twice, never called failed."""

from __future__ import annotations

import pytest

from fulfillment.errors import PaymentUnknown
from fulfillment.orders import OrderState
from fulfillment.payments.stripe_provider import Stripe
from tests.conftest import Clock
from tests.fulfillment.shopfloor import usd
from tests.fulfillment.stripe.bench import INTENTS, Bench
from tests.fulfillment.stripe.server import (
    DECLINED,
    Answer,
    Ask,
    Fault,
    Late,
    dead_after,
    dead_before,
    error_after,
    error_before,
)

# What is not late is answered sooner than this, also on a busy machine.
PATIENCE_S = 0.8


@pytest.fixture
def patience_s() -> float:
    """Answers that are late are not waited for."""
    return PATIENCE_S


def acts_late(ask: Ask) -> Answer:
    return Late(2 * PATIENCE_S, acts_late=True)(ask)


def answers_late(ask: Ask) -> Answer:
    return Late(2 * PATIENCE_S)(ask)


@pytest.mark.parametrize(
    "fault", [dead_before, error_before, acts_late, dead_after, error_after, answers_late]
)
def test_an_unknown_outcome_is_neither_failed_nor_charged_again(bench: Bench, fault: Fault) -> None:
    bench.give_card()
    bench.line.fail("POST", INTENTS, fault)
    quote = bench.quote()
    with pytest.raises(PaymentUnknown):
        bench.buy(quote)
    assert (bench.last(), bench.stock()) == (("placing", "started"), 8)
    assert bench.settle() == ["placed"]
    assert bench.buy(quote).state == OrderState.PLACED
    assert len(bench.intents()) == 1
    bench.check_books()


@pytest.mark.parametrize("fault", [dead_after, error_after])
def test_an_unknown_decline_is_settled_as_declined(bench: Bench, fault: Fault) -> None:
    bench.give_card(DECLINED)
    bench.line.decline = {"code": "card_declined", "decline_code": "insufficient_funds"}
    bench.line.fail("POST", INTENTS, fault)
    with pytest.raises(PaymentUnknown):
        bench.buy(bench.quote())
    assert bench.settle() == ["failed"]
    with bench.shop.open() as work:
        assert work.orders.get(1, 1).reason == "insufficient_funds"
    assert bench.stock() == 10
    bench.check_books()


def test_while_the_first_request_is_under_way_a_second_changes_nothing(bench: Bench) -> None:
    bench.give_card()
    slow = Late(3 * PATIENCE_S, acts_late=True)
    bench.line.fail("POST", INTENTS, slow)
    quote = bench.quote()
    with pytest.raises(PaymentUnknown):
        bench.buy(quote)
    # Stripe sees the second request first, and answers the first with what that led to.
    assert bench.buy(quote).state == OrderState.PLACED
    assert slow.done.wait(5)
    assert len(bench.intents()) == 1
    bench.check_books()


def test_another_card_meanwhile_does_not_make_another_charge(bench: Bench) -> None:
    bench.give_card()
    bench.line.fail("POST", INTENTS, dead_after)
    quote = bench.quote()
    with pytest.raises(PaymentUnknown):
        bench.buy(quote)
    bench.give_card()
    assert bench.buy(quote).state == OrderState.PLACED
    assert len(bench.intents()) == 1
    bench.check_books()


def test_once_stripe_may_have_forgotten_the_key_nothing_is_asked_for_again(
    bench: Bench, clock: Clock
) -> None:
    bench.give_card()
    bench.line.fail("POST", INTENTS, dead_before)
    with pytest.raises(PaymentUnknown):
        bench.buy(bench.quote())
    clock.forward(hours=24)
    assert bench.settle() == ["failed"]
    with bench.shop.open() as work:
        assert work.orders.get(1, 1).reason == "never_charged"
    assert bench.intents() == []
    bench.check_books()


def test_while_stripe_cannot_be_reached_an_order_stays_open(bench: Bench) -> None:
    bench.give_card()
    bench.line.fail("POST", INTENTS, dead_after)
    with pytest.raises(PaymentUnknown):
        bench.buy(bench.quote())
    bench.line.fail("GET", INTENTS, dead_before, error_before)
    assert [bench.settle(), bench.settle()] == [[], []]
    assert bench.last() == ("placing", "started")
    assert bench.settle() == ["placed"]
    bench.check_books()


def test_two_shops_with_one_account_do_not_share_a_charge(bench: Bench) -> None:
    bench.give_card()
    order = bench.buy(bench.quote())
    (intent,) = bench.intents()
    key = intent["metadata"]["costermonger_key"]
    prefix, _, own = key.partition("-")
    assert (own, len(prefix)) == (f"order-{order.id}", 16)


def test_an_unreachable_stripe_leaves_the_outcome_unknown(bench: Bench) -> None:
    bench.give_card()
    nowhere = Stripe("sk_test_x", bench.wallet, api_url="http://127.0.0.1:9", read_s=PATIENCE_S)
    with pytest.raises(PaymentUnknown):
        nowhere.charge("order-1", usd(500), 1)
    nowhere.close()
