"""Rates over utterances that others collected; skipped where that data is not at hand."""

from __future__ import annotations

from functools import cache

import pytest

from skill.commands.bench_understanding import DATA, Judged, figures, judged
from tests.understanding.conftest import Understandings

# The share of each kind that must be understood, or refused.
LEAST = {
    "yes": 0.93,
    "no": 0.95,
    "repeat": 0.97,
    "stop": 0.9,
    "help": 0.95,
    "view_list": 0.93,
    "order_status": 0.95,
    "out_of_scope": 0.95,
}


@cache
def recorded(understandings: Understandings) -> tuple[Judged, ...]:
    """Every English utterance, understood once for all tests."""
    if not DATA.is_file():
        pytest.skip(f"no utterances at {DATA}")
    return tuple(judged(understandings("en-US"), DATA, "en"))


@pytest.mark.parametrize("kind", LEAST)
def test_recorded_utterances_are_understood_or_refused(
    understandings: Understandings, kind: str
) -> None:
    rows = [row for row in recorded(understandings) if row.target == kind]
    found = figures(rows)
    assert found["kinds"][kind]["accuracy"] >= LEAST[kind], found["confusion"][kind]


def test_the_confidence_is_as_often_right_as_it_says(understandings: Understandings) -> None:
    assert figures(recorded(understandings))["calibration_error"] <= 0.06
