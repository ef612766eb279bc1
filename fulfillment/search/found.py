"""What goes into a search beside the words, and what comes out. Pure, standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from fulfillment.catalog.product import Product


class Certainty(Enum):
    """How well the words say which product is meant."""

    ONE = "one"
    SEVERAL = "several"
    NEAREST = "nearest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a recogniser may have heard, how sure it is of all, and of each word: 0 to 1."""

    text: str
    confidence: float = 1.0
    words: tuple[float, ...] = ()

    def without_doubtful(self, least: float) -> str:
        """The text without the words of which the recogniser is less sure than ``least``."""
        said = self.text.split()
        if len(said) != len(self.words):
            return self.text
        return " ".join(w for w, sure in zip(said, self.words, strict=True) if sure >= least)


@dataclass(frozen=True, slots=True)
class Found:
    """What a query led to, the best first: at most 50 that fit, or up to 3 that fit partly."""

    certainty: Certainty
    products: tuple[Product, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A product, how well it fits, and what each signal gave towards it."""

    product: Product
    score: float
    signals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a query was answered, and the best products with what spoke for each."""

    found: Found
    ranked: tuple[Ranked, ...]
