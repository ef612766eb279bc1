"""From a message of the outbox to a letter in somebody's hands, and what cannot become one."""

from __future__ import annotations

import logging
from dataclasses import replace
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from fulfillment.errors import MessageDelayed, PaymentNeedsApproval
from fulfillment.outbox import Delivery, Drain, Message
from fulfillment.shop import Work
from fulfillment.storage.aftercare import OutboxRow
from tests.fulfillment.shopfloor import buy, offer, usd
from tests.mail.conftest import EMAIL, SHOPS, SUPPORT, Corner
from tests.mail.reading import page, pieces_left, plain

SAID = {"said": "my milk is late", "reason": "changed_mind", "channel": "alexa"}
REASON = {"en-US": "Changed their mind", "fr-FR": "Changement d'avis"}


def drained(corner: Corner) -> dict[str, Delivery]:
    deliveries = Drain(corner.shop.open, corner.office.carry).run()
    return {delivery.message.key: delivery for delivery in deliveries}


def hand_over(work: Work, customer: int | None = 1, order: int | None = None) -> str:
    return work.aftercare.tickets.open("late", customer, order, SAID).id


def letters_to(corner: Corner, email: str) -> list[EmailMessage]:
    return [mail for mail in corner.tray.letters if mail["To"].addresses[0].addr_spec == email]


def put(corner: Corner, kind: str, **document: object) -> None:
    with corner.shop.open() as work:
        work.outbox.put("test", kind, document)


def test_an_order_is_followed_by_its_receipt(corner: Corner, locale: str) -> None:
    with corner.shop.open() as work:
        buy(work, offer(work))
    assert [each.state for each in drained(corner).values()] == ["sent"]
    (mail,) = corner.tray.letters
    assert mail["To"].addresses[0].addr_spec == EMAIL
    assert mail["From"].addresses[0].display_name == SHOPS[locale].name
    assert mail["Reply-To"] == SUPPORT
    with corner.shop.open() as work:
        assert work.outbox.open() == 0


def test_who_wants_no_news_gets_none_and_whoever_is_needed_hears_of_it(corner: Corner) -> None:
    with corner.shop.open() as work:
        work.customers.set_preference(1, "order_news", False)
        order = buy(work, offer(work))
        work.orders.cancel(order.id, 1)
        hand_over(work)
    by_kind = {each.message.kind: each.state for each in drained(corner).values()}
    assert by_kind.pop("ticket_received") == by_kind.pop("ticket") == "sent"
    assert set(by_kind) >= {"receipt", "cancelled"}
    assert set(by_kind.values()) == {"given up"}
    assert len(letters_to(corner, EMAIL)) == 1


def test_a_payment_to_approve_is_told_to_whoever_wants_no_news(corner: Corner) -> None:
    corner.till.refusal = PaymentNeedsApproval("https://bank.example/1")
    with corner.shop.open() as work:
        work.customers.set_preference(1, "order_news", False)
        with pytest.raises(PaymentNeedsApproval):
            buy(work, offer(work))
    assert [each.state for each in drained(corner).values()] == ["sent"]


def test_a_letter_is_in_the_language_that_the_shopper_prefers(corner: Corner, locale: str) -> None:
    other = "fr-FR" if locale == "en-US" else "en-US"
    with corner.shop.open() as work:
        work.customers.set_preference(1, "locale", other)
        buy(work, offer(work))
    drained(corner)
    (mail,) = corner.tray.letters
    assert mail["Subject"].startswith("Your receipt" if other == "en-US" else "Votre reçu")


def test_a_ticket_brings_the_shop_everything_that_is_known(corner: Corner, locale: str) -> None:
    with corner.shop.open() as work:
        order = buy(work, offer(work))
        hand_over(work, order=order.id)
    assert {each.state for each in drained(corner).values()} == {"sent"}
    (mail,) = letters_to(corner, SUPPORT)
    assert mail["Reply-To"] == EMAIL
    found, text = page(mail), plain(mail)
    assert pieces_left(text, found) == ""
    known = dict(found.table(0))
    assert {SAID["said"], SAID["channel"], REASON[locale]} <= set(known.values())
    assert {"stripe", "paid", "placed"} <= set(known.values())
    bread = found.table(1)[1]
    assert "white bread" in bread
    assert ("$5.00" if locale == "en-US" else "5,00 $") in bread
    assert "Anna" in text
    assert "Linden" not in text
    told = letters_to(corner, EMAIL)[-1]
    assert SHOPS[locale].phone in plain(told)
    assert SAID["said"] not in plain(told)


def test_what_is_reported_later_comes_as_another_letter(corner: Corner) -> None:
    with corner.shop.open() as work:
        hand_over(work)
    drained(corner)
    with corner.shop.open() as work:
        work.aftercare.tickets.open("late", 1, None, {"said": "still no milk"})
    drained(corner)
    first, second = letters_to(corner, SUPPORT)
    assert first["Message-ID"] != second["Message-ID"]
    assert "still no milk" in plain(second)
    assert "my milk is late" in plain(second)
    assert len(letters_to(corner, EMAIL)) == 1


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_a_ticket_of_a_guest_says_that_nobody_is_known(corner: Corner) -> None:
    with corner.shop.open() as work:
        hand_over(work, customer=None)
    drained(corner)
    (mail,) = corner.tray.letters
    assert "has no account here" in plain(mail)
    assert mail["Reply-To"] is None


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_a_ticket_of_somebody_without_an_address_says_so(corner: Corner) -> None:
    with corner.shop.open() as work:
        ticket = hand_over(work, customer=2)
    states = drained(corner)
    assert states[f"ticket-received-{ticket}"].state == "given up"
    (mail,) = corner.tray.letters
    assert "Ben, customer 2, who has left no e-mail address" in " ".join(plain(mail).split())


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_tickets_wait_until_the_shop_has_an_address_for_them(corner: Corner) -> None:
    with corner.shop.open() as work:
        work.set_up(replace(SHOPS["en-US"], support_email=""))
        hand_over(work, customer=None)
    (waiting,) = drained(corner).values()
    assert (waiting.state, waiting.error) == ("put off", "the shop has no e-mail address for this")
    with corner.shop.open() as work:
        work.set_up(SHOPS["en-US"])
    corner.clock.forward(minutes=1)
    (sent,) = drained(corner).values()
    assert sent.state == "sent"
    assert sent.message.attempts == 2


@pytest.mark.parametrize(
    ("kind", "document", "state", "error"),
    [
        ("receipt", {"order_id": 99}, "given up", "what it tells of is not there"),
        ("refunded", {"order_id": 99, "part": "x"}, "given up", "what it tells of is not there"),
        ("ticket", {"ticket_id": "none"}, "given up", "what it tells of is not there"),
        ("receipt", {}, "put off", "KeyError"),
        ("novelty", {}, "put off", "a kind of message that nobody here knows"),
    ],
)
@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_what_cannot_be_told_is_given_up_or_waits(
    corner: Corner, kind: str, document: dict[str, object], state: str, error: str
) -> None:
    put(corner, kind, **document)
    delivery = drained(corner)["test"]
    assert (delivery.state, delivery.error) == (state, error)
    assert corner.tray.letters == []


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_who_has_left_no_address_is_not_written_to(
    corner: Corner, caplog: pytest.LogCaptureFixture
) -> None:
    with corner.shop.open() as work:
        order = buy(work, offer(work, customer=2))
        assert order.customer_id == 2
    with caplog.at_level(logging.DEBUG):
        (delivery,) = drained(corner).values()
    assert (delivery.state, delivery.error) == ("given up", "no e-mail address that can be used")
    assert "Ben" not in caplog.text


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_no_transaction_is_open_while_a_letter_is_sent(corner: Corner) -> None:
    seen = []

    class Watching:
        def send(self, mail: EmailMessage) -> None:
            # SQLite has one writer: a transaction of ours would keep this one out.
            with corner.shop.open() as work:
                work.carts.add("me", "milk", 1)
                seen.append(work.outbox.open())
            raise MessageDelayed("enough")

    with corner.shop.open() as work:
        buy(work, offer(work))
    corner.office._post = Watching()
    (delivery,) = drained(corner).values()
    assert delivery.error == "enough"
    assert seen == [1]


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_the_same_message_is_the_same_letter_whenever_it_is_sent(corner: Corner) -> None:
    with corner.shop.open() as work:
        buy(work, offer(work))
        message = work.outbox.claim()
    assert isinstance(message, Message)
    corner.office.carry(message)
    corner.clock.forward(days=3)
    corner.office.carry(replace(message, attempts=2))
    first, second = corner.tray.letters
    assert dict(first.items()).keys() == dict(second.items()).keys()
    for name in ("Message-ID", "Date", "Subject", "To"):
        assert first[name] == second[name]
    assert plain(first) == plain(second)


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_the_outbox_holds_ids_and_nobodys_name_or_address(corner: Corner) -> None:
    with corner.shop.open() as work:
        order = buy(work, offer(work))
        hand_over(work, order=order.id)
        work.orders.refund(order.id, usd(100), "part")
        work.orders.cancel(order.id, 1)
    with corner.shop.open() as work:
        rows = work._unit.session.scalars(select(OutboxRow)).all()
        documents = [(row.kind, {**row.document}) for row in rows]
    kinds = {"receipt", "ticket", "ticket_received", "refunded", "cancelled"}
    assert {kind for kind, _ in documents} == kinds
    for _, document in documents:
        assert set(document) in ({"order_id"}, {"order_id", "part"}, {"ticket_id"})
    assert {each.state for each in drained(corner).values()} == {"sent"}
    assert len(corner.tray.letters) == len(documents)
