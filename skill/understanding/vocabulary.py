"""Which words the shop's catalogue knows, and how surely a phrase names something in it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from interaction_models import CatalogNames, Locale
from interaction_models.normalizer import Normalizer

_SHORTEST_MISSPELT = 5  # letters; shorter words are too much alike


class Vocabulary:
    """The words and phrases of a catalogue in the form in which utterances are compared."""

    def __init__(self, names: CatalogNames, locale: Locale, normalizer: Normalizer) -> None:
        self._resolve = locale.resolve
        self._head = 0 if locale.head_first else -1
        self._singular, self._key = normalizer.plurals.singular, normalizer.plurals.key
        self._articles = normalizer.speech.articles
        self._small_words = frozenset(normalizer.speech.small_words)
        spoken = [*names.products, *(text for texts in names.synonyms.values() for text in texts)]
        beside = [*names.brands, *names.attributes, *names.departments]
        self._phrases = frozenset(self._key(normalizer.normalize(text)) for text in spoken)
        texts = (normalizer.normalize(text) for text in (*spoken, *beside))
        split = [text.split() for text in texts]
        self._words = frozenset(self._singular(word) for words in split for word in words)
        self._by_letter = _by_letter(self._words)
        self._pairs = frozenset(
            self._key(" ".join(pair)) for words in split for pair in itertools.pairwise(words)
        )
        self._number_led = frozenset(self._number_led_in(split))

    def names(self, phrase: str) -> bool:
        """Whether the phrase is the whole name of a product, in either number."""
        return self._key(phrase) in self._phrases

    def share(self, phrase: str) -> float:
        """The share of the phrase's words that the catalogue knows, from 0 to 1."""
        words = [word for word in phrase.split() if word not in self._small_words]
        if not words:
            return 0.0
        return sum(self._knows(self._singular(word)) for word in words) / len(words)

    def knows_head(self, phrase: str) -> bool:
        """Whether the catalogue knows the word that says what the thing is.

        Where that is the last word it may also stand before a small one: "paper without scent".
        """
        words = phrase.split()
        heads = {words[self._head]}
        if self._head:
            heads.update(w for w, after in itertools.pairwise(words) if after in self._small_words)
        return any(self._knows(self._singular(word)) for word in heads - self._small_words)

    def has_word(self, word: str) -> bool:
        """Whether some name has the word, spelt just so."""
        return self._singular(word) in self._words

    def is_number(self, word: str) -> bool:
        """Whether the word is a number."""
        return self._number(word) is not None

    def has(self, pair: str) -> bool:
        """Whether some name has the two words side by side: "small curd"."""
        return self._key(pair) in self._pairs

    def counts_on(self, number: str, word: str) -> bool:
        """Whether a name has the number before the word: "seven" before "grain"."""
        return (self._number(number), self._singular(word)) in self._number_led

    def _number_led_in(self, texts: Iterable[list[str]]) -> Iterator[tuple[int, str]]:
        for words in texts:
            for first, second in itertools.pairwise(words):
                if number := self._number(first):
                    yield number, self._singular(second)

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
