"""The account, and codes that are neither said again nor kept."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from fulfillment.shop import Shop
from interaction_models import load_locale
from skill.channels.chat import Chat
from skill.commands.models import demo_names
from skill.conversation.engine import Engine
from skill.conversation.plain import plain
from skill.conversation.turn import Caller
from skill.understanding import Understanding
from tests.conversation.buying import everything_in
from tests.conversation.conftest import Talk

CODE = "40712954"
SPOKEN = "four zero seven one two nine five four"


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(load_locale("en-US"), demo_names())


@pytest.mark.parametrize("said", [f"my code is {CODE}", f"my code is {SPOKEN}"])
def test_a_code_is_in_no_reply_no_table_and_no_log(
    engine: Engine,
    shop: Shop,
    database: Path,
    understanding: Understanding,
    caplog: pytest.LogCaptureFixture,
    said: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    chat = Chat(engine, understanding, Caller("somebody"), "s")
    chat.hear("you may learn from what i say")
    turn, reply = chat.hear(said)
    assert turn.intent == "GiveCode"
    assert turn.slots["digits"].value == CODE
    answered = plain(reply.speech, "en-US")
    chat.hear("say that again")
    chat.hear(f"find some cheese and {said}")
    chat.hear(f"add nutmeg, {said}")
    kept = everything_in(database) + caplog.text + answered + repr(turn.caller)
    assert "No code is needed" in answered
    assert CODE not in kept
    assert SPOKEN not in kept


def test_only_the_first_name_is_said(shop: Shop, engine: Engine) -> None:
    with shop.open() as work:
        customer = work.customers.add("zoe", "Zoe Longlastname", "home", "1 Street")
        token = work.customers.issue_token(customer.id)
    said = Talk(engine, Caller("zoe", token)).say("WhoseAccount", person="ben")
    assert "Zoe" in said
    assert "Longlastname" not in said
    assert "Ben" not in said


def test_an_alexa_date_and_a_weekday_choose_the_same_delivery(anna: Talk) -> None:
    anna.say("ReorderProduct", product="coffee")
    by_date = anna.say("ChangeDelivery", date="2026-11-23", daypart="evening")
    assert "on Monday in the evening" in by_date
    assert by_date == anna.say("ChangeDelivery", date="monday", daypart="evening")


@pytest.mark.parametrize("day", ["2026-WI", "202X", "2027-11-23", "gibberish"])
def test_a_day_without_delivery_is_said_and_others_are_offered(anna: Talk, day: str) -> None:
    anna.say("ReorderProduct", product="coffee")
    said = anna.say("ChangeDelivery", date=day)
    assert said.startswith("There's no delivery at that time. We can deliver today")
    assert anna.say("DeliveryTimes", date=day).startswith("There's no delivery on that day.")


def test_a_week_is_its_first_free_delivery(anna: Talk) -> None:
    anna.say("ReorderProduct", product="coffee")
    said = anna.say("ChangeDelivery", date="2026-W48")
    assert "on Monday in the morning" in said


def test_the_order_from_a_weekday_is_found_though_alexa_says_the_next_one(anna: Talk) -> None:
    by_name = anna.say("OrderStatus", date="sunday")
    assert "was delivered on November 16" in by_name
    assert "was delivered on November 16" in anna.say("OrderStatus", date="2026-11-22")
