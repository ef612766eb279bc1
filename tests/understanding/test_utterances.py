"""What shoppers say is understood, with its slots: in their own words, and in ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from interaction_models import load_locale
from interaction_models.compiler.samples import samples
from interaction_models.compiler.templates import Templates
from interaction_models.words import plain
from skill.understanding import Understanding

EN = load_locale("en-US")
UTTERANCES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "utterances.yaml").read_text(encoding="utf-8")
)
ROWS = [(intent, row) for intent, rows in UTTERANCES.items() for row in rows]

# One value for each slot, to say the samples with.
SAID = {
    "product": "oat milk",
    "quantity": "three",
    "unit": "bags",
    "ordinal": "second",
    "ordinal_two": "third",
    "pick": "cheapest",
    "brand": "juniper row",
    "attribute": "decaf",
    "size": "12 ounce",
    "department": "dairy",
    "daypart": "evening",
}


@pytest.mark.parametrize(("intent", "row"), ROWS, ids=[row["said"] for _, row in ROWS])
def test_an_utterance_is_understood(
    understanding: Understanding, intent: str, row: dict[str, Any]
) -> None:
    best = understanding.understand(row["said"], expects=row.get("after"))[0]
    assert best.intent == intent
    wanted = {name: as_list(value)[0] for name, value in row["slots"].items()}
    assert {name: slot.text for name, slot in best.slots.items()} == wanted
    for name, value in row["slots"].items():
        assert best.slots[name].value == (value[1] if isinstance(value, list) else None)


def test_every_intent_has_three_utterances_that_are_no_sentences_of_ours() -> None:
    written = {plain(text) for _, text, _ in said_samples()}
    for intent in EN.intents.values():
        rows = UTTERANCES.get(intent.name, [])
        own = [row for row in rows if plain(re.sub(r"[?!.,]", "", row["said"])) not in written]
        assert len(own) >= 3 or not intent.sentences, intent.name


def test_every_sample_is_understood_as_what_it_is_written_for(
    understanding: Understanding,
) -> None:
    wrong = []
    for intent, text, after in said_samples():
        readings = understanding.understand(text, expects=after)
        if not readings or readings[0].intent != intent:
            wrong.append((intent, text, [reading.intent for reading in readings]))
    assert not wrong


def as_list(value: str | list[Any]) -> list[Any]:
    """A row's slot as text and value."""
    return value if isinstance(value, list) else [value]


def said_samples() -> Iterator[tuple[str, str, str | None]]:
    """Every sample with values for its slots: the intent, the text, the question it answers."""
    templates = Templates(EN)
    for intent in EN.intents.values():
        for sample in samples(intent, templates):
            text = re.sub(r"\{(\w+)\}", lambda slot: SAID[slot[1]], sample.text)
            yield intent.name, text, sample.source.after
