"""Words that nobody here knows, taken for the known word that they resemble."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

_CUTOFF = 80


def spelling(vocabulary: Sequence[str]) -> Callable[[str], str | None]:
    """A function from an unknown word to the most similar one, the earlier of two that are alike.

    It remembers what it was asked: shoppers mishear, and are misheard, alike.
    """

    @lru_cache(maxsize=4096)
    def correct(word: str) -> str | None:
        best = process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_CUTOFF)
        return best[0] if best else None

    return correct
