"""What a reply becomes: valid by Google's types, and within what Google shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.money import Money
from skill.channels.google_actions.parse import read_turn
from skill.channels.google_actions.render import render
from skill.conversation.plain import plain
from skill.conversation.reply import (
    Amount,
    Card,
    Pause,
    Reply,
    Shown,
    ShownItem,
    Spelling,
    Term,
    Text,
)
from tests.channels.google_actions.actions_requests import HELLO, a_request
from tests.transcripts.driving_actions import check_response

SPEAKER = {"capabilities": ["SPEECH"]}
LINK = "https://bank.example/approve?x=1"
JAM = ShownItem("HM-7", "Plum jam", "12 ounces, $3.49")
HONEY = ShownItem("HM-8", "Honey", "8 ounces, $5.99", "https://img.example/h.jpg")


def response_to(reply: Reply, payload: dict[str, Any] | None = None) -> dict[str, Any]:
    """The response to a reply, which is always valid."""
    answer = render(reply, read_turn(payload or a_request(), None))
    check_response(answer)
    return answer


def content_of(reply: Reply, payload: dict[str, Any] | None = None) -> Any:
    return response_to(reply, payload)["prompt"].get("content")


def test_words_are_spoken_and_shown() -> None:
    parts = (Text("It is "), Amount(Money(499, "USD")), Pause(300), Text("Spelled "))
    reply = replace(HELLO, speech=(*parts, Spelling("hi")))
    simple = response_to(reply)["prompt"]["firstSimple"]
    assert simple["text"] == "It is $4.99 Spelled H I"
    assert simple["speech"] == (
        '<speak>It is $4.99<break time="300ms"/>Spelled '
        '<say-as interpret-as="spell-out">hi</say-as></speak>'
    )


def test_a_slow_reply_is_spoken_slowly() -> None:
    speech = response_to(replace(HELLO, rate="slow"))["prompt"]["firstSimple"]["speech"]
    assert '<prosody rate="slow">' in speech


def test_a_bubble_shows_640_characters_and_everything_is_spoken() -> None:
    long = "One more thing is in your cart. " * 40
    simple = response_to(replace(HELLO, speech=(Text(long),)))["prompt"]["firstSimple"]
    assert 600 < len(simple["text"]) <= 640
    spoken = "".join(ElementTree.fromstring(simple["speech"]).itertext())
    assert spoken == long


def test_an_open_question_stays_in_the_scene() -> None:
    answer = response_to(HELLO)
    assert "scene" not in answer
    assert answer["session"] == {"id": "a-session", "params": {"turn": 1}}


def test_a_goodbye_ends_the_conversation() -> None:
    answer = response_to(replace(HELLO, ends=True, suggestions=("yes",)))
    assert answer["scene"] == {
        "name": "Shop",
        "next": {"name": "actions.scene.END_CONVERSATION"},
    }
    assert "suggestions" not in answer["prompt"]


@pytest.mark.parametrize("ends", [True, False])
def test_a_purchase_without_an_account_leads_to_linking(ends: bool) -> None:
    answer = response_to(replace(HELLO, ends=ends, links_account=True))
    assert answer["scene"]["next"] == {"name": "LinkAccount"}


@pytest.mark.parametrize("handler", ["AccountLinked", "LinkingRefused"])
def test_after_linking_the_shop_goes_on_and_may_ask_for_it_again(handler: str) -> None:
    scene = {"name": "LinkAccount_AccountLinking", "slotFillingStatus": "FINAL", "slots": {}}
    payload = a_request(handler={"name": handler}, intent={"name": ""}, scene=scene)
    answer = response_to(HELLO, payload)
    assert answer["scene"]["next"] == {"name": "Shop"}
    assert answer["session"]["params"] == {"turn": 1, "AccountLinkingSlot": None}


def test_after_the_last_miss_the_shop_stays_open_if_it_asks() -> None:
    payload = a_request(intent={"name": "actions.intent.NO_MATCH_FINAL"})
    assert response_to(HELLO, payload)["scene"]["next"] == {"name": "Shop"}
    ended = response_to(replace(HELLO, ends=True), payload)
    assert ended["scene"]["next"] == {"name": "actions.scene.END_CONVERSATION"}


def test_turns_are_counted_on() -> None:
    payload = a_request(session={"id": "a-session", "params": {"turn": 41.0, "other": "x"}})
    assert response_to(HELLO, payload)["session"]["params"] == {"turn": 42}


def test_a_guest_is_named_for_later_and_what_others_keep_is_left() -> None:
    user = {"locale": "en-US", "params": {"theirs": [1], "shopper": "abc"}}
    params = response_to(HELLO, a_request(user=user))["user"]["params"]
    assert params == {"theirs": [1], "shopper": "abc"}
    new = response_to(HELLO)["user"]["params"]["shopper"]
    assert read_turn(a_request(), None).caller.user == new


def test_two_items_are_a_list_to_choose_from() -> None:
    answer = response_to(replace(HELLO, shown=Shown("Jams", (JAM, HONEY)), expects="choice"))
    assert answer["prompt"]["content"] == {
        "list": {"title": "Jams", "items": [{"key": "HM-7"}, {"key": "HM-8"}]}
    }
    image = {"url": "https://img.example/h.jpg", "alt": "Honey"}
    honey = {"title": "Honey", "description": "8 ounces, $5.99", "image": image}
    (override,) = answer["session"]["typeOverrides"]
    assert (override["name"], override["mode"]) == ("Shown", "TYPE_REPLACE")
    assert override["synonym"]["entries"] == [
        {
            "name": "HM-7",
            "synonyms": ["HM-7", "Plum jam"],
            "display": {"title": "Plum jam", "description": "12 ounces, $3.49"},
        },
        {"name": "HM-8", "synonyms": ["HM-8", "Honey"], "display": honey},
    ]


def test_a_list_has_thirty_items_at_most() -> None:
    many = tuple(ShownItem(f"HM-{n}", f"Jam {n}") for n in range(40))
    assert len(content_of(replace(HELLO, shown=Shown("Jams", many)))["list"]["items"]) == 30


def test_where_yes_or_no_is_asked_a_table_is_shown() -> None:
    reply = replace(HELLO, shown=Shown("Your cart: $9.48", (JAM, HONEY)), expects="yes-no")
    table = content_of(reply)["table"]
    assert table["title"] == "Your cart: $9.48"
    assert [[cell["text"] for cell in row["cells"]] for row in table["rows"]] == [
        ["Plum jam", "12 ounces, $3.49"],
        ["Honey", "8 ounces, $5.99"],
    ]
    assert "typeOverrides" not in response_to(reply)["session"]


def test_items_that_google_could_not_tell_apart_are_a_table() -> None:
    twins = (JAM, replace(JAM, key="HM-9"))
    assert "table" in content_of(replace(HELLO, shown=Shown("Jams", twins)))


def test_a_single_item_is_a_card_and_one_without_words_an_image() -> None:
    assert content_of(replace(HELLO, shown=Shown("Jams", (JAM,)))) == {
        "card": {"title": "Plum jam", "text": "12 ounces, $3.49", "subtitle": "Jams"}
    }
    image = {"url": "https://img.example/h.jpg", "alt": "Honey"}
    assert content_of(replace(HELLO, shown=Shown("", (HONEY,)))) == {
        "card": {"title": "Honey", "text": "8 ounces, $5.99", "image": image}
    }
    bare = replace(HONEY, detail="")
    assert content_of(replace(HELLO, shown=Shown("", (bare,)))) == {"image": image}


@pytest.mark.parametrize("url", ["http://img.example/h.jpg", "https://" + "x" * 2_000, "", None])
def test_an_image_that_google_would_not_show_is_left_out(url: str | None) -> None:
    item = replace(HONEY, image=url)
    assert "image" not in content_of(replace(HELLO, shown=Shown("", (item,))))["card"]


def test_nothing_is_shown_of_an_empty_list() -> None:
    assert content_of(replace(HELLO, shown=Shown("Jams", ()))) is None


def test_a_card_is_shown_with_its_link_as_a_button() -> None:
    reply = replace(HELLO, card=Card("Approve the payment", f"Approve it here: {LINK}"))
    assert content_of(reply) == {
        "card": {
            "title": "Approve the payment",
            "text": "Approve it here",
            "button": {"name": "Approve the payment", "open": {"url": LINK}},
        }
    }
    without = a_request(device={"capabilities": ["RICH_RESPONSE"]})
    assert "button" not in content_of(reply, without)["card"]


def test_a_card_with_a_link_goes_before_a_list_and_a_list_before_another_card() -> None:
    both = replace(HELLO, shown=Shown("Jams", (JAM, HONEY)), card=Card("A card", "Words"))
    assert "list" in content_of(both)
    assert "card" in content_of(replace(both, card=Card("A card", f"See {LINK}.")))


def test_a_button_is_named_in_twenty_characters_and_a_cards_text_is_shortened() -> None:
    card = content_of(replace(HELLO, card=Card("A title of many words " * 3, f"{LINK} " * 80)))
    assert len(card["card"]["button"]["name"]) <= 20
    long = content_of(replace(HELLO, card=Card("", "word " * 400)))
    assert len(long["card"]["text"]) <= 750


def test_a_speaker_gets_words_alone() -> None:
    reply = replace(HELLO, shown=Shown("Jams", (JAM, HONEY)), suggestions=("yes",))
    answer = response_to(replace(reply, card=Card("A", "B")), a_request(device=SPEAKER))
    assert answer["prompt"].keys() == {"override", "firstSimple"}
    assert "typeOverrides" not in answer["session"]


def test_chips_are_at_most_eight_of_25_characters_each_once() -> None:
    suggested = ("yes", "yes", "x" * 26, "", *(f"number {n}" for n in range(9)))
    chips = response_to(replace(HELLO, suggestions=suggested))["prompt"]["suggestions"]
    assert [chip["title"] for chip in chips] == ["yes", *(f"number {n}" for n in range(7))]


USUAL = Term("HM-1", "Juniper Row coffee", ("coffee", "Juniper Row coffee", " "))


def test_usual_products_are_taught_and_expected() -> None:
    answer = response_to(replace(HELLO, vocabulary=(USUAL, USUAL, Term("HM-2", " "))))
    assert answer["expected"] == {"speech": ["Juniper Row coffee"]}
    assert answer["session"]["typeOverrides"] == [
        {
            "name": "Product",
            "mode": "TYPE_MERGE",
            "synonym": {
                "entries": [{"name": "HM-1", "synonyms": ["HM-1", "Juniper Row coffee", "coffee"]}]
            },
        }
    ]
    assert "expected" not in response_to(replace(HELLO, vocabulary=(USUAL,), ends=True))


def test_a_name_of_two_products_means_the_first() -> None:
    two = (USUAL, Term("HM-3", "Dusty Ferry coffee", ("Coffee",)))
    (override,) = response_to(replace(HELLO, vocabulary=two))["session"]["typeOverrides"]
    ways = [entry["synonyms"] for entry in override["synonym"]["entries"]]
    assert ways == [["HM-1", "Juniper Row coffee", "coffee"], ["HM-3", "Dusty Ferry coffee"]]


def test_what_was_taught_stays_taught_and_what_others_teach_is_theirs() -> None:
    taught = response_to(replace(HELLO, vocabulary=(USUAL,)))["session"]["typeOverrides"]
    theirs = {"name": "Theirs", "mode": "TYPE_MERGE", "synonym": {"entries": []}}
    session = {"id": "a-session", "params": {}, "typeOverrides": [*taught, theirs]}
    kept = response_to(HELLO, a_request(session=session))["session"]["typeOverrides"]
    assert kept == taught


def test_a_touch_is_taken_out_of_its_slot() -> None:
    slot = {"mode": "OPTIONAL", "status": "FILLED", "updated": True, "value": "HM-7"}
    scene = {"name": "Shop", "slotFillingStatus": "FINAL", "slots": {"shown": slot}}
    answer = response_to(HELLO, a_request(scene=scene))
    emptied = {"mode": "OPTIONAL", "status": "EMPTY", "updated": False, "value": None}
    assert answer["scene"] == {"name": "Shop", "slots": {"shown": emptied}}


WORDS = st.text(max_size=900)
PARTS = st.lists(
    st.one_of(
        WORDS.map(Text),
        WORDS.map(Spelling),
        st.integers(-10, 100_000).map(Pause),
        st.integers(-(10**9), 10**9).map(lambda minor: Amount(Money(minor, "USD"))),
    ),
    max_size=5,
).map(tuple)
ITEMS = st.builds(ShownItem, WORDS, WORDS, WORDS, st.one_of(st.none(), WORDS))
REPLIES = st.builds(
    Reply,
    speech=PARTS,
    card=st.none() | st.builds(Card, WORDS, WORDS),
    shown=st.none() | st.builds(Shown, WORDS, st.lists(ITEMS, max_size=4).map(tuple)),
    suggestions=st.lists(WORDS, max_size=3).map(tuple),
    expects=st.sampled_from([None, "yes-no", "choice"]),
    ends=st.booleans(),
    links_account=st.booleans(),
    rate=st.sampled_from(["slow", "normal", "fast"]),
    vocabulary=st.lists(st.builds(Term, WORDS, WORDS), max_size=3).map(tuple),
)


@given(REPLIES)
def test_any_reply_becomes_a_valid_response_of_well_formed_speech(reply: Reply) -> None:
    simple = response_to(reply)["prompt"]["firstSimple"]
    ElementTree.fromstring(simple["speech"])
    assert len(simple["text"]) <= 640
    assert simple["text"].rstrip("…").rstrip() in plain(reply.speech, "en-US")
