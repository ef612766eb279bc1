"""Words that nobody here knows, taken for the known word that they resemble."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from fulfillment.search.language import Language
from fulfillment.search.text import may_be_misspelt

_CUTOFF = 80


def spelling(vocabulary: Sequence[str], language: Language) -> Callable[[str], str | None]:
    """A function from an unknown word to the most similar one, the earlier of two that are alike.

    It remembers what it was asked: shoppers mishear, and are misheard, alike.
    """

    @lru_cache(maxsize=4096)
    def correct(word: str) -> str | None:
        alike = process.extract(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_CUTOFF, limit=5)
        return next((known for known, _, _ in alike if _near(word, known, language)), None)

    return correct


def _near(word: str, known: str, language: Language) -> bool:
    # The ratio alone takes a plough for a plug; one letter in four may be wrong, not more.
    few = Levenshtein.distance(word, known) <= len(word) // 4
    return few and may_be_misspelt(word, known, language)
