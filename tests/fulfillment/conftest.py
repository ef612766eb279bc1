"""A small shop on real databases, SQLite and PostgreSQL, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from fulfillment.shop import Shop, Work
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
from tests.conftest import Clock
from tests.fulfillment.databases import Postgres, start_postgres
from tests.fulfillment.shopfloor import Till, furnish

OpenEngine = Callable[[Path | str], Engine]


def _build(url: str) -> None:
    engine = open_engine(url)
    create_schema(engine)
    furnish(Shop(engine, clock=Clock()))
    engine.dispose()


@pytest.fixture(scope="session")
def small_shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small shop's database, not to be changed."""
    path = tmp_path_factory.mktemp("small") / "small.sqlite3"
    _build(f"sqlite:///{path}")
    return path


@pytest.fixture
def file(small_shop_file: Path, tmp_path: Path) -> Path:
    """The small shop's database, a copy for this test."""
    return Path(shutil.copy(small_shop_file, tmp_path / "small.sqlite3"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server."""
    server = start_postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def small_shop_name(postgres: Postgres) -> str:
    """The small shop's database on PostgreSQL, not to be changed."""
    name = postgres.create()
    _build(postgres.url(name))
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database; a test that fits one kind only names it by parametrising this."""
    return str(request.param)


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of the small shop's database, a copy for this test."""
    if backend == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('file')}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    small_shop: str = request.getfixturevalue("small_shop_name")
    name = server.lend(small_shop)
    yield server.url(name)
    server.take_back(name, small_shop)


@pytest.fixture
def empty_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database that holds no tables."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def engine_on() -> Iterator[OpenEngine]:
    """Opens engines, on a SQLite file or a URL, that are disposed of after the test."""
    engines: list[Engine] = []

    def open_on(where: Path | str) -> Engine:
        engines.append(open_engine(f"sqlite:///{where}" if isinstance(where, Path) else where))
        return engines[-1]

    yield open_on
    for engine in engines:
        engine.dispose()


@pytest.fixture
def engine(url: str, engine_on: OpenEngine) -> Engine:
    """An engine on the small shop's database."""
    return engine_on(url)


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
