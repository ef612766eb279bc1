"""The imports of a shop: begun, gone on with, swapped in or given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Update, func, select, text, update

from fulfillment.errors import Conflict
from fulfillment.feeds import staging
from fulfillment.feeds.coming import Coming, coming_products
from fulfillment.feeds.staging import Difference
from fulfillment.profile import ShopProfile
from fulfillment.storage.feeds import CatalogImportRow
from fulfillment.storage.statements import changed_rows
from fulfillment.storage.version import fresh_version
from fulfillment.unit import Unit

READING, DONE, REFUSED, TRIED, GIVEN_UP = "reading", "done", "refused", "tried", "given up"
_FORGOTTEN = timedelta(days=7)
# Any number will do, so long as it is always the same, and not that of the tables' own lock.
_LOCK = 7_263_912


@dataclass(frozen=True, slots=True)
class Import:
    """An import as far as it has come: ``position`` entries, whose chain is ``digest``."""

    id: int
    kind: str
    position: int
    digest: str
    counts: Mapping[str, int]


class Outrun(Conflict):
    """The catalogue is no longer the one that an import has made its own ready for."""


class Imports:
    """Imports within the caller's transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    @property
    def profile(self) -> ShopProfile:
        """The shop that is imported into. Raises :class:`NotSetUp`."""
        return self._unit.profile

    def begin(self, source: str, kind: str, options: str) -> Import:
        """A new import. What was left unfinished of this source, or long ago, is given up."""
        now = self._unit.now
        stale = CatalogImportRow.touched_at < now - _FORGOTTEN
        unfinished = select(CatalogImportRow.id).where(CatalogImportRow.state == READING)
        for old in self._session.scalars(
            unfinished.where((CatalogImportRow.source == source) | stale)
        ).all():
            self._finish(old, GIVEN_UP)
            staging.drop(self._session, old)
        row = CatalogImportRow(
            source=source,
            kind=kind,
            options=options,
            state=READING,
            position=0,
            digest="",
            etag="",
            counts={},
            started_at=now,
            touched_at=now,
            finished_at=None,
        )
        self._session.add(row)
        self._session.flush()
        return _import(row)

    def find_unfinished(self, source: str, options: str) -> Import | None:
        """The import of a source, with the same options, that was not brought to its end."""
        found = self._last(source, options, READING)
        return None if found is None else _import(found)

    def last_etag(self, source: str, options: str) -> str:
        """What its server called the version of a feed that was imported last; or nothing."""
        query = select(CatalogImportRow).where(CatalogImportRow.state == DONE)
        found = self._session.scalars(query.order_by(CatalogImportRow.id.desc()).limit(1)).first()
        # Another feed has changed the catalogue since: the old version may be news again.
        if found is None or (found.source, found.options) != (source, options):
            return ""
        return found.etag

    def stage(self, id_: int, rows: Sequence[dict[str, Any]]) -> set[str]:
        """Put products aside; the SKUs that came before, whose rows are left out."""
        return staging.stage(self._session, id_, rows) if rows else set()

    def note(self, id_: int, position: int, digest: str, counts: Mapping[str, int]) -> None:
        """Note how far the feed was read. Raises :class:`Conflict` where others took over."""
        self._move(id_, position=position, digest=digest, counts=dict(counts))

    def prepare(self) -> None:
        """Get ready to compare what was put aside with what is there."""
        staging.prepare(self._session)

    def compare(self, id_: int, after: str, stock: int) -> tuple[Difference, str | None]:
        """What a swap would do for the products after a SKU; up to which SKU, if more follow."""
        span = staging.span(self._session, id_, after)
        return staging.compare(self._session, id_, stock, span), span.last

    def missing(self, id_: int, after: str) -> tuple[Difference, str | None]:
        """What is listed after a SKU and is not in the import; up to which SKU, if more follow."""
        span = staging.span_of_listed(self._session, after)
        return staging.missing(self._session, id_, span), span.last

    def add(self, id_: int, after: str, stock: int) -> tuple[Difference, str | None]:
        """Write new products after a SKU, for nobody to see yet; up to which, if more follow."""
        span = staging.span(self._session, id_, after)
        staging.add_new(self._session, id_, self._unit.now, stock, span)
        return Difference(), span.last

    def coming(self, id_: int, *, keep: bool) -> Coming:
        """The catalogue as it will be after the swap, once new products were written."""
        query = coming_products(self._session, id_, keep=keep)
        return Coming(self._unit.version, fresh_version(), query)

    def swap(
        self, id_: int, etag: str, made: Difference, *, stock: int, to: Coming | None = None
    ) -> None:
        """Sell what the import brought, all at once, as far as ``made`` finds it necessary.

        Raises :class:`Outrun` where the catalogue is no longer what ``to`` was made of.
        """
        self._alone()
        if to is not None and self._unit.version != to.before:
            raise Outrun("the catalogue was changed meanwhile")
        staging.swap(self._session, id_, self._unit.now, made, stock=stock)
        if made.renews:
            # Prices and stock are read when they are asked for; copies of the rest are stale.
            self._unit.catalog_changed(to.version if to else None)
        self._move(id_, etag=etag)
        self._finish(id_, DONE)

    def end(self, id_: int, state: str) -> None:
        """Bring an import to its end without a swap."""
        self._finish(id_, state)

    def clear(self, id_: int, after: str) -> tuple[Difference, str | None]:
        """Forget what was put aside after a SKU; up to which, if more follow."""
        span = staging.span(self._session, id_, after)
        staging.drop(self._session, id_, span)
        return Difference(), span.last

    def _last(self, source: str, options: str, state: str) -> CatalogImportRow | None:
        query = (
            select(CatalogImportRow)
            .where(CatalogImportRow.source == source, CatalogImportRow.options == options)
            .where(CatalogImportRow.state == state)
            .order_by(CatalogImportRow.id.desc())
            .limit(1)
        )
        return self._session.scalars(query).first()

    def _alone(self) -> None:
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            # What a swap compares must not be sorted on disk for want of a few megabytes.
            self._session.execute(text("SET LOCAL work_mem = '64MB'"))

    def _finish(self, id_: int, state: str) -> None:
        self._move(id_, state=state, finished_at=self._unit.now)

    def _move(self, id_: int, **values: Any) -> None:
        """Raises :class:`Conflict` where somebody else has brought the import to its end."""
        moved: Update = update(CatalogImportRow).where(
            CatalogImportRow.id == id_, CatalogImportRow.state == READING
        )
        if not changed_rows(self._session, moved.values(touched_at=self._unit.now, **values)):
            raise Conflict("another import of this feed has begun")


def _import(row: CatalogImportRow) -> Import:
    return Import(row.id, row.kind, row.position, row.digest, dict(row.counts))
