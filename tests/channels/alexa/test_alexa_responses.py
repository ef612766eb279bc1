import logging

import pytest

from skill.channels.alexa.screen import _DOCUMENT
from skill.conversation.reply import Card, Reply, Shown, ShownItem, Term, Text
from tests.channels.alexa.alexa_requests import (
    BrokenConversation,
    FakeConversation,
    a_request,
    an_intent,
    body_of,
)

APL = "Alexa.Presentation.APL"
HELLO = (Text("Hello."),)


@pytest.fixture
def respond(ask):
    """The response to a reply."""

    def send(reply, request=None, **options):
        return ask(FakeConversation(reply), a_request(request, **options))

    return send


def directives(response, kind):
    return [each for each in response.get("directives", ()) if each["type"] == kind]


def taught(response):
    (directive,) = directives(response, "Dialog.UpdateDynamicEntities")
    assert directive["updateBehavior"] == "REPLACE"
    (type_,) = directive["types"]
    assert type_["name"] == "Product"
    return type_["values"]


def test_an_open_question_keeps_the_session(respond):
    response = respond(Reply(HELLO, reprompt=(Text("Well?"),), expects="product"))

    assert response == {
        "outputSpeech": {"type": "SSML", "ssml": "<speak>Hello.</speak>"},
        "reprompt": {"outputSpeech": {"type": "SSML", "ssml": "<speak>Well?</speak>"}},
        "shouldEndSession": False,
    }


def test_a_farewell_ends_the_session_and_asks_nothing(respond):
    response = respond(Reply(HELLO, reprompt=HELLO, vocabulary=(Term("1", "tea"),), ends=True))

    assert response["shouldEndSession"] is True
    assert response.keys() == {"outputSpeech", "shouldEndSession"}


def test_a_reply_without_words_says_nothing(respond):
    assert respond(Reply(())) == {"shouldEndSession": False}


def test_a_card_is_shown_in_the_app(respond):
    card = respond(Reply(HELLO, card=Card("Receipt", "Tea\n$4.99\x00")))["card"]

    assert card == {"type": "Simple", "title": "Receipt", "content": "Tea\n$4.99"}


def test_linking_the_account_takes_the_cards_place(respond):
    reply = Reply(HELLO, card=Card("Receipt", "Tea"), links_account=True, ends=True)

    assert respond(reply)["card"] == {"type": "LinkAccount"}


def test_what_the_platform_carried_along_is_neither_used_nor_sent_back(
    endpoint, authority, check_response
):
    payload = a_request()
    payload["session"]["attributes"] = {"cart": "somebody else's", "fill": "x" * 30_000}
    body = body_of(payload)
    answer = endpoint().post("/alexa", data=body, headers=authority.headers(body)).json

    check_response(answer)
    assert answer["sessionAttributes"] == {}


# What the recogniser is told to expect


def test_expected_names_are_taught_to_alexa(respond):
    reply = Reply(HELLO, vocabulary=(Term("SKU1", "oat milk", ("oat drink",)), Term("SKU2", "tea")))

    assert taught(respond(reply)) == [
        {"id": "SKU1", "name": {"value": "oat milk", "synonyms": ["oat drink"]}},
        {"id": "SKU2", "name": {"value": "tea", "synonyms": []}},
    ]


def test_names_and_synonyms_together_are_at_most_a_hundred(respond):
    terms = tuple(Term(str(n), f"tea {n}", (f"brew {n}", f"leaf {n}")) for n in range(40))
    values = taught(respond(Reply(HELLO, vocabulary=terms)))

    assert len(values) == 40
    assert sum(1 + len(value["name"]["synonyms"]) for value in values) == 100


def test_of_too_many_names_the_first_hundred_are_taught(respond):
    terms = tuple(Term(str(n), f"tea {n}", ("brew",)) for n in range(150))
    values = taught(respond(Reply(HELLO, vocabulary=terms)))

    assert [value["id"] for value in values] == [str(n) for n in range(100)]


def test_a_name_is_taught_once_and_never_one_that_alexa_refuses(respond):
    terms = (
        Term("1", "tea", ("x" * 141, " ")),
        Term("1", "brew"),
        Term("2", "x" * 141),
        Term("3", ""),
    )

    assert taught(respond(Reply(HELLO, vocabulary=terms))) == [
        {"id": "1", "name": {"value": "tea", "synonyms": []}}
    ]


def test_no_names_are_taught_where_there_are_none(respond):
    assert "directives" not in respond(Reply(HELLO, vocabulary=(Term("1", " "),)))


# What a screen shows

SHOWN = Shown(
    "Tea & coffee",
    (
        ShownItem(
            "SKU1", "Tea <b>${payload.secret}</b>", "4 oz, $4.99", "https://shop.example/1.png"
        ),
        ShownItem("SKU2", "Coffee", image="http://shop.example/2.png"),
    ),
)


def test_a_list_is_shown_on_a_screen_as_data_beside_a_fixed_document(respond):
    response = respond(Reply(HELLO, shown=SHOWN), interfaces=(APL,))
    (directive,) = directives(response, f"{APL}.RenderDocument")

    assert directive["document"] == _DOCUMENT
    assert directive["datasources"]["shop"] == {
        "title": "Tea &amp; coffee",
        "items": [
            {
                "key": "SKU1",
                "name": "Tea <b>$ {payload.secret}</b>",
                "label": "Tea <b>$ {payload.secret}</b>, 4 oz, $4.99",
                "title": "Tea &lt;b&gt;$ {payload.secret}&lt;/b&gt;",
                "detail": "4 oz, $4.99",
                "image": "https://shop.example/1.png",
            },
            {
                "key": "SKU2",
                "name": "Coffee",
                "label": "Coffee",
                "title": "Coffee",
                "detail": "",
                "image": "",
            },
        ],
    }


def test_every_row_can_be_touched_and_read_aloud():
    (sequence,) = (
        item
        for item in _DOCUMENT["mainTemplate"]["items"][0]["items"]
        if item["type"] == "Sequence"
    )
    (row,) = sequence["items"]

    assert row["type"] == "TouchWrapper"
    assert row["role"] == "button"
    assert row["accessibilityLabel"]
    assert row["onPress"][0]["arguments"][:2] == ["choose", "${data.key}"]


@pytest.mark.parametrize("interfaces", [(), ("Display",), ("AudioPlayer",)])
def test_a_list_is_not_shown_where_apl_is_missing(interfaces, respond):
    assert "directives" not in respond(Reply(HELLO, shown=SHOWN), interfaces=interfaces)


def test_a_touch_comes_back_as_a_choice(ask):
    conversation = FakeConversation()
    touch = {
        "type": f"{APL}.UserEvent",
        "arguments": ["choose", "SKU1", "Tea"],
        "source": {"type": "TouchWrapper", "handler": "Press", "id": ""},
        "token": "shop",
    }

    response = ask(conversation, a_request(touch, interfaces=(APL,)))

    assert response["outputSpeech"]
    assert conversation.turns[0].slots["product"].value == "SKU1"


# Whether we could


@pytest.mark.parametrize(
    ("able", "overall", "understood", "fulfilled"),
    [(True, "YES", "YES", "YES"), (None, "MAYBE", "MAYBE", "YES"), (False, "NO", "NO", "NO")],
)
def test_alexa_may_ask_what_we_could_do(ask, able, overall, understood, fulfilled):
    conversation = FakeConversation(able=able)
    slots = {"product": {"name": "product", "value": "tea"}, "quantity": {"name": "quantity"}}

    response = ask(conversation, an_intent("AddToCart", slots, kind="CanFulfillIntentRequest"))

    rated = {"canUnderstand": understood, "canFulfill": fulfilled}
    assert response == {"canFulfillIntent": {"canFulfill": overall, "slots": {"product": rated}}}
    assert [turn.intent for turn in conversation.asked] == ["AddToCart"]
    assert not conversation.turns


# When something goes wrong


def test_a_failure_is_apologised_for_and_logged_without_what_was_said(ask, caplog):
    response = ask(BrokenConversation(), a_request())

    assert response["outputSpeech"]["ssml"] == "<speak>Sorry, something went wrong.</speak>"
    assert response["shouldEndSession"] is True
    assert "ValueError" in caplog.text
    assert "in answer" in caplog.text
    assert "a-token" not in caplog.text


def test_a_failure_to_say_what_we_could_do_is_a_no(ask):
    response = ask(BrokenConversation(), an_intent("AddToCart", kind="CanFulfillIntentRequest"))

    assert response == {"canFulfillIntent": {"canFulfill": "NO", "slots": {}}}


def test_alexas_complaints_are_logged_without_personal_data(ask, caplog):
    caplog.set_level(logging.WARNING)
    complaint = {
        "type": "System.ExceptionEncountered",
        "error": {"type": "INVALID_RESPONSE", "message": "about a-user"},
    }

    assert ask(FakeConversation(), a_request(complaint, session=False)) == {}
    assert "INVALID_RESPONSE" in caplog.text
    assert "a-user" not in caplog.text
