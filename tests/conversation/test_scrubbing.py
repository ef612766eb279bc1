"""What of a sentence is kept: words of ours and of the catalogue, and nothing of the shopper."""

from __future__ import annotations

import pytest

from skill.conversation.scrubbing import kept_words

SOLD = frozenset(["oat", "milk", "huile", "avoine", "café", "oreo"])


def kept(text: str, locale: str = "en-US") -> str | None:
    return kept_words(text, locale, SOLD.__contains__)


KEPT = {
    "Hurl the oat milk at my cart!": "… the oat milk at my cart",
    "tell Frederick to add oat milk to the cart": "tell … to add oat milk to the cart",
    "tell Fred Smith to add the oat milk": "tell … to add the oat milk",
    "add milk for anna.k@mail.example to my cart": "add milk for … to my cart",
    "add milk to my cart and call 5125550142": "add milk to my cart and call …",
    "please add milk to my cart five one two five five": "please add milk to my cart …",
    "add milk to my cart 512 555 0142 please": "add milk to my cart … please",
    "add milk to my cart double five one": "add milk to my cart …",
    "add two oat milk for the 2 of us": "add two oat milk for the 2 of us",
    "what's in <script> my cart": "what's in … my cart",
}


@pytest.mark.parametrize("said", KEPT)
def test_words_that_are_not_ours_leave_a_gap(said: str) -> None:
    assert kept(said) == KEPT[said]


@pytest.mark.parametrize(
    "said",
    ["", "Frederick", "Anna Smith lives near Frederick", "call 5125550142", "milk " * 26, "!!!"],
)
def test_what_would_be_mostly_gaps_or_is_a_story_is_not_kept(said: str) -> None:
    assert kept(said) is None


def test_half_of_a_sentence_is_enough() -> None:
    assert kept("zap Fred oat milk") == "… oat milk"
    assert kept("zap Fred Smith oat milk") is None


def test_elided_words_and_accents_are_known_in_french() -> None:
    assert kept("catapulte l'huile d'avoine dans mon caddie", "fr-FR") == (
        "… l'huile d'avoine dans mon caddie"
    )
    assert kept("ajoute le café de Frédérique à la liste", "fr-FR") == (
        "ajoute le café de … à la liste"
    )


def test_a_locale_without_words_of_ours_keeps_nothing() -> None:
    assert kept("add milk to my cart", "de-DE") is None
