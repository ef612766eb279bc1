"""Each of Alexa's rules: what breaks it is an error that names the file and the line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interaction_models.compiler import CompileError
from interaction_models.compiler.rules import (
    LONGEST_SAMPLE,
    MOST_INTENTS,
    MOST_SAMPLE_CHARACTERS,
)
from interaction_models.compiler.samples import LIMIT
from tests.interaction_models.small import compiled, intent_file, small

_QUERY = "about: x\nalexa: AMAZON.SearchQuery\nwildcard: true\n"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


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


@pytest.mark.parametrize(
    "sentence",
    [
        "what's {product}'s price",
        "buy me a t.v. set",
        "ajoute de la crème et un œuf",
        "qu'est-ce que c'est",
        "mets de l' {product}",
    ],
)
def test_apostrophes_hyphens_initialisms_and_accents_are_allowed(
    tmp_path: Path, sentence: str
) -> None:
    assert (
        sentence
        in json.loads(compiled(small(tmp_path, {"Fine": [sentence]})))["interactionModel"][
            "languageModel"
        ]["intents"][2]["samples"]
    )


def test_an_elided_article_is_a_word_of_its_own_before_a_slot(tmp_path: Path) -> None:
    model = compiled(small(tmp_path, {"Fine": ["un paquet d'{product}"]}))
    assert '"un paquet d\' {product}"' in model


def test_an_elided_article_and_a_slot_are_the_same_with_a_space_and_without(tmp_path: Path) -> None:
    error = fault(small(tmp_path, {"One": ["plus d'{product}"], "Two": ["plus d' {product}"]}))
    assert "said for One too" in error.message


def test_a_sample_has_at_most_200_characters(tmp_path: Path) -> None:
    words = "very " * 39 + "much"
    assert len(words) == LONGEST_SAMPLE - 1
    compiled(small(tmp_path, {"Odd": [words + "s"]}))
    error = fault(small(tmp_path, {"Odd": ["quite fine", words + "ly"]}))
    assert (error.file, error.line) == ("xx-XX/intents/Odd.yaml", 5)
    assert "200 characters" in error.message


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
    error = fault(small(tmp_path, {"Buy2": ["hello there"]}))
    assert "letters" in error.message
    assert (error.file, error.line) == ("xx-XX/intents/Buy2.yaml", 4)


def test_names_of_intents_differ_in_more_than_capitals(tmp_path: Path) -> None:
    error = fault(small(tmp_path, {"BUY": ["hello there"]}))
    assert "'BUY' has the name of the intent 'Buy'" in error.message
    assert error.file == "xx-XX/intents/Buy.yaml"


def test_a_slot_is_not_called_as_an_intent_is(tmp_path: Path) -> None:
    error = fault(small(tmp_path, {"Product": ["hello there"]}))
    assert "the slot 'product' has the name" in error.message
    assert (error.file, error.line) == ("xx-XX/intents/Product.yaml", 4)


def test_a_skill_has_at_most_250_intents(tmp_path: Path) -> None:
    letters = "abcdefghijklmnop"
    many = {f"Say_{a}{b}": [f"say {a} {b}"] for a in letters for b in letters}
    error = fault(small(tmp_path, many))
    assert f"at most {MOST_INTENTS} intents" in error.message
    assert error.line == 4


def test_any_words_at_all_stand_alone_in_a_sample(tmp_path: Path) -> None:
    error = fault(small(tmp_path, {"Odd": ["{pick} or {query}"]}, slots={"query": _QUERY}))
    assert "no other slot beside it" in error.message
    assert (error.file, error.line) == ("xx-XX/intents/Odd.yaml", 4)


def test_any_words_at_all_need_words_that_lead_to_them(tmp_path: Path) -> None:
    compiled(small(tmp_path, {"Odd": ["look for {query}"]}, slots={"query": _QUERY}))
    error = fault(
        small(tmp_path, {"Odd": ["look for {query}", "{query}"]}, slots={"query": _QUERY})
    )
    assert "other words around it" in error.message
    assert (error.file, error.line) == ("xx-XX/intents/Odd.yaml", 5)


def test_an_intent_has_a_sample_of_its_own(tmp_path: Path) -> None:
    answers = 'about: x\nfamily: test\nanswers:\n  product:\n    - "buy {product}"\n'
    error = fault(small(tmp_path, {"Answer": answers}))
    assert "no sample that is its own" in error.message
    assert (error.file, error.line) == ("xx-XX/intents/Answer.yaml", 5)


def test_a_slot_that_only_left_out_answers_hold_is_not_declared(tmp_path: Path) -> None:
    answers = intent_file(["no more"], 'answers:\n  product:\n    - "buy {product}"\n')
    model = json.loads(compiled(small(tmp_path, {"Answer": answers})))
    intents = {i["name"]: i for i in model["interactionModel"]["languageModel"]["intents"]}
    assert intents["Answer"]["slots"] == []


def test_an_intent_asks_for_slots_that_its_samples_hold(tmp_path: Path) -> None:
    text = intent_file(["hello there"], "asks:\n  product: What?\n")
    error = fault(small(tmp_path, {"Odd": text}))
    assert "asks for 'product', which no sample has" in error.message
    assert (error.file, error.line) == ("xx-XX/intents/Odd.yaml", 4)


def test_an_intent_of_amazons_own_asks_for_nothing(tmp_path: Path) -> None:
    text = intent_file(["once more"], "alexa: AMAZON.RepeatIntent\nasks:\n  product: What?\n")
    assert "may not ask" in fault(small(tmp_path, {"Repeat": text})).message


def test_all_samples_together_have_at_most_200_000_characters(tmp_path: Path) -> None:
    words = "very " * 36
    many = {
        f"Say_{a}{b}": [f"{words} (" + "|".join(f"{a}{b}{c}" for c in _LETTERS) + ")"]
        for a in _LETTERS[:5]
        for b in _LETTERS[:9]
    }
    error = fault(small(tmp_path, many))
    assert f"longer than {MOST_SAMPLE_CHARACTERS} characters" in error.message
    assert error.line == 4


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


def test_an_intent_that_needs_too_many_samples_is_refused(tmp_path: Path) -> None:
    pairs = [f"{a}{b}" for a in _LETTERS for b in _LETTERS]
    words = "|".join(pairs[: LIMIT + 1])
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
