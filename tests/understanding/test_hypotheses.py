"""Several wordings of one utterance, as a recogniser brings them."""

from __future__ import annotations

from skill.understanding import Hypothesis, Understanding


def test_the_wording_that_names_a_product_wins_over_the_likelier_sounds(
    understanding: Understanding,
) -> None:
    heard = [Hypothesis("add howl milk", 0.4), Hypothesis("add whole milk", 0.35)]
    best = understanding.understand_heard(heard)[0]
    assert (best.intent, best.slots["product"].text) == ("AddToCart", "whole milk")


def test_wordings_that_agree_outweigh_one_that_does_not(understanding: Understanding) -> None:
    heard = [
        Hypothesis("how much is the milk", 0.4),
        Hypothesis("add the milk", 0.35),
        Hypothesis("add milk", 0.35),
    ]
    assert understanding.understand_heard(heard)[0].intent == "AddToCart"


def test_a_word_that_was_hardly_heard_makes_its_slot_and_its_reading_unsure(
    understanding: Understanding,
) -> None:
    words = {"add": 0.9, "two": 0.3, "pineapples": 0.9}
    best = understanding.understand_heard([Hypothesis("add two pineapples", 1.0, words)])[0]
    assert best.slots["quantity"].confidence == 0.3
    assert best.slots["product"].confidence == 0.9
    assert best.confidence < 0.75


def test_a_yes_that_was_hardly_heard_is_no_certain_yes(understanding: Understanding) -> None:
    best = understanding.understand_heard([Hypothesis("yes", 1.0, {"yes": 0.3})])[0]
    assert (best.intent, best.confidence) == ("Yes", 0.3)


def test_nothing_heard_is_nothing_read(understanding: Understanding) -> None:
    assert understanding.understand_heard([]) == ()
    assert understanding.understand_heard([Hypothesis(" ", 0.0), Hypothesis("", 0.0)]) == ()


def test_one_wording_is_read_in_the_order_in_which_typed_words_are(
    understanding: Understanding,
) -> None:
    said = "add two bags of tortilla chips"
    typed = understanding.understand(said)
    heard = understanding.understand_heard([Hypothesis(said)])
    assert len(typed) > 1
    assert [reading.slots.keys() for reading in heard] == [each.slots.keys() for each in typed]
