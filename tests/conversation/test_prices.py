"""What promotions and store credit take off is said, and what is said adds up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fulfillment.money import Money
from fulfillment.orders import Order
from fulfillment.promotions import Kind, Promotion
from fulfillment.shop import Shop
from interaction_models import load_locale
from skill.channels.chat import Chat
from skill.commands.models import demo_names
from skill.conversation.engine import Engine
from skill.conversation.plain import plain
from skill.conversation.reply import Amount, Reply
from skill.understanding import Understanding
from tests.conversation.buying import CODE, orders, sam_of
from tests.conversation.conftest import Talk

MANGO, MELON, CELERY = "HM-1647", "HM-1648", "HM-1685"


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(load_locale("en-US"), demo_names())


def offer(shop: Shop, kind: Kind, **fields: Any) -> None:
    with shop.open() as work:
        work.promotions.save(Promotion(**{"label": "an offer", "kind": kind, **fields}))


def give(shop: Shop, minor: int) -> None:
    with shop.open() as work:
        work.credit.give(sam_of(work).id, Money(minor, "USD"), f"gift-{minor}", "")


def sums(reply: Reply) -> list[int]:
    return [part.money.amount_minor for part in reply.speech if isinstance(part, Amount)]


def ordered(shop: Shop) -> Order:
    (order,) = orders(shop)
    return order


def melon(talk: Talk) -> Talk:
    talk.say("AddToCart", product="watermelon")
    return talk


def test_what_is_read_out_adds_up(sam: Talk, shop: Shop) -> None:
    offer(shop, Kind.PERCENT, code="a", value=1250, skus=(MELON,), stacks=True)
    offer(shop, Kind.AMOUNT, code="b", value=50, skus=(MELON,), stacks=True)
    give(shop, 300)
    delivery, saved, total, credit, left = sums(melon(sam).reply("Checkout"))
    sam.say("Yes")
    order = ordered(shop)
    assert order.goods.amount_minor - saved + delivery + order.tax.amount_minor == total
    assert credit + left == total == order.total.amount_minor
    assert (order.credit.amount_minor, order.to_pay.amount_minor) == (credit, left)


def test_more_offers_than_three_are_counted_not_named(sam: Talk, shop: Shop) -> None:
    for code in ("a", "b", "c", "d"):
        offer(shop, Kind.AMOUNT, code=code, value=10, label=f"offer {code}", stacks=True)
    said = melon(sam).say("Checkout")
    assert "With four offers, you save $0.40." in said
    assert "offer a" not in said


def test_nothing_is_said_of_savings_where_nothing_is_saved(sam: Talk) -> None:
    said = melon(sam).say("Checkout")
    assert "save" not in said
    assert "credit" not in said


@pytest.mark.parametrize(
    ("coupon", "words"), [(False, "free of charge as an offer"), (True, "free of charge with your")]
)
def test_free_delivery_is_said_with_its_cause(
    sam: Talk, shop: Shop, coupon: bool, words: str
) -> None:
    offer(shop, Kind.FREE_DELIVERY, code="ship", needs_coupon=coupon)
    if coupon:
        with shop.open() as work:
            work.promotions.issue("SHIP", "ship")
        sam.say("UseCoupon", coupon="ship")
    assert words in melon(sam).say("Checkout")


def test_short_answers_tell_the_savings_too(sam: Talk, shop: Shop) -> None:
    offer(shop, Kind.AMOUNT, code="a", value=50)
    give(shop, 300)
    melon(sam).say("Checkout")
    said = sam.say("Shorter")
    assert "You save $0.50." in said
    assert "$3.00 from your credit" in said


def test_the_card_of_an_order_tells_who_pays_what(sam: Talk, shop: Shop) -> None:
    give(shop, 300)
    melon(sam).say("Checkout")
    card = sam.reply("Yes").card
    assert card is not None
    assert "Total $11.98, $3.00 of it from your store credit and $8.98 to pay on" in card.text


def test_credit_that_pays_for_all_is_all_that_is_said_of_paying(sam: Talk, shop: Shop) -> None:
    give(shop, 5000)
    said = melon(sam).say("Checkout")
    assert "Your store credit pays for all of it." in said
    assert "delivery" not in said.partition("The total")[2]
    card = sam.reply("Yes").card
    assert card is not None
    assert "Total $11.98, paid with your store credit." in card.text
    assert "Your order is cancelled. $11.98 is back in your store credit." in sam.say("UndoOrder")


def test_credit_spent_on_another_device_voids_the_yes(sam: Talk, shop: Shop) -> None:
    give(shop, 300)
    melon(sam).say("Checkout")
    give(shop, 200)
    said = sam.say("Yes")
    assert "Your store credit has changed since then." in said
    assert "$5.00" in said
    assert orders(shop) == []


def test_a_guest_is_told_that_credit_needs_an_account(talk_as: Callable[..., Talk]) -> None:
    reply = talk_as(None).reply("StoreCredit")
    assert reply.links_account


def test_a_price_comes_with_the_offer_on_it_and_with_no_other(sam: Talk, shop: Shop) -> None:
    offer(shop, Kind.PERCENT, code="a", value=1000, skus=(MELON,), label="ten percent off melons")
    offer(shop, Kind.AMOUNT, code="b", value=100, label="a dollar off everything")
    said = sam.say("CheckPrice", product="watermelon")
    assert "Right now there's ten percent off melons." in said
    assert "everything" not in said
    assert "Right now" not in sam.say("CheckPrice", product="celery")


def test_offers_lead_to_what_can_be_had_of_their_goods(sam: Talk, shop: Shop) -> None:
    skus = (MELON, CELERY)
    offer(shop, Kind.PERCENT, code="a", value=1000, skus=skus, label="ten off", position=-1)
    with shop.open() as work:
        work.catalog.set_stock(MELON, 0)
    sam.say("Offers")
    said = sam.say("Choose", ordinal=1)
    assert "celery" in said
    assert "watermelon" not in said


@pytest.mark.parametrize("place", [0, 7])
def test_an_offer_that_was_not_named_cannot_be_chosen(sam: Talk, place: int) -> None:
    asked = sam.say("Offers")
    assert asked.rpartition(". ")[2] in sam.say("Choose", ordinal=place)


def test_an_offer_that_has_ended_leads_nowhere(sam: Talk, shop: Shop) -> None:
    offer(shop, Kind.PERCENT, code="a", value=1000, skus=(MELON,), label="ten off", position=-1)
    sam.say("Offers")
    with shop.open() as work:
        work.promotions.stop("a")
    assert "has just ended" in sam.say("Choose", ordinal=1)


def test_an_offer_of_what_is_sold_out_is_said_to_be_so(sam: Talk, shop: Shop) -> None:
    offer(shop, Kind.PERCENT, code="a", value=1000, skus=(MELON,), label="ten off", position=-1)
    with shop.open() as work:
        work.catalog.set_stock(MELON, 0)
    sam.say("Offers")
    assert "What comes with ten off is sold out" in sam.say("Choose", ordinal=1)


@pytest.fixture
def at_the_code(guarded: Talk, engine: Engine, understanding: Understanding) -> Chat:
    """Sam's terminal, which has just asked for the code."""
    chat = Chat(engine, understanding, guarded.caller, "s")
    for words in ("add a mango", "check out", "yes"):
        chat.hear(words)
    assert chat.expects == "code"
    return chat


def heard(chat: Chat, words: str) -> str:
    return plain(chat.hear(words)[1].speech, "en-US")


def test_what_is_said_after_the_code_is_done_once_the_order_is_placed(
    at_the_code: Chat, shop: Shop
) -> None:
    said = heard(at_the_code, f"{CODE} and add celery")
    assert "Your order is placed" in said
    assert "celery" in said
    assert len(orders(shop)) == 1
    assert "celery" in heard(at_the_code, "what's in my cart")


def test_after_a_wrong_code_it_waits_for_the_right_one(at_the_code: Chat, shop: Shop) -> None:
    assert "That isn't the code" in heard(at_the_code, "1111 and add celery")
    assert orders(shop) == []
    assert "celery" in heard(at_the_code, CODE)
    assert len(orders(shop)) == 1
