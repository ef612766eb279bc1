"""What is not understood, what never counts as a yes, and what no utterance can do."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interaction_models import CatalogNames, load_locale
from skill.commands.models import demo_names
from skill.understanding import Understanding
from tests.understanding.test_utterances import rows_of

_QUESTIONS = [None, "yes-no", "choice", "product", "quantity", "anything-else", "daypart"]
EN = load_locale("en-US")
_WORDS = sorted({w for rows in rows_of(EN).values() for row in rows for w in row["said"].split()})


@cache
def shared() -> Understanding:
    """The same as the fixture, which hypothesis cannot take."""
    return Understanding(EN, demo_names("en-US"))


@pytest.mark.parametrize(
    "talk",
    [
        "what's the weather like tomorrow in boston",
        "who won the game last night",
        "how do I get to the airport from here",
        "set an alarm for six in the morning",
        "tell me a joke about a horse",
        "what's the capital of australia",
        "can you call my mother please",
        "turn off the lights in the kitchen",
        "how tall is the eiffel tower",
        "I think he said they would be there",
        "play some music by the beatles on my phone",
        "",
        "?",
        "um",
        "{product} <it> [(|",
    ],
)
def test_other_talk_is_not_understood(understanding: Understanding, talk: str) -> None:
    assert understanding.understand(talk) == ()


@pytest.mark.parametrize("question", [None, "yes-no", "anything-else"])
@pytest.mark.parametrize(
    "said",
    [
        "no",
        "no, sure",
        "nope, okay",
        "no thanks, good",
        "no place my order",
        "yes but not now",
        "yes and make it two",
        "yes, no",
        "yes if it is cheaper",
        "is that right",
        "I don't think that's right",
        "okay, don't",
        "sure, but what does it cost",
        "right, what was the total",
        "go ahead and tell me the total",
        "go ahead and add some bread",
        "yes, cancel it",
        "don't place my order",
        "please don't order it",
        "never say yes",
        "maybe yes",
        "well, I guess yes",
        "okay but wait, place it",
        "I said no to that, okay, maybe later",
        "not yet, place my order tomorrow",
        "place my order and add bread",
        "okay enough",
        "that's right?",
        "yes?",
    ],
)
def test_only_a_whole_yes_is_a_yes(
    understanding: Understanding, said: str, question: str | None
) -> None:
    intents = [reading.intent for reading in understanding.understand(said, expects=question)]
    assert not {"Yes", "PlaceOrder"} & set(intents[:1]), intents


@given(text=st.text(max_size=200), question=st.sampled_from(_QUESTIONS))
@settings(deadline=None, max_examples=150)
def test_no_text_makes_it_fail(text: str, question: str | None) -> None:
    for reading in shared().understand(text, expects=question):
        assert reading.intent in EN.intents
        assert 0 < reading.confidence <= 1
        assert set(reading.slots) <= set(EN.intents[reading.intent].slots)


@given(words=st.lists(st.sampled_from(_WORDS), max_size=25), question=st.sampled_from(_QUESTIONS))
@settings(deadline=None, max_examples=150)
def test_a_jumble_of_words_is_answered_with_intents_that_exist(
    words: list[str], question: str | None
) -> None:
    readings = shared().understand(" ".join(words), expects=question)
    assert {reading.intent for reading in readings} <= set(load_locale("en-US").intents)
    assert all(0 < reading.confidence <= 1 for reading in readings)


def test_a_shop_without_products_understands_what_needs_none() -> None:
    bare = Understanding(load_locale("en-US"), CatalogNames())
    assert bare.understand("what's in my cart")[0].intent == "ShowCart"
    assert bare.understand("add some bread")[0].slots["product"].text == "bread"
    assert bare.understand("bread") == ()
