"""Words that sound alike, and slips of the keyboard."""

from __future__ import annotations

import pytest

from skill.understanding import Understanding
from tests.understanding.conftest import Understandings
from tests.understanding.test_commands import brief


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("at two milks", ["AddToCart milks two"]),
        ("by some bananas", ["AddToCart bananas"]),
        ("add for lemons", ["AddToCart lemons four"]),
        ("ad too milks", ["AddToCart milks two"]),
        ("what's in my card", ["ShowCart"]),
        ("wear is my order", ["OrderStatus"]),
        ("can you tack my package", ["OrderStatus"]),
        ("remve the milk from my cart", ["RemoveFromCart milk"]),
        ("chek out", ["Checkout"]),
    ],
)
def test_what_was_misheard_is_what_was_meant_and_less_sure(
    understanding: Understanding, heard: str, meant: list[str]
) -> None:
    best = understanding.understand(heard)[0]
    assert brief(best) == meant
    assert best.confidence < 0.8


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("mais deux baguettes dans mon panier", ["AddToCart baguettes deux"]),
        ("ajouter du lait dans mon pannier", ["AddToCart lait"]),
    ],
)
def test_french_is_misheard_in_its_own_way(
    understandings: Understandings, heard: str, meant: list[str]
) -> None:
    assert brief(understandings("fr-FR").understand(heard)[0]) == meant


@pytest.mark.parametrize("heard", ["jess", "placed my order", "okey dokey no"])
def test_nothing_misheard_is_a_yes(understanding: Understanding, heard: str) -> None:
    readings = understanding.understand(heard, expects="yes-no")
    assert not {"Yes", "PlaceOrder"} & {reading.intent for reading in readings[:1]}


def test_a_name_of_the_catalogue_is_no_slip(understanding: Understanding) -> None:
    assert brief(understanding.understand("add tortilla chips")[0]) == ["AddToCart tortilla chips"]
    assert understanding.understand("the weather in paris is bad") == ()
