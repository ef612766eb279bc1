"""Changes of single products, told while the shop is open: each is taken once, by its event id."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select

from fulfillment.catalog.catalog import Catalog
from fulfillment.catalog.product import Product
from fulfillment.catalog.size import parse_size
from fulfillment.errors import ProductNotFound
from fulfillment.feeds.entry import Entry, Unsold
from fulfillment.feeds.judging import Judge
from fulfillment.feeds.options import Options, terms_of
from fulfillment.feeds.plain import FIELDS
from fulfillment.feeds.prices import MOST_MINOR, PriceRefused, read_price
from fulfillment.money import Money
from fulfillment.storage.feeds import FeedEventRow
from fulfillment.storage.statements import table_of
from fulfillment.unit import Unit

MOST_LINES = 1_000
_MOST_ID = 100
# Whoever sends a change again does so within hours.
_REMEMBERED = timedelta(days=30)
_LISTS = ("attributes", "synonyms")
_events = table_of(FeedEventRow)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch: ``refused`` holds line numbers and reasons."""

    taken: int
    repeated: int
    refused: tuple[tuple[int, str], ...]


class _Refused(Exception):  # noqa: N818 - an outcome of reading
    pass


class FeedEvents:
    """Takes changes within the caller's transaction."""

    def __init__(self, unit: Unit, catalog: Catalog) -> None:
        self._unit = unit
        self._session = unit.session
        self._catalog = catalog
        terms = terms_of(unit.profile, Options(), unit.now, lambda _: None)
        self._judge, self._terms = Judge(terms), terms
        self._ways: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "upsert": self._upsert,
            "price": self._price,
            "stock": self._stock,
            "unlist": self._unlist,
        }

    def take(self, body: str) -> Taken:
        """Take the changes of some lines of JSON, in their order; a wrong one stops no other.

        Each has an ``event`` id and a ``kind``: ``upsert`` with a ``product``, whose fields are
        those of a mapping file; ``price``, ``stock`` or ``unlist`` with a ``sku``. Raises
        ValueError for more than :data:`MOST_LINES`, and :class:`Conflict` when somebody else takes
        one of them just now.
        """
        lines = [(at, line) for at, line in enumerate(body.split("\n"), 1) if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValueError(f"at most {MOST_LINES} lines are taken at once")
        oldest = self._unit.now - _REMEMBERED
        self._session.execute(delete(_events).where(_events.c.received_at < oldest))
        taken = repeated = 0
        refused = []
        for number, line in lines:
            try:
                if self._take(line):
                    taken += 1
                else:
                    repeated += 1
            except _Refused as refusal:
                refused.append((number, str(refusal)))
        return Taken(taken, repeated, tuple(refused))

    def _take(self, line: str) -> bool:
        """Take one change; False where it was taken before."""
        try:
            event = json.loads(line)
        except (ValueError, RecursionError):
            raise _Refused("unreadable") from None
        if not isinstance(event, dict):
            raise _Refused("unreadable")
        id_ = event.get("event")
        if not _is_name(id_):
            raise _Refused("event-missing")
        if self._session.scalar(select(_events.c.id).where(_events.c.id == id_)):
            return False
        way = self._ways.get(str(event.get("kind")))
        if way is None:
            raise _Refused("kind-unknown")
        try:
            way(event)
        except ProductNotFound:
            raise _Refused("product-unknown") from None
        self._session.execute(insert(_events).values(id=id_, received_at=self._unit.now))
        return True

    def _upsert(self, event: Mapping[str, Any]) -> None:
        told = event.get("product")
        if not isinstance(told, dict):
            raise _Refused("product-missing")
        values = self._judge.judge(_entry(told))
        if isinstance(values, Unsold):
            raise _Refused(values.reason.value)
        before = self._catalog.find(values["sku"])
        self._catalog.add_many([_product(values, before, self._terms.currency)])

    def _price(self, event: Mapping[str, Any]) -> None:
        try:
            minor = read_price(
                _text(event.get("price")), self._terms.currency, ".", _text(event.get("currency"))
            )
        except PriceRefused as refusal:
            raise _Refused(refusal.reason.value) from None
        self._catalog.set_price(_sku(event), Money(minor, self._terms.currency))

    def _stock(self, event: Mapping[str, Any]) -> None:
        stock = event.get("stock")
        if not isinstance(stock, int) or isinstance(stock, bool) or not 0 <= stock <= MOST_MINOR:
            raise _Refused("stock-unreadable")
        self._catalog.set_stock(_sku(event), stock)

    def _unlist(self, event: Mapping[str, Any]) -> None:
        self._catalog.unlist(_sku(event))


def _sku(event: Mapping[str, Any]) -> str:
    sku = event.get("sku")
    if not _is_name(sku):
        raise _Refused("id-missing")
    return str(sku)


def _is_name(value: object) -> bool:
    """Whether a value can be an id: databases take no zeros and no halves of characters."""
    return isinstance(value, str) and 0 < len(value) <= _MOST_ID and value.isprintable()


def _entry(told: Mapping[str, Any]) -> Entry:
    for name in told:
        if name not in FIELDS:
            raise _Refused("field-unknown")
    lists = {name: _texts(told.get(name, [])) for name in _LISTS}
    texts = {name: _text(told.get(name)) for name in FIELDS if name not in _LISTS}
    return Entry(0, **texts, **lists)  # type: ignore[arg-type]  # by names


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _Refused("unreadable")
    return str(value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _Refused("unreadable")
    return tuple(_text(each) for each in value)


def _product(values: dict[str, Any], before: Product | None, currency: str) -> Product:
    stock, popularity = values["stock"], values["popularity"]
    told = {name: values[name] for name in values if name not in ("price_minor", *_LISTS)}
    told |= {
        "size": parse_size(values["size"]),
        "price": Money(values["price_minor"], currency),
        "attributes": tuple(values["attributes"]),
        "synonyms": tuple(values["synonyms"]),
        "listed": True,
    }
    kept = before.stock if before is not None and before.stock > 0 else Options().stock
    told["stock"] = kept if stock is None else stock
    if before is None:
        return Product(**told | {"popularity": popularity or 0})
    told["popularity"] = before.popularity if popularity is None else popularity
    return replace(before, **told)
