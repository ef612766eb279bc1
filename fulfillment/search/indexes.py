"""Which index is current: opened from a snapshot, brought up to date, or built anew."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Lock, Thread
from weakref import WeakValueDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fulfillment.catalog.product import Product
from fulfillment.catalog.rows import COLUMNS, products, to_product
from fulfillment.search.building import build, update
from fulfillment.search.index import Index, open_index, opened
from fulfillment.search.language import Language
from fulfillment.search.languages import language_of
from fulfillment.search.simple import simple_index
from fulfillment.search.snapshot import BrokenSnapshot, folder_of, newest, publish
from fulfillment.storage.engine import reading
from fulfillment.storage.models import ShopRow

# Below so many products, building anew takes less than finding out what has changed.
_LARGE = 5_000
# Above one product in so many, building anew is the shorter way.
_FEW = 20
_AT_ONCE = 2_000
_LISTED = select(*COLUMNS).where(products.c.listed)

# Stands for the version of a snapshot that is older than the catalogue: no catalogue has it.
_OLDER = -1

_log = logging.getLogger(__name__)

# Versions are random: one that is open anywhere in this process is the same catalogue.
_open: WeakValueDictionary[int, Index] = WeakValueDictionary()


class Indexes:
    """The index of a database, kept in snapshots below ``root``; in memory only without one."""

    def __init__(self, root: Path | None = None) -> None:
        self._root = root
        self._lock = Lock()
        self._kept: tuple[int, Index] | None = None
        self._behind: Thread | None = None

    def get(self, session: Session, version: int, asked: str = "") -> Index:
        """The index of the catalogue's ``version``, or of one before it while that is made.

        A small shop's index is made here, and other threads wait. In a large one, what the
        catalogue was is searched on until another thread has made the next; prices and stock are
        read with every answer all the same. Where a large one has lost its index, only what may be
        ``asked`` for is in what is given meanwhile.
        """
        kept = self._kept
        if kept is not None and kept[0] == version:
            return kept[1]
        return self._current(session, version) or simple_index(
            session, asked, _language(session), _currency(session)
        )

    @property
    def is_simple(self) -> bool:
        """Whether a large shop is searched without an index while another thread makes it."""
        return self._kept is None and self._behind is not None and self._behind.is_alive()

    def _current(self, session: Session, version: int) -> Index | None:
        """The index, or one from before; None where another thread is making the first."""
        with self._lock:
            kept = self._kept
            if kept is not None and kept[0] == version:
                return kept[1]
            index = _open.get(version) or self._ready(version)
            before = (kept[1] if kept else self._last()) if index is None else None
            if before is not None and before.summary.products > _LARGE:
                self._kept = kept or (_OLDER, before)
                self._make_behind(session)
                return before
            if index is None and self._root is not None and _count(session) > _LARGE:
                self._make_behind(session)
                return None
            return self._keep(version, index or self._made(session, version))

    def make(self, session: Session, version: int) -> None:
        """Make the index of ``version`` now, from what ``session`` reads."""
        if self._ready(version) is None:
            self._made(session, version)

    def _keep(self, version: int, index: Index) -> Index:
        _open[version] = index
        self._kept = (version, index)
        return index

    def _make_behind(self, session: Session) -> None:
        if self._behind is None or not self._behind.is_alive():
            engine = session.get_bind().engine
            self._behind = Thread(target=self._remake, args=(engine,), daemon=True)
            self._behind.start()

    def _remake(self, engine: Engine) -> None:
        """Make the index of what the catalogue is now, in a thread of its own."""
        try:
            with reading(engine) as connection, Session(connection) as session:
                version = session.scalar(select(ShopRow.catalog_version))
                if version is not None:
                    index = self._ready(version) or self._made(session, version)
                    with self._lock:
                        self._keep(version, index)
        except Exception:
            # Whoever searches next has it tried again, and finds what was there meanwhile.
            _log.exception("The next search index could not be made")

    def _ready(self, version: int) -> Index | None:
        """The index in the snapshot of ``version``, where there is a sound one."""
        if self._root is None:
            return None
        folder = folder_of(self._root, version)
        try:
            return open_index(folder)
        except BrokenSnapshot:
            shutil.rmtree(folder, ignore_errors=True)
            return None

    def _last(self) -> Index | None:
        """The index in the snapshot that was made last."""
        folder = newest(self._root) if self._root else None
        try:
            return open_index(folder) if folder else None
        except BrokenSnapshot:
            return None

    def _made(self, session: Session, version: int) -> Index:
        if self._root is None:
            return _in_memory(session)
        try:
            return open_index(self._published(session, version, self._root))
        except (BrokenSnapshot, OSError):
            # A disk that is full or may not be written to is no reason not to sell.
            return _in_memory(session)

    def _published(self, session: Session, version: int, root: Path) -> Path:
        count = _count(session)
        base = newest(root) if count > _LARGE else None
        if base is not None:
            folder = _amended(session, version, root, base, count)
            if folder is not None:
                return folder

        def fill(folder: Path) -> None:
            build(_read(session), count, _language(session), folder)

        return publish(root, version, fill)


class _TooMuchError(Exception):
    """So much has changed that the index is better built anew."""


def _amended(session: Session, version: int, root: Path, base: Path, count: int) -> Path | None:
    def fill(folder: Path) -> None:
        if update(base, folder, _read(session), _language(session), count // _FEW) is None:
            raise _TooMuchError

    try:
        open_index(base)
        return publish(root, version, fill, base)
    except (_TooMuchError, BrokenSnapshot, OSError, ValueError):
        return None


def _in_memory(session: Session) -> Index:
    return opened(build(_read(session), _count(session), _language(session)))


def _count(session: Session) -> int:
    return session.scalar(select(func.count()).where(products.c.listed)) or 0


def _language(session: Session) -> Language:
    return language_of(session.scalar(select(ShopRow.locale)) or "")


def _currency(session: Session) -> str:
    return session.scalar(select(ShopRow.currency)) or ""


def _read(session: Session) -> Iterator[Product]:
    currency = _currency(session)
    query = _LISTED.order_by(products.c.popularity.desc(), products.c.sku)
    for row in session.execute(query, execution_options={"yield_per": _AT_ONCE}):
        yield to_product(row, currency)
