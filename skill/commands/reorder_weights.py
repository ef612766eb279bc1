"""Fits the weights of the signals that predict a purchase, in plain Python.

A conditional logit model: of all products that somebody bought before, the ones bought again were
chosen with a probability that grows with the weighted sum of their signals. The likelihood has one
maximum, which Newton's method finds in a few steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from math import exp

from fulfillment.customers.habits import Signals

NAMES = tuple(field.name for field in fields(Signals))
_STEPS = 5
# A slight pull towards zero; it keeps signals that say the same from growing against each other.
_PULL = 2.0

Vector = list[float]


@dataclass(frozen=True, slots=True)
class Choice:
    """The signals of everything that might have been bought again, and which of it was."""

    signals: tuple[Signals, ...]
    chosen: frozenset[int]


def fitted(choices: Sequence[Choice], using: Sequence[str]) -> Signals:
    """The weights of the signals named, fitted to choices; all others are 0."""
    columns = [NAMES.index(name) for name in using]
    tables = [[[astuple(of)[c] for c in columns] for of in choice.signals] for choice in choices]
    weights = [0.0] * len(columns)
    for _ in range(_STEPS):
        slope, curve = _derivatives(choices, tables, weights)
        weights = [w + step for w, step in zip(weights, _solved(curve, slope), strict=True)]
    found = dict(zip(using, weights, strict=True))
    return Signals(**{name: found.get(name, 0.0) for name in NAMES})


def _derivatives(
    choices: Sequence[Choice], tables: Sequence[list[Vector]], weights: Vector
) -> tuple[Vector, list[Vector]]:
    """The gradient of the log-likelihood, and its curvature with the sign turned."""
    size = range(len(weights))
    slope = [-_PULL * w for w in weights]
    curve = [[_PULL * (i == j) for j in size] for i in size]
    for choice, table in zip(choices, tables, strict=True):
        chances = _chances(table, weights)
        share = 1 / len(choice.chosen)
        mean = [sum(p * row[i] for p, row in zip(chances, table, strict=True)) for i in size]
        for i in size:
            slope[i] += share * sum(table[k][i] for k in choice.chosen) - mean[i]
        for p, row in zip(chances, table, strict=True):
            off = [value - middle for value, middle in zip(row, mean, strict=True)]
            for i in size:
                for j in range(i + 1):
                    curve[i][j] += p * off[i] * off[j]
    return slope, [[curve[max(i, j)][min(i, j)] for j in size] for i in size]


def _chances(table: Sequence[Vector], weights: Vector) -> Vector:
    scores = [sum(a * b for a, b in zip(row, weights, strict=True)) for row in table]
    top = max(scores)
    grown = [exp(score - top) for score in scores]
    total = sum(grown)
    return [value / total for value in grown]


def _solved(matrix: Sequence[Vector], right: Vector) -> Vector:
    """The solution of a system of linear equations, by elimination; the matrix is positive."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i, pivot in enumerate(rows):
        for row in rows[i + 1 :]:
            factor = row[i] / pivot[i]
            row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
    found = [0.0] * len(rows)
    for i in reversed(range(len(rows))):
        known = sum(rows[i][j] * found[j] for j in range(i + 1, len(rows)))
        found[i] = (rows[i][-1] - known) / rows[i][i]
    return found
