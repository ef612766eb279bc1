"""A shopper who says nothing: the question stays open, and nothing is taken for an answer."""

from __future__ import annotations

from fulfillment.shop import Shop
from skill.conversation.plain import plain
from tests.conversation.buying import CODE, agree, orders, read_back
from tests.conversation.conftest import Talk


def test_at_the_beginning_the_shop_says_hello(sam: Talk) -> None:
    assert "Hazel Market" in sam.say("NoInput")


def test_the_open_question_is_asked_again_and_nothing_else_is_said(sam: Talk) -> None:
    asked = plain(sam.reply("Launch").reprompt, "en-US")

    assert [sam.say("NoInput") for _ in range(4)] == [asked] * 4


def test_an_order_is_read_out_again_and_placed_by_the_yes_after_it(sam: Talk, shop: Shop) -> None:
    said = read_back(sam)

    assert sam.say("NoInput") == said
    assert orders(shop) == []
    sam.say("Yes")
    with shop.open() as work:
        consent = work.orders.get_consent(orders(shop)[0].id)
    assert consent.words_said == said


def test_the_code_may_still_be_given(guarded: Talk, shop: Shop) -> None:
    agree(guarded)

    guarded.say("NoInput")

    assert "Your order is placed" in guarded.say("GiveCode", digits=CODE)


def test_silence_is_no_coupon(sam: Talk) -> None:
    asked = plain(sam.reply("UseCoupon").reprompt, "en-US")

    assert sam.say("NoInput") == asked


def test_who_hears_an_answer_again_is_not_handed_over_again(sam: Talk) -> None:
    assert sam.reply("TalkToPerson").hands_over
    assert not sam.reply("Repeat").hands_over
    assert not sam.reply("ShowCart").hands_over
