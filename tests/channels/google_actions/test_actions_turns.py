"""What a request of Google's means as a turn."""

from __future__ import annotations

from typing import Any

import pytest

from skill.channels.google_actions.parse import read_turn
from skill.conversation.turn import Slot, Turn
from tests.channels.google_actions.actions_requests import a_request, heard


def turn_of(payload: dict[str, Any], token: str | None = None) -> Turn:
    return read_turn(payload, token)


def slots_of(**params: Any) -> Any:
    return turn_of(a_request(intent=heard(**params))).slots


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("actions.intent.MAIN", "Launch"),
        ("actions.intent.CANCEL", "Stop"),
        ("actions.intent.NO_MATCH_1", "Fallback"),
        ("actions.intent.NO_MATCH_2", "Fallback"),
        ("actions.intent.NO_MATCH_FINAL", "Fallback"),
        ("actions.intent.NO_INPUT_1", "NoInput"),
        ("actions.intent.NO_INPUT_2", "NoInput"),
        ("actions.intent.NO_INPUT_FINAL", "Stop"),
        ("AddToCart", "AddToCart"),
        ("HelloWorldIntent", "HelloWorldIntent"),
    ],
)
def test_googles_intents_are_ours_by_a_table(named: str, meant: str) -> None:
    payload = a_request(handler={"name": "anything"}, intent={"name": named})
    assert turn_of(payload).intent == meant


@pytest.mark.parametrize("intent", [{}, {"name": ""}, None])
def test_where_no_intent_was_matched_the_handler_tells(intent: Any) -> None:
    assert turn_of(a_request(handler={"name": "Checkout"}, intent=intent)).intent == "Checkout"


@pytest.mark.parametrize("handler", ["AccountLinked", "LinkingRefused"])
def test_the_linking_scene_tells_by_its_handlers(handler: str) -> None:
    payload = a_request(handler={"name": handler}, intent={"name": "Checkout"})
    assert turn_of(payload).intent == handler


def test_what_was_heard_becomes_slots() -> None:
    found = slots_of(
        quantity=("two", 2),
        unit=("bags", "bag"),
        brand=("Hazel Basics", "Hazel Basics"),
        ordinal=("the first", "1"),
    )
    assert found == {
        "quantity": Slot("two", 2),
        "unit": Slot("bags", "bag"),
        # Words that resolve to themselves are left to our own lists.
        "brand": Slot("Hazel Basics"),
        "ordinal": Slot("the first", "1"),
    }


@pytest.mark.parametrize(
    ("resolved", "value"),
    [
        (3.0, 3),
        (2.5, None),
        (float("inf"), None),
        (True, None),
        (None, None),
        ("", None),
        ({"year": 2026, "month": 11, "day": 7}, "2026-11-07"),
        ({"year": 2026, "month": 11}, None),
        ({"year": 0, "month": 11, "day": 7}, None),
        ({"year": "2026", "month": 11, "day": 7}, None),
        ({}, None),
        (["one", "two"], None),
    ],
    ids=str,
)
def test_values_are_numbers_names_and_days(resolved: Any, value: Any) -> None:
    assert slots_of(anything=("some words", resolved)) == {"anything": Slot("some words", value)}


def test_without_words_the_value_is_what_was_heard() -> None:
    assert slots_of(product=("", "oat milk")) == {"product": Slot("oat milk")}
    assert slots_of(size=(" ", ["1 pound", 2])) == {"size": Slot("1 pound, 2")}
    assert slots_of(size=("", None)) == {}


@pytest.mark.parametrize(
    ("resolved", "value"),
    [("digits", None), ("4071", "4071"), ("0071", "0071"), ("four", None), (None, None)],
)
def test_a_code_is_its_digits_and_never_the_name_of_a_pattern(resolved: Any, value: Any) -> None:
    assert slots_of(digits=("four zero", resolved))["digits"] == Slot("four zero", value)


TAUGHT = {
    "name": "Product",
    "mode": "TYPE_MERGE",
    "synonym": {"entries": [{"name": "HM-1001", "synonyms": ["HM-1001", "my milk"]}]},
}


def session(*overrides: Any, **params: Any) -> dict[str, Any]:
    return {"id": "a-session", "params": params, "typeOverrides": list(overrides)}


def test_a_product_has_a_value_only_where_we_have_taught_its_name() -> None:
    known = heard(product=("my milk", "HM-1001"))
    assert turn_of(a_request(intent=known, session=session(TAUGHT))).slots == {
        "product": Slot("my milk", "HM-1001")
    }
    for intent in (known, heard(product=("coffee", "ground coffee"))):
        turn = turn_of(a_request(intent=intent))
        assert turn.slots["product"].value is None


def touch(key: Any, **parts: Any) -> dict[str, Any]:
    slot = {"mode": "OPTIONAL", "status": "FILLED", "updated": True, "value": key}
    scene = {"name": "Shop", "slotFillingStatus": "FINAL", "slots": {"shown": slot}}
    return a_request(scene=scene, intent={"name": "", "params": {}}, **parts)


SHOWN = {
    "name": "Shown",
    "mode": "TYPE_REPLACE",
    "synonym": {
        "entries": [{"name": "HM-7", "synonyms": ["HM-7"], "display": {"title": "Plum jam"}}]
    },
}


def test_a_touched_item_is_chosen() -> None:
    turn = turn_of(touch("HM-7", session=session(SHOWN)))
    assert (turn.intent, turn.slots) == ("Choose", {"product": Slot("Plum jam", "HM-7")})
    assert turn_of(touch("HM-8")).slots == {"product": Slot("HM-8", "HM-8")}


def test_an_item_named_as_it_is_shown_is_chosen() -> None:
    intent = heard(shown=("plum jam", "HM-7"))
    turn = turn_of(a_request(intent=intent, session=session(SHOWN)))
    assert (turn.intent, turn.slots) == ("Choose", {"product": Slot("Plum jam", "HM-7")})


@pytest.mark.parametrize("key", ["on_screen", "", None, 7, True, ["HM-7"]])
def test_nothing_is_chosen_where_nothing_is_shown(key: Any) -> None:
    assert "product" not in turn_of(touch(key)).slots


def test_a_touch_of_an_earlier_turn_is_not_one_of_this() -> None:
    payload = touch("HM-7")
    payload["scene"]["slots"]["shown"]["updated"] = False
    payload["intent"] = heard(product=("oat milk", "oat milk"))
    assert turn_of(payload).slots == {"product": Slot("oat milk")}


def test_slots_that_a_scene_has_filled_just_now_are_heard() -> None:
    slots = {
        "quantity": {"mode": "REQUIRED", "status": "FILLED", "updated": True, "value": 2},
        "unit": {"mode": "REQUIRED", "status": "FILLED", "updated": False, "value": "bag"},
        "size": {"mode": "REQUIRED", "status": "INVALID", "updated": True, "value": "big"},
        "brand": {"mode": "REQUIRED", "status": "EMPTY", "updated": False},
    }
    scene = {"name": "Order", "slotFillingStatus": "COLLECTING", "slots": slots}
    intent = heard(product=("oat milk", "oat milk"))
    assert turn_of(a_request(scene=scene, intent=intent)).slots == {
        "quantity": Slot("2", 2),
        "product": Slot("oat milk"),
    }


@pytest.mark.parametrize(
    ("user", "language", "locale"),
    [
        ("fr-FR", "en", "fr-FR"),
        ("", "fr", "fr"),
        (None, "", "en-US"),
        ("en\n-US", None, "en-US"),
        ("zh-Hant-TW", "", "zh-Hant-TW"),
    ],
)
def test_the_locale_is_the_users_else_the_sessions(user: Any, language: Any, locale: str) -> None:
    spoken = session() | {"languageCode": language}
    assert turn_of(a_request(user={"locale": user}, session=spoken)).locale == locale


@pytest.mark.parametrize(
    ("able", "screen", "speaker"),
    [
        (["SPEECH"], False, True),
        (["SPEECH", "RICH_RESPONSE"], True, True),
        (["RICH_RESPONSE"], True, False),
        ([], False, True),
        ([7, None], False, True),
        (None, False, True),
    ],
    ids=str,
)
def test_a_device_says_what_it_can_do(able: Any, screen: bool, speaker: bool) -> None:
    capabilities = turn_of(a_request(device={"capabilities": able})).capabilities
    assert (capabilities.screen, capabilities.speaker) == (screen, speaker)


def test_the_same_request_twice_is_one_turn_and_the_same_words_later_another() -> None:
    first, again = turn_of(a_request()), turn_of(a_request())
    later = turn_of(a_request(session=session(turn=1)))
    assert first.request_id == again.request_id != later.request_id


def test_a_session_is_new_until_we_have_counted_a_turn() -> None:
    assert turn_of(a_request()).new_session
    assert not turn_of(a_request(session=session(turn=1.0))).new_session


@pytest.mark.parametrize("count", [-1, True, "3", None, float("nan"), 1e300, {}])
def test_a_count_that_is_none_is_not_counted_on(count: Any) -> None:
    assert turn_of(a_request(session=session(turn=count))).new_session


def test_a_guest_is_known_by_the_name_we_gave() -> None:
    named = turn_of(a_request(user={"params": {"shopper": "abc"}}))
    assert named.caller.user == "abc"
    first, second = (
        turn_of(a_request(session={"id": name})).caller.user for name in ("one", "two")
    )
    assert first != second
    assert turn_of(a_request(session={"id": "one"})).caller.user == first


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, 7, None, "é"])
def test_a_name_that_is_none_of_ours_is_nobodys(name: Any) -> None:
    user = turn_of(a_request(user={"params": {"shopper": name}})).caller.user
    assert user == turn_of(a_request()).caller.user


def test_without_a_session_nobody_shares_one() -> None:
    first = turn_of(a_request("AddToCart", session={}))
    second = turn_of(a_request("Checkout", session={}))
    assert first.session_id != second.session_id
    assert first.caller.user != second.caller.user
