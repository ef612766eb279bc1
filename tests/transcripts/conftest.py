"""What all transcripts share: the demo shops' search indexes and the statements that are compiled.

An index serves every database with the same catalogue for as long as somebody in the process holds
it; an engine keeps its compiled statements. All transcripts begin with a copy of one database.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine

from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine


@pytest.fixture(scope="session")
def stages(
    demo_databases: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Engine]]:
    """By locale, an engine for a database that holds its demo shop as it is on that Friday.

    Every call fills the database anew.
    """
    held: list[Shop] = []

    @cache
    def opened(locale: str) -> Engine:
        folder = tmp_path_factory.mktemp("stage")
        engine = open_engine(f"sqlite:///{folder / 'shop.sqlite3'}")
        _fill(engine, demo_databases(locale))
        shop = Shop(engine)
        with shop.open() as work:
            work.search.departments()
        held.append(shop)
        return engine

    def stage(locale: str) -> Engine:
        engine = opened(locale)
        _fill(engine, demo_databases(locale))
        return engine

    yield stage
    held.clear()


def _fill(engine: Engine, source: Path) -> None:
    """Put a copy of ``source`` in the place of the engine's database, of which nothing is left."""
    engine.dispose()
    target = Path(str(engine.url.database))
    for old in target.parent.iterdir():
        old.unlink()
    shutil.copy(source, target)
