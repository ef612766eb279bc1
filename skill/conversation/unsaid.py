"""What was heard without any code in it, for whatever keeps or shows the words of a turn."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import interaction_models
from interaction_models.words import folded

# Stands for digits that are neither kept nor shown.
GAP = "…"
# So many digits in a row, said or typed, may be a code; a year is hidden along with it.
_FEWEST = 4
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


def without_codes(text: str, locale: str) -> str:
    """The text with a gap for four digits or more in a row: "yes, … is my code"."""
    pieces: list[str] = []
    copied = 0
    for start, end in _runs(text, _number_words(locale)):
        pieces += [text[copied:start], GAP]
        copied = end
    return "".join([*pieces, text[copied:]])


def _runs(text: str, number_words: Mapping[str, int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start, end, count = 0, 0, 0
    for token in _TOKEN.finditer(text):
        digits = _digits(token[0], number_words)
        if not digits and count >= _FEWEST:
            runs.append((start, end))
        if not digits:
            count = 0
            continue
        start = token.start() if not count else start
        end, count = token.end(), count + digits
    return [*runs, (start, end)] if count >= _FEWEST else runs


def _digits(token: str, number_words: Mapping[str, int]) -> int:
    """How many digits a word stands for; 0 for a word that counts nothing."""
    typed = sum(map(str.isdigit, token))
    return typed or number_words.get(folded(token.casefold()), 0)


@cache
def _number_words(locale: str) -> Mapping[str, int]:
    """The words that digits and numbers are said with, and how many digits each stands for."""
    name = locale if locale in interaction_models.locales() else "en-US"
    words = interaction_models.load_locale(name)
    counts = {
        folded(way): len(str(number))
        for number, ways in words.lists["quantity"].values.items()
        for way in ways
        if way not in words.speech.articles and " " not in way
    }
    digits = (way for ways in words.lists["digits"].also.values() for way in ways)
    return {**counts, **{folded(way): 1 for way in digits}}
