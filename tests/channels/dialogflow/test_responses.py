"""What a Reply becomes: Google's own messages take all of it, whatever it holds."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.money import Money
from skill.channels.dialogflow import cx_response, es_response
from skill.channels.dialogflow.es_response import PLATFORMS
from skill.conversation.reply import (
    Amount,
    Card,
    Listing,
    Pause,
    Reply,
    Shown,
    ShownItem,
    Spelling,
    Term,
    Text,
)
from skill.conversation.turn import Caller, Capabilities, Turn
from tests.channels.dialogflow.conftest import Build
from tests.channels.dialogflow.dialogflow_requests import (
    SESSION,
    Listening,
    check,
    cx_request,
    es_request,
)

ASKED = (Text("Which one?"),)
FULL = Reply(
    speech=(Text("Tea is "), Amount(Money(499, "USD")), Pause(300), Text(" R&D. "), *ASKED),
    reprompt=ASKED,
    card=Card("Where we are", "Call us.\nOr write."),
    shown=Shown(
        "Teas",
        (
            ShownItem("HM-1", "Green tea", "20 bags", "https://shop.example/green.png"),
            ShownItem("HM-2", "Black tea", "", "http://shop.example/no-tls.png"),
        ),
    ),
    suggestions=("The first", "Something that is longer than twenty"),
    expects="choice",
    vocabulary=(Term("HM-1", "Hazel green tea", ("green tea",)),),
)
WORDS = "Tea is $4.99 R&D. Which one?"


def messages(response):
    if "fulfillmentMessages" in response:
        return response["fulfillmentMessages"]
    return response["fulfillmentResponse"]["messages"]


def test_es_says_and_shows_everything(webhook: Build):
    response = webhook(Listening(FULL)).ask("es", es_request())

    assert response["fulfillmentText"] == WORDS
    text, payload = messages(response)
    assert text == {"text": {"text": [WORDS]}}
    rows, card, chips = payload["payload"]["richContent"]
    assert [row["title"] for row in rows] == ["Teas", "Green tea", "Black tea"]
    assert [row.get("image") for row in rows[1:]] == [
        {"rawUrl": "https://shop.example/green.png"},
        None,
    ]
    assert card == [
        {"type": "description", "title": "Where we are", "text": ["Call us.", "Or write."]}
    ]
    assert [option["text"] for option in chips[0]["options"]] == list(FULL.suggestions)
    assert response["payload"]["costermonger"] == {
        "ends": False,
        "expects": "choice",
        "handsOver": False,
        "linkAccount": False,
        "suggestions": list(FULL.suggestions),
    }


def test_es_teaches_the_session_the_names_that_are_expected(webhook: Build):
    response = webhook(Listening(FULL)).ask("es", es_request())

    (kind,) = response["sessionEntityTypes"]
    assert kind["name"] == f"{SESSION}/entityTypes/Product"
    assert kind["entityOverrideMode"] == "ENTITY_OVERRIDE_MODE_SUPPLEMENT"
    assert kind["entities"] == [
        {"value": "Hazel green tea #HM-1", "synonyms": ["Hazel green tea", "green tea"]}
    ]


def test_a_way_to_say_two_products_is_taught_for_neither(webhook: Build):
    both = (Term("HM-1", "Hazel tea", ("tea",)), Term("HM-2", "Anchor tea", ("Tea", "black tea")))

    response = webhook(Listening(replace(FULL, vocabulary=both))).ask("es", es_request())

    entities = response["sessionEntityTypes"][0]["entities"]
    assert [entity["synonyms"] for entity in entities] == [
        ["Hazel tea"],
        ["Anchor tea", "black tea"],
    ]


def test_the_built_agent_has_the_type_that_a_session_is_taught():
    from interaction_models.locale import ROOT

    assert (ROOT / f"built/dialogflow_es/entities/{es_response.PRODUCT}.json").is_file()


def test_es_keeps_what_was_asked_in_a_context_until_nothing_is(webhook: Build):
    (kept,) = webhook(Listening(FULL)).ask("es", es_request())["outputContexts"]
    ended = replace(FULL, ends=True)
    closed = webhook(Listening(ended)).ask("es", es_request())

    assert kept["name"] == f"{SESSION}/contexts/costermonger-expects"
    assert (kept["lifespanCount"], kept["parameters"]) == (2, {"expects": "choice"})
    (gone,) = closed["outputContexts"]
    assert (gone["lifespanCount"], gone["parameters"]) == (0, {})
    assert "sessionEntityTypes" not in closed


def test_es_without_a_session_has_nowhere_to_keep_anything(webhook: Build):
    request = es_request()
    del request["session"]

    response = webhook(Listening(FULL)).ask("es", request)

    assert not {"outputContexts", "sessionEntityTypes"} & set(response)


@pytest.mark.parametrize("source", sorted(PLATFORMS))
def test_a_messenger_gets_messages_of_its_own(source, webhook: Build):
    request = es_request()
    request["originalDetectIntentRequest"] = {"source": source, "payload": {}}

    shown = messages(webhook(Listening(FULL)).ask("es", request))

    assert {message["platform"] for message in shown} == {PLATFORMS[source]}
    statement, first, second, card, chips = shown
    assert statement["text"]["text"] == ["Tea is $4.99 R&D."]
    assert first["card"] == {
        "title": "Green tea",
        "subtitle": "20 bags",
        "imageUri": "https://shop.example/green.png",
    }
    assert second["card"] == {"title": "Black tea"}
    assert card["text"]["text"] == ["Where we are\nCall us.\nOr write."]
    # The question goes with the quick replies, which vanish once anything comes after them.
    assert chips["quickReplies"] == {"title": "Which one?", "quickReplies": ["The first"]}


def test_a_messenger_gets_the_words_once(webhook: Build):
    request = es_request()
    request["originalDetectIntentRequest"] = {"source": "facebook", "payload": {}}
    plain = Reply((Text("Shall I?"),), (Text("Shall I?"),), suggestions=("Yes", "No"))

    with_chips = messages(webhook(Listening(plain)).ask("es", request))
    without = messages(webhook(Listening(replace(plain, suggestions=()))).ask("es", request))

    assert [message["quickReplies"]["title"] for message in with_chips] == ["Shall I?"]
    assert [message["text"]["text"] for message in without] == [["Shall I?"]]


def test_cx_says_and_shows_everything(webhook: Build):
    response = webhook(Listening(FULL)).ask("cx", cx_request())

    text, payload = messages(response)
    assert text == {"text": {"text": [WORDS]}}
    assert len(payload["payload"]["richContent"]) == 3
    assert response["fulfillmentResponse"]["mergeBehavior"] == "REPLACE"
    assert response["sessionInfo"]["parameters"] == {"costermonger_expects": "choice"}
    assert response["payload"]["costermonger"]["linkAccount"] is False


def test_cx_on_the_phone_speaks_markup_and_shows_nothing(webhook: Build):
    request = cx_request(payload={"telephony": {"caller_id": "+1"}})

    text, spoken = messages(webhook(Listening(FULL)).ask("cx", request))

    assert text["text"]["text"] == [WORDS]
    ssml = spoken["outputAudioText"]["ssml"]
    assert ElementTree.fromstring(ssml).tag == "speak"
    assert '<break time="300ms"/>' in ssml


def test_es_on_the_phone_says_plain_words_and_gives_a_front_end_the_markup(webhook: Build):
    request = es_request()
    request["originalDetectIntentRequest"]["source"] = "GOOGLE_TELEPHONY"

    response = webhook(Listening(FULL)).ask("es", request)

    assert messages(response) == [{"text": {"text": [WORDS]}}]
    assert response["payload"]["costermonger"]["ssml"].startswith("<speak>")


def test_cx_hands_over_to_a_person_and_ends(webhook: Build):
    goodbye = Reply((Text("Goodbye."),), ends=True, hands_over=True, links_account=True)

    response = webhook(Listening(goodbye)).ask("cx", cx_request())

    assert messages(response)[1:] == [
        {"liveAgentHandoff": {"metadata": {"channel": "dialogflow-cx"}}},
        {"endInteraction": {}},
    ]
    assert response["sessionInfo"]["parameters"] == {"costermonger_expects": None}
    ours = response["payload"]["costermonger"]
    assert (ours["ends"], ours["handsOver"], ours["linkAccount"]) == (True, True, True)


def test_an_answer_that_is_too_long_loses_its_list_first(webhook: Build):
    items = tuple(ShownItem(str(i), "tea " * 100, "bags " * 100) for i in range(100))
    long = replace(FULL, shown=Shown("Teas", items))

    for edition, request in (("es", es_request()), ("cx", cx_request())):
        shown = messages(webhook(Listening(long)).ask(edition, request))
        assert shown[0]["text"]["text"] == [WORDS]
        assert "tea tea" not in json.dumps(shown)
        assert "Where we are" in json.dumps(shown)


words = st.text(max_size=80)
parts = st.one_of(
    words.map(Text),
    words.map(Spelling),
    st.integers(-20_000, 20_000).map(Pause),
    st.integers(0, 10**9).map(lambda minor: Amount(Money(minor, "USD"))),
)
listings = st.builds(
    lambda items, joint: Listing(tuple((item,) for item in items), joint),
    st.lists(parts, max_size=3),
    words,
)
replies = st.builds(
    Reply,
    speech=st.lists(parts | listings, max_size=4).map(tuple),
    reprompt=st.lists(parts, max_size=2).map(tuple),
    card=st.none() | st.builds(Card, words, words),
    shown=st.none()
    | st.builds(
        Shown,
        words,
        st.lists(st.builds(ShownItem, words, words, words, st.none() | words), max_size=3).map(
            tuple
        ),
    ),
    suggestions=st.lists(words, max_size=3).map(tuple),
    expects=st.none() | words,
    ends=st.booleans(),
    hands_over=st.booleans(),
    rate=st.sampled_from(("slow", "normal", "fast")),
    vocabulary=st.lists(st.builds(Term, words, words, st.tuples(words)), max_size=2).map(tuple),
)
turns = st.builds(
    lambda phone, source: Turn(
        "dialogflow",
        "en-US",
        "s",
        Caller("u"),
        "r",
        "Help",
        capabilities=Capabilities(screen=not phone, speaker=phone),
        raw={"session": SESSION, "originalDetectIntentRequest": {"source": source}},
    ),
    st.booleans(),
    st.sampled_from(["", "facebook", "DIALOGFLOW_CONSOLE"]),
)


@given(replies, turns)
def test_every_reply_is_a_valid_response(reply, turn):
    for edition, render in (("es", es_response.render), ("cx", cx_response.render)):
        check(edition, json.loads(json.dumps(render(reply, turn))))
