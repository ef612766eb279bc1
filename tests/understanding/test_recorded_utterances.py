"""Rates over utterances that others collected; skipped where that data is not at hand."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from skill.understanding import Understanding

_DATA = Path(__file__).parents[3] / "shared/data/utterances/utterances.tsv"

# What each kind of utterance may be understood as, and the share that must be.
WANTED: dict[str, tuple[set[str | None], float]] = {
    "yes": ({"Yes"}, 0.65),
    "no": ({"No"}, 0.85),
    "repeat": ({"Repeat"}, 0.85),
    "stop": ({"Stop", "Cancel"}, 0.75),
    "help": ({"Help"}, 0.7),
    "view_list": ({"ShowCart"}, 0.75),
    "order_status": ({"OrderStatus"}, 0.8),
    "out_of_scope": ({None}, 0.95),
}


@pytest.mark.parametrize("kind", WANTED)
def test_recorded_utterances_are_understood_or_refused(
    understanding: Understanding, kind: str
) -> None:
    if not _DATA.is_file():
        pytest.skip(f"no utterances at {_DATA}")
    with _DATA.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        texts = [r["text"] for r in rows if (r["lang"], r["target"]) == ("en", kind)]
    found = Counter(heard(understanding, text) for text in texts)
    wanted, least = WANTED[kind]
    assert sum(found[intent] for intent in wanted) / len(texts) >= least, found


def heard(understanding: Understanding, text: str) -> str | None:
    """The intent of the best reading, if there is one."""
    readings = understanding.understand(text)
    return readings[0].intent if readings else None
