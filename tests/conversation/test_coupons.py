"""Coupons in a conversation: named, asked for, read out with the order, and left out again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fulfillment.promotions import Coupon, Kind, Promotion
from fulfillment.shop import Shop
from interaction_models import load_locale
from skill.channels.chat import Chat
from skill.commands.models import demo_names
from skill.conversation.engine import Engine
from skill.conversation.plain import plain
from skill.conversation.promoted import name_of
from skill.conversation.turn import Caller
from skill.understanding import Understanding
from tests.conftest import Clock
from tests.conversation.buying import orders, read_back, sam_of
from tests.conversation.conftest import Talk

MANGO, COFFEE = "HM-1647", "HM-1001"
SAVING = "With ten percent off coffee, you save $0.90."


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(load_locale("en-US"), demo_names())


@pytest.fixture(autouse=True)
def save10(shop: Shop) -> None:
    offer(shop, code="spring", label="ten percent off coffee", value=1000, skus=(COFFEE,))
    with shop.open() as work:
        work.promotions.issue("SAVE10", "spring")


def offer(shop: Shop, *, needs_coupon: bool = True, **fields: Any) -> None:
    kind = fields.pop("kind", Kind.PERCENT)
    with shop.open() as work:
        work.promotions.save(Promotion(kind=kind, needs_coupon=needs_coupon, **fields))


def named(shop: Shop) -> list[str]:
    with shop.open() as work:
        owner = f"customer:{sam_of(work).id}"
        return [coupon.code for coupon in work.promotions.coupons(owner)]


def with_coffee(talk: Talk) -> Talk:
    talk.say("AddToCart", product="Juniper Row ground coffee 12 ounces")
    return talk


def test_a_coupon_is_in_and_said_by_a_name_and_what_it_gives(sam: Talk, shop: Shop) -> None:
    assert "Save 10 is in: ten percent off coffee." in sam.say("UseCoupon", coupon="save ten")
    assert named(shop) == ["SAVE10"]


def test_naming_it_twice_is_no_harm(sam: Talk, shop: Shop) -> None:
    for _ in range(2):
        assert "is in" in sam.say("UseCoupon", coupon="save ten")
    assert named(shop) == ["SAVE10"]


@pytest.mark.parametrize("intent", ["SearchProduct", "GiveCode"])
def test_the_code_that_was_asked_for_may_look_like_anything(
    sam: Talk, shop: Shop, intent: str
) -> None:
    with shop.open() as work:
        work.promotions.issue("4711", "spring")
    assert "What's the code of your coupon?" in sam.say("UseCoupon")
    slot = "product" if intent == "SearchProduct" else "digits"
    assert "is in" in sam.say(intent, **{slot: "4711"})
    assert named(shop) == ["4711"]


def test_a_bare_code_typed_after_the_question_is_understood(
    sam: Talk, engine: Engine, shop: Shop, understanding: Understanding
) -> None:
    chat = Chat(engine, understanding, sam.caller, "s")
    chat.hear("I've got a voucher")
    for said in ("summer ten", "SAVE10"):
        _, reply = chat.hear(said)
    assert "Save 10 is in" in plain(reply.speech, "en-US")
    assert named(shop) == ["SAVE10"]


def test_a_code_is_asked_for_twice_and_then_left(sam: Talk) -> None:
    sam.say("UseCoupon")
    assert "letter by letter?" in sam.say("UseCoupon", coupon="summer")
    said = sam.say("UseCoupon", coupon="winter")
    assert "can't find" in said
    assert "code" not in said


def test_what_was_said_for_an_unknown_coupon_is_not_said_back(sam: Talk) -> None:
    assert "my secret" not in sam.say("UseCoupon", coupon="my secret").casefold()


@pytest.mark.parametrize("instead", ["No", "Cancel", "Help", "Repeat", "ShowCart", "Fallback"])
def test_the_question_for_a_code_may_be_left_or_heard_again(sam: Talk, instead: str) -> None:
    sam.say("UseCoupon")
    assert sam.say(instead).endswith("?")


def test_a_no_to_the_question_goes_on_with_the_order(sam: Talk, shop: Shop) -> None:
    read_back(sam)
    sam.say("UseCoupon")
    assert "Shall I place the order?" in sam.say("No")
    sam.say("Yes")
    assert len(orders(shop)) == 1


def test_a_yes_while_the_code_is_asked_for_does_not_buy(sam: Talk, shop: Shop) -> None:
    read_back(sam)
    sam.say("UseCoupon")
    sam.say("Yes")
    assert orders(shop) == []


def test_in_the_read_back_a_coupon_makes_a_new_offer_at_the_same_time(
    sam: Talk, shop: Shop
) -> None:
    with_coffee(sam).say("Checkout")
    sam.say("ChangeDelivery", daypart="evening")
    sam.say("UseCoupon")
    said = sam.say("UseCoupon", coupon="save ten")
    assert "in the evening" in said
    assert SAVING in said
    sam.say("Yes")
    (order,) = orders(shop)
    assert order.discounts[0].amount.amount_minor == 90
    assert order.delivery.option == "evening"
    assert named(shop) == []


def test_the_yes_to_the_order_before_the_coupon_buys_nothing(
    sam: Talk, shop: Shop, engine: Engine
) -> None:
    with_coffee(sam).say("Checkout")
    Talk(engine, sam.caller, session="elsewhere").say("UseCoupon", coupon="save ten")
    said = sam.say("Yes")
    assert "An offer or a coupon has changed since then." in said
    assert "save $0.90." in said
    assert orders(shop) == []


def test_doing_without_the_coupon_reads_the_order_out_anew(sam: Talk, shop: Shop) -> None:
    with_coffee(sam).say("UseCoupon", coupon="save ten")
    assert SAVING in sam.say("Checkout")
    said = sam.say("RemoveCoupon")
    assert "without the coupon" in said
    assert "you save" not in said
    assert "Shall I place the order?" in said
    assert named(shop) == []


def test_a_coupon_that_runs_out_is_said_so(sam: Talk, shop: Shop, clock: Clock) -> None:
    with shop.open() as work:
        work.promotions.issue("FLASH5", "spring", work.now + timedelta(minutes=5))
    assert "Flash 5 is in" in sam.say("UseCoupon", coupon="flash five")
    clock.forward(minutes=5)
    assert "has run out" in sam.say("UseCoupon", coupon="flash five")


def test_somebody_elses_coupon_is_none(sam: Talk, shop: Shop) -> None:
    with shop.open() as work:
        dora = work.customers.find_by_handle("dora")
        assert dora is not None
        work.promotions.issue("DORA20", "spring", customer_id=dora.id)
    assert "can't find" in sam.say("UseCoupon", coupon="dora twenty")


def test_a_guests_coupon_comes_along_when_the_account_is_linked(
    sam: Talk, engine: Engine, shop: Shop
) -> None:
    guest = Talk(engine, Caller("sam"), session="s")
    with_coffee(guest)
    assert "Save 10 is in: ten percent off coffee." in guest.say("UseCoupon", coupon="save ten")
    assert "Save 10" in guest.say("ShowCoupons")
    guest.caller = Caller("sam", sam.caller.token)
    assert SAVING in guest.say("Checkout")
    assert named(shop) == ["SAVE10"]


def test_a_coupon_and_the_order_in_one_breath(
    sam: Talk, engine: Engine, understanding: Understanding
) -> None:
    with_coffee(sam)
    chat = Chat(engine, understanding, sam.caller, "s")
    _, reply = chat.hear("use the coupon save ten and check out")
    assert "you save $0.90" in plain(reply.speech, "en-US").casefold()


def test_a_choice_that_is_open_stays_open(sam: Talk) -> None:
    asked = sam.say("SearchProduct", product="ground coffee").rpartition(". ")[2]
    assert asked.split()[-1] in sam.say("UseCoupon", coupon="save ten")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("SAVE10", "Save 10"),
        ("WELCOME", "Welcome"),
        ("été-20", "Été 20"),
        ("two-for-one", "Two for one"),
        ("XKCD7", ""),
        ("BLACK2026", ""),
        ("A" * 30, ""),
        ("---", ""),
    ],
)
def test_a_code_is_named_only_where_a_voice_can_say_it(code: str, said: str) -> None:
    line = name_of(Coupon(code, "five dollars off", None))
    assert (line.args.get("text", "") if line.id == "plain" else "") == said


def test_asked_about_in_talk_the_coupons_are_named_three_at_a_time(
    talk_as: Callable[..., Talk], shop: Shop
) -> None:
    sam = talk_as("sam")
    with shop.open() as work:
        for code in ("AUTUMN5", "WINTER5", "SUMMER5"):
            work.promotions.issue(code, "spring")
    for said in ("save ten", "autumn five", "winter five", "summer five"):
        sam.say("UseCoupon", coupon=said)
    assert sam.say("ShowCoupons").count("ten percent off coffee") == 3
