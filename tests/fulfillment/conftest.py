"""A small shop on a real SQLite file, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from fulfillment.shop import Shop, Work
from fulfillment.storage.engine import create_schema, open_engine
from tests.conftest import Clock
from tests.fulfillment.shopfloor import Till, furnish

OpenEngine = Callable[[Path], Engine]


@pytest.fixture(scope="session")
def small_shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small shop's database, not to be changed."""
    path = tmp_path_factory.mktemp("small") / "small.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    create_schema(engine)
    furnish(Shop(engine, clock=Clock()))
    engine.dispose()
    return path


@pytest.fixture
def file(small_shop_file: Path, tmp_path: Path) -> Path:
    """The small shop's database, a copy for this test."""
    return Path(shutil.copy(small_shop_file, tmp_path / "small.sqlite3"))


@pytest.fixture
def engine_on() -> Iterator[OpenEngine]:
    """Opens engines that are disposed of after the test."""
    engines: list[Engine] = []

    def open_on(path: Path) -> Engine:
        engines.append(open_engine(f"sqlite:///{path}"))
        return engines[-1]

    yield open_on
    for engine in engines:
        engine.dispose()


@pytest.fixture
def engine(engine_on: OpenEngine, file: Path) -> Engine:
    """An engine on the small shop's database."""
    return engine_on(file)


@pytest.fixture
def till() -> Till:
    """Where the small shop's money goes."""
    return Till()


@pytest.fixture
def corner(engine: Engine, till: Till, clock: Clock) -> Shop:
    """The small shop."""
    return Shop(engine, payments=till, clock=clock)


@pytest.fixture
def work(corner: Shop) -> Iterator[Work]:
    """One unit of work in the small shop."""
    with corner.open() as opened:
        yield opened
