"""What the shopper hears of a payment: every outcome has a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from fulfillment.errors import PaymentDeclined, PaymentError, PaymentNeedsApproval, PaymentUnknown
from fulfillment.money import Money
from fulfillment.payments import Charge
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from skill import wiring
from skill.conversation import outcomes
from skill.conversation.plain import plain
from skill.conversation.turn import Caller, Capabilities
from skill.settings import Settings
from tests.conftest import Clock
from tests.conversation.conftest import Talk


@dataclass
class Bank:
    """Charges cards, one charge per key, unless it has an ``objection``."""

    method: str = "stripe"
    objection: PaymentError | None = None
    charges: dict[str, Money] = field(default_factory=dict)
    reachable: bool = True

    def charge(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge:
        if self.objection is not None:
            raise self.objection
        self.charges[idempotency_key] = amount
        return Charge("paid", idempotency_key)

    def find(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge | None:
        if isinstance(self.objection, PaymentNeedsApproval):
            raise self.objection
        return Charge("paid", "") if idempotency_key in self.charges else None

    def refund(self, idempotency_key: str, amount: Money, part: str = "whole") -> None:
        if not self.reachable:
            raise PaymentUnknown("no answer")
        self.charges.pop(idempotency_key, None)


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def talk(database: Path, clock: Clock, bank: Bank) -> Iterator[Talk]:
    """Sam's conversation with a shop that charges cards; his cart holds cinnamon."""
    engine = open_engine(f"sqlite:///{database}")
    shop = Shop(engine, payments=bank, clock=clock)
    with shop.open() as work:
        sam = work.customers.find_by_handle("sam")
        assert sam is not None
        token = work.customers.issue_token(sam.id)
    talk = Talk(wiring.build_conversation(shop, Settings()), Caller("sam", token))
    talk.say("AddToCart", product="cinnamon", quantity=2)
    yield talk
    engine.dispose()


def buy(talk: Talk) -> str:
    talk.say("Checkout")
    return talk.say("Yes")


def test_the_read_back_says_that_the_card_is_charged(talk: Talk) -> None:
    said = talk.say("Checkout")
    assert "charged to your card" in said
    assert "on delivery" not in said


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("no_card", "no card in your account"),
        ("insufficient_funds", "doesn't have enough"),
        ("expired_card", "has expired"),
        ("limit_exceeded", "over a limit"),
        ("card_details", "card's details"),
        ("try_again", "try again"),
        ("authentication_failed", "wasn't approved"),
        ("card_declined", "didn't go through"),
        ("of a new kind", "didn't go through"),
    ],
)
def test_a_decline_is_told_by_its_reason(talk: Talk, bank: Bank, reason: str, words: str) -> None:
    bank.objection = PaymentDeclined(reason)
    said = buy(talk)
    assert words in said
    assert "othing is ordered" in said
    assert not bank.charges
    assert "cinnamon" in talk.say("ShowCart")


def test_every_reason_has_words_in_every_language() -> None:
    for name in ("en-US", "en-GB", "fr-FR"):
        phrases = wiring._phrases(name)
        assert all(phrases.has(reply) for reply in outcomes._DECLINED.values())


def test_an_unknown_outcome_is_told_as_unknown_and_settled_at_the_next_opening(
    talk: Talk, bank: Bank
) -> None:
    bank.objection = PaymentUnknown("no answer")
    said = buy(talk)
    assert "don't know yet" in said
    assert "being confirmed" in talk.say("OrderStatus")
    bank.objection = None
    talk.session = "later"
    assert "did go through" in talk.say("Launch")
    assert len(bank.charges) == 1


@pytest.mark.parametrize("app", [True, False])
@pytest.mark.parametrize("link", ["", "https://bank.example/approve"])
def test_a_payment_that_needs_approval_is_said_to_wait(
    talk: Talk, bank: Bank, link: str, app: bool
) -> None:
    bank.objection = PaymentNeedsApproval(link)
    talk.say("Checkout")
    agreed = replace(talk.turn("Yes"), capabilities=Capabilities(app=app))
    reply = talk.engine.answer(agreed)
    said = plain(reply.speech, "en-US")
    assert "approve this payment" in said
    assert ("a card to your app" in said) == bool(link and app)
    assert link not in said or not link
    assert (reply.card is not None and link in str(reply.card)) == bool(link)
    assert "waits until you approve" in talk.say("OrderStatus")


def test_a_waiting_order_is_cancelled_without_a_word_of_money_back(talk: Talk, bank: Bank) -> None:
    bank.objection = PaymentNeedsApproval()
    buy(talk)
    talk.say("CancelOrder")
    assert "nothing was charged" in talk.say("Yes")


def test_a_cancelled_order_gives_the_money_back_to_the_card(talk: Talk, bank: Bank) -> None:
    buy(talk)
    talk.say("CancelOrder")
    assert "goes back to your card" in talk.say("Yes")
    assert not bank.charges


def test_a_refund_that_is_not_confirmed_is_not_said_to_be_done(talk: Talk, bank: Bank) -> None:
    buy(talk)
    bank.reachable = False
    talk.say("CancelOrder")
    assert "hasn't confirmed yet" in talk.say("Yes")
    bank.reachable = True
    talk.session = "later"
    assert "has gone back to your card" in talk.say("Launch")
    assert not bank.charges
