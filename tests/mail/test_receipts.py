"""What a receipt says, to the letter, and how it writes sums, days and hours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fulfillment.money import Money
from fulfillment.orders.quote import Discount
from skill.mail import letters
from skill.mail.wording import Wording
from tests.conftest import NOW
from tests.fulfillment.shopfloor import usd
from tests.mail.conftest import SHOPS, Corner, phrases
from tests.mail.orders import notice_of, order_some, said, tables, wording
from tests.mail.reading import page, plain

RECEIPT = {
    "en-US": """\
Your receipt for order 1 from Corner Shop

Thank you, Anna. This is what you ordered from Corner Shop on Friday,
November 20, 2026.

What you ordered:

Item: Hazel dish soap
Quantity: 1
Price of one: $3.00
Amount: $3.00

Item: Hazel white bread
Quantity: 2
Price of one: $2.50
Amount: $5.00

What it costs:
Goods: $8.00
Delivery: $3.00
Tax: $0.25
Total: $11.25

$11.25 is charged to your card.

Delivery
--------

It comes to your home address on Friday, November 20, 2026, in the
evening, between 6:00 PM and 9:00 PM.

If you change your mind
-----------------------

Open Corner Shop and say "cancel my order", as long as it is not on its
way.

Questions
---------

You can call us at 555 0100, every day from nine to five.
""",
    "fr-FR": """\
Votre reçu pour la commande 1 chez L'Épicerie du Coin

Merci, Anna. Voici ce que vous avez commandé chez L'Épicerie du Coin le
vendredi 20 novembre 2026.

Votre commande :

Article : Dish soap Hazel
Quantité : 1
Prix à l'unité : 3,00 $
Montant : 3,00 $

Article : White bread Hazel
Quantité : 2
Prix à l'unité : 2,50 $
Montant : 5,00 $

Le prix :
Articles : 8,00 $
Livraison : 5,00 $
Montant total : 13,00 $
TVA comprise dans le total : 0,23 $

Débité de votre carte bancaire : 13,00 $.

La livraison
------------

Livraison à votre adresse home le samedi 21 novembre 2026 en matinée,
entre 08:00 et 11:00.

Si vous changez d'avis
----------------------

Ouvrez L'Épicerie du Coin et dites « annule ma commande », tant que la
commande n'est pas en route.

Une question
------------

Vous pouvez nous appeler au 555 0100, tous les jours de neuf heures à
dix-sept heures.
""",
}


def test_a_receipt_says_all_of_an_order(corner: Corner, locale: str) -> None:
    order = order_some(corner)
    mail = corner.letter("receipt", order_id=order.id)
    assert plain(mail).replace("\r\n", "\n") == RECEIPT[locale]
    assert page(mail).table(0)[1:] == [
        [name, quantity, price, amount]
        for name, quantity, price, amount in [
            [line.partition(":")[2].strip() for line in row.splitlines()]
            for row in RECEIPT[locale].split("\n\n")[3:5]
        ]
    ]


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_a_receipt_adds_up_with_promotions_and_store_credit(corner: Corner) -> None:
    order_some(corner)
    notice = notice_of(corner)
    discounts = (
        Discount("ten", "ten percent off bread", usd(50)),
        Discount("ship", "free delivery", usd(0)),
    )
    total, credit = notice.order.total - usd(50), usd(400)
    order = replace(notice.order, discounts=discounts, total=total, credit=credit)
    letter = letters.receipt(replace(notice, order=order), "Anna", wording("en-US"))
    assert tables(letter)[1].rows == (
        ("Goods", "$8.00"),
        ("Discount, ten percent off bread", "-$0.50"),
        ("Delivery", "$3.00"),
        ("Tax", "$0.25"),
        ("Total", "$10.75"),
        ("Store credit used", "-$4.00"),
        ("Left to pay", "$6.75"),
    )
    assert "$4.00 of it is paid with your store credit. $6.75 is charged to your card." in said(
        letter
    )
    assert order.to_pay == usd(675)
    all_credit = replace(order, credit=order.total)
    letter = letters.receipt(replace(notice, order=all_credit), "Anna", wording("en-US"))
    assert "to your card" not in said(letter)
    at_door = replace(order, payment_method="pay_on_delivery", credit=usd(0))
    letter = letters.receipt(replace(notice, order=at_door), "Anna", wording("en-US"))
    assert "$10.75 is to be paid on delivery." in said(letter)


@pytest.mark.parametrize(
    ("currency", "locale", "written"),
    [
        ("JPY", "en-US", "¥500"),
        ("EUR", "fr-FR", "5,00 €"),
        ("KWD", "fr-FR", "0,500 KWD"),
        ("KWD", "en-US", "KWD 0.500"),
    ],
)
def test_sums_are_written_as_their_currency_is(currency: str, locale: str, written: str) -> None:
    assert wording(locale).sum(Money(500, currency)) == written


def test_days_and_hours_are_the_shops_own() -> None:
    late = NOW.replace(hour=3)
    assert wording("en-US").day(late) == "Thursday, November 19, 2026"
    assert wording("en-US").hour(late) == "10:00 PM"
    assert wording("fr-FR").day(late) == "vendredi 20 novembre 2026"
    assert wording("fr-FR").hour(late) == "04:00"


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_a_shop_without_a_telephone_names_none(corner: Corner) -> None:
    order_some(corner)
    shop = replace(SHOPS["en-US"], phone="", support_hours="")
    letter = letters.receipt(notice_of(corner), "Anna", Wording(phrases("en-US"), shop))
    assert "call us" not in said(letter)
    shop = replace(SHOPS["en-US"], support_hours="")
    letter = letters.receipt(notice_of(corner), "Anna", Wording(phrases("en-US"), shop))
    assert said(letter).endswith("You can call us at 555 0100.")
