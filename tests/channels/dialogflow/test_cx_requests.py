"""What a request of Dialogflow CX comes to."""

import pytest

from skill.conversation.turn import Capabilities, Slot
from tests.channels.dialogflow.conftest import Build
from tests.channels.dialogflow.dialogflow_requests import SESSION, cx_request, of_parameters


def with_parameters(words: str, tag: str, **values):
    info = {"displayName": tag, "confidence": 0.9, "parameters": of_parameters(**values)}
    return cx_request(words, tag, intentInfo=info)


def test_a_request_becomes_a_turn(webhook: Build):
    request = with_parameters(
        "add two bottles of milk", "AddToCart", quantity=("two", 2), unit=("bottles", "bottle"),
        product=("milk", "whole milk"),
    )  # fmt: skip

    turn = webhook().turn("cx", request)

    assert (turn.channel, turn.locale, turn.session_id) == ("dialogflow-cx", "en-US", SESSION)
    assert turn.intent == "AddToCart"
    assert turn.slots == {
        "quantity": Slot("two", 2),
        "unit": Slot("bottles", "bottle"),
        "product": Slot("milk"),
    }
    assert turn.confidence == 0.9
    assert turn.utterance == "add two bottles of milk"
    assert (turn.caller.user, turn.caller.token) == ("u-1", "a-token")
    assert turn.capabilities == Capabilities(screen=True, speaker=False, keypad=False)


def test_signs_that_no_channel_can_carry_are_left_out(webhook: Build):
    request = with_parameters("add \ud800milk", "AddToCart", product=("\udfffmilk\x00", "milk"))

    turn = webhook().turn("cx", request)

    assert turn.utterance == "add milk"
    assert turn.slots["product"].text == "milk"


def test_the_same_webhook_may_be_called_twice_in_one_turn(webhook: Build):
    endpoint = webhook()

    ids = [endpoint.turn("cx", cx_request(tag=tag)).request_id for tag in ("Help", "Help", "Yes")]

    assert ids[0] == ids[1] != ids[2]


def test_the_routes_tag_goes_before_the_intent_that_matched_last(webhook: Build):
    info = {"displayName": "AddToCart", "parameters": of_parameters(product=("milk", "milk"))}
    request = cx_request("", "NoInput", intentInfo=info)

    turn = webhook().turn("cx", request)

    assert (turn.intent, turn.slots, turn.utterance) == ("NoInput", {}, None)


@pytest.mark.parametrize(
    ("event", "meant"),
    [
        ("WELCOME", "Launch"),
        ("sys.no-match-1", "Fallback"),
        ("sys.no-input-default", "NoInput"),
        ("CANCEL", "Stop"),
    ],
)
def test_an_event_means_what_it_says_where_its_handler_has_no_tag(event, meant, webhook: Build):
    request = cx_request("", "", triggerEvent=event, intentInfo={})

    assert webhook().turn("cx", request).intent == meant


@pytest.mark.parametrize("field", ["text", "transcript"])
def test_what_was_typed_or_said_is_understood_where_nothing_matched(field, webhook: Build):
    request = cx_request("", "Fallback", intentInfo={})
    del request["text"]
    request[field] = "what is in my cart"

    turn = webhook().turn("cx", request)

    assert (turn.intent, turn.utterance) == ("ShowCart", "what is in my cart")
    assert turn.capabilities.speaker == (field == "transcript")


def test_a_token_in_the_session_parameters_is_nobodys(webhook: Build):
    # They stand in the agent's logs, and anybody who writes to the agent can set them.
    parameters = {"accessToken": "stolen", "user": {"accessToken": "stolen", "userId": "other"}}
    request = cx_request(sessionInfo={"session": SESSION, "parameters": parameters}, payload={})

    turn = webhook().turn("cx", request)

    assert turn.caller.token is None
    assert turn.caller.user.startswith("anonymous-")


def test_keys_are_a_code_whatever_dialogflow_takes_them_for(webhook: Build):
    info = {"displayName": "ChangeQuantity", "parameters": of_parameters(quantity=("0953", 953))}
    request = cx_request("0953", "ChangeQuantity", intentInfo=info, dtmfDigits="0953")

    turn = webhook().turn("cx", request)

    assert (turn.intent, turn.slots) == ("GiveCode", {"digits": Slot("0953", "0953")})
    assert turn.utterance is None
    assert turn.capabilities == Capabilities(screen=False, speaker=True, keypad=True)


@pytest.mark.parametrize(
    ("keys", "expects", "intent", "slots"),
    [
        ("2", "quantity", "ChangeQuantity", {"quantity": 2}),
        ("2", "choice", "Choose", {"ordinal": 2}),
        # Three keys are no code: they must not become one with a nought before them.
        ("953", "code", "GiveCode", {}),
        ("*", "code", "Fallback", {}),
        ("#", None, "Fallback", {}),
    ],
)
def test_a_few_keys_answer_the_question(keys, expects, intent, slots, webhook: Build):
    known = {"session": SESSION, "parameters": {"costermonger_expects": expects}}
    request = cx_request("", "Fallback", intentInfo={}, sessionInfo=known, dtmfDigits=keys)

    turn = webhook().turn("cx", request)

    assert turn.intent == intent
    assert {name: slot.value for name, slot in turn.slots.items()} == slots


@pytest.mark.parametrize("expects", [["code"], {"a": 1}, 7, "a question of somebody else's"])
def test_a_hint_that_is_none_is_no_harm(expects, webhook: Build):
    known = {"session": SESSION, "parameters": {"costermonger_expects": expects}}
    request = cx_request("yes", "Fallback", intentInfo={}, sessionInfo=known)

    assert webhook().turn("cx", request).intent == "Yes"


@pytest.mark.parametrize(
    ("said", "taken", "slot"),
    [
        # Our own lists count days in the shop's time zone, the agent in its own.
        ("tomorrow", {"year": 2026.0, "month": 11.0, "day": 22.0}, Slot("tomorrow")),
        ("the 24th", {"year": 2026, "month": 11, "day": 24}, Slot("the 24th", "2026-11-24")),
        ("the 24th", "2026-11-24T12:00:00-05:00", Slot("the 24th", "2026-11-24T12:00:00-05:00")),
        (None, {"year": 2026, "month": 2, "day": 3}, Slot("2026-02-03", "2026-02-03")),
        ("soon", {"year": 2026, "month": "x"}, Slot("soon")),
    ],
)
def test_a_date_is_a_day(said, taken, slot, webhook: Build):
    request = with_parameters("when is it", "OrderStatus", date=(said, taken))

    assert webhook().turn("cx", request).slots == {"date": slot}


@pytest.mark.parametrize(
    ("said", "taken", "slot"),
    [
        ("four point five", 4.5, Slot("four point five")),
        (["milk", "eggs"], ["milk", "eggs"], Slot("milk, eggs")),
        ("Sam", {"name": "Sam"}, Slot("Sam")),
        ("", "", None),
        (None, None, None),
        (True, True, None),
        ({"a": {"b": 1}}, [], None),
    ],
)
def test_odd_values_are_words_or_nothing(said, taken, slot, webhook: Build):
    request = with_parameters("…", "WhoseAccount", person=(said, taken))

    assert webhook().turn("cx", request).slots.get("person") == slot
