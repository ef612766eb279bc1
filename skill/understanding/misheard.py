"""What was meant where a recogniser has written words that sound alike, or fingers have slipped."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from interaction_models import Speech
from interaction_models.normalizer import Plurals

_SHORTEST = 4  # letters of a word that may be misspelt
_LONG = 8  # letters of one that may have two slips
_MOST = 12  # wordings of one utterance


class Misheard:
    """Finds the wordings that an utterance of one locale may stand for."""

    def __init__(self, speech: Speech, known: Collection[str], plurals: Plurals) -> None:
        self._sounds = {
            heard: tuple(meant.split("|")) for heard, meant in speech.mishearings.items()
        }
        self._known = sorted(word for word in known if len(word) >= _SHORTEST)
        self._all = frozenset(known)
        self._plurals = plurals

    def wordings(self, text: str, named: Collection[str]) -> Iterator[str]:
        """Other wordings of a normalised text, those with the fewest changes first.

        ``named`` are the words of it that the catalogue knows: they are no slips of others.
        """
        words = text.split()
        choices = [[word, *self._instead(word, named)] for word in words]
        changed = sorted(
            (sum(a != b for a, b in zip(found, words, strict=True)), at, " ".join(found))
            for at, found in enumerate(itertools.islice(itertools.product(*choices), 200))
        )
        yield from (wording for count, _, wording in changed[: _MOST + 1] if count)

    def _instead(self, word: str, named: Collection[str]) -> tuple[str, ...]:
        if word in self._sounds:
            return self._sounds[word]
        if len(word) < _SHORTEST or word in named or word.isdigit():
            return ()
        if self._plurals.singular(word) in self._all:
            return ()
        slips = 2 if len(word) >= _LONG else 1
        near = process.extractOne(
            word, self._known, scorer=DamerauLevenshtein.distance, score_cutoff=slips
        )
        return (near[0],) if near else ()
