"""Search as callers see it: a query goes in; products, and how certain they are, come out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import BindParameter, bindparam, select

from fulfillment.catalog.product import Product
from fulfillment.catalog.rows import COLUMNS, products, to_product
from fulfillment.money import Money
from fulfillment.search.differences import pick
from fulfillment.search.fields import Entry
from fulfillment.search.found import Certainty, Explanation, Found, Hypothesis, Ranked
from fulfillment.search.index import Index
from fulfillment.search.indexes import Indexes
from fulfillment.search.language import Language
from fulfillment.search.matching import Match, match
from fulfillment.search.ranking import Around, rank
from fulfillment.search.structure import Structure, structure
from fulfillment.search.text import tokens
from fulfillment.unit import Unit

_MOST, _NEAREST = 50, 3
# A word of which the recogniser is less sure may be left out where nothing fits with it.
_DOUBTFUL = 0.4
_SKUS: BindParameter[list[str]] = bindparam("skus", expanding=True)
_LIVE = select(products.c.sku, products.c.price_minor, products.c.stock).where(
    products.c.listed, products.c.sku.in_(_SKUS)
)
_WHOLE = select(*COLUMNS).where(products.c.sku.in_(_SKUS))


class Searcher:
    """Searches an index that is shared by all units of work until the catalogue changes."""

    def __init__(self, unit: Unit, indexes: Indexes) -> None:
        self._unit = unit
        self._indexes = indexes

    def search(
        self,
        query: str,
        *,
        usual: Collection[str] = (),
        department: str | None = None,
        heard: Sequence[Hypothesis] = (),
    ) -> Found:
        """The products that ``query`` means, with prices and stock of now.

        Those in stock come first, then the SKUs of ``usual``, then the better match, then those of
        the ``department`` in talk, then the more popular product. ``heard`` is what a recogniser
        may have heard instead, of which the reading counts that the catalogue bears out best.
        """
        found = self._found(query, usual, department, heard)
        self._unit.note(f"search_{found.certainty.value}")
        return found

    def _found(
        self,
        query: str,
        usual: Collection[str],
        department: str | None,
        heard: Sequence[Hypothesis],
    ) -> Found:
        index = self._index(query)
        asked, found = self._borne_out(index, [Hypothesis(query), *heard])
        if not found.scores:
            return Found(Certainty.NOTHING, (), query)
        around = Around(usual, department)
        best = self._live(_best(found, around, _MOST if found.fits else _NEAREST))
        listed = _preferred(sorted(best, key=lambda product: not product.available), asked)
        if not listed:
            # The index was of a catalogue before this one.
            return Found(Certainty.NOTHING, (), query)
        if not found.fits:
            return Found(Certainty.NEAREST, listed, query)
        return Found(Certainty.ONE if len(listed) == 1 else Certainty.SEVERAL, listed, query)

    def rank(
        self,
        query: str,
        *,
        usual: Collection[str] = (),
        department: str | None = None,
        limit: int = 10,
    ) -> list[Ranked]:
        """The products that have any of the words, the best first, by all signals together.

        Unlike :meth:`search` it decides nothing, and looks at descriptions, too.
        """
        index = self._index(query)
        asked = structure(query, index.language)
        around = Around(usual, department, asked.without)
        found = rank(index, asked.words, self._load, around, limit)
        live = {product.sku: product for product in self._live([r.product for r in found])}
        return [replace(r, product=live[r.product.sku]) for r in found if r.product.sku in live]

    def explain(self, query: str, *, limit: int = 10) -> Explanation:
        """How ``query`` is answered, with what spoke for each of the best products."""
        return Explanation(self.search(query), tuple(self.rank(query, limit=limit)))

    def knows(self, word: str) -> bool:
        """Whether products have the word in name, brand, category or the like; costs no query."""
        index = self._index(word)
        stems = tokens(word, index.language)
        return bool(stems) and all(stem in index for stem in stems)

    def departments(self) -> tuple[str, ...]:
        """The departments that hold products, in alphabetical order; costs no query."""
        return self._index().summary.departments

    @property
    def language(self) -> Language:
        """The language that the shop's products are named in."""
        return self._index().language

    def _index(self, asked: str = "") -> Index:
        return self._indexes.get(self._unit.session, self._unit.version, asked)

    def _borne_out(self, index: Index, heard: Sequence[Hypothesis]) -> tuple[Structure, Match]:
        """The reading that the catalogue bears out best, and what it led to."""
        found = [(each, *self._matched(index, each.text)) for each in heard]
        best = max(found, key=lambda f: (f[2].fits, f[2].evidence * (1 + f[0].confidence)))
        if best[2].fits:
            return best[1], best[2]
        for each in heard:
            left = each.without_doubtful(_DOUBTFUL)
            if left and left != each.text:
                asked, again = self._matched(index, left)
                if again.fits:
                    return asked, again
        return best[1], next((f[2] for f in found if f[2].scores), best[2])

    def _matched(self, index: Index, query: str) -> tuple[Structure, Match]:
        asked = structure(query, index.language)
        if asked.words != query and not index.is_name(" ".join(tokens(query, index.language))):
            found = match(index, asked.words, self._load)
            around = Around(without=asked.without)
            kept = [s for s in found.scores if around.allows(s[0].product, index.language)]
            if kept:
                return asked, replace(found, scores=kept)
        return Structure(query), match(index, query, self._load)

    def _load(self, skus: Sequence[str]) -> list[Product]:
        currency = self._unit.profile.currency
        rows = self._unit.session.execute(_WHOLE, {"skus": list(skus)})
        return [to_product(row, currency) for row in rows]

    def _live(self, products: Iterable[Product]) -> list[Product]:
        kept = {product.sku: product for product in products}
        rows = self._unit.session.execute(_LIVE, {"skus": list(kept)})
        now = {sku: (price, stock) for sku, price, stock in rows}
        return [_as_of(product, *now[sku]) for sku, product in kept.items() if sku in now]


def _best(found: Match, around: Around, limit: int) -> list[Product]:
    def place(scored: tuple[Entry, float]) -> tuple[bool, float, bool, int, str]:
        product, score = scored[0].product, scored[1]
        elsewhere = product.department != around.department
        unusual = product.sku not in around.usual
        return (unusual, -score, elsewhere, -product.popularity, product.sku)

    return [entry.product for entry, _ in sorted(found.scores, key=place)[:limit]]


def _preferred(products: Sequence[Product], asked: Structure) -> tuple[Product, ...]:
    """The one that a superlative means before the others; those in stock are compared first."""
    had = [product for product in products if product.available] or list(products)
    first = pick(had, asked.prefer) if asked.prefer else None
    if first is None:
        return tuple(products)
    return (first, *(product for product in products if product is not first))


def _as_of(product: Product, price_minor: int, stock: int) -> Product:
    if (product.price.amount_minor, product.stock) == (price_minor, stock):
        return product
    return replace(product, price=Money(price_minor, product.price.currency), stock=stock)
