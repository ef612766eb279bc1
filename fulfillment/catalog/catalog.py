"""The products of the shop: read, related, stocked and priced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from fulfillment.catalog.price_history import note_prices, read_prices
from fulfillment.catalog.product import Product
from fulfillment.catalog.rows import COLUMNS, products, to_product, to_values
from fulfillment.errors import ProductNotFound
from fulfillment.money import Money
from fulfillment.storage.models import ProductRow, RelationRow
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unit import Unit

_relations = table_of(RelationRow).c
_BY_SKU = select(*COLUMNS).where(products.c.sku.in_(bindparam("skus", expanding=True)))
_PRICES = select(products.c.sku, products.c.price_minor).where(
    products.c.sku.in_(bindparam("skus", expanding=True))
)
_BY_POPULARITY = (
    select(*COLUMNS).where(products.c.listed).order_by(products.c.popularity.desc(), products.c.sku)
)
_BY_SKU_ALL = select(*COLUMNS).where(products.c.listed).order_by(products.c.sku)
_IN_CATEGORY = _BY_POPULARITY.where(products.c.category == bindparam("of"))
_IN_DEPARTMENT = _BY_POPULARITY.where(products.c.department == bindparam("of"))
_RELATED = (
    select(*COLUMNS)
    .join_from(products, table_of(RelationRow), _relations.other_sku == products.c.sku)
    .where(_relations.sku == bindparam("of"), _relations.kind == bindparam("kind"))
    .where(products.c.listed)
    .order_by(_relations.position)
)

# SQLite takes 32,766 values in one statement, PostgreSQL twice as many.
_SKUS_AT_ONCE = 10_000

RelationKind = Literal["goes_with", "instead_of"]


class Catalog:
    """Products by SKU, category, department and relation.

    By its SKU a product is found also when it is no longer listed, for orders refer to it.
    """

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def get(self, sku: str) -> Product:
        """The product with this SKU. Raises :class:`ProductNotFound`."""
        product = self.find(sku)
        if product is None:
            raise ProductNotFound(sku)
        return product

    def find(self, sku: str) -> Product | None:
        """The product with this SKU, if there is one."""
        found = self.get_many([sku])
        return found[0] if found else None

    def get_many(self, skus: Iterable[str]) -> list[Product]:
        """The products with these SKUs, in this order; those that are missing are left out."""
        wanted = list(dict.fromkeys(skus))
        if not wanted:
            return []
        found = self._products(_BY_SKU, {"skus": wanted})
        by_sku = {product.sku: product for product in found}
        return [by_sku[sku] for sku in wanted if sku in by_sku]

    def related(self, sku: str, kind: RelationKind) -> list[Product]:
        """What goes with a product, or what may stand in for it, the best first."""
        return self._products(_RELATED, {"of": sku, "kind": kind})

    def in_category(self, category: str) -> list[Product]:
        """The products of a category, the most popular first."""
        return self._products(_IN_CATEGORY, {"of": category})

    def in_department(self, department: str) -> list[Product]:
        """The products of a department, the most popular first."""
        return self._products(_IN_DEPARTMENT, {"of": department})

    def everything(self) -> list[Product]:
        """All products, the most popular first."""
        return self._products(_BY_POPULARITY)

    def each(self) -> Iterator[Product]:
        """All products by SKU, one at a time, in constant memory."""
        currency = self._unit.profile.currency
        streamed = _BY_SKU_ALL.execution_options(yield_per=1000)
        for row in self._session.execute(streamed):
            yield to_product(row, currency)

    def departments(self) -> list[str]:
        """The departments that hold products, in alphabetical order."""
        return self._distinct(ProductRow.department)

    def brands(self) -> list[str]:
        """The brands of all products, in alphabetical order."""
        return self._distinct(ProductRow.brand)

    def categories(self) -> list[str]:
        """The categories of all products, in alphabetical order."""
        return self._distinct(ProductRow.category)

    def attributes(self) -> list[str]:
        """The attributes that any product has, in alphabetical order."""
        lists = self._session.scalars(select(ProductRow.attributes).where(ProductRow.listed))
        return sorted({attribute for attributes in lists for attribute in attributes})

    def count(self) -> int:
        """How many products there are, listed or not."""
        return self._session.scalar(select(func.count()).select_from(ProductRow)) or 0

    def prices(self, sku: str, most: int = 100) -> list[tuple[datetime, Money]]:
        """What a product has cost since when, the newest first: its price of now, then older ones.

        At most ``most``; none for a product that there is not.
        """
        currency = self._unit.profile.currency
        found = read_prices(self._session, sku, most)
        return [(at, Money(price, currency)) for at, price in found]

    def set_price(self, sku: str, price: Money) -> None:
        """Sell a product for ``price``. Raises :class:`ProductNotFound`."""
        if price.amount_minor < 0 or price.currency != self._unit.profile.currency:
            raise ValueError(f"not a price of this shop: {price}")
        before = self.get(sku).price
        self._update(sku, price_minor=price.amount_minor)
        if before != price:
            note_prices(self._session, self._unit.now, {sku: price.amount_minor})

    def set_stock(self, sku: str, stock: int) -> None:
        """Have ``stock`` pieces of a product. Raises :class:`ProductNotFound`."""
        if stock < 0:
            raise ValueError("stock cannot be negative")
        self._update(sku, stock=stock)

    def add_many(self, products: Sequence[Product]) -> None:
        """Add products, in place of those that have the same SKU."""
        if not products:
            return
        known = self._known_prices([product.sku for product in products])
        values = {product.sku: to_values(product) for product in products}
        new = [value for sku, value in values.items() if sku not in known]
        old = [value for sku, value in values.items() if sku in known]
        if new:
            self._session.execute(insert(ProductRow), new)
        if old:
            self._session.execute(update(ProductRow), old)
        costs = {sku: value["price_minor"] for sku, value in values.items()}
        changed = {sku: cost for sku, cost in costs.items() if known.get(sku) != cost}
        note_prices(self._session, self._unit.now, changed)
        self._unit.catalog_changed()

    def unlist(self, sku: str) -> None:
        """Sell a product no longer. Raises :class:`ProductNotFound`."""
        self._update(sku, listed=False, stock=0)
        self._unit.catalog_changed()

    def set_spoken_name(self, sku: str, name: str) -> None:
        """Say ``name`` for a product, whatever feeds call it; empty: its own name again.

        Raises :class:`ProductNotFound`.
        """
        self._update(sku, spoken_name=" ".join(name.split()))
        self._unit.catalog_changed()

    def relate(self, kind: RelationKind, others: dict[str, Sequence[str]]) -> None:
        """Name, for each SKU in ``others``, the SKUs related to it, the best first."""
        rows = [
            {"sku": sku, "kind": kind, "position": position, "other_sku": other}
            for sku, related in others.items()
            for position, other in enumerate(related)
        ]
        self._session.execute(
            delete(RelationRow).where(RelationRow.kind == kind, RelationRow.sku.in_(list(others)))
        )
        if rows:
            self._session.execute(insert(RelationRow), rows)

    def _products(
        self, query: Select[Any], values: Mapping[str, Any] | None = None
    ) -> list[Product]:
        currency = self._unit.profile.currency
        return [to_product(row, currency) for row in self._session.execute(query, values)]

    def _distinct(self, column: InstrumentedAttribute[str]) -> list[str]:
        return sorted(self._session.scalars(select(column).where(ProductRow.listed).distinct()))

    def _known_prices(self, skus: Sequence[str]) -> dict[str, int]:
        known: dict[str, int] = {}
        for start in range(0, len(skus), _SKUS_AT_ONCE):
            some = skus[start : start + _SKUS_AT_ONCE]
            found = self._session.execute(_PRICES, {"skus": some})
            known.update((sku, price) for sku, price in found)
        return known

    def _update(self, sku: str, **values: int | str) -> None:
        statement = update(ProductRow).where(ProductRow.sku == sku).values(**values)
        if not changed_rows(self._session, statement):
            raise ProductNotFound(sku)
