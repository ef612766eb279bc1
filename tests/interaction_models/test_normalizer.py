"""Utterances and templates are brought into one form."""

from __future__ import annotations

import pytest

from interaction_models import load_locale
from interaction_models.normalizer import Normalizer

NORMALIZER = Normalizer(load_locale("en-US").speech)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("What's that COST?", "what is that cost"),
        ("What\u2019s that cost", "what is that cost"),
        ("um, two-percent milk...", "two percent milk"),
        ("2% milk & bread", "2 percent milk and bread"),
        ("1.5 liters, please.", "1.5 liters please"),
        ("Uh-huh!", "yes"),
        ("gimme the 'big' one", "give me the big one"),
        ("trader joe's dogs' food", "trader joe's dogs food"),
        ("  \t\n ", ""),
    ],
)
def test_text_is_normalised(text: str, normal: str) -> None:
    assert NORMALIZER.normalize(text) == normal


def test_politeness_comes_off_little_by_little() -> None:
    assert list(NORMALIZER.plainer("okay could you please add bread for me thanks")) == [
        "okay could you please add bread for me",
        "okay could you please add bread",
        "could you please add bread",
        "add bread",
    ]


def test_politeness_alone_leaves_nothing() -> None:
    assert list(NORMALIZER.plainer("thanks please")) == ["thanks"]


def test_a_template_says_contractions_in_full_and_nothing_twice() -> None:
    template = "(what's|what is) [the|that's] {what's} <what's>"
    assert NORMALIZER.template(template) == "(what is) [the|that is] {what's} <what's>"


def test_clauses_stand_between_marks_but_not_within_numbers() -> None:
    assert NORMALIZER.clauses("No; 1.5 liters, please. Um!") == ["no", "1.5 liters", "please"]


@pytest.mark.parametrize(
    ("text", "refuses"), [("no sure", True), ("maybe yes", True), ("sure no", False)]
)
def test_a_no_or_a_doubt_at_the_start_refuses(text: str, refuses: bool) -> None:
    assert NORMALIZER.refuses(text) is refuses
