"""The words that a query may stand for: as they were said, respelled, or heard wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from fulfillment.search.index import Index
from fulfillment.search.segmenting import segment
from fulfillment.search.text import Word, join_counts

# One word alone has nothing beside it that bears out what it sounds like (0 to 1).
_ONE_WORD = 0.75


def as_said(index: Index, words: list[Word]) -> Iterator[list[Word]]:
    """The words, and before that, numbers joined to what they count."""
    counted = join_counts(words, index, index.language)
    if counted != words:
        yield counted
    yield words


def respellings(index: Index, words: list[Word]) -> Iterator[list[Word]]:
    """Words joined, taken apart, or taken for what they resemble, the smallest change first."""
    yield from _regrouped(index, words)
    resembled = [corrected(index, word) for word in words]
    if resembled != words:
        yield resembled
        yield from _regrouped(index, resembled)
    yield from _segmented(index, words)


def _regrouped(index: Index, words: list[Word]) -> Iterator[list[Word]]:
    for at, (first, second) in enumerate(pairwise(words)):
        joined = first.text + second.text
        if joined in index:
            yield [*words[:at], _respelled(second, joined), *words[at + 2 :]]
    for at, word in enumerate(words):
        for cut in range(3, len(word.text) - 2):
            parts = (word.text[:cut], word.text[cut:])
            if all(index.is_noun(part) for part in parts):
                yield [*words[:at], *(_respelled(word, part) for part in parts), *words[at + 1 :]]


def _segmented(index: Index, words: list[Word]) -> Iterator[list[Word]]:
    """Words with all their blanks put anew, where that makes known words of them."""
    stem = index.language.stem
    if any(word.is_size or not word.required for word in words):
        return
    parts = segment("".join(word.said for word in words), lambda text: stem(text) in index)
    if parts is not None and words:
        yield [_respelled(words[-1], stem(part)) for part in parts]


def corrected(index: Index, word: Word) -> Word:
    """An unknown word as the known one that it resembles."""
    known = any(form in index for form in word.forms)
    if known or word.is_size or not word.required or len(word.text) < 4:
        return word
    resembled = index.correct(word.text)
    return _respelled(word, resembled) if resembled else word


def _respelled(word: Word, text: str) -> Word:
    return replace(word, text=text, forms=(text,))


def resounding(index: Index, words: list[Word]) -> Iterator[list[Word]]:
    """``words`` with one of them, or two side by side, taken for a known word that sounds so."""
    for at, word in enumerate(words):
        if word.required and not word.is_size:
            for known, like in index.sounds.like(word.text):
                if len(words) == 1 and like < _ONE_WORD:
                    continue
                yield [*words[:at], _respelled(word, known), *words[at + 1 :]]
    for at, (first, second) in enumerate(pairwise(words)):
        for known, like in index.sounds.like(first.text + second.text):
            if like >= _ONE_WORD:
                yield [*words[:at], _respelled(second, known), *words[at + 2 :]]
