"""Which words the shop's catalogue knows, and how surely a phrase names something in it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from interaction_models import CatalogNames, Locale
from skill.understanding.text import Normalizer

_SHORTEST_MISSPELT = 5  # letters; shorter words are too much alike


class Vocabulary:
    """The words and phrases of a catalogue in the form in which utterances are compared."""

    def __init__(self, names: CatalogNames, locale: Locale, normalizer: Normalizer) -> None:
        self._resolve = locale.resolve
        self._articles = locale.speech.articles
        self._small_words = frozenset(locale.speech.small_words)
        spoken = [*names.products, *(text for texts in names.synonyms.values() for text in texts)]
        beside = [*names.brands, *names.attributes, *names.departments]
        self._phrases = frozenset(_key(normalizer.normalize(text)) for text in spoken)
        texts = (normalizer.normalize(text) for text in (*spoken, *beside))
        split = [text.split() for text in texts]
        self._words = frozenset(singular(word) for words in split for word in words)
        self._by_letter = _by_letter(self._words)
        self._pairs = frozenset(
            _key(" ".join(pair)) for words in split for pair in itertools.pairwise(words)
        )
        self._number_led = frozenset(self._number_led_in(split))

    def names(self, phrase: str) -> bool:
        """Whether the phrase is the whole name of a product, in either number."""
        return _key(phrase) in self._phrases

    def share(self, phrase: str) -> float:
        """The share of the phrase's words that the catalogue knows, from 0 to 1."""
        words = [word for word in phrase.split() if word not in self._small_words]
        if not words:
            return 0.0
        return sum(self._knows(singular(word)) for word in words) / len(words)

    def knows_last(self, phrase: str) -> bool:
        """Whether the catalogue knows the last word, which says what the thing is."""
        return self._knows(singular(phrase.split()[-1]))

    def is_number(self, word: str) -> bool:
        """Whether the word is a number."""
        return self._number(word) is not None

    def has(self, pair: str) -> bool:
        """Whether some name has the two words side by side: "small curd"."""
        return _key(pair) in self._pairs

    def counts_on(self, number: str, word: str) -> bool:
        """Whether a name has the number before the word: "seven" before "grain"."""
        return (self._number(number), singular(word)) in self._number_led

    def _number_led_in(self, texts: Iterable[list[str]]) -> Iterator[tuple[int, str]]:
        for words in texts:
            for first, second in itertools.pairwise(words):
                if number := self._number(first):
                    yield number, singular(second)

    def _number(self, word: str) -> int | None:
        if word in self._articles:
            return None
        number = self._resolve("quantity", word)
        return number if isinstance(number, int) else None

    def _knows(self, word: str) -> bool:
        if word in self._words or word.isdigit():
            return True
        if len(word) < _SHORTEST_MISSPELT:
            return False
        begin = self._by_letter.get(word[0], ())
        near = process.extractOne(word, begin, scorer=Levenshtein.distance, score_cutoff=1)
        return near is not None


def _by_letter(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by their first letter, which misspellings keep: "price" is not a misspelt "rice"."""
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        found.setdefault(word[0], []).append(word)
    return found


def singular(word: str) -> str:
    """A word without the ending of its plural, as far as spelling alone tells it."""
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("oes", "shes", "ches", "xes", "sses", "zes")):
        return word[:-2]
    return word.removesuffix("s")


def _key(phrase: str) -> str:
    return " ".join(singular(word) for word in phrase.split())
