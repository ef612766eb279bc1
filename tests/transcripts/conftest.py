"""What all transcripts of a locale share: applications, and the statements an engine compiles.

All transcripts begin with a copy of one database, at one moment.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from tests.conftest import NOW, Clock


@dataclass(frozen=True)
class House:
    """What all transcripts of a locale are played in: the shop, its clock and its applications."""

    engine: Engine
    shop: Shop
    clock: Clock
    apps: dict[str, Flask] = field(default_factory=dict)


@pytest.fixture(scope="session")
def houses(
    demo_databases: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], House]:
    """By locale, its demo shop, as it is on that Friday.

    Every call fills the database anew, and puts the clock back.
    """

    @cache
    def built(locale: str) -> House:
        folder = tmp_path_factory.mktemp("stage")
        clock = Clock()
        engine = open_engine(f"sqlite:///{folder / 'shop.sqlite3'}")
        return House(engine, Shop(engine, clock=clock), clock)

    def house(locale: str) -> House:
        found = built(locale)
        _fill(found.engine, demo_databases(locale))
        found.clock.now = NOW
        return found

    return house


def _fill(engine: Engine, source: Path) -> None:
    """Put a copy of ``source`` in the place of the engine's database, of which nothing is left."""
    engine.dispose()
    target = Path(str(engine.url.database))
    for old in target.parent.iterdir():
        old.unlink()
    shutil.copy(source, target)
