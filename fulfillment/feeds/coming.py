"""The catalogue as it will be after an import, for others to get ready for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, MetaData, exists, func, select, true
from sqlalchemy.orm import Session

from fulfillment.feeds.staging import TOLD
from fulfillment.storage.feeds import StagedProductRow
from fulfillment.storage.models import ProductRow
from fulfillment.storage.statements import table_of

_products, _staged = table_of(ProductRow), table_of(StagedProductRow)


@dataclass(frozen=True, slots=True)
class Coming:
    """The catalogue that a swap would make of the one of version ``before``.

    ``products`` is a query, in SQL, of all that will be listed.
    """

    before: int
    version: int
    products: str


def coming_products(session: Session, import_id: int, *, keep: bool) -> str:
    """The query of :class:`Coming`, once new products were written, unlisted.

    ``keep`` is for a swap that leaves what the import has not.
    """
    bind = session.get_bind()
    # The query is going to be called "products" itself: its own table needs its full name.
    sqlite = bind.dialect.name == "sqlite"
    schema = "main" if sqlite else str(session.scalar(select(func.current_schema())))
    before = _products.to_metadata(MetaData(), schema=schema)
    values: dict[str, ColumnElement[Any]] = {column.name: column for column in before.c}
    values |= {name: _staged.c[name] for name in TOLD}
    values |= {
        "stock": func.coalesce(_staged.c.stock, before.c.stock),
        "popularity": func.coalesce(_staged.c.popularity, before.c.popularity),
        "listed": true(),
    }
    same, of_import = before.c.sku == _staged.c.sku, _staged.c.import_id == import_id
    query: Any = select(*(value.label(name) for name, value in values.items()))
    query = query.join_from(before, _staged, same).where(of_import)
    if keep:
        there = exists().where(of_import, same).correlate(before)
        query = query.union_all(select(*before.c).where(before.c.listed, ~there))
    return str(query.compile(bind, compile_kwargs={"literal_binds": True}))
