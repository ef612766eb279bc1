"""Words that a model knows, in place of those it does not: it cannot hear others.

A word of a catalogue that no model has ("oatmilk", "rigatoni") is listened for as known parts that
it is written of, or as known words that sound like it, and becomes itself again in what was heard.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from interaction_models.compiler.phrase_list import UNKNOWN
from skill.speech.pronouncing import Dictionary

# Three letters at least, else nearly anything can be written of parts; a Hangul syllable or two
# are as long as that.
_SHORTEST, _SHORTEST_SYLLABLES = 3, 1
_MOST_PARTS = 3
# How much of its sounds a word in another's place must have: "coffer" has so much of "kefir", no
# word of the dictionary has it of "rigatoni". Below, words stand for what nobody takes them for.
_ALIKE = 0.65

Knows = Callable[[str], bool]


class StandIns:
    """What stands for the words of some phrases that a model does not know."""

    def __init__(self, knows: Knows, sounds: Sounds | None = None) -> None:
        self._knows = cache(knows)
        self._sounds = sounds
        self._found: dict[str, tuple[str, ...]] = {}
        self._meant: dict[tuple[str, ...], str] = {}

    def known(self, phrase: str, taken: frozenset[str] = frozenset()) -> str | None:
        """The phrase in words that the model knows; None where a word has no place in it.

        Words that are ``taken`` mean themselves, and stand for no other.
        """
        words = [self._in_place(word, taken) for word in phrase.split()]
        return " ".join(part for word in words for part in word) if all(words) else None

    def as_meant(self, words: Sequence[str]) -> list[tuple[str, int]]:
        """What the words heard mean: each with how many of those heard it stands for."""
        meant: list[tuple[str, int]] = []
        at = 0
        while at < len(words):
            word, length = self._at(words, at)
            meant.append((word, length))
            at += length
        return meant

    def _at(self, words: Sequence[str], at: int) -> tuple[str, int]:
        for length in range(min(_MOST_PARTS, len(words) - at), 0, -1):
            if found := self._meant.get(tuple(words[at : at + length])):
                return found, length
        return words[at], 1

    def _in_place(self, word: str, taken: frozenset[str]) -> tuple[str, ...]:
        if word == UNKNOWN or self._knows(word):
            return (word,)
        if word not in self._found:
            found = self._parts(word) or self._alike(word, taken)
            self._found[word] = found
            if found:
                self._meant.setdefault(found, word)
        return self._found[word]

    def _parts(self, word: str) -> tuple[str, ...]:
        """The fewest known words that it is written of, those alike in length first."""
        for number in range(2, _MOST_PARTS + 1):
            found = [parts for parts in _splits(word, number) if all(map(self._knows, parts))]
            if found:
                return max(found, key=lambda parts: min(map(len, parts)))
        return ()

    def _alike(self, word: str, taken: frozenset[str]) -> tuple[str, ...]:
        if self._sounds is None:
            return ()
        near = self._sounds.nearest(word)
        return next(((w,) for w in near if w not in taken and self._knows(w)), ())


class Sounds:
    """The words of a pronouncing dictionary, by how they sound."""

    def __init__(self, dictionary: Dictionary, words: Iterable[str]) -> None:
        self._dictionary = dictionary
        self._letters: dict[str, str] = {}
        # What begins alike is compared: all of the dictionary's 130,000 words take too long.
        self._by_first: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        for word in words:
            for way in dictionary.ways(word):
                spelled = self._spelled(way)
                self._by_first[spelled[:1]].setdefault(spelled, []).append(word)

    def nearest(self, word: str, most: int = 20) -> list[str]:
        """The words that sound most like it, the likest first."""
        found: list[tuple[float, str]] = []
        for way in self._dictionary.ways(word):
            spelled = self._spelled(way)
            choices = self._by_first[spelled[:1]]
            near = process.extract(
                spelled,
                choices.keys(),
                scorer=Levenshtein.normalized_similarity,
                score_cutoff=_ALIKE,
                limit=most,
            )
            found += [(-score, other) for sound, score, _ in near for other in choices[sound]]
        return list(dict.fromkeys(each for _, each in sorted(found) if each != word))

    def _spelled(self, way: str) -> str:
        """Phones, one letter each."""
        return "".join(
            self._letters.setdefault(phone, chr(0x100 + len(self._letters)))
            for phone in way.split()
        )


@cache
def english_sounds() -> Sounds | None:
    """The sounds of English, by the dictionary inside PocketSphinx's package; None without it."""
    found = find_spec("pocketsphinx")
    if found is None or not found.submodule_search_locations:
        return None
    path = Path(found.submodule_search_locations[0]) / "model" / "en-us" / "cmudict-en-us.dict"
    if not path.is_file():
        return None
    return Sounds(Dictionary(path), _words_of(path))


def _words_of(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        word = line.partition(" ")[0]
        if word.isalpha():
            yield word


def _splits(word: str, number: int) -> Iterator[tuple[str, ...]]:
    """Every way to write a word of so many parts."""
    if number == 1:
        yield (word,)
        return
    shortest = _SHORTEST if word[:1].isascii() else _SHORTEST_SYLLABLES
    for at in range(shortest, len(word) - shortest * (number - 1) + 1):
        for rest in _splits(word[at:], number - 1):
            yield (word[:at], *rest)
