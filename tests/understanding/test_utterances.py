"""What shoppers say is understood, with its slots: in their own words, and in ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from interaction_models import Locale, load_locale, locales
from interaction_models.compiler.samples import samples
from interaction_models.compiler.templates import Templates
from interaction_models.words import plain
from tests.understanding.conftest import Understandings

LOCALES = [load_locale(name) for name in locales()]


def rows_of(locale: Locale) -> dict[str, list[dict[str, Any]]]:
    """The utterances that a locale's folder holds beside its sentences, by intent."""
    path = locale.path / "utterances.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}


ROWS = [
    pytest.param(locale, intent, row, id=f"{locale.name}: {row['said']}")
    for locale in LOCALES
    for intent, rows in rows_of(locale).items()
    for row in rows
]


@pytest.mark.parametrize(("locale", "intent", "row"), ROWS)
def test_an_utterance_is_understood(
    understandings: Understandings, locale: Locale, intent: str, row: dict[str, Any]
) -> None:
    best = understandings(locale.name).understand(row["said"], expects=row.get("after"))[0]
    assert best.intent == intent
    wanted = {name: as_list(value)[0] for name, value in row.get("slots", {}).items()}
    assert {name: slot.text for name, slot in best.slots.items()} == wanted
    for name, value in row.get("slots", {}).items():
        assert best.slots[name].value == (value[1] if isinstance(value, list) else None)


@pytest.mark.parametrize("locale", [x for x in LOCALES if x.parent is None or x.name == "en-US"])
def test_every_intent_has_three_utterances_that_are_no_sentences_of_ours(locale: Locale) -> None:
    written = {plain(text) for _, text, _ in said_samples(locale)}
    for intent in locale.intents.values():
        rows = rows_of(locale).get(intent.name, [])
        own = [row for row in rows if plain(re.sub(r"[?!.,]", "", row["said"])) not in written]
        assert len(own) >= 3 or not intent.sentences, intent.name


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.name)
def test_every_sample_is_understood_as_what_it_is_written_for(
    understandings: Understandings, locale: Locale
) -> None:
    wrong = []
    for intent, text, after in said_samples(locale):
        readings = understandings(locale.name).understand(text, expects=after)
        if not readings or readings[0].intent != intent:
            wrong.append((intent, text, [reading.intent for reading in readings]))
    assert not wrong


def as_list(value: str | list[Any]) -> list[Any]:
    """A row's slot as text and value."""
    return value if isinstance(value, list) else [value]


def said_samples(locale: Locale) -> Iterator[tuple[str, str, str | None]]:
    """Every sample with examples in its slots: the intent, the text, the question it answers."""
    templates = Templates(locale)
    examples = {words.name: words.example for words in locale.lists.values()}
    examples |= {"ordinal_two": locale.lists["ordinal"].values[3][0]}
    examples |= {"product_two": examples["product"]}
    for intent in locale.intents.values():
        for sample in samples(intent, templates):
            text = re.sub(r"\{(\w+)\}", lambda slot: examples[slot[1]], sample.text)
            yield intent.name, text, sample.source.after
