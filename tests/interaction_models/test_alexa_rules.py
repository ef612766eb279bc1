"""Each of Alexa's rules: what breaks it is an error that names the file and the line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interaction_models import CatalogNames
from interaction_models.compiler import CompileError
from interaction_models.compiler.alexa import alexa_model
from interaction_models.compiler.rules import LONGEST_VALUE
from interaction_models.compiler.samples import LIMIT
from tests.interaction_models.small import compiled, intent_file, small


def fault(locale: Any) -> CompileError:
    """The error that compiling the locale raises."""
    with pytest.raises(CompileError) as raised:
        compiled(locale)
    return raised.value


def test_a_sound_locale_compiles(tmp_path: Path) -> None:
    assert "buy {product}" in compiled(small(tmp_path))


@pytest.mark.parametrize(
    "sentence",
    ["do you sell {product}?", "please, more", "me & you", "what - this", "100 percent", "hi!"],
)
def test_a_sample_of_other_characters_is_refused_with_its_line(
    tmp_path: Path, sentence: str
) -> None:
    error = fault(small(tmp_path, {"Odd": ["quite fine", sentence]}))
    assert (error.file, error.line) == ("xx-XX/intents/Odd.yaml", 5)


@pytest.mark.parametrize("sentence", ["what's {product}'s price", "buy me a t.v. set", "crème"])
def test_apostrophes_initialisms_and_accents_are_allowed(tmp_path: Path, sentence: str) -> None:
    assert (
        sentence
        in json.loads(compiled(small(tmp_path, {"Fine": [sentence]})))["interactionModel"][
            "languageModel"
        ]["intents"][2]["samples"]
    )


def test_digits_are_refused_in_samples(tmp_path: Path) -> None:
    assert "in words" in str(fault(small(tmp_path, {"Odd": ["buy 2 of them"]})))


def test_a_slot_may_stand_once_in_a_sample(tmp_path: Path) -> None:
    error = fault(small(tmp_path, {"Odd": ["{product} or {product}"]}))
    assert "twice" in error.message


def test_an_intent_of_amazons_own_takes_no_slots(tmp_path: Path) -> None:
    text = intent_file(["repeat the {product}"], "alexa: AMAZON.RepeatIntent\n")
    error = fault(small(tmp_path, {"Repeat": text}))
    assert "AMAZON.RepeatIntent takes no slots" in error.message


def test_an_intents_name_is_letters(tmp_path: Path) -> None:
    assert "letters" in fault(small(tmp_path, {"Buy2": ["hello there"]})).message


def test_a_slot_name_has_one_type_everywhere(tmp_path: Path) -> None:
    error = fault(small(tmp_path, {"Odd": ["the {pick:product} thing"]}))
    assert "'product' is Pick here and Product elsewhere" in error.message
    assert error.file.endswith("Odd.yaml")


def test_two_intents_may_not_share_a_sample(tmp_path: Path) -> None:
    error = fault(small(tmp_path, {"Other": ["something else", "Buy {product}"]}))
    assert (error.file, error.line) == ("xx-XX/intents/Other.yaml", 5)
    assert "Buy.yaml:4" in error.message


def test_slots_of_one_type_look_alike_to_alexa(tmp_path: Path) -> None:
    error = fault(small(tmp_path, {"Other": ["buy {product:thing}"]}))
    assert "said for Buy too" in error.message


def test_what_amazons_own_intents_understand_belongs_to_them(tmp_path: Path) -> None:
    assert "AMAZON.StopIntent" in fault(small(tmp_path, {"Other": ["shut up"]})).message


def test_an_answer_that_means_something_else_unasked_is_left_out(tmp_path: Path) -> None:
    answers = intent_file(["no more than that"], 'answers:\n  product:\n    - "buy {product}"\n')
    model = compiled(small(tmp_path, {"Answer": answers}))
    assert model.count('"buy {product}"') == 1


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


@pytest.mark.parametrize(
    "name", ["shop", "Corner Shop", "corner shop 24", "alexa corner", "the shop app", "open sesame"]
)
def test_amazon_refuses_some_invocation_names(tmp_path: Path, name: str) -> None:
    error = fault(small(tmp_path, invocation=name))
    assert (error.file, error.line) == ("xx-XX/locale.yaml", 3)


def test_an_intent_that_needs_too_many_samples_is_refused(tmp_path: Path) -> None:
    words = "|".join(f"{a}{b}" for a in "abcdefghijklm" for b in "abcdefghijklm")
    assert f"more than {LIMIT}" in fault(small(tmp_path, {"Odd": [f"say ({words})"]})).message


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("buy {thing}", "no slot list 'thing'"),
        ("<thanks> you", "no rule <thanks>"),
        ("<round>", "back to itself"),
        ("buy (this|that", "not a sentence template"),
    ],
)
def test_a_reference_that_leads_nowhere_is_an_error(
    tmp_path: Path, sentence: str, message: str
) -> None:
    locale = small(tmp_path, {"Odd": [sentence]}, rules="round: 'and <round>'\n")
    assert message in fault(locale).message


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
