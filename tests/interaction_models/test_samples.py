"""The samples of an intent: few, the same each time, and every alternative among them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hassil import Group, RuleReference, TextChunk

from interaction_models import load_locale, locales
from interaction_models.compiler.samples import LIMIT, samples
from interaction_models.compiler.templates import Templates
from interaction_models.locale import Locale
from tests.interaction_models.small import small


def texts(locale: Locale, name: str) -> list[str]:
    """The samples of one intent."""
    return [sample.text for sample in samples(locale.intents[name], Templates(locale))]


def test_every_alternative_occurs_in_as_few_samples_as_the_widest_part_has(tmp_path: Path) -> None:
    locale = small(tmp_path, {"Odd": ["[please|kindly] (add|put|take|lay) {product} (in|out)"]})
    assert texts(locale, "Odd") == [
        "add {product} in",
        "please put {product} out",
        "kindly take {product} in",
        "lay {product} out",
    ]


def test_the_slots_name_stands_in_the_sample_and_not_the_lists(tmp_path: Path) -> None:
    locale = small(tmp_path, {"Odd": ["take {quantity:how_many} of them"]})
    assert texts(locale, "Odd") == ["take {how_many} of them"]


def test_a_sample_comes_once(tmp_path: Path) -> None:
    assert texts(small(tmp_path, {"Odd": ["so [so] it is", "so it is"]}), "Odd") == [
        "so it is",
        "so so it is",
    ]


def test_words_in_any_order_come_in_both(tmp_path: Path) -> None:
    locale = small(tmp_path, {"Odd": ["(today;please) buy"]})
    assert texts(locale, "Odd") == ["today please buy", "please today buy"]


def test_the_limit_takes_samples_that_show_nothing_new_first(tmp_path: Path) -> None:
    many = [f"({'|'.join(f'{a}{b}' for b in 'abcdefghij')}) <please> word" for a in "abcdefghijklm"]
    locale = small(tmp_path, {"Odd": [*many, *many[:4]]})
    found = texts(locale, "Odd")
    assert len(found) <= LIMIT
    assert all(
        any(f"{a}{b} " in text for text in found) for a in "abcdefghijklm" for b in "abcdefghij"
    )


@pytest.mark.parametrize("name", locales())
def test_every_word_of_every_sentence_occurs_within_the_limit(name: str) -> None:
    locale = load_locale(name)
    templates = Templates(locale)
    for intent in locale.intents.values():
        found = [sample.text for sample in samples(intent, templates)]
        assert len(found) <= LIMIT
        said = set(re.findall(r"\{\w+\}|[\w']+", " ".join(found)))
        for source in intent.sentences:
            missing = _words(templates.tree(source), templates) - said
            assert not missing, f"{source.file}:{source.line}: {missing} in no sample"


def _words(tree: Any, templates: Templates) -> set[str]:
    if isinstance(tree, TextChunk):
        return set(tree.original_text.split())
    if isinstance(tree, RuleReference):
        return _words(templates.rule(tree.rule_name), templates)
    if isinstance(tree, Group):
        return set().union(*(_words(item, templates) for item in tree.items))
    return set()
