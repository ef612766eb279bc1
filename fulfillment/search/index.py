"""The index of one state of the catalogue, as search uses it: what is known, and what fits."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path

from fulfillment.catalog.product import Product
from fulfillment.search.building import SMALL_SHOP, SUMMARY, Built, Summary, build, read_called
from fulfillment.search.called import NOBODY, Called, Heard, names_of
from fulfillment.search.engine import Lookup, Terms, open_engine
from fulfillment.search.english import ENGLISH
from fulfillment.search.fields import Entry
from fulfillment.search.language import Language
from fulfillment.search.languages import language_of
from fulfillment.search.snapshot import BrokenSnapshot, check, read_json
from fulfillment.search.sound import trigrams
from fulfillment.search.spelling import spelling

# BM25's usual constants, over a weighted sum of fields (Robertson, Zaragoza and Taylor, "Simple
# BM25 extension to multiple weighted fields", 2004).
K1, B = 1.2, 0.75
# As many products are kept taken apart; each takes about 4 KB.
_KEPT = 10_000
# How many of those that share most of its sounds a query is compared with.
_SOUNDING = 16
# So many candidates are all that matter in a small shop.
_MANY = 256

Load = Callable[[Sequence[str]], Iterable[Product]]


class Index:
    """What the engine finds, and the products that were found lately, taken apart.

    ``alike`` finds the known words that an unknown one may stand for. All words are of one
    ``language``. It may be shared by threads.
    """

    def __init__(
        self, engine: Lookup, summary: Summary, called: Callable[[], Called | None]
    ) -> None:
        self.engine = engine
        self.summary = summary
        self._read_called = called
        self.language: Language = language_of(summary.language)
        words = [word for word in summary.vocabulary if len(word) > 2 and word.isalpha()]
        self.alike = spelling(words, lambda word: engine.frequency("words", word), self.language)
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

    def candidates(self, few: int) -> int:
        """How many products are read and weighed: ``few`` in a large shop, to take milliseconds."""
        return _MANY if self.summary.products <= SMALL_SHOP else few

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
    def _called(self) -> Called | None:
        return self._read_called()

    def sounding_the_same(self, ways: Sequence[str]) -> tuple[str, ...]:
        """In a small shop, the SKUs of what is called what some way to say a query sounds like."""
        return self._called.sounding_the_same(ways) if self._called else ()

    def heard(self, ways: Sequence[str], load: Load) -> Heard:
        """Whose names any of some ways to say a query sounds most like.

        All names are compared in a small shop, and in a large one those of the products that share
        the most sounds with it.
        """
        if self._called is not None:
            return self._called.nearest(ways)
        keys = dict.fromkeys(key for way in ways for key in trigrams(way, self.language.name))
        if not keys:
            return NOBODY
        wanted = Terms.some([Terms.one("sound", key) for key in keys])
        near = self.entries([sku for sku, _ in self.engine.find(wanted, _SOUNDING)], load)
        names = ((e.product.sku, names_of(e.product, self.language)) for e in near)
        return Called.of(names, self.language).nearest(ways)

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
    return opened(build(listed, len(listed), language))


def opened(built: Built) -> Index:
    """An index that was just built."""
    return Index(Lookup(built.index), built.summary, lambda: built.called)


def open_index(folder: Path) -> Index:
    """The index in a snapshot. Raises :class:`BrokenSnapshot` where it is not as it was written."""
    check(folder)
    try:
        summary = Summary.read(read_json(folder, SUMMARY))
        called = read_called(folder, language_of(summary.language))
        return Index(Lookup(open_engine(folder)), summary, lambda: called)
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise BrokenSnapshot(str(error)) from error
