"""What a request of Dialogflow ES comes to."""

import pytest

from skill.conversation.turn import Capabilities, Slot
from tests.channels.dialogflow.conftest import Build
from tests.channels.dialogflow.dialogflow_requests import SESSION, es_request


def test_a_request_becomes_a_turn(webhook: Build):
    turn = webhook().turn(
        "es", es_request("add two oat milk", "AddToCart", parameters={"quantity": 2.0, "unit": ""})
    )

    assert (turn.channel, turn.locale, turn.session_id) == ("dialogflow-es", "en-US", SESSION)
    assert (turn.request_id, turn.intent) == ("response-1", "AddToCart")
    assert turn.slots == {"quantity": Slot("2", 2)}
    assert turn.confidence == 0.9
    assert turn.utterance == "add two oat milk"
    assert turn.caller.user == "u-1"
    assert turn.caller.token == "a-token"
    assert turn.capabilities == Capabilities(screen=True, speaker=False, keypad=False)
    assert not turn.new_session
    assert turn.raw["responseId"] == "response-1"


@pytest.mark.parametrize(
    ("intent", "meant"),
    [
        ("Default Welcome Intent", "Launch"),
        ("Default Fallback Intent", "Fallback"),
        ("actions_intent_NO_INPUT", "NoInput"),
        ("actions_intent_CANCEL", "Stop"),
        ("ShowCart", "ShowCart"),
    ],
)
def test_dialogflows_own_intents_have_our_names(intent, meant, webhook: Build):
    turn = webhook().turn("es", es_request("", intent))

    assert turn.intent == meant
    assert turn.new_session == (meant == "Launch")


def test_the_action_names_the_intent_where_the_agent_calls_it_otherwise(webhook: Build):
    turn = webhook().turn("es", es_request("qqq", "smalltalk.confirmation.yes", action="Yes"))

    assert turn.intent == "Yes"


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("en", "en-US"),
        ("en-gb", "en-GB"),
        ("EN_us", "en-US"),
        ("fr", "fr-FR"),
        ("fr-CA", "fr-FR"),
        ("de", "en-US"),
        ("", "en-US"),
    ],
)
def test_the_nearest_locale_is_taken(tag, locale, webhook: Build):
    request = es_request(languageCode=tag)

    assert webhook().turn("es", request).locale == locale


def test_what_was_said_is_taken_from_a_context_of_this_turn(webhook: Build):
    said = {"product": "whole milk", "product.original": "full fat milk"}
    older = {"product": "bread", "product.original": "a loaf"}
    contexts = [
        {"name": f"{SESSION}/contexts/older", "parameters": older},
        {"name": f"{SESSION}/contexts/__system_counters__", "parameters": said},
        "no context at all",
    ]
    request = es_request("add full fat milk", "AddToCart", parameters={"product": "whole milk"})
    request["queryResult"]["outputContexts"] = contexts

    assert webhook().turn("es", request).slots == {"product": Slot("full fat milk")}


def test_a_name_that_was_taught_comes_back_as_its_product(webhook: Build):
    taught = {"product": "Hazel oat milk #HM-1001"}

    turn = webhook().turn("es", es_request("add oat milk", "AddToCart", parameters=taught))

    assert turn.slots == {"product": Slot("Hazel oat milk", "HM-1001")}


def test_commands_inside_a_products_name_are_found(webhook: Build):
    swallowed = {"product": "bananas and remove the bread"}

    turn = webhook().turn("es", es_request("…", "AddToCart", parameters=swallowed))

    assert turn.slots["product"].text == "bananas"
    assert [reading.intent for reading in turn.then] == ["RemoveFromCart"]


@pytest.mark.parametrize("intent", ["Default Fallback Intent", "OurOldIntent", ""])
def test_words_that_dialogflow_did_not_match_are_understood_here(intent, webhook: Build):
    turn = webhook().turn("es", es_request("put three bananas in my cart", intent))

    assert turn.intent == "AddToCart"
    assert turn.slots["product"].text == "bananas"
    assert turn.slots["quantity"].value == 3
    assert turn.utterance == "put three bananas in my cart"


def test_what_was_asked_helps_to_understand_words(webhook: Build):
    context = {"name": f"{SESSION}/contexts/costermonger-expects", "parameters": {}}
    request = es_request("bananas please", "Default Fallback Intent", outputContexts=[context])
    context["parameters"] = {"expects": "product"}

    assert webhook().turn("es", request).intent == "SearchProduct"


def test_words_that_were_heard_badly_are_not_certain_here_either(webhook: Build):
    request = es_request("yes", "Default Fallback Intent", speechRecognitionConfidence=0.3)

    turn = webhook().turn("es", request)

    assert (turn.intent, turn.confidence) == ("Yes", 0.3)


def test_where_dialogflow_is_unsure_the_words_decide(webhook: Build):
    unsure = es_request("what is in my cart", "EmptyCart", intentDetectionConfidence=0.35)
    nothing = es_request("qqq qqq", "EmptyCart", intentDetectionConfidence=0.35)

    turn, kept = (webhook().turn("es", request) for request in (unsure, nothing))

    assert turn.intent == "ShowCart"
    assert turn.confidence > 0.5
    assert (kept.intent, kept.confidence) == ("EmptyCart", 0.35)


def test_a_yes_that_was_heard_badly_is_as_unsure_as_that(webhook: Build):
    request = es_request("yes", "Yes", speechRecognitionConfidence=0.3)

    assert webhook().turn("es", request).confidence == 0.3


def test_keys_on_the_telephone_are_a_code_and_no_words(webhook: Build):
    request = es_request("0953#", "Default Fallback Intent")
    request["originalDetectIntentRequest"]["source"] = "GOOGLE_TELEPHONY"

    turn = webhook().turn("es", request)

    assert (turn.intent, turn.slots) == ("GiveCode", {"digits": Slot("0953", "0953")})
    assert turn.utterance is None
    assert turn.capabilities == Capabilities(screen=False, speaker=True, keypad=True)


def test_a_callers_number_is_nobodys_name(webhook: Build):
    request = es_request()
    payload = {"telephony": {"caller_id": "+12025550123"}}
    request["originalDetectIntentRequest"] = {"payload": payload}

    turn = webhook().turn("es", request)

    assert "2025550123" not in turn.caller.user
    assert turn.caller.token is None


def test_facebook_says_who_writes(webhook: Build):
    request = es_request()
    payload = {"data": {"sender": {"id": "2254108171"}}}
    request["originalDetectIntentRequest"] = {"source": "facebook", "payload": payload}

    assert webhook().turn("es", request).caller.user == "facebook:2254108171"
