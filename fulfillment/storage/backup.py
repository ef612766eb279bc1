"""Copies of a SQLite database, taken and put back while shops are open on it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from fulfillment.errors import SchemaMismatch, StorageUnavailable
from fulfillment.storage.migrations import revisions

_PATIENCE_S = 10


def file_of(url: str) -> Path:
    """The file of a SQLite URL. Raises :class:`StorageUnavailable` where it is another database."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise StorageUnavailable("this is for SQLite; PostgreSQL has pg_dump and pg_restore")
    if not parsed.database or parsed.database == ":memory:":
        raise StorageUnavailable("a database in memory has no file")
    return Path(parsed.database)


def backup(database: Path, target: Path, *, replace: bool = False) -> None:
    """Write the database, as it is at one moment, into one file, which appears when it is whole.

    Shops go on selling meanwhile. Raises :class:`FileExistsError` where ``target`` is there and not
    to be replaced, :class:`FileNotFoundError` and other :class:`OSError`, or
    :class:`StorageUnavailable` when the database or its copy is damaged; ``target`` is then as it
    was.
    """
    if target.exists() and (not replace or target.samefile(database)):
        raise FileExistsError(f"{target} is there already")
    with _beside(target) as new:
        with _reading(database) as source, _open(new) as copy:
            _copy(source, copy)
            # One file: without this a reader would put two others beside it.
            copy.execute("PRAGMA journal_mode=DELETE").close()
            _check(copy, new)
        _sync(new)
        new.replace(target)
    _sync(target.parent)


def restore(source: Path, database: Path, *, replace: bool = False) -> str | None:
    """Put a backup in the place of the database, in one transaction; its revision.

    Shops that are open see the other content with their next turn. Raises
    :class:`FileExistsError` where a database is there and not to be replaced, :class:`OSError`,
    :class:`SchemaMismatch` when ``source`` holds no shop, or that of a newer version, or
    :class:`StorageUnavailable` when it is damaged, or the database stays locked. The database is
    then as it was.
    """
    if database.exists() and (not replace or database.samefile(source)):
        raise FileExistsError(f"{database} is there already")
    with _reading(source) as backed_up:
        _check(backed_up, source)
        revision = _revision(backed_up)
        with _open(database) as target:
            target.execute("PRAGMA synchronous=FULL").close()
            _copy(backed_up, target)
            target.execute("PRAGMA journal_mode=WAL").close()
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    return revision


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE_S)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise StorageUnavailable(f"{path}: {error}") from error


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    # SQLite would make a file that is not there.
    if not path.is_file():
        raise FileNotFoundError(f"{path} is no file")
    with _open(path) as connection:
        yield connection


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    target.execute("PRAGMA busy_timeout=250").close()
    source.backup(target, progress=_give_up_after(_PATIENCE_S))


def _give_up_after(seconds: float) -> Callable[[int, int, int], None]:
    """What stops a copy that waits for a lock; left to itself, Python would wait for ever."""
    until = time.monotonic() + seconds

    def progress(status: int, _left: int, _pages: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise StorageUnavailable("the database stayed locked")

    return progress


def _check(connection: sqlite3.Connection, path: Path) -> None:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if found != ["ok"] or broken:
        raise StorageUnavailable(f"{path} is damaged: {'; '.join(found)}")


def _revision(connection: sqlite3.Connection) -> str | None:
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    tables = {name for (name,) in connection.execute(query)}
    if "shop" not in tables or "products" not in tables:
        raise SchemaMismatch("this file holds no shop")
    if "alembic_version" not in tables:
        return None
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if revision not in revisions():
        raise SchemaMismatch(f"the backup is of a newer version than this: revision {revision}")
    return str(revision)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new file in the folder of another, gone at the end unless it was moved."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
