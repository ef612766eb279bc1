"""The tables of the local understanding: what it learns from the sentences for unforeseen wordings.

An averaged perceptron over words and pairs of neighbours, trained on every branch of every
sentence, and on talk that is nothing for a shop. Whole numbers only, in an order that the texts
alone decide: the same sources give the same tables on every machine. How sure a guess is, is
measured: each third of the sentences is guessed by what the other two thirds teach.
"""

from __future__ import annotations

import math
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from interaction_models.compiler.samples import every_branch
from interaction_models.compiler.templates import Templates
from interaction_models.features import features, is_slot, pieces
from interaction_models.guess import OTHER, Tables, evidence, guess
from interaction_models.locale import Locale
from interaction_models.normalizer import Normalizer
from interaction_models.words import CatalogNames

_ROUNDS = 5
_ENTIRE = 2  # rounds over all examples; after them, over those that were last guessed wrong
_FOLDS = 2
_SCALE = 100
_STEPS = 40


@dataclass(frozen=True, slots=True)
class _Example:
    intent: str
    features: tuple[str, ...]
    words: tuple[str, ...]
    fold: int
    order: int


def guess_tables(locale: Locale, names: CatalogNames) -> dict[str, str]:
    """The JSON text of a locale's tables, by its path below ``built/``."""
    examples = sorted(_examples(locale, names), key=lambda example: example.order)
    weights = _train(examples)
    tables = Tables(weights, _known(examples), _calibrated(examples))
    return {f"understanding/{locale.name}.json": tables.to_json()}


class _Named:
    """Finds the names of a catalogue's products, and numbers, in talk."""

    def __init__(self, locale: Locale, names: CatalogNames, normalizer: Normalizer) -> None:
        said = (text for texts in names.synonyms.values() for text in texts)
        self._products = {tuple(normalizer.singular(text)) for text in (*names.products, *said)}
        self._numbers = {text for text, _ in locale.lists["quantity"].texts}
        self._singular = normalizer.singular

    def marked(self, text: str) -> str:
        """The text with slots in the place of single products and of numbers."""
        return " ".join(self._marked(word) for word in text.split())

    def _marked(self, word: str) -> str:
        if tuple(self._singular(word)) in self._products:
            return "{product}"
        return "{quantity}" if word in self._numbers and len(word) > 1 else word


def _examples(locale: Locale, names: CatalogNames) -> Iterator[_Example]:
    normalizer, templates = Normalizer(locale.speech), Templates(locale)
    for intent in locale.intents.values():
        for source in intent.sentences:
            place = f"{source.file}:{source.line}:{source.text}"
            for sample in every_branch(source, templates):
                yield _example(intent.name, sample, place, normalizer)
    named = _Named(locale, names, normalizer)
    for text in locale.other_talk:
        yield _example(OTHER, text, text, normalizer)
        if (marked := named.marked(text)) != text:
            yield _example(OTHER, marked, text, normalizer)


def _example(intent: str, sample: str, place: str, normalizer: Normalizer) -> _Example:
    words: list[str] = []
    for piece in pieces(sample):
        slot = piece.replace("_two}", "}")
        words += [slot] if is_slot(piece) else normalizer.singular(piece)
    key = zlib.crc32(f"{intent} {sample}".encode())
    fold = zlib.crc32(place.encode()) % _FOLDS
    return _Example(intent, tuple(features(words)), tuple(words), fold, key)


def _train(examples: Iterable[_Example]) -> dict[str, dict[str, int]]:
    """Weights by feature and intent, in hundredths."""
    everything = list(examples)
    weights: dict[str, dict[str, int]] = defaultdict(dict)
    late: dict[str, dict[str, int]] = defaultdict(dict)
    wrong: list[_Example] = []
    step = 0
    for turn in range(_ROUNDS):
        learned = everything if turn < _ENTIRE else wrong
        wrong = []
        for example in learned:
            step += 1
            found = _best(example.features, weights)
            if found != example.intent:
                wrong.append(example)
                for feature in example.features:
                    _move(weights[feature], late[feature], example.intent, 1, step)
                    if found is not None:
                        _move(weights[feature], late[feature], found, -1, step)
    return {
        feature: averaged
        for feature in sorted(weights)
        if (averaged := _averaged(weights[feature], late[feature], step))
    }


def _best(found: Iterable[str], weights: Mapping[str, Mapping[str, int]]) -> str | None:
    scores: dict[str, int] = defaultdict(int)
    for feature in found:
        for intent, weight in weights[feature].items():
            scores[intent] += weight
    return max(scores, key=lambda intent: (scores[intent], intent)) if scores else None


def _move(row: dict[str, int], late: dict[str, int], intent: str, by: int, step: int) -> None:
    row[intent] = row.get(intent, 0) + by
    late[intent] = late.get(intent, 0) + by * step


def _averaged(row: Mapping[str, int], late: Mapping[str, int], steps: int) -> dict[str, int]:
    """The mean of a feature's weights over all steps; one that comes to nothing is left out."""
    means = {k: (row[k] * (steps + 1) - late[k]) * _SCALE // (steps or 1) for k in sorted(row)}
    return {intent: mean for intent, mean in means.items() if mean}


def _known(examples: Iterable[_Example]) -> frozenset[str]:
    """The words of all sentences: what is none of them tells nothing of what is wanted."""
    said = (word for example in examples if example.intent != OTHER for word in example.words)
    return frozenset(word for word in said if not is_slot(word))


def _calibrated(examples: list[_Example]) -> tuple[float, ...]:
    """The coefficients that make probabilities of evidence, by logistic regression."""
    points: list[tuple[tuple[float, ...], bool]] = []
    for fold in range(_FOLDS):
        rest = [example for example in examples if example.fold != fold]
        tables = Tables(_train(rest), _known(rest), ())
        for example in (e for e in examples if e.fold == fold):
            found = guess(example.words, tables)
            if found is not None and found.intent != OTHER:
                points.append((evidence(found), found.intent == example.intent))
    return _logistic(points)


def _logistic(points: list[tuple[tuple[float, ...], bool]]) -> tuple[float, ...]:
    """Newton's steps towards the likeliest coefficients, a little drawn to zero."""
    size = len(points[0][0]) if points else 0
    solved = [0.0] * size
    for _ in range(_STEPS if size else 0):
        slope = [-0.01 * value for value in solved]
        curve = [[0.01 if i == j else 0.0 for j in range(size)] for i in range(size)]
        for row, right in points:
            p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(row, solved, strict=True))))
            for i in range(size):
                slope[i] += (right - p) * row[i]
                for j in range(size):
                    curve[i][j] += p * (1 - p) * row[i] * row[j]
        solved = [a + b for a, b in zip(solved, _solve(curve, slope), strict=True)]
    return tuple(round(value, 2) for value in solved)


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a small system of equations, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i, pivot in enumerate(rows):
        scaled = [value / pivot[i] for value in pivot]
        rows[i] = scaled
        for j, row in enumerate(rows):
            if j != i:
                rows[j] = [a - row[i] * b for a, b in zip(row, scaled, strict=True)]
    return [row[-1] for row in rows]
