"""The code in a conversation: after the yes, in the very next turn, and nowhere to be found."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fulfillment.money import Money
from fulfillment.shop import Shop
from interaction_models import load_locale
from skill.channels.chat import Chat
from skill.commands.models import demo_names
from skill.conversation.engine import Engine
from skill.conversation.plain import plain
from skill.conversation.turn import Caller
from skill.understanding import Understanding
from tests.conftest import Clock
from tests.conversation.buying import CODE, SPOKEN, agree, everything_in, orders
from tests.conversation.conftest import Talk

MANGO = "HM-1647"


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(load_locale("en-US"), demo_names())


@pytest.mark.parametrize("said", [CODE, SPOKEN, f"my code is {CODE}", f"it's {SPOKEN}"])
def test_a_code_that_places_an_order_is_in_no_reply_no_table_and_no_log(
    guarded: Talk,
    engine: Engine,
    shop: Shop,
    database: Path,
    understanding: Understanding,
    caplog: pytest.LogCaptureFixture,
    said: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    chat = Chat(engine, understanding, guarded.caller, "s")
    words = ("you may learn from what i say", "add a mango", "check out", "yes", said)
    replies = [plain(chat.hear(text)[1].speech, "en-US") for text in words]
    assert "Your order is placed" in replies[-1]
    kept = everything_in(database) + caplog.text + " ".join(replies)
    assert CODE not in kept
    assert SPOKEN not in kept


def test_words_in_the_place_of_the_code_are_not_kept_to_learn_from(
    guarded: Talk, engine: Engine, shop: Shop, understanding: Understanding
) -> None:
    chat = Chat(engine, understanding, guarded.caller, "s")
    for words in ("you may learn from what i say", "add a mango", "check out", "yes"):
        chat.hear(words)
    turn, _ = chat.hear("now then when will the code of it be the last")
    assert turn.intent == "Fallback"
    with shop.open() as work:
        assert work.unheard.sentences() == []


def test_a_device_that_lost_the_zero_in_front_still_gives_the_code(
    guarded: Talk, shop: Shop
) -> None:
    agree(guarded)
    guarded.say("GiveCode", digits="953")
    assert len(orders(shop)) == 1


@pytest.mark.parametrize("digits", ["09531", "95310000", "nine", "?"])
def test_what_is_no_code_is_asked_for_again_and_not_counted(
    guarded: Talk, shop: Shop, digits: str
) -> None:
    agree(guarded)
    for _ in range(4):
        assert "I need the four digits" in guarded.say("GiveCode", digits=digits)
    guarded.say("GiveCode", digits=CODE)
    assert len(orders(shop)) == 1


def test_a_code_heard_with_low_evidence_is_not_looked_at(guarded: Talk, shop: Shop) -> None:
    agree(guarded)
    for _ in range(2):
        guarded.say("GiveCode", confidence=0.3, digits="1111")
    guarded.say("GiveCode", digits=CODE)
    assert len(orders(shop)) == 1


@pytest.mark.parametrize(
    "instead",
    ["Hello", "Thanks", "ShowCart", "OrderStatus", "SpellIt", "WhoseAccount", "UseCoupon", "Stop"],
)
def test_anything_else_in_the_place_of_the_code_takes_the_yes_back(
    guarded: Talk, shop: Shop, instead: str
) -> None:
    agree(guarded)
    guarded.say(instead)
    guarded.say("GiveCode", digits=CODE)
    assert orders(shop) == []


@pytest.mark.parametrize("again", ["Repeat", "Slower", "Faster", "Shorter", "Longer", "Help"])
def test_the_question_heard_again_keeps_the_yes(guarded: Talk, shop: Shop, again: str) -> None:
    agree(guarded)
    assert "your four-digit code?" in guarded.say(again)
    guarded.say("GiveCode", digits=CODE)
    assert len(orders(shop)) == 1


def test_the_same_request_twice_is_one_failure(guarded: Talk, shop: Shop) -> None:
    agree(guarded)
    for wrong in ("1111", "2222"):
        guarded.say("GiveCode", digits=wrong)
        guarded.again()
        guarded.again()
    guarded.say("GiveCode", digits=CODE)
    assert len(orders(shop)) == 1


def test_failures_are_counted_over_conversations(guarded: Talk, shop: Shop, engine: Engine) -> None:
    for session in ("a", "b", "c"):
        talk = Talk(engine, guarded.caller, session=session)
        talk.say("AddToCart", product="mango")
        talk.say("Checkout")
        talk.say("Yes")
        said = talk.say("GiveCode", digits="1111")
    assert "the code is locked" in said
    agreeing = Talk(engine, guarded.caller, session="d")
    agreeing.say("Checkout")
    assert "the code is locked" in agreeing.say("Yes")
    assert orders(shop) == []


def test_a_code_given_in_another_conversation_places_nothing(
    guarded: Talk, shop: Shop, engine: Engine
) -> None:
    agree(guarded)
    Talk(engine, guarded.caller, session="elsewhere").say("GiveCode", digits=CODE)
    assert orders(shop) == []


def test_another_shoppers_code_does_not_place_the_order(
    guarded: Talk, shop: Shop, talk_as: Callable[..., Talk]
) -> None:
    agree(guarded)
    visitor = replace(guarded, caller=talk_as("dora").caller)
    visitor.say("GiveCode", digits=CODE)
    assert orders(shop) == []
    replace(guarded, caller=Caller("sam")).say("GiveCode", digits=CODE)
    assert orders(shop) == []


def test_a_price_that_changes_before_the_code_is_read_back_and_agreed_to_anew(
    guarded: Talk, shop: Shop
) -> None:
    agree(guarded)
    with shop.open() as work:
        work.catalog.set_price(MANGO, Money(999, "USD"))
    said = guarded.say("GiveCode", digits=CODE)
    assert "A price has changed" in said
    assert "Shall I place the order" in said
    guarded.say("GiveCode", digits=CODE)
    assert orders(shop) == []
    guarded.say("Yes")
    guarded.say("GiveCode", digits=CODE)
    assert len(orders(shop)) == 1


def test_a_code_after_the_quote_has_expired_places_nothing(
    guarded: Talk, shop: Shop, clock: Clock
) -> None:
    agree(guarded)
    clock.forward(minutes=11)
    assert "That was a while ago" in guarded.say("GiveCode", digits=CODE)
    assert orders(shop) == []


def test_harmless_turns_never_ask_for_the_code(guarded: Talk) -> None:
    intents = ("Launch", "ShowCart", "OrderStatus", "DeliveryTimes", "UsualProducts", "Help")
    said = [guarded.say(intent) for intent in intents]
    said += [guarded.say("AddToCart", product="mango"), guarded.say("EmptyCart")]
    assert not any("code" in words for words in said)
