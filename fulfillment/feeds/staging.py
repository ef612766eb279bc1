"""Products of an import that nobody sees yet, and the one step by which everybody sees them.

Everything here is set-based: it takes as much memory for a million products as for ten.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    true,
    update,
)
from sqlalchemy.orm import Session

from fulfillment.storage.columns import UtcDateTime
from fulfillment.storage.feeds import ProductPriceRow, StagedProductRow
from fulfillment.storage.models import ProductRow
from fulfillment.storage.statements import changed_rows, table_of

_products, _staged = table_of(ProductRow), table_of(StagedProductRow)
_prices = table_of(ProductPriceRow)
# What a feed tells and nobody else changes; stock and popularity may be left open by it.
TOLD = (
    *("gtin", "title", "name", "brand", "category", "department", "size", "price_minor"),
    *("tax_category", "attributes", "synonyms", "description", "parent"),
)
_AS_TEXT = ("attributes", "synonyms")
_KNOWN = select(_staged.c.sku).where(
    _staged.c.import_id == bindparam("of"), _staged.c.sku.in_(bindparam("skus", expanding=True))
)


# So many rows at once: SQLite lets nobody else in meanwhile, not even to read.
CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Difference:
    """How many products an import adds, changes, leaves as they are, and no longer lists.

    ``reworded`` are those of ``changed`` that differ in more than price and stock; ``lost`` those
    of ``gone`` that came from a feed, as did ``listed``, all that are sold now.
    """

    added: int = 0
    changed: int = 0
    reworded: int = 0
    unchanged: int = 0
    gone: int = 0
    lost: int = 0
    listed: int = 0

    @property
    def renews(self) -> bool:
        """Whether the catalogue is another one, in more than prices and stock."""
        return bool(self.added or self.reworded or self.gone)

    def __add__(self, other: Difference) -> Difference:
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Difference(*(one + more for one, more in pairs))


@dataclass(frozen=True, slots=True)
class Span:
    """The SKUs after ``after``, up to ``last`` if there is one."""

    after: str
    last: str | None

    def of(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """Whether a column lies in the span."""
        begins = column > self.after
        return begins if self.last is None else and_(begins, column <= self.last)


def stage(session: Session, import_id: int, rows: Sequence[dict[str, Any]]) -> set[str]:
    """Put products aside; the SKUs that are there already, whose rows are left out."""
    known = set(session.scalars(_KNOWN, {"of": import_id, "skus": [row["sku"] for row in rows]}))
    new = [row | {"import_id": import_id} for row in rows if row["sku"] not in known]
    if new and session.get_bind().dialect.name == "postgresql":
        _copy(session, new)
    elif new:
        session.execute(insert(_staged), new)
    return known


def _copy(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """PostgreSQL's own way for many rows, in a fifth of the time of an INSERT."""
    names = list(rows[0])
    statement = f"COPY {_staged.name} ({', '.join(names)}) FROM STDIN"
    connection: Any = session.connection().connection
    with connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        for row in rows:
            copy.write_row([_copied(row[name]) for name in names])


def _copied(value: object) -> object:
    return json.dumps(value) if isinstance(value, list) else value


def span(session: Session, import_id: int, after: str) -> Span:
    """The next :data:`CHUNK` products that were put aside."""
    of_import = _staged.c.import_id == import_id
    return _span(session, select(_staged.c.sku).where(of_import), _staged.c.sku, after)


def span_of_listed(session: Session, after: str) -> Span:
    """The next :data:`CHUNK` products that are listed."""
    return _span(session, select(_products.c.sku).where(_products.c.listed), _products.c.sku, after)


def _span(session: Session, query: Select[Any], column: ColumnElement[str], after: str) -> Span:
    last = query.where(column > after).order_by(column).offset(CHUNK - 1).limit(1)
    return Span(after, session.scalar(last))


def drop(session: Session, import_id: int, of: Span | None = None) -> None:
    """Forget what was put aside, in a span or all."""
    gone = delete(_staged).where(_staged.c.import_id == import_id)
    session.execute(gone if of is None else gone.where(of.of(_staged.c.sku)))


def prepare(session: Session) -> None:
    """Let PostgreSQL see how many rows were put aside, or it plans for none."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE staged_products"))


def compare(session: Session, import_id: int, stock: int, of: Span) -> Difference:
    """What :func:`add_new` and :func:`swap` would do for the products of a span."""
    here = and_(_staged.c.import_id == import_id, of.of(_staged.c.sku))
    staged = session.scalar(select(func.count()).select_from(_staged).where(here)) or 0
    hidden = ~_products.c.listed
    changed = or_(_differs(stock), hidden)
    counts = select(
        func.count(),
        func.count(case((changed, 1))),
        func.count(case((or_(_reworded(), hidden), 1))),
    )
    met, differing, reworded = session.execute(
        counts.join_from(_staged, _products, _same()).where(here)
    ).one()
    return Difference(
        added=staged - met, changed=differing, reworded=reworded, unchanged=met - differing
    )


def missing(session: Session, import_id: int, of: Span) -> Difference:
    """Which listed products of a span the import has not."""
    gone, fed = _missing(import_id), _products.c.title != ""
    counts = select(
        func.count(case((gone, 1))),
        func.count(case((and_(gone, fed), 1))),
        func.count(case((fed, 1))),
    )
    found = session.execute(counts.where(_products.c.listed, of.of(_products.c.sku))).one()
    return Difference(gone=found[0], lost=found[1], listed=found[2])


def add_new(session: Session, import_id: int, now: datetime, stock: int, of: Span) -> None:
    """Write the new products of a span, which nobody sees before the swap."""
    here = and_(_staged.c.import_id == import_id, of.of(_staged.c.sku))
    values: dict[str, ColumnElement[Any]] = {"sku": _staged.c.sku}
    values |= {name: _staged.c[name] for name in TOLD}
    values |= {
        "stock": func.coalesce(_staged.c.stock, stock),
        "popularity": func.coalesce(_staged.c.popularity, 0),
        "spoken_name": literal(""),
        "listed": false(),
    }
    unknown = ~exists().where(_same()).correlate(_staged)
    rows = select(*values.values()).where(here, unknown).order_by(_staged.c.sku)
    session.execute(insert(_products).from_select(list(values), rows))
    unpriced = ~exists().where(_prices.c.sku == _staged.c.sku).correlate(_staged)
    first = select(_staged.c.sku, literal(now, UtcDateTime()), _staged.c.price_minor)
    first = first.where(here, unpriced).order_by(_staged.c.sku)
    session.execute(insert(_prices).from_select(["sku", "at", "price_minor"], first))


def swap(session: Session, import_id: int, now: datetime, made: Difference, *, stock: int) -> None:
    """Sell what was put aside, in the caller's transaction, as far as ``made`` finds it necessary.

    ``stock`` is how many there are of what the feed says no more of than that it is in stock, and
    was not before. What the feed has not is no longer listed, where ``made`` has any ``gone``.
    """
    of_import = _staged.c.import_id == import_id
    if made.changed:
        _lock(session, import_id, stock)
        _note_changed_prices(session, of_import, now)
        changes: dict[str, ColumnElement[Any]] = {name: _staged.c[name] for name in TOLD}
        changes |= {"stock": _stock(stock), "popularity": _popularity()}
        differing = update(_products).where(_same(), of_import, _differs(stock))
        changed_rows(session, differing.values(changes))
    if made.gone:
        unlisted = update(_products).where(_missing(import_id))
        changed_rows(session, unlisted.values(listed=false(), stock=0))
    if made.added or made.reworded:
        there = exists().where(of_import, _same()).correlate(_products)
        hidden = update(_products).where(~_products.c.listed, there)
        changed_rows(session, hidden.values(listed=true()))


def _lock(session: Session, import_id: int, stock: int) -> None:
    # In the order of the SKUs, as orders take them, or the two would wait for each other.
    if session.get_bind().dialect.name == "postgresql":
        met = select(_products.c.sku).where(
            exists().where(_same(), _staged.c.import_id == import_id, _differs(stock))
        )
        session.execute(
            select(func.count()).select_from(
                met.order_by(_products.c.sku).with_for_update().subquery()
            )
        )


def _note_changed_prices(session: Session, of_import: ColumnElement[bool], now: datetime) -> None:
    moment = literal(now, UtcDateTime())
    changed = (
        select(_staged.c.sku, moment, _staged.c.price_minor)
        .join_from(_staged, _products, _same())
        .where(of_import, _products.c.price_minor != _staged.c.price_minor)
    )
    # Somebody may have set a price at this very moment, too; the feed comes after it.
    at_once = select(_staged.c.sku).join_from(_staged, _products, _same()).where(of_import)
    at_once = at_once.where(_products.c.price_minor != _staged.c.price_minor)
    session.execute(delete(_prices).where(_prices.c.at == moment, _prices.c.sku.in_(at_once)))
    session.execute(insert(_prices).from_select(["sku", "at", "price_minor"], changed))


def _same() -> ColumnElement[bool]:
    return _products.c.sku == _staged.c.sku


def _missing(import_id: int) -> ColumnElement[bool]:
    there = exists().where(_staged.c.import_id == import_id, _same()).correlate(_products)
    return and_(_products.c.listed, ~there)


def _stock(otherwise: int) -> ColumnElement[int]:
    kept = case((_products.c.stock > 0, _products.c.stock), else_=otherwise)
    return func.coalesce(_staged.c.stock, kept)


def _popularity() -> ColumnElement[int]:
    return func.coalesce(_staged.c.popularity, _products.c.popularity)


def _differs(stock: int) -> ColumnElement[bool]:
    return or_(
        _reworded(),
        _products.c.price_minor != _staged.c.price_minor,
        _products.c.stock != _stock(stock),
    )


def _reworded() -> ColumnElement[bool]:
    # PostgreSQL has no equality of JSON; both databases keep it as the text that was written.
    told = [
        cast(_products.c[name], Text) != cast(_staged.c[name], Text)
        if name in _AS_TEXT
        else _products.c[name] != _staged.c[name]
        for name in TOLD
        if name != "price_minor"
    ]
    return or_(*told, _products.c.popularity != _popularity())
