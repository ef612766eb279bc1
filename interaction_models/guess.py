"""Guesses the intent of a wording that no sentence foresees, by tables that the compiler makes.

Standard library only. The tables are ``built/understanding/<locale>.json``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interaction_models.features import features, is_slot

OTHER = "-"  # talk that is nothing for the shop


@dataclass(frozen=True, slots=True)
class Tables:
    """Weights by feature and intent, the words of all sentences, and what makes evidence sure."""

    weights: Mapping[str, Mapping[str, int]]
    known: frozenset[str]
    calibration: tuple[float, ...]

    def to_json(self) -> str:
        """The tables as JSON; intents are numbered, a feature stands in a line of its own."""
        intents = sorted({intent for row in self.weights.values() for intent in row})
        number = {intent: index for index, intent in enumerate(intents)}
        rows = {
            feature: [part for intent, weight in row.items() for part in (number[intent], weight)]
            for feature, row in self.weights.items()
        }
        parts = {
            "intents": intents,
            "calibration": self.calibration,
            "known": sorted(self.known),
        }
        head = ",\n".join(f"{json.dumps(k)}: {_compact(v)}" for k, v in parts.items())
        body = ",\n".join(f"{_compact(feature)}:{_compact(row)}" for feature, row in rows.items())
        return f'{{{head},\n"weights": {{\n{body}\n}}}}\n'

    @classmethod
    def from_json(cls, text: str) -> Tables:
        """The tables that :meth:`to_json` wrote."""
        read = json.loads(text)
        intents = read["intents"]
        weights = {
            feature: {intents[row[at]]: row[at + 1] for at in range(0, len(row), 2)}
            for feature, row in read["weights"].items()
        }
        return cls(weights, frozenset(read["known"]), tuple(read["calibration"]))


@dataclass(frozen=True, slots=True)
class Guess:
    """What an utterance may mean.

    ``score`` and ``next_score`` are what speaks for it and for the next best, in hundredths;
    ``known`` is the share of its words that some sentence has, ``size`` their number.
    """

    intent: str
    score: int
    next_score: int
    known: float
    size: int


def guess(words: Sequence[str], tables: Tables) -> Guess | None:
    """The likeliest intent of words in the singular, slots among them, or None."""
    scores: dict[str, int] = defaultdict(int)
    found = features(words)
    for feature in found:
        for intent, weight in tables.weights.get(feature, {}).items():
            scores[intent] += weight
    if not scores:
        return None
    ranked = sorted(scores, key=lambda intent: (-scores[intent], intent))
    second = scores[ranked[1]] if len(ranked) > 1 else 0
    known = sum(is_slot(word) or word in tables.known for word in words) / len(words)
    return Guess(ranked[0], scores[ranked[0]], second, known, len(words))


def evidence(found: Guess) -> tuple[float, ...]:
    """What tells whether a guess is right, as numbers near one."""
    pairs = 2 * found.size + 1
    return (
        1.0,
        found.score / 100 / pairs,
        (found.score - found.next_score) / 100 / pairs,
        found.known,
        1 / found.size,
    )


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
