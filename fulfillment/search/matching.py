"""From a query to the products that fit it, within one index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tantivy import Query

from fulfillment.search.called import alike, ways_to_say
from fulfillment.search.engine import Terms
from fulfillment.search.fields import Entry
from fulfillment.search.index import Index, Load
from fulfillment.search.readings import as_said, corrected, resounding, respellings
from fulfillment.search.text import Word, analyse

_WITHIN = 0.6
# How sure it must be that a name was said, to take it as said, or to ask whether it was; what a
# word that sounds so is worth.
_SURE, _LIKELY, _SOUNDS_LIKE = 0.9, 0.35, 0.72
# Words so much alike are what was said, but for a slip; then no name is looked for by its sound.
_SLIP = 0.72
# What was respelled is worth a little less than what was said.
_RESPELLED = 0.95
# One in so many products of a kind has a number after its noun, where numbers tell models apart.
_MODELS = 4
# How many candidates the engine hands over in a large shop.
_FEW = 48


@dataclass(frozen=True, slots=True)
class Match:
    """Products with their score, in no order; ``fits``: they have every word.

    ``evidence`` is how well the words were borne out, from 0 to 1: words as they were said, or
    respelled, or what they sound like; ``words`` are those that fit in the end.
    """

    fits: bool
    scores: list[tuple[Entry, float]]
    evidence: float = 0.0
    words: tuple[Word, ...] = ()


def match(index: Index, query: str, load: Load) -> Match:
    """What fits a query, else what fits it in part.

    A product fits when it has every word of the query. Failing that, words that belong together
    are joined, or taken apart, or taken for a word that they resemble; and failing that, the whole
    query for a name that sounds like it, where it is sure that this was said. Of what fits, those
    count whose whole name, synonym or category was asked for, if there are any; otherwise those
    that are nearly as good as the best and have the query's noun for a name. Before what has every
    word as it was said stands what is called just what the query sounds like.
    """
    words = analyse(query, index.language)
    ways = ways_to_say(query, index.language) if words else ()
    if found := _first_that_fits(index, as_said(index, words), load, 1.0):
        return _with_namesakes(index, ways, load, found)
    respelled = _first_that_fits(index, _naming(index, respellings(index, words)), load, _RESPELLED)
    likeness = _likeness(index, query, respelled.words) if respelled else 0.0
    if respelled and likeness >= _SLIP:
        return respelled
    heard = index.heard(ways, load)
    # A name tells nothing of the size that was asked for.
    sure = heard.sure >= _SURE and not any(word.is_size for word in words)
    if respelled and not (sure and heard.like > likeness):
        return respelled
    if sure:
        return Match(True, _called(index, heard.skus, load), heard.sure * _RESPELLED)
    others = _naming(index, resounding(index, words))
    resounded = _first_that_fits(index, others, load, _SOUNDS_LIKE)
    if resounded and heard.like <= _likeness(index, query, resounded.words):
        return resounded
    near = _nearest(index, [corrected(index, word) for word in words], load)
    if heard.sure >= _LIKELY and not (near and _well_known(index, words)):
        near = _called(index, heard.skus, load)
    return Match(False, near)


def _naming(index: Index, readings: Iterable[list[Word]]) -> Iterator[list[Word]]:
    """Readings with a word that names a thing: a slip of a mere brand is too little to go by."""
    return (words for words in readings if any(index.is_noun(word.text) for word in words))


def _well_known(index: Index, words: Sequence[Word]) -> bool:
    """Whether products are called by every word, but for what follows a preposition."""
    return all(
        index.is_noun(word.text)
        for word in words
        if word.required and not (word.is_size or word.aside)
    )


def _with_namesakes(index: Index, ways: Sequence[str], load: Load, found: Match) -> Match:
    """What fits, after what is called just what the query sounds like but is written otherwise."""
    best = max((score for _, score in found.scores), default=0.0)
    called = _called(index, index.sounding_the_same(ways), load)
    return replace(found, scores=[*((e, score + best) for e, score in called), *found.scores])


def _likeness(index: Index, query: str, words: Sequence[Word]) -> float:
    """How alike a query is to the words that it was taken for."""
    return alike(query, " ".join(word.said or word.text for word in words), index.language)


def _called(index: Index, skus: Sequence[str], load: Load) -> list[tuple[Entry, float]]:
    return [(entry, 1.0) for entry in index.entries(skus[: index.candidates(_FEW)], load)]


def _first_that_fits(
    index: Index, readings: Iterable[list[Word]], load: Load, evidence: float
) -> Match | None:
    for reading in readings:
        fitting = _fitting(index, reading)
        if fitting is not None and (found := _candidates(index, reading, fitting, load)):
            return Match(True, found, evidence, tuple(reading))
    return None


def _fitting(index: Index, words: Sequence[Word]) -> list[Query] | None:
    """What products must have to fit; None when some word is in no product."""
    wanted = []
    for word in words:
        if not word.required:
            continue
        forms = [form for form in word.forms if form in index]
        if not forms:
            return None
        wanted.append(Terms.some([Terms.one("words", form) for form in forms]))
    return wanted or None


def _candidates(
    index: Index, words: Sequence[Word], fitting: list[Query], load: Load
) -> list[tuple[Entry, float]]:
    named, others = _named(index, words, fitting)
    if named:
        # These are called exactly so and have every other word: only numbers tell them apart.
        told = [word for word in others if not word.required]
        return _scores(index, told, index.entries(named, load))
    head = _head(index, words)
    limit = index.candidates(_FEW)
    found: list[tuple[str, float]] = []
    if head is not None:
        called = Terms.one("nouns", words[head].text)
        found = index.engine.find(Terms.all([*fitting, Terms.scaled(called, 0.0)]), limit)
    if not found:
        found = index.engine.find(Terms.all(fitting), limit)
    entries = index.entries([sku for sku, _ in found], load)
    if _another_model(words, entries) or _scattered(words, head, entries):
        return []
    return _nearly_best(_scores(index, words, entries))


def _another_model(words: Sequence[Word], entries: Sequence[Entry]) -> bool:
    """Whether a number was said that tells models apart, and none of these is that model.

    A number after a noun may be a quantity too; it names a model where numbers follow that noun in
    names: "phone 7", if there are phones 8 and 9.
    """
    if len(words) < 2 or words[-1].required or not words[-2].required or words[-2].is_size:
        return False
    noun, number = words[-2].text, words[-1].text
    if any(number in entry.weights for entry in entries):
        return False
    numbered = sum(
        any(first == noun and second[0].isdigit() for first, second in pairwise(stems))
        for entry in entries
        for stems in entry.names
    )
    return numbered * _MODELS >= len(entries) > 0


def _scattered(words: Sequence[Word], head: int | None, entries: Sequence[Entry]) -> bool:
    """Whether the words only happen to be in the same texts, far apart and none of them the thing.

    The thing is what a product is called by; two words of the query side by side are no accident.
    """
    said = [word for word in words if word.required and not word.is_size]
    if head is None or len(said) < 2:
        return False
    noun, pairs = words[head].text, {(a.text, b.text) for a, b in pairwise(said)}
    return not any(
        noun in entry.heads or any(pair in pairs for n in entry.names for pair in pairwise(n))
        for entry in entries
    )


def _named(
    index: Index, words: Sequence[Word], among: Sequence[Query]
) -> tuple[list[str], Sequence[Word]]:
    """Those whose whole name is the longest phrase around the query's noun; the other words."""
    head = _head(index, words)
    if head is None:
        return [], words
    for start, end in _phrases(index, words, head):
        phrase = " ".join(word.text for word in words[start:end])
        if index.is_name(phrase):
            query = Terms.all([*among, Terms.one("names", phrase)])
            if named := index.engine.popular(query, index.candidates(_FEW)):
                return named, [*words[:start], *words[end:]]
    return [], words


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
    nouns = [at for at, w in enumerate(words) if not w.aside and index.is_noun(w.text)]
    if index.language.head_first:
        # A number that comes first counts what follows, even where it is part of some name.
        return next((at for at in nouns if words[at].required), None)
    return nouns[-1] if nouns else None


def _nearly_best(scores: list[tuple[Entry, float]]) -> list[tuple[Entry, float]]:
    enough = _WITHIN * max((score for _, score in scores), default=0.0)
    return [(entry, score) for entry, score in scores if score >= enough]


def _scores(
    index: Index, words: Sequence[Word], entries: Sequence[Entry]
) -> list[tuple[Entry, float]]:
    forms = [form for word in words for form in word.forms]
    return [(entry, sum(index.worth(entry, form) for form in forms)) for entry in entries]


def _nearest(index: Index, words: Sequence[Word], load: Load) -> list[tuple[Entry, float]]:
    """Products whose names have at least half of the words, the query's noun counting twice.

    Sizes and bare numbers do not count: there may be no two liters of it, but one. What follows a
    preposition counts half.
    """
    counted = [word for word in words if word.required and not word.is_size]
    main = [at for at, word in enumerate(counted) if not word.aside]
    weights = [0.5 if word.aside else 1.0 for word in counted]
    if main:
        weights[main[0 if index.language.head_first else -1]] = 2.0
    pairs = zip(counted, weights, strict=True)
    covering = [
        Terms.worth("nouns", w.text, weight) for w, weight in pairs if index.is_noun(w.text)
    ]
    if not covering:
        return []
    # Words in other fields only tell apart what covers as much.
    telling = [Terms.scaled(Terms.one("words", w.text), 0.001) for w in words if w.text in index]
    query = Terms.all([Terms.some(covering)], lifted_by=telling)
    enough = sum(weights) / 2
    found = index.engine.find(query, index.candidates(_FEW))
    near = [sku for sku, score in found if score + 1e-6 >= enough]
    if not near:
        return []
    entries = index.entries(near, load)
    said = {word.text for word in counted if not word.aside}
    called = sum(not said.isdisjoint(entry.heads) for entry in entries)
    # Where most are not called so, the shop has things for it, and not the thing.
    return _told(index, words, entries) if called * 2 >= len(entries) else []


def _told(index: Index, words: Sequence[Word], near: Sequence[Entry]) -> list[tuple[Entry, float]]:
    """Of what is near, those called by the longest phrase, else all; scored by the rest."""
    head = _head(index, words)
    if head is not None:
        for start, end in _phrases(index, words, head):
            phrase = tuple(word.text for word in words[start:end])
            if named := [entry for entry in near if phrase in entry.names]:
                return _scores(index, [*words[:start], *words[end:]], named)
    return _scores(index, words, near)
