import pytest
from hypothesis import given
from hypothesis import strategies as st

import interaction_models
from skill.channels.alexa.parse import find_turn
from skill.conversation.turn import Caller, Capabilities, Slot
from tests.channels.alexa.alexa_requests import a_request, an_intent

STATIC = "amzn1.er-authority.echo-sdk.amzn1.ask.skill.ours.Product"
DYNAMIC = "amzn1.er-authority.echo-sdk.dynamic.amzn1.ask.skill.ours.Product"

MATCH, NO_MATCH = "ER_SUCCESS_MATCH", "ER_SUCCESS_NO_MATCH"


def resolution(authority, *ids, code=MATCH):
    values = {"values": [{"value": {"id": id_, "name": f"name of {id_}"}} for id_ in ids]}
    return {"authority": authority, "status": {"code": code}, **(values if ids else {})}


def resolved(value, *resolutions):
    return {"value": value, "resolutions": {"resolutionsPerAuthority": list(resolutions)}}


MILK = resolved("milk", resolution(STATIC, "S"))


def slot_of(raw):
    return find_turn(an_intent("AddToCart", {"product": raw})).slots.get("product")


def test_a_request_becomes_a_turn():
    payload = an_intent(
        "AddToCart", {"product": {"value": "oat milk"}}, interfaces=("AudioPlayer",)
    )
    turn = find_turn(payload)

    assert (turn.channel, turn.locale) == ("alexa", "en-US")
    assert (turn.session_id, turn.request_id) == ("a-session", "a-request")
    assert turn.caller == Caller("a-user", "a-token")
    assert (turn.intent, turn.slots) == ("AddToCart", {"product": Slot("oat milk")})
    assert turn.capabilities == Capabilities(screen=False, speaker=True, keypad=False, app=True)
    assert turn.new_session
    assert turn.raw is payload
    assert "a-token" not in repr(turn)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("AMAZON.YesIntent", "Yes"),
        ("AMAZON.NoIntent", "No"),
        ("AMAZON.HelpIntent", "Help"),
        ("AMAZON.StopIntent", "Stop"),
        ("AMAZON.CancelIntent", "Cancel"),
        ("AMAZON.RepeatIntent", "Repeat"),
        ("AMAZON.StartOverIntent", "StartOver"),
        ("AMAZON.NavigateHomeIntent", "StartOver"),
        ("AMAZON.NextIntent", "More"),
        ("AMAZON.MoreIntent", "More"),
        ("AMAZON.PreviousIntent", "Previous"),
        ("AMAZON.FallbackIntent", "Fallback"),
        ("AMAZON.ScrollRightIntent", "AMAZON.ScrollRightIntent"),
        ("Checkout", "Checkout"),
        ("NobodyKnowsThis", "NobodyKnowsThis"),
        ("", "Fallback"),
    ],
)
def test_amazons_names_of_intents_become_ours(theirs, ours):
    assert find_turn(an_intent(theirs)).intent == ours


@pytest.mark.parametrize("locale", interaction_models.locales())
def test_every_intent_of_the_model_arrives_under_our_name(locale):
    for name, intent in interaction_models.load_locale(locale).intents.items():
        for theirs in (intent.alexa or name, *intent.alexa_also):
            assert find_turn(an_intent(theirs)).intent == name


@pytest.mark.parametrize("kind", ["LaunchRequest", "Connections.Response"])
def test_opening_and_coming_back_are_a_launch(kind):
    assert find_turn(a_request({"type": kind})).intent == "Launch"


@pytest.mark.parametrize(
    ("raw", "slot"),
    [
        ({"value": "oat drink"}, Slot("oat drink")),
        ({"value": " 3 "}, Slot("3")),
        ({"value": "?"}, None),
        ({"value": ""}, None),
        ({"value": None}, None),
        ({"value": 3}, None),
        ({}, None),
        (None, None),
        ("words", None),
        (resolved("milk", resolution(STATIC, "SKU1")), Slot("milk", "SKU1")),
        (resolved("milk", resolution(STATIC, "SKU1", "SKU2")), Slot("milk", "SKU1")),
        (resolved("milk", resolution(STATIC, code=NO_MATCH)), Slot("milk")),
        (resolved("milk", resolution(STATIC)), Slot("milk")),
        (resolved("milk", resolution(STATIC, "S"), resolution(DYNAMIC, "D")), Slot("milk", "D")),
        (
            resolved("milk", resolution(STATIC, "S"), resolution(DYNAMIC, code=NO_MATCH)),
            Slot("milk", "S"),
        ),
        (
            resolved("milk", {"status": {"code": MATCH}, "values": [{"value": {"name": "N"}}]}),
            Slot("milk", "N"),
        ),
        ({"value": "milk", "resolutions": None}, Slot("milk")),
        ({"value": "milk", "resolutions": {"resolutionsPerAuthority": [None, 1]}}, Slot("milk")),
        (resolved("milk", resolution(STATIC, "S", code="ER_SOMETHING_NEW")), Slot("milk")),
    ],
)
def test_a_slot_brings_its_words_and_what_they_mean(raw, slot):
    assert slot_of(raw) == slot


@pytest.mark.parametrize(
    ("value", "slot"),
    [
        ({"type": "Simple", **MILK}, Slot("milk", "S")),
        ({"type": "List", "values": [MILK]}, Slot("milk", "S")),
        ({"type": "List", "values": [MILK, {"value": "eggs"}]}, Slot("milk, eggs")),
        ({"type": "List", "values": []}, None),
        ({"type": "List", "values": None}, None),
        ({"type": "Invented"}, None),
        ([], None),
    ],
)
def test_a_slot_may_bring_its_words_inside_an_object(value, slot):
    assert slot_of({"slotValue": value}) == slot


def test_a_slot_that_says_it_twice_says_it_once():
    assert slot_of({**MILK, "slotValue": {"type": "Simple", **MILK}}) == Slot("milk", "S")


@pytest.mark.parametrize(
    ("request_", "slots"),
    [
        ({"arguments": ["choose", "SKU1", "Oat milk"]}, {"product": Slot("Oat milk", "SKU1")}),
        ({"arguments": ["choose", "SKU1"]}, {"product": Slot("SKU1", "SKU1")}),
        ({"arguments": ["choose", 2]}, {"product": Slot("2", 2)}),
        ({"arguments": ["choose", True]}, {}),
        ({"arguments": ["choose", {"key": 1}]}, {}),
        ({"arguments": ["somebody", "else's"]}, {}),
        ({"arguments": []}, {}),
        ({}, {}),
    ],
)
def test_a_touch_chooses(request_, slots):
    turn = find_turn(a_request({"type": "Alexa.Presentation.APL.UserEvent", **request_}))

    assert (turn.intent, turn.slots) == ("Choose", slots)


@pytest.mark.parametrize(
    ("token", "slots"), [("SKU1", {"product": Slot("SKU1", "SKU1")}), ("", {}), (None, {})]
)
def test_a_touch_on_an_old_display_chooses(token, slots):
    turn = find_turn(a_request({"type": "Display.ElementSelected", "token": token}, session=False))

    assert (turn.intent, turn.slots) == ("Choose", slots)


@pytest.mark.parametrize(
    ("interfaces", "screen"),
    [
        ((), False),
        (("AudioPlayer",), False),
        (("Display",), True),
        (("Alexa.Presentation.APL",), True),
        (("Alexa.Presentation.APLT",), False),
    ],
)
def test_a_screen_is_known_by_its_interface(interfaces, screen):
    assert find_turn(a_request(interfaces=interfaces)).capabilities.screen is screen


def test_an_unlinked_account_has_no_token():
    assert find_turn(a_request(token=None)).caller.token is None


def test_without_a_session_user_and_token_come_from_the_context():
    turn = find_turn(a_request(session=False))

    assert turn.caller == Caller("a-user", "a-token")
    assert turn.session_id.startswith("outside-")
    assert "a-user" not in turn.session_id
    assert not turn.new_session


def test_two_nameless_shoppers_share_nothing():
    first, second = ({"request": {"type": "LaunchRequest", "n": n}} for n in (1, 2))
    one, same, other = find_turn(first), find_turn(first), find_turn(second)

    assert (one.request_id, one.session_id, one.caller) == (
        same.request_id,
        same.session_id,
        same.caller,
    )
    assert one.request_id != other.request_id
    assert one.session_id != other.session_id
    assert one.caller != other.caller
    assert one.locale == "en-US"


@pytest.mark.parametrize("kind", ["SessionEndedRequest", "AudioPlayer.PlaybackFailed", "New", ""])
def test_what_is_not_a_shoppers_is_no_turn(kind):
    assert find_turn(a_request({"type": kind})) is None


# Names that the parser looks for, so that junk is found where it is read.
KEYS = st.sampled_from(
    [
        *("request", "session", "context", "System", "user", "userId", "accessToken", "device"),
        *("supportedInterfaces", "type", "intent", "name", "slots", "product", "value", "token"),
        *("resolutions", "resolutionsPerAuthority", "values", "status", "slotValue", "arguments"),
        *("requestId", "locale", "sessionId"),
    ]
)
WORDS = st.sampled_from(["LaunchRequest", "IntentRequest", "Display.ElementSelected", "choose", ""])
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)


@given(st.dictionaries(KEYS, JUNK), WORDS, JUNK)
def test_no_shape_of_a_request_is_too_odd(payload, kind, intent):
    turn = find_turn({**payload, "request": {"type": kind, "intent": intent, "arguments": intent}})

    assert turn is None or (turn.request_id and turn.session_id and turn.caller.user)
