"""From a query to the products that fit it, within one index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fulfillment.search.index import Index
from fulfillment.search.text import Word, analyse, join_counts

_WITHIN = 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """Products by their number in the index, with their score; ``fits``: they have every word."""

    fits: bool
    scores: dict[int, float]


def match(index: Index, query: str) -> Match:
    """What fits a query, else what fits it in part.

    A product fits when it has every word of the query. Failing that, words that belong together
    are joined, or taken apart, or taken for a word that they resemble. Of what fits, those count
    whose whole name, synonym or category was asked for, if there are any; otherwise those that are
    nearly as good as the best and have the query's noun for a name.
    """
    words = analyse(query, index.language)
    for reading in _readings(index, words):
        fitting = _fitting(index, reading)
        if fitting:
            return Match(fits=True, scores=_candidates(index, reading, fitting))
    return Match(fits=False, scores=_nearest(index, [_corrected(index, word) for word in words]))


def _readings(index: Index, words: list[Word]) -> Iterator[list[Word]]:
    counted = join_counts(words, index.postings, index.language)
    if counted != words:
        yield counted
    yield words
    yield from _regrouped(index, words)
    corrected = [_corrected(index, word) for word in words]
    if corrected != words:
        yield corrected
        yield from _regrouped(index, corrected)


def _regrouped(index: Index, words: list[Word]) -> Iterator[list[Word]]:
    for at, (first, second) in enumerate(pairwise(words)):
        joined = first.text + second.text
        if joined in index.postings:
            yield [*words[:at], _respelled(second, joined), *words[at + 2 :]]
    for at, word in enumerate(words):
        for cut in range(3, len(word.text) - 2):
            parts = (word.text[:cut], word.text[cut:])
            if all(part in index.nouns for part in parts):
                yield [*words[:at], *(_respelled(word, part) for part in parts), *words[at + 1 :]]


def _corrected(index: Index, word: Word) -> Word:
    known = any(form in index.postings for form in word.forms)
    if known or word.is_size or not word.required or len(word.text) < 4:
        return word
    resembled = index.correct(word.text)
    return _respelled(word, resembled) if resembled else word


def _respelled(word: Word, text: str) -> Word:
    return replace(word, text=text, forms=(text,))


def _fitting(index: Index, words: Sequence[Word]) -> set[int]:
    fitting: set[int] | None = None
    for word in words:
        if not word.required:
            continue
        having: set[int] = set()
        for form in word.forms:
            having.update(index.postings.get(form, ()))
        fitting = having if fitting is None else fitting & having
        if not fitting:
            return set()
    return fitting or set()


def _candidates(index: Index, words: Sequence[Word], fitting: set[int]) -> dict[int, float]:
    named, _ = _named(index, words, fitting)
    if named:
        # These are called exactly so and have every other word: only numbers tell them apart.
        return _scores(index, [word for word in words if not word.required], named)
    head = _head(index, words)
    called = set() if head is None else fitting & index.nouns[words[head].text]
    return _nearly_best(_scores(index, words, called or fitting))


def _named(index: Index, words: Sequence[Word], among: set[int]) -> tuple[set[int], Sequence[Word]]:
    """Those whose whole name is the longest phrase around the query's noun; the other words."""
    head = _head(index, words)
    if head is None:
        return set(), words
    for start, end in _phrases(index, words, head):
        phrase = " ".join(word.text for word in words[start:end])
        named = among & index.phrases.get(phrase, frozenset())
        if named:
            return named, [*words[:start], *words[end:]]
    return set(), words


def _phrases(index: Index, words: Sequence[Word], head: int) -> Iterator[tuple[int, int]]:
    """Where a name may start and end that has its noun at ``head``, the longest first."""
    if index.language.head_first:
        yield from ((head, end) for end in range(len(words), head, -1))
    else:
        yield from ((start, head + 1) for start in range(head + 1))


def _head(index: Index, words: Sequence[Word]) -> int | None:
    """The place of the noun, a word before a preposition that any product is called by.

    The last such word where describing words come first, else the first.
    """
    nouns = [at for at, w in enumerate(words) if not w.aside and w.text in index.nouns]
    if index.language.head_first:
        # A number that comes first counts what follows, even where it is part of some name.
        return next((at for at in nouns if words[at].required), None)
    return nouns[-1] if nouns else None


def _nearly_best(scores: dict[int, float]) -> dict[int, float]:
    enough = _WITHIN * max(scores.values())
    return {number: score for number, score in scores.items() if score >= enough}


def _scores(index: Index, words: Sequence[Word], numbers: Collection[int]) -> dict[int, float]:
    scores = dict.fromkeys(numbers, 0.0)
    for word in words:
        for form in word.forms:
            worth = index.postings.get(form, {})
            for number in scores:
                scores[number] += worth.get(number, 0.0)
    return scores


def _nearest(index: Index, words: Sequence[Word]) -> dict[int, float]:
    """Products whose names have at least half of the words, the query's noun counting twice.

    Sizes and bare numbers do not count: there may be no two liters of it, but one. What follows a
    preposition counts half.
    """
    counted = [word for word in words if word.required and not word.is_size]
    main = [at for at, word in enumerate(counted) if not word.aside]
    weights = [0.5 if word.aside else 1.0 for word in counted]
    if main:
        weights[main[0 if index.language.head_first else -1]] = 2.0
    covered: defaultdict[int, float] = defaultdict(float)
    for word, weight in zip(counted, weights, strict=True):
        for number in index.nouns.get(word.text, ()):
            covered[number] += weight
    near = {number for number, weight in covered.items() if weight * 2 >= sum(weights)}
    named, others = _named(index, words, near)
    return _scores(index, others, named or near)
