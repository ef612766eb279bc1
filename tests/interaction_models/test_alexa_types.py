"""Alexa's rules for slot types, their values and the invocation name, each with what breaks it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interaction_models import CatalogNames
from interaction_models.compiler.alexa import LARGEST_BYTES, alexa_model
from interaction_models.compiler.rules import LONGEST_VALUE
from interaction_models.compiler.values import MOST_ENTRIES
from tests.interaction_models.small import compiled, small
from tests.interaction_models.test_alexa_rules import fault


def test_a_slot_value_is_at_most_140_characters(tmp_path: Path) -> None:
    long = (
        "about: x\nalexa: Pick\nvalues:\n  other: [other]\n  largest: [" + "very " * 40 + "big]\n"
    )
    error = fault(small(tmp_path, slots={"pick": long}))
    assert (error.file, error.line) == ("xx-XX/slots/pick.yaml", 5)


def test_a_slot_value_has_plain_characters(tmp_path: Path) -> None:
    odd = "about: x\nalexa: Pick\nvalues:\n  largest: ['big (huge)']\n"
    assert "character" in fault(small(tmp_path, slots={"pick": odd})).message


def test_a_synonym_means_one_value(tmp_path: Path) -> None:
    twice = "about: x\nalexa: Pick\nvalues:\n  largest: [big]\n  other: [other, Big]\n"
    error = fault(small(tmp_path, slots={"pick": twice}))
    assert "means largest already" in error.message
    assert error.line == 5


def test_a_type_has_values(tmp_path: Path) -> None:
    pick = "about: x\nalexa: Pick\nvalues: {}\n"
    error = fault(small(tmp_path, slots={"pick": pick}))
    assert "no value that Alexa takes" in error.message
    assert (error.file, error.line) == ("xx-XX/slots/pick.yaml", 1)


def test_a_type_is_that_of_one_list(tmp_path: Path) -> None:
    again = "about: x\nalexa: Pick\nvalues:\n  new: [new]\n"
    error = fault(small(tmp_path, {"Odd": ["the {state} thing"]}, slots={"state": again}))
    assert "another list is of the type Pick" in error.message
    assert error.file == "xx-XX/slots/state.yaml"


def test_a_types_name_is_letters(tmp_path: Path) -> None:
    odd = "about: x\nalexa: Pick-2\nvalues:\n  other: [other]\n"
    error = fault(small(tmp_path, slots={"pick": odd}))
    assert "no name of a slot type" in error.message
    assert (error.file, error.line) == ("xx-XX/slots/pick.yaml", 1)


def test_all_types_together_have_at_most_50_000_values(tmp_path: Path) -> None:
    values = "".join(f"  v{n}: [w{n}]\n" for n in range(MOST_ENTRIES))
    listed = f"about: x\nalexa: Pick\nvalues:\n{values}"
    error = fault(small(tmp_path, slots={"pick": listed}))
    assert f"more than {MOST_ENTRIES}" in error.message
    assert error.file == "xx-XX/slots/product.yaml"


def test_a_model_that_is_too_large_names_its_largest_list(tmp_path: Path) -> None:
    values = "".join(f"  v{n}: [{'word ' * 20}{n}]\n" for n in range(9_000))
    listed = f"about: x\nalexa: Pick\nvalues:\n{values}"
    error = fault(small(tmp_path, slots={"pick": listed}))
    assert f"bytes, more than {LARGEST_BYTES}" in error.message
    assert (error.file, error.line) == ("xx-XX/slots/pick.yaml", 1)


@pytest.mark.parametrize(
    "name",
    [
        "shop",
        "Corner Shop",
        "corner shop 24",
        "alexa corner",
        "the shop app",
        "open sesame",
        "the shop",
        "salt and pepper",
        "corner " * 7 + "shop",
    ],
)
def test_amazon_refuses_some_invocation_names(tmp_path: Path, name: str) -> None:
    error = fault(small(tmp_path, invocation=name))
    assert (error.file, error.line) == ("xx-XX/locale.yaml", 3)


def test_an_invocation_name_may_have_accents_and_an_article_among_three_words(
    tmp_path: Path,
) -> None:
    for name in ("marché crème", "at the corner"):
        assert name in compiled(small(tmp_path, invocation=name))


def test_a_catalogues_names_are_made_speakable_and_cut_to_the_limits(tmp_path: Path) -> None:
    names = CatalogNames(
        products=(
            "Salt & Pepper (Fine)",
            "2% Milk",
            "x" * (LONGEST_VALUE + 1),
            "salt and pepper fine",
        ),
        synonyms={"2% Milk": ("two percent milk", "bread")},
    )
    model = json.loads(alexa_model(small(tmp_path), names))
    types = {each["name"]: each for each in model["interactionModel"]["languageModel"]["types"]}
    values = [value["name"] for value in types["Product"]["values"]]
    assert [value["value"] for value in values] == ["salt and pepper fine", "2 percent milk"]
    assert values[1]["synonyms"][:2] == ["two percent milk", "bread"]
