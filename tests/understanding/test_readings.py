"""How readings are ranked, and what they make of the words between carrier and product."""

from __future__ import annotations

import pytest

from skill.conversation.turn import Reading
from skill.understanding import Understanding


def said(understanding: Understanding, text: str, after: str | None = None) -> Reading:
    """The best reading."""
    return understanding.understand(text, expects=after)[0]


@pytest.mark.parametrize(
    ("text", "after", "intent"),
    [
        ("two", None, "ChangeQuantity"),
        ("two", "quantity", "ChangeQuantity"),
        ("two", "choice", "Choose"),
        ("decaf", "choice", "Choose"),
        ("decaf coffee", None, "SearchProduct"),
        ("that's all", None, "Done"),
        ("no that's all", "anything-else", "No"),
        ("morning", "daypart", "ChangeDelivery"),
        ("place it", "yes-no", "Yes"),
        ("cancel", None, "Cancel"),
        ("cancel my order", None, "CancelOrder"),
        ("more", "product", "More"),
        ("help", "choice", "Help"),
    ],
)
def test_what_was_asked_decides_what_an_answer_means(
    understanding: Understanding, text: str, after: str | None, intent: str
) -> None:
    assert said(understanding, text, after).intent == intent


def test_an_answer_is_no_command_when_nothing_was_asked(understanding: Understanding) -> None:
    assert said(understanding, "Juniper Row", "choice").intent == "Choose"
    assert "Choose" not in {r.intent for r in understanding.understand("Juniper Row")}


def test_other_readings_come_after_the_best(understanding: Understanding) -> None:
    intents = [reading.intent for reading in understanding.understand("two")]
    assert intents == ["ChangeQuantity", "Choose"]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("please add some of the oat milk for me", "oat milk"),
        ("could you maybe find me a bag of flour please", "flour"),
        ("add two percent milk", "two percent milk"),
        ("add 12 ounce coffee", "12 ounce coffee"),
        ("add oat milk and bread", "oat milk"),
        ("add bread and check out", "bread"),
        ("add bananas because I ran out", "bananas"),
        ("i don't need the bread anymore; take it off my list", "bread"),
        ("salt and vinegar chips", "salt and vinegar chips"),
        ("add half and half", "half and half"),
        ("do you have oat milk in your store today", "oat milk"),
        ("I want the cheapest coffee", "coffee"),
        ("do you have large eggs", "large eggs"),
    ],
)
def test_a_product_is_what_is_left_of_the_words_around_it(
    understanding: Understanding, text: str, product: str
) -> None:
    assert said(understanding, text).slots["product"].text == product


@pytest.mark.parametrize(
    ("text", "quantity", "value"),
    [
        ("add a dozen eggs", "a dozen", 12),
        ("add a couple of bananas", "a couple of", 2),
        ("get me 150 lemons", "150", 150),
        ("add a hundred and twenty limes", "a hundred and twenty", 120),
        ("two dozen eggs", "two dozen", 24),
        ("twenty-four bananas", "twenty four", 24),
    ],
)
def test_a_quantity_is_a_number(
    understanding: Understanding, text: str, quantity: str, value: int
) -> None:
    slot = said(understanding, text).slots["quantity"]
    assert (slot.text, slot.value) == (quantity, value)


def test_an_article_alone_orders_nothing(understanding: Understanding) -> None:
    assert said(understanding, "a banana").intent == "SearchProduct"
    assert said(understanding, "two bananas").intent == "AddToCart"


def test_a_bare_noun_phrase_is_a_search_that_is_less_sure(understanding: Understanding) -> None:
    reading = said(understanding, "sourdough bread")
    assert (reading.intent, reading.confidence) == ("SearchProduct", 0.6)


def test_an_unknown_word_alone_is_a_product_only_when_one_was_asked_for(
    understanding: Understanding,
) -> None:
    assert understanding.understand("wheelbarrow") == ()
    assert said(understanding, "wheelbarrow", "product").intent == "SearchProduct"
    assert said(understanding, "a wheelbarrow").intent == "SearchProduct"


def test_an_unknown_thing_that_is_wished_for_with_an_article_is_a_search(
    understanding: Understanding,
) -> None:
    wish = said(understanding, "I want a bicycle")
    assert (wish.intent, wish.slots["product"].text) == ("SearchProduct", "bicycle")
    assert understanding.understand("find my phone") == ()
    assert understanding.understand("I want a joke") == ()


def test_a_name_with_a_slip_is_still_a_product(understanding: Understanding) -> None:
    assert said(understanding, "bannanas").slots["product"].text == "bannanas"


def test_a_brand_the_shop_does_not_have_is_a_choice_that_fits_nothing(
    understanding: Understanding,
) -> None:
    reading = said(understanding, "the goya one", "choice")
    assert reading.intent == "Choose"
    assert (reading.slots["brand"].text, reading.slots["brand"].value) == ("goya", None)


def test_another_product_is_no_quality(understanding: Understanding) -> None:
    assert "attribute" not in said(understanding, "swap it for a pineapple").slots


def test_the_catalogues_own_spelling_is_the_value(understanding: Understanding) -> None:
    slot = said(understanding, "the twelve ounce one").slots["size"]
    assert (slot.text, slot.value) == ("twelve ounce", "12 ounces")


def test_what_words_alone_tell_is_less_sure_than_a_sentence(understanding: Understanding) -> None:
    sure = said(understanding, "where is my order")
    unsure = said(understanding, "any chance my package is out in transit somewhere")
    assert (sure.intent, unsure.intent) == ("OrderStatus", "OrderStatus")
    assert sure.confidence > unsure.confidence
