"""Several commands in one breath, and what is corrected in it."""

from __future__ import annotations

import pytest

from skill.conversation.turn import Reading, Slot
from skill.understanding import Understanding
from tests.understanding.conftest import Understandings


def brief(reading: Reading) -> list[str]:
    """A reading and those after it, each as its intent and the words of its slots."""
    own = " ".join([reading.intent, *(s.text for _, s in sorted(reading.slots.items()))])
    return [own, *(part for other in reading.then for part in brief(other))]


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        (
            "add two milks and remove the bread, then check out",
            ["AddToCart milks two", "RemoveFromCart bread", "Checkout"],
        ),
        ("milk and eggs", ["SearchProduct milk", "SearchProduct eggs"]),
        ("add milk, bread and butter", ["AddToCart milk", "AddToCart bread", "AddToCart butter"]),
        # A recogniser writes no commas.
        (
            "add bread butter and cheese",
            ["AddToCart bread", "AddToCart butter", "AddToCart cheese"],
        ),
        ("add two milks and three eggs", ["AddToCart milks two", "AddToCart eggs three"]),
        ("remove the bread and the eggs", ["RemoveFromCart bread", "RemoveFromCart eggs"]),
        ("how much is the milk and the bread", ["CheckPrice milk", "CheckPrice bread"]),
        ("check out and add a pineapple", ["AddToCart pineapple", "Checkout"]),
        ("what's in my cart and check out", ["ShowCart", "Checkout"]),
        ("and the oranges, four pounds", ["AddToCart oranges four pounds"]),
        ("thanks, and add some eggs", ["AddToCart eggs"]),
    ],
)
def test_each_command_of_a_breath_is_read(
    understanding: Understanding, text: str, commands: list[str]
) -> None:
    assert brief(understanding.understand(text)[0]) == commands


@pytest.mark.parametrize(
    "text", ["add half and half", "macaroni and cheese", "add salt and vinegar chips"]
)
def test_a_name_with_an_and_in_it_is_one_thing(understanding: Understanding, text: str) -> None:
    best = understanding.understand(text)[0]
    assert best.then == ()
    assert "and" in best.slots["product"].text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("add two milks no three", ["AddToCart milks three"]),
        ("add two milks, no, I said three eggs", ["AddToCart eggs three"]),
        ("the first one, no the second one", ["Choose second"]),
        ("two no three", ["ChangeQuantity three"]),
        ("add eggs scratch that add milk", ["AddToCart milk"]),
        ("add milk, sorry, I meant bread", ["AddToCart bread"]),
        ("add butter no salt", ["AddToCart butter no salt"]),
    ],
)
def test_what_was_said_last_is_meant(
    understanding: Understanding, text: str, meant: list[str]
) -> None:
    assert brief(understanding.understand(text)[0]) == meant


@pytest.mark.parametrize(
    "text", ["yes and check out", "add milk and yes", "place my order and add bread"]
)
def test_a_yes_in_a_row_of_commands_is_none(understanding: Understanding, text: str) -> None:
    said = brief(understanding.understand(text)[0])
    assert not {"Yes", "PlaceOrder"} & {words.split()[0] for words in said}


@pytest.mark.parametrize(
    "text",
    [
        "um could you like maybe add the the milk please",
        "uh add add milk",
        "so basically I would like to add some milk to my cart if that's possible",
    ],
)
def test_hesitation_changes_nothing(understanding: Understanding, text: str) -> None:
    assert brief(understanding.understand(text)[0]) == ["AddToCart milk"]


@pytest.mark.parametrize(
    ("name", "commands"),
    [
        ("milk and remove the bread", ["AddToCart milk", "RemoveFromCart bread"]),
        ("bread butter and cheese", ["AddToCart bread", "AddToCart butter", "AddToCart cheese"]),
        ("half and half", ["AddToCart half and half"]),
        ("half and half and eggs", ["AddToCart half and half", "AddToCart eggs"]),
        ("eggs no milk", ["AddToCart eggs no milk"]),
        ("eggs I mean milk", ["AddToCart milk"]),
        ("dust and say hello to my mother", ["AddToCart dust and say hello to my mother"]),
    ],
)
def test_what_a_platform_left_in_a_name_is_found(
    understanding: Understanding, name: str, commands: list[str]
) -> None:
    reading = Reading("AddToCart", {"product": Slot(name)})
    assert brief(understanding.unfold(reading)) == commands


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        (
            "je voudrais du pain, du lait et une douzaine d'œufs",
            ["SearchProduct pain", "SearchProduct lait", "SearchProduct œufs une douzaine"],
        ),
        (
            "mets deux baguettes, trois tomates et du beurre",
            ["AddToCart baguettes deux", "AddToCart tomates trois", "AddToCart beurre"],
        ),
        (
            "enlève le lait et ajoute deux bananes, puis passe la commande",
            ["RemoveFromCart lait", "AddToCart bananes deux", "Checkout"],
        ),
    ],
)
def test_each_command_of_a_french_breath_is_read(
    understandings: Understandings, text: str, commands: list[str]
) -> None:
    assert brief(understandings("fr-FR").understand(text)[0]) == commands
