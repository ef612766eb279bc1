"""Opening a database. SQLite is told to behave like the others: real transactions, real keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from fulfillment.errors import StorageUnavailable

# Somebody is waiting for an answer, at the other end of a platform that gives up after 8 seconds.
_WAIT_S = 5
_ONLY_READS = "only_reads"
_PRAGMAS = (
    f"PRAGMA busy_timeout={_WAIT_S * 1000}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=NORMAL",
    # What is deleted is written over, so that an erased account is not in the file any more.
    "PRAGMA secure_delete=ON",
)


def open_engine(url: str, *, connections: int = 5) -> Engine:
    """An engine for a SQLAlchemy URL; nothing is connected yet.

    PostgreSQL is spoken to by psycopg, whether the URL names it or not; ``connections`` to it are
    kept, and as many again opened while there is more to do. Raises :class:`StorageUnavailable`
    where the URL is none, or its driver is not installed.
    """
    try:
        parsed = _with_our_driver(make_url(url))
        name = parsed.get_backend_name()
        engine = create_engine(parsed, **_options(parsed, connections))
    except ArgumentError as error:
        raise StorageUnavailable(f"no database can be reached by this URL: {error}") from error
    except ImportError as error:
        hint = "; install costermonger[postgres]" if name == "postgresql" else ""
        raise StorageUnavailable(f"this database has no driver here: {error}{hint}") from error
    if name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    return engine


@contextmanager
def engine_for(url: str) -> Iterator[Engine]:
    """An engine as :func:`open_engine` makes it, whose connections are closed at the end."""
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _with_our_driver(url: URL) -> URL:
    # Hosts hand out "postgres://", which SQLAlchemy does not know, and "postgresql://", by which
    # it means another driver.
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    return url


def _options(url: URL, connections: int) -> dict[str, Any]:
    if url.get_backend_name() != "postgresql":
        return {}
    given = {"connect_timeout": _WAIT_S, "options": f"-c lock_timeout={_WAIT_S}s"}
    return {
        "connect_args": {key: value for key, value in given.items() if key not in url.query},
        # What must not happen at the same time is kept apart by row locks and by conditions of
        # updates, which need to see what others have committed meanwhile.
        "isolation_level": "READ COMMITTED",
        "pool_pre_ping": True,
        "pool_size": connections,
        "max_overflow": connections,
        "pool_timeout": _WAIT_S,
        # What is idle is used last, so that a server or a pooler between may close it; and what
        # has been open for half an hour is opened anew, as a failover may have left it behind.
        "pool_use_lifo": True,
        "pool_recycle": 1800,
    }


def only_reading(engine: Engine) -> Engine:
    """The engine, with the same connections, for transactions that write nothing."""
    return engine.execution_options(**{_ONLY_READS: True})


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that reads the database as it is now, for as long as it likes.

    It keeps nobody waiting. What is temporary in it is gone with it.
    """
    options: dict[str, Any] = {_ONLY_READS: True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with engine.connect() as connection:
        connection.execution_options(**options)
        connection.detach()
        yield connection


def write_nothing(connection: Connection) -> None:
    """What fails where a database takes nothing, and changes nothing where it does."""
    connection.exec_driver_sql("UPDATE outbox SET attempts = attempts WHERE 1 = 0")


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


def write_over(engine: Engine) -> bool:
    """Bring what was deleted out of SQLite's log, too; False while somebody reads from there.

    It is gone then with the next time that the log starts over. Other databases clear up by
    themselves. Raises :class:`StorageUnavailable`.
    """
    if engine.dialect.name != "sqlite":
        return True
    connection = engine.raw_connection()
    try:
        row = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        raise StorageUnavailable("the disk does not take what was committed") from error
    finally:
        connection.close()
    return not row[0]


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own BEGIN comes late and never before a SELECT; SQLAlchemy's documented way out
    # is to switch it off and to say BEGIN ourselves.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_immediate(connection: Connection) -> None:
    # A transaction that reads first and writes later would otherwise fail with SQLITE_BUSY at once,
    # without waiting, whenever somebody wrote in between.
    only_reads = connection.get_execution_options().get(_ONLY_READS)
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")
