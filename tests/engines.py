"""Engines that serve one database file after another: what they have compiled serves them all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from fulfillment.storage.engine import open_engine

_idle: list[Engine] = []


@contextmanager
def lent(path: Path) -> Iterator[Engine]:
    """An engine on a SQLite file with connections of its own, which are closed at the end.

    Nothing but its compiled statements, which tell nothing of a file, is left of earlier ones.
    Whoever listens to it, or to its pool, stops before giving it back.
    """
    engine = _idle.pop() if _idle else _new(path)
    engine.url = engine.url.set(database=str(path))
    try:
        yield engine
    finally:
        engine.dispose()
        _idle.append(engine)


def _new(path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{path}")

    def where_it_is_now(_dialect: Any, _record: Any, arguments: list[Any], _options: Any) -> None:
        arguments[0] = engine.url.database

    event.listen(engine, "do_connect", where_it_is_now)
    event.listen(engine, "connect", _in_haste)
    return engine


def _in_haste(connection: Any, _record: Any) -> None:
    # Processes die in tests, not computers, so that nothing need wait for the disk.
    connection.execute("PRAGMA synchronous=OFF").close()
