"""The phrases that a Vosk recogniser is limited to."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from interaction_models import CatalogNames, load_locale, locales
from interaction_models.compiler.phrase_list import UNKNOWN, phrase_lists
from interaction_models.compiler.speech import QUESTIONS, Spoken
from skill.commands.models import demo_names
from tests.interaction_models.small import NAMES, intent_file, small
from tests.interaction_models.test_jsgf import SOME

_MOST_BYTES = 500_000
_WORD = r"(?:[^\W\d_A-Z]|')+"
_PHRASE = re.compile(rf"{_WORD}(?: {_WORD})*")


def phrases(spoken: Spoken, name: str = "phrases") -> list[str]:
    """One list."""
    listed: list[str] = json.loads(phrase_lists(spoken)[f"{name}.json"])
    return listed


def test_sentences_come_with_names_and_every_name_comes(tmp_path: Path) -> None:
    listed = phrases(Spoken(small(tmp_path), NAMES))
    assert listed[-1] == UNKNOWN
    assert listed[:3] == ["buy oat milk", "buy one bread", "the large one"]
    assert {"oat milk", "bread", "one", "two", "large", "big", "other"} <= set(listed)
    assert len(listed) == len(set(listed))


def test_a_sentence_that_shows_no_new_pair_of_words_is_left_out(tmp_path: Path) -> None:
    sentences = ["go up now", "go up then", "look up now", "look up then"]
    listed = phrases(Spoken(small(tmp_path, {"Way": sentences}), NAMES))
    assert [each for each in listed if " up " in each] == sentences[:3]


@pytest.mark.parametrize("name", locales())
def test_every_pair_of_words_in_a_sentence_is_shown(name: str) -> None:
    spoken = Spoken(load_locale(name), SOME)
    shown = {pair for phrase in phrases(spoken) for pair in pairwise(phrase.split())}
    every = (each for intent in spoken.locale.intents.values() for each in intent.sentences)
    plain = {
        pair
        for pattern in spoken.patterns(every)
        for pair in pairwise(pattern)
        if "[" not in pair[0] + pair[1]
    }
    assert len(plain) > 1_000
    assert plain <= shown


@pytest.mark.parametrize("name", locales())
def test_the_lists_are_small_and_hold_words_alone(name: str) -> None:
    lists = phrase_lists(Spoken(load_locale(name), demo_names(name)))
    assert lists.keys() == {
        f"{list_}.json"
        for list_ in ("phrases", "phrases-digits", *(f"phrases-{each}" for each in QUESTIONS))
    }
    for file, text in lists.items():
        assert len(text.encode()) < _MOST_BYTES, file
        *listed, last = json.loads(text)
        assert last == UNKNOWN
        assert [
            p for p in listed if not re.fullmatch(r"(?:[^\W\d_A-Z]|')+(?: (?:[^\W\d_A-Z]|')+)*", p)
        ] == []


def test_a_question_has_its_answers_and_no_commands(tmp_path: Path) -> None:
    no = intent_file(["no"], "alexa: AMAZON.NoIntent\nanswers:\n  yes-no:\n    - enough\n")
    spoken = Spoken(small(tmp_path, {"No": no}), NAMES)
    assert phrases(spoken, "phrases-yes_no") == ["enough", "no", UNKNOWN]


def test_products_beyond_the_first_thousand_are_left_out() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [f"{a}{b}{c} tea" for a in letters[:2] for b in letters for c in letters]
    spoken = Spoken(load_locale("en-US"), CatalogNames(products=tuple(names)))
    listed = set(phrases(spoken))
    assert names[999] in listed
    assert names[1_000] not in listed
