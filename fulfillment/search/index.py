"""The index of one state of the catalogue, as search uses it: what is known, and what fits."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path

from fulfillment.catalog.product import Product
from fulfillment.search.building import SUMMARY, Summary, build
from fulfillment.search.engine import Lookup, open_engine
from fulfillment.search.english import ENGLISH
from fulfillment.search.fields import Entry
from fulfillment.search.language import Language
from fulfillment.search.languages import language_of
from fulfillment.search.snapshot import BrokenSnapshot, check, read_json
from fulfillment.search.sounding import WordSounds
from fulfillment.search.spelling import spelling

# BM25's usual constants, over a weighted sum of fields (Robertson, Zaragoza and Taylor, "Simple
# BM25 extension to multiple weighted fields", 2004).
K1, B = 1.2, 0.75
# As many products are kept taken apart; each takes about 4 KB.
_KEPT = 10_000

Load = Callable[[Sequence[str]], Iterable[Product]]


class Index:
    """What the engine finds, and the products that were found lately, taken apart.

    ``correct`` finds the known word that an unknown one resembles. All words are of one
    ``language``. It may be shared by threads.
    """

    def __init__(self, engine: Lookup, summary: Summary) -> None:
        self.engine = engine
        self.summary = summary
        self.language: Language = language_of(summary.language)
        long = [word for word in summary.vocabulary if len(word) > 3 and word.isalpha()]
        self.correct = spelling(long, self.language)
        self._entries: dict[str, Entry] = {}

    def __contains__(self, term: object) -> bool:
        """Whether products have the word in name, brand, category or the like."""
        return isinstance(term, str) and self.engine.has("words", term)

    def is_noun(self, term: str) -> bool:
        """Whether products have the word in name, synonyms or category."""
        return self.engine.has("nouns", term)

    def is_name(self, phrase: str) -> bool:
        """Whether products are called exactly so, by name, synonym or category."""
        return self.engine.has("names", phrase)

    def worth(self, entry: Entry, term: str) -> float:
        """BM25 of a term for a product, over its weighted fields."""
        weight = entry.weights.get(term, 0.0)
        if not weight:
            return 0.0
        damping = K1 * (1 - B + B * entry.weight / self.summary.weight)
        return self.rarity(term, "words") * weight * (K1 + 1) / (weight + damping)

    def rarity(self, term: str, field: str = "text") -> float:
        """How much it tells that a product has a term: 0 and up."""
        total = self.summary.products
        count = min(self.engine.frequency(field, term), total)
        return math.log(1 + (total - count + 0.5) / (count + 0.5))

    @cached_property
    def sounds(self) -> WordSounds:
        """Known words by their sound; made when the first word is asked for."""
        return WordSounds(self.summary.vocabulary, self.language)

    def entries(self, skus: Sequence[str], load: Load) -> list[Entry]:
        """Products taken apart, in this order; ``load`` reads those that are not at hand."""
        kept = self._entries
        missing = [sku for sku in skus if sku not in kept]
        if missing:
            if len(kept) > _KEPT:
                kept = self._entries = {}
                missing = list(skus)
            kept.update((p.sku, Entry(p, self.language)) for p in load(missing))
        return [kept[sku] for sku in skus if sku in kept]


def build_index(products: Iterable[Product], language: Language = ENGLISH) -> Index:
    """An index of ``products`` in memory, whose texts are of ``language``."""
    listed = sorted(products, key=lambda product: (-product.popularity, product.sku))
    index, summary = build(listed, len(listed), language)
    return Index(Lookup(index), summary)


def open_index(folder: Path) -> Index:
    """The index in a snapshot. Raises :class:`BrokenSnapshot` where it is not as it was written."""
    check(folder)
    try:
        summary = Summary.read(read_json(folder, SUMMARY))
        return Index(Lookup(open_engine(folder)), summary)
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise BrokenSnapshot(str(error)) from error
