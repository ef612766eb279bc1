"""The words that a query may stand for: as they were said, respelled, or heard wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from fulfillment.search.engine import Terms
from fulfillment.search.index import Index
from fulfillment.search.segmenting import segment
from fulfillment.search.text import Word, join_counts

# How alike an unknown word must be to a known one to be a mere slip of it; to be taken for it; to
# be what was heard for it, which other words bear out; and where nothing beside it does (0 to 1).
_SLIP, _SPELLED, _HEARD, _ONE_WORD = 0.88, 0.78, 0.68, 0.82
# How many times as common a way of writing must be to be the usual one; so few prove nothing.
_USUAL, _RARE = 3, 4
# The least that a word may be alike to be one choice of several; how many sets of choices are
# tried, to how many products each is counted, and what e times as many of them are worth.
_COULD, _CHOICES, _COUNTED, _TOGETHER = 0.55, 32, 64, 0.05


def as_said(index: Index, words: list[Word]) -> Iterator[list[Word]]:
    """The words, and before that, numbers joined to what they count."""
    counted = join_counts(words, index, index.language)
    if counted != words:
        yield counted
    yield words


def as_written(index: Index, words: list[Word], field: str) -> list[Word]:
    """The words with blanks where products have them in a field of the index, more often than not.

    "Lap top" is one word, "laserprinter" two; where both ways are common, words are left alone.
    """
    found: list[Word] = []
    for word in words:
        before = found[-1] if found else None
        joined = before.text + word.text if before else ""
        if before and index.engine.frequency(field, joined) > _USUAL * (
            _RARE + _together(index, field, (before.text, word.text))
        ):
            found[-1] = _respelled(word, joined)
        else:
            found += _apart(index, word, field)
    return found


def _apart(index: Index, word: Word, field: str) -> list[Word]:
    whole, best = _USUAL * (_RARE + index.engine.frequency(field, word.text)), [word]
    for parts in _nouns(index, word.text, 2):
        count = _together(index, field, parts)
        if count > whole:
            whole, best = count, [_respelled(word, part) for part in parts]
    return best


def _nouns(index: Index, text: str, least: int) -> Iterator[tuple[str, str]]:
    """The two nouns, of so many letters at ``least``, that a word may be cut into."""
    for cut in range(least, len(text) - least + 1):
        parts = text[:cut], text[cut:]
        if all(index.is_noun(part) for part in parts):
            yield parts


def _together(index: Index, field: str, terms: Sequence[str]) -> int:
    """How many products have all of some terms, as far as it is counted."""
    if not all(index.engine.has(field, term) for term in terms):
        return 0
    query = Terms.all([Terms.one(field, term) for term in terms])
    return len(index.engine.find(query, _COUNTED))


def respellings(index: Index, words: list[Word]) -> Iterator[list[Word]]:
    """Words joined, taken apart, or taken for what they resemble, the smallest change first."""
    slips = [corrected(index, word, _SLIP) for word in words]
    if slips != words:
        yield slips
    yield from _regrouped(index, words)
    least = _ONE_WORD if len(words) == 1 else _SPELLED
    resembled = [corrected(index, word, least) for word in words]
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
        for parts in _nouns(index, word.text, 3):
            yield [*words[:at], *(_respelled(word, part) for part in parts), *words[at + 1 :]]


def _segmented(index: Index, words: list[Word]) -> Iterator[list[Word]]:
    """Words with all their blanks put anew, where that makes known words of them."""
    stem = index.language.stem
    if any(word.is_size or not word.required for word in words):
        return
    parts = segment("".join(word.said for word in words), lambda text: stem(text) in index)
    if parts is not None and words:
        yield [_respelled(words[-1], stem(part)) for part in parts]


def corrected(index: Index, word: Word, least: float = _SPELLED) -> Word:
    """An unknown word as the known one that it resembles, by ``least`` of 1."""
    known = any(form in index for form in word.forms)
    if known or word.is_size or not word.required or len(word.text) < 4:
        return word
    resembled = next((each for each, like in index.alike(word.text) if like >= least), None)
    return _respelled(word, resembled) if resembled else word


def _respelled(word: Word, text: str) -> Word:
    return replace(word, text=text, forms=(text,), said=text)


def resounding(index: Index, words: list[Word]) -> Iterator[list[Word]]:
    """``words`` with one of them, or two side by side, taken for a known word that sounds so."""
    for at, word in enumerate(words):
        if word.required and not word.is_size:
            # What is a word of the shop was most likely heard well.
            known_well = any(form in index for form in word.forms)
            least = _SLIP if known_well else _ONE_WORD if len(words) == 1 else _HEARD
            for known, like in index.alike(word.text):
                if like >= least:
                    yield [*words[:at], _respelled(word, known), *words[at + 1 :]]
    for at, (first, second) in enumerate(pairwise(words)):
        for known, like in index.alike(first.text + second.text):
            if like >= _ONE_WORD:
                yield [*words[:at], _respelled(second, known), *words[at + 2 :]]


def together(index: Index, words: list[Word], field: str) -> list[Word] | None:
    """The words that these may have been which products have together in a field of the index.

    Each counts by how alike it is, and all of them by how many products there are. None where no
    product has any choice of them.
    """
    options = [_options(index, word) for word in words]
    choices = sorted(product(*options), key=lambda chosen: -_likeness(chosen))[:_CHOICES]
    best: tuple[float, list[Word]] | None = None
    for chosen in choices:
        terms = [Terms.some([Terms.one(field, form) for form in word.forms]) for word, _ in chosen]
        count = len(index.engine.find(Terms.all(terms), _COUNTED))
        worth = _likeness(chosen) + _TOGETHER * math.log(count) if count else -math.inf
        if count and (best is None or worth > best[0]):
            best = worth, [word for word, _ in chosen]
    return best[1] if best else None


def _options(index: Index, word: Word) -> list[tuple[Word, float]]:
    if word.is_size or not word.required:
        return [(word, 1.0)]
    near = [(known, like) for known, like in index.alike(word.text) if like >= _COULD]
    own = [(word, 1.0)] if any(form in index for form in word.forms) or not near else []
    return [*own, *((_respelled(word, known), like) for known, like in near)]


def _likeness(chosen: Sequence[tuple[Word, float]]) -> float:
    return sum(math.log(like) for _, like in chosen)
