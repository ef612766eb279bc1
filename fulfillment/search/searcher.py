"""Search as callers see it: a query goes in; products, and how certain they are, come out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import Enum

from sqlalchemy import bindparam, select

from fulfillment.catalog.product import Product
from fulfillment.catalog.rows import products
from fulfillment.money import Money
from fulfillment.search.index import Index
from fulfillment.search.language import Language
from fulfillment.search.matching import match
from fulfillment.search.text import tokens
from fulfillment.storage.versioned import Versioned
from fulfillment.unit import Unit

_MOST, _NEAREST = 50, 3
_LIVE = select(products.c.sku, products.c.price_minor, products.c.stock).where(
    products.c.sku.in_(bindparam("skus", expanding=True))
)


class Certainty(Enum):
    """How well the words say which product is meant."""

    ONE = "one"
    SEVERAL = "several"
    NEAREST = "nearest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Found:
    """What a query led to, the best first: at most 50 that fit, or up to 3 that fit partly."""

    certainty: Certainty
    products: tuple[Product, ...]
    query: str


class Searcher:
    """Searches an index that is shared by all units of work until the catalogue changes."""

    def __init__(self, unit: Unit, indexes: Versioned[Index]) -> None:
        self._unit = unit
        self._indexes = indexes

    def search(self, query: str, *, usual: Collection[str] = ()) -> Found:
        """The products that ``query`` means, with prices and stock of now.

        Those in stock come first, then the SKUs of ``usual``, then the better match, then the
        more popular product.
        """
        index = self._index()
        found = match(index, query)
        if not found.scores:
            return Found(Certainty.NOTHING, (), query)
        best = _best(index, found.scores, usual, _MOST if found.fits else _NEAREST)
        products = tuple(sorted(self._live(best), key=lambda product: not product.available))
        if not found.fits:
            return Found(Certainty.NEAREST, products, query)
        return Found(Certainty.ONE if len(products) == 1 else Certainty.SEVERAL, products, query)

    def knows(self, word: str) -> bool:
        """Whether products have the word in name, brand, category or the like; costs no query."""
        index = self._index()
        stems = tokens(word, index.language)
        return bool(stems) and all(stem in index.postings for stem in stems)

    def departments(self) -> tuple[str, ...]:
        """The departments that hold products, in alphabetical order; costs no query."""
        return self._index().departments

    @property
    def language(self) -> Language:
        """The language that the shop's products are named in."""
        return self._index().language

    def _index(self) -> Index:
        return self._indexes.get(self._unit.session, self._unit.version)

    def _live(self, products: Iterable[Product]) -> list[Product]:
        kept = {product.sku: product for product in products}
        rows = self._unit.session.execute(_LIVE, {"skus": list(kept)})
        now = {sku: (price, stock) for sku, price, stock in rows}
        return [_as_of(product, *now[sku]) for sku, product in kept.items() if sku in now]


def _best(
    index: Index, scores: dict[int, float], usual: Collection[str], limit: int
) -> list[Product]:
    # Numbers follow popularity, so that they settle what scores leave open.
    ranked = [number for _, number in sorted((-score, number) for number, score in scores.items())]
    if usual:
        ranked.sort(key=lambda number: index.products[number].sku not in usual)
    return [index.products[number] for number in ranked[:limit]]


def _as_of(product: Product, price_minor: int, stock: int) -> Product:
    if (product.price.amount_minor, product.stock) == (price_minor, stock):
        return product
    return replace(product, price=Money(price_minor, product.price.currency), stock=stock)
