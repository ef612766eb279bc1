"""Orders to write letters of, and what is in a letter."""

from __future__ import annotations

from contextlib import suppress

from fulfillment.errors import PaymentError
from fulfillment.notices import OrderNotice
from fulfillment.orders import Order
from skill.mail.letter import Letter, Paragraph, Table
from skill.mail.wording import Wording
from tests.fulfillment.shopfloor import buy, offer, owner
from tests.mail.conftest import SHOPS, Corner, phrases

BANK = "https://bank.example/approve?order=1&way=a"


def order_some(corner: Corner) -> Order:
    """A bread twice and a bar of soap, which is taxed."""
    with corner.shop.open() as work:
        work.carts.add(owner(1), "soap", 1)
        return buy(work, offer(work, quantity=2))


def fail_to_order(corner: Corner, refusal: PaymentError) -> None:
    corner.till.refusal = refusal
    with suppress(PaymentError):
        order_some(corner)
    corner.till.refusal = None


def notice_of(corner: Corner) -> OrderNotice:
    with corner.shop.open() as work:
        return work.notices.of_order(1)


def wording(locale: str) -> Wording:
    return Wording(phrases(locale), SHOPS[locale])


def said(letter: Letter) -> str:
    return " ".join(block.text for block in letter.blocks if isinstance(block, Paragraph))


def tables(letter: Letter) -> list[Table]:
    return [block for block in letter.blocks if isinstance(block, Table)]
