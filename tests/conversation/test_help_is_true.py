"""What the replies tell shoppers to say is understood, in every locale."""

from __future__ import annotations

from functools import cache

import pytest

from interaction_models import load_locale, locales
from skill.commands.models import demo_names
from skill.understanding import Understanding
from tests.conversation.replies import texts

_ENGLISH = {
    "reorder my coffee": "ReorderProduct",
    "find oat milk": "SearchProduct",
    "check out": "Checkout",
    "repeat": "Repeat",
    "slower": "Slower",
    "shorter": "Shorter",
    "the first one": "Choose",
    "the cheaper one": "Choose",
    "more": "More",
    "in the evening": "ChangeDelivery",
    "in the morning": "ChangeDelivery",
    "in the afternoon": "ChangeDelivery",
    "two": "ChangeQuantity",
    "stop learning from me": "ForgetWords",
}
# Locale → what is quoted in its replies → the intent it must reach.
SAID = {
    "en-US": {**_ENGLISH, "what's in my cart": "ShowCart"},
    "en-GB": {**_ENGLISH, "what's in my basket": "ShowCart"},
    "fr-FR": {
        "recommande mon café": "ReorderProduct",
        "trouve du lait d'avoine": "SearchProduct",
        "qu'est-ce qu'il y a dans mon panier": "ShowCart",
        "je veux commander": "Checkout",
        "répète": "Repeat",
        "moins vite": "Slower",
        "plus court": "Shorter",
        "le premier": "Choose",
        "le moins cher": "Choose",
        "la suite": "More",
        "le matin": "ChangeDelivery",
        "l'après-midi": "ChangeDelivery",
        "le soir": "ChangeDelivery",
        "deux": "ChangeQuantity",
        "arrête d'apprendre": "ForgetWords",
    },
}
# What a phrase answers, where it is told as an answer.
AFTER = {
    "Choose": "choice",
    "ChangeDelivery": "daypart",
    "ChangeQuantity": "quantity",
}


@cache
def understanding(name: str) -> Understanding:
    return Understanding(load_locale(name), demo_names(name))


def test_every_locale_is_asked() -> None:
    assert set(SAID) == set(locales())


@pytest.mark.parametrize(
    ("name", "words"), [(name, words) for name, said in SAID.items() for words in said]
)
def test_what_the_help_says_one_can_say_is_understood(name: str, words: str) -> None:
    told = ("help-", "miss-", "learning-")
    quoted = " ".join(text for id_, text in texts(name).items() if id_.startswith(told))
    assert words in quoted.casefold()
    intent = SAID[name][words]
    assert understanding(name).understand(words, expects=AFTER.get(intent))[0].intent == intent


@pytest.mark.parametrize("name", SAID)
def test_what_a_screen_suggests_is_understood(name: str) -> None:
    heard = {
        id_: understanding(name).understand(text)[0].intent
        for id_, text in texts(name).items()
        if id_.startswith("suggest-")
    }
    assert heard == {
        "suggest-yes": "Yes",
        "suggest-no": "No",
        "suggest-cart": "ShowCart",
        "suggest-checkout": "Checkout",
        "suggest-help": "Help",
        "suggest-one": "ChangeQuantity",
        "suggest-two": "ChangeQuantity",
    }
