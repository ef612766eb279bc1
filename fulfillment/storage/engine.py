"""Opening a database. SQLite is told to behave like the others: real transactions, real keys."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from fulfillment.errors import StorageUnavailable
from fulfillment.storage.faults import shop_errors
from fulfillment.storage.models import Base

_PRAGMAS = (
    "PRAGMA busy_timeout=5000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=NORMAL",
)


def open_engine(url: str) -> Engine:
    """An engine for a SQLAlchemy URL; nothing is connected yet.

    Raises :class:`StorageUnavailable` where the URL is none, or its driver is not installed.
    """
    try:
        engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    except (ArgumentError, ImportError) as error:
        raise StorageUnavailable(f"no database can be reached by this URL: {error}") from error
    if make_url(url).get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def create_schema(engine: Engine) -> None:
    """Create the tables that are missing. Raises :class:`StorageUnavailable`."""
    with shop_errors():
        Base.metadata.create_all(engine)


def make_durable(engine: Engine) -> None:
    """Let what was committed survive a power cut, too.

    SQLite, as we run it, survives the end of its process at any moment, but brings the last
    commits to the disk only with the next checkpoint of its log. Other databases did so already.
    Raises :class:`StorageUnavailable`.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").close()
    except sqlite3.Error as error:
        raise StorageUnavailable("the disk does not take what was committed") from error
    finally:
        connection.close()


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own BEGIN comes late and never before a SELECT; SQLAlchemy's documented way out
    # is to switch it off and to say BEGIN ourselves.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_immediate(connection: Connection) -> None:
    # A transaction that reads first and writes later would otherwise fail with SQLITE_BUSY at once,
    # without waiting, whenever somebody wrote in between.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
