"""What of a sentence may be kept: words that the shop has itself, and nothing of the shopper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby

import interaction_models
from interaction_models import Locale
from interaction_models.words import folded, plain

# Stands for words that are not kept.
GAP = "…"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
_LETTERS = re.compile(r"[^\W\d_]+")
_EDGES = '.,;:!?"()«»\u201c\u201d '
_LEAST_WORDS, _MOST_WORDS = 2, 25
# Numbers in a row, said or typed, from so many digits on: a code, a telephone's, a card's.
_DIGITS = 3


def kept_words(text: str, locale: str, sold: Callable[[str], bool]) -> str | None:
    """The sentence with a gap for every word that is neither the locale's nor the catalogue's.

    ``sold`` tells whether the catalogue knows a word. None for a sentence of which less than half
    or a single word would be left, for a long one, and where the locale is none of ours.
    """
    words = plain(text).split()
    if locale not in interaction_models.locales() or not 0 < len(words) <= _MOST_WORDS:
        return None
    vocabulary = Vocabulary.of(locale)
    kept = list(vocabulary.scrubbed(words, sold))
    gaps = kept.count(GAP)
    if 2 * gaps > len(kept) or len(kept) - gaps < _LEAST_WORDS:
        return None
    once = (word for at, word in enumerate(kept) if word != GAP or kept[at - 1 : at] != [GAP])
    return " ".join(once)


class Vocabulary:
    """The words of one locale: of its sentences, of its lists, and of how it sounds."""

    def __init__(self, locale: Locale) -> None:
        self._words = frozenset(word for text in _texts(locale) for word in _words(text))
        self._quantity = locale.lists["quantity"]
        self._articles = frozenset(locale.speech.articles)
        self._said_digits = {way for ways in locale.lists["digits"].also.values() for way in ways}

    @staticmethod
    @cache
    def of(locale: str) -> Vocabulary:
        """That of a locale, read once."""
        return Vocabulary(interaction_models.load_locale(locale))

    def scrubbed(self, words: list[str], sold: Callable[[str], bool]) -> Iterator[str]:
        """Every word, or a gap in its place."""
        bare = [word.strip(_EDGES) for word in words]
        for counts, row in groupby([word for word in bare if word], self._counts):
            said = list(row)
            if counts:
                yield from [GAP] * len(said) if self._digits(said) >= _DIGITS else said
            else:
                yield from (word if self._has(word, sold) else GAP for word in said)

    def _counts(self, word: str) -> bool:
        return any(sign.isdigit() for sign in word) or (
            word not in self._articles
            and (word in self._said_digits or self._quantity.resolve(word) is not None)
        )

    @staticmethod
    def _digits(words: list[str]) -> int:
        return sum(sum(map(str.isdigit, word)) or 1 for word in words)

    def _has(self, word: str, sold: Callable[[str], bool]) -> bool:
        """Whether each part between apostrophes is a word known here."""
        if not _WORD.fullmatch(word):
            return False
        return folded(word) in self._words or all(
            folded(part) in self._words or (len(part) > 1 and sold(part))
            for part in word.split("'")
            if part
        )


def _texts(locale: Locale) -> Iterator[str]:
    for intent in locale.intents.values():
        yield from (sentence.text for sentence in intent.sentences)
        yield from (sign.text for sign in (*intent.in_other_words, *intent.made_of))
    yield from (rule.text for rule in locale.rules.values())
    for words in locale.lists.values():
        yield from (way for ways in words.values.values() for way in ways)
    speech = locale.speech
    yield from (*speech.openings, *speech.closings, *speech.asides, *speech.small_words)
    yield from (*speech.articles, *speech.fillers, *speech.pointers, *speech.talk)
    yield from (*speech.elisions, *speech.refusals, *speech.not_products, *speech.hedges)
    for short, long in speech.contractions.items():
        yield from (short, long)


def _words(template: str) -> Iterator[str]:
    """The words of a template, apart from the names of its slots and rules."""
    said = re.sub(r"[{<][^}>]*[}>]", " ", template)
    for word in _WORD.findall(plain(said)):
        yield folded(word)
        yield from (folded(part) for part in _LETTERS.findall(word))
