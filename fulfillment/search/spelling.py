"""Words that nobody here knows, taken for the known ones that they look and sound like."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from fulfillment.search.language import Language
from fulfillment.search.sound import features
from fulfillment.search.text import may_be_misspelt

# The share of sounds in how alike two words are, the rest being letters'; and what it adds that a
# word is more frequent by a factor of e. Both were chosen on generated mishearings of 400 words.
_SOUNDS, _FREQUENT = 0.35, 0.02
# So many words are compared by sound, after all were by letters, of which half must be alike.
_LOOKED_AT, _LEAST = 30, 0.5
_MOST = 4

Alike = tuple[tuple[str, float], ...]


def spelling(
    vocabulary: Sequence[str], frequency: Callable[[str], int], language: Language
) -> Callable[[str], Alike]:
    """A function from a word to known ones that it may stand for, with how alike they are.

    The likeliest comes first; of words equally alike the more frequent one. It remembers what it
    was asked: shoppers mishear, and are misheard, alike.
    """

    @lru_cache(maxsize=4096)
    def alike(word: str) -> Alike:
        near = process.extract(
            word,
            vocabulary,
            scorer=OSA.normalized_similarity,
            score_cutoff=_LEAST,
            limit=_LOOKED_AT,
        )
        sound = features(word, language.name)
        found = [
            (known, (1 - _SOUNDS) * letters + _SOUNDS * _sounding(sound, known, language))
            for known, letters, _ in near
            if known != word and may_be_misspelt(word, known, language)
        ]
        found.sort(key=lambda pair: -pair[1] - _FREQUENT * math.log(max(1, frequency(pair[0]))))
        return tuple(found[:_MOST])

    return alike


def _sounding(sound: str, known: str, language: Language) -> float:
    return Levenshtein.normalized_similarity(sound, features(known, language.name))
