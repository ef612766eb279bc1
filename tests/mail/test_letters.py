"""What the letters say, in both languages, in both forms, of orders that were really made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fulfillment.errors import PaymentDeclined, PaymentNeedsApproval
from fulfillment.orders.order import Refund
from fulfillment.outbox import Drain
from tests.fulfillment.shopfloor import usd
from tests.mail.conftest import Corner
from tests.mail.orders import BANK, fail_to_order, notice_of, order_some
from tests.mail.reading import page, pieces_left, plain


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en-US", "Your bank wants you to approve the payment of $11.25 first. We hold your order"),
        ("fr-FR", "votre banque demande d'abord que vous approuviez le paiement de 13,00 $."),
    ],
    indirect=["locale"],
)
def test_an_approval_brings_the_page_where_it_is_given(corner: Corner, expected: str) -> None:
    fail_to_order(corner, PaymentNeedsApproval(BANK))
    mail = corner.letter("approval", order_id=1)
    text = " ".join(plain(mail).split())
    assert expected.lower() in text.lower()
    assert ("11:00 AM on Friday" if "Hello" in text else "17:00 le vendredi") in text
    assert f": {BANK}" in text
    (link,) = page(mail).all("a")
    assert link.get("href") == BANK


@pytest.mark.parametrize("link", ["", "javascript:alert(1)"])
@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_without_a_page_the_approval_is_given_at_the_bank(corner: Corner, link: str) -> None:
    fail_to_order(corner, PaymentNeedsApproval(link))
    mail = corner.letter("approval", order_id=1)
    assert "in your bank's app" in plain(mail)
    assert page(mail).all("a") == []


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_an_approval_is_not_asked_for_once_the_order_waits_no_longer(corner: Corner) -> None:
    fail_to_order(corner, PaymentNeedsApproval(BANK))
    with corner.shop.open() as work:
        work.orders.cancel(1, 1)
        work.outbox.put("late", "approval", {"order_id": 1})
    deliveries = {
        each.message.key: each for each in Drain(corner.shop.open, corner.office.carry).run()
    }
    assert deliveries["late"].state == "given up"
    assert BANK not in "".join(plain(mail) for mail in corner.tray.letters)


@pytest.mark.parametrize(
    ("locale", "reason", "expected"),
    [
        ("en-US", "expired_card", "The card in your account has expired, so nothing is ordered."),
        ("en-US", "unheard_of", "The payment didn't go through, so nothing is ordered."),
        ("fr-FR", "insufficient_funds", "La carte bancaire n'a pas assez de provision"),
    ],
    indirect=["locale"],
)
def test_a_payment_that_failed_is_told_with_its_reason(
    corner: Corner, reason: str, expected: str
) -> None:
    fail_to_order(corner, PaymentDeclined(reason))
    mail = corner.letter("payment_failed", order_id=1)
    assert expected in " ".join(plain(mail).split())
    assert len(page(mail).table(0)) == 3


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en-US", "nothing of it will be delivered. $11.25 goes back to your card."),
        ("fr-FR", "rien n'en sera livré. Votre carte bancaire sera remboursée de 13,00 $."),
    ],
    indirect=["locale"],
)
def test_a_cancelled_order_says_where_its_money_goes(corner: Corner, expected: str) -> None:
    order = order_some(corner)
    with corner.shop.open() as work:
        work.orders.cancel(order.id, 1)
    assert expected in " ".join(plain(corner.letter("cancelled", order_id=order.id)).split())


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_of_an_order_that_never_stood_nothing_was_charged(corner: Corner) -> None:
    fail_to_order(corner, PaymentNeedsApproval(BANK))
    with corner.shop.open() as work:
        work.orders.cancel(1, 1)
    text = plain(corner.letter("cancelled", order_id=1))
    assert "Nothing was charged." in text
    assert "goes back" not in text


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_an_order_that_credit_paid_in_full_stood_all_the_same(corner: Corner) -> None:
    with corner.shop.open() as work:
        work.credit.give(1, usd(5000), "gift")
    order = order_some(corner)
    with corner.shop.open() as work:
        work.orders.cancel(order.id, 1)
    text = " ".join(plain(corner.letter("cancelled", order_id=order.id)).split())
    assert "Nothing was charged." not in text
    assert "$11.25 goes back to your store credit." in text


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_what_went_back_in_parts_is_not_promised_again(corner: Corner) -> None:
    order = order_some(corner)
    with corner.shop.open() as work:
        work.orders.refund(order.id, usd(250), "bread")
        work.orders.cancel(order.id, 1)
    first = corner.letter("refunded", order_id=order.id, part="bread")
    assert "$2.50 has gone back to your card." in plain(first)
    rest = corner.letter("refunded", order_id=order.id, part="whole")
    assert "$8.75 has gone back to your card." in plain(rest)
    assert "$8.75 goes back to your card." in plain(corner.letter("cancelled", order_id=order.id))


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en-US", "Hello Anna. $2.50 has been added to your store credit."),
        ("fr-FR", "Bonjour Anna. Votre avoir a augmenté de 2,50 $."),
    ],
    indirect=["locale"],
)
def test_a_refund_as_store_credit_says_so(corner: Corner, expected: str) -> None:
    order = order_some(corner)
    with corner.shop.open() as work:
        work.orders.refund(order.id, usd(250), "bread", way="credit")
    assert expected in plain(corner.letter("refunded", order_id=order.id, part="bread"))


@pytest.mark.parametrize(
    ("spent", "parts", "left"),
    [
        (0, [], (1000, 0)),
        (400, [], (600, 400)),
        (400, [(100, 0)], (500, 400)),
        (400, [(700, 100)], (0, 300)),
        (0, [(200, 200)], (800, 0)),
        (1000, [(1000, 1000)], (0, 0)),
    ],
)
@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_what_is_left_of_an_order_goes_back_as_it_came(
    corner: Corner, spent: int, parts: list[tuple[int, int]], left: tuple[int, int]
) -> None:
    order_some(corner)
    notice = notice_of(corner)
    order = replace(notice.order, total=usd(1000), credit=usd(spent))
    refunds = tuple(
        Refund(f"part-{number}", usd(amount), "done", usd(credit))
        for number, (amount, credit) in enumerate(parts)
    )
    found = replace(notice, order=order, refunds=refunds).left
    assert (found.money, found.credit) == (usd(left[0]), usd(left[1]))


@pytest.mark.parametrize("kind", ["receipt", "approval", "payment_failed", "cancelled", "refunded"])
def test_both_forms_of_a_letter_say_the_same(corner: Corner, locale: str, kind: str) -> None:
    if kind in ("approval", "payment_failed"):
        refusal = PaymentNeedsApproval(BANK) if kind == "approval" else PaymentDeclined("try_again")
        fail_to_order(corner, refusal)
    else:
        order_some(corner)
    document = {"order_id": 1} | ({"part": "whole"} if kind == "refunded" else {})
    mail = corner.letter(kind, **document)
    found = page(mail)
    assert pieces_left(plain(mail), found) == ""
    assert found.all("html")[0].get("lang") == mail["Content-Language"] == locale
    assert [each.text for each in found.all("h1")] == [mail["Subject"]]
    assert {each.get("scope") for each in found.all("th")} <= {"col", "row"}
    assert "Linden" not in mail.as_string()
