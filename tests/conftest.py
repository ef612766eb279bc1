"""What every test shares: a demo shop on a fixed day, and a lint over every reply."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import argon2
import pytest
from hypothesis import settings

from fulfillment.accounts import passwords
from fulfillment.demo import load_demo
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
from skill.conversation.engine import Engine
from skill.conversation.reply import Reply
from skill.conversation.turn import Turn
from tests.conversation.lint import faults
from tests.engines import lent

# The same examples every time, and as slow as a busy machine makes them.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

_DEAR = argon2.PasswordHasher
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # a Friday


def pytest_configure() -> None:
    """Who is told to end clears up first, as after ^C: folders, and servers of its own."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        """Move it on."""
        self.now += timedelta(**time)


@pytest.fixture(autouse=True)
def _every_reply_is_linted(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Engine.answer

    def linted(self: Engine, turn: Turn) -> Reply:
        reply = answer(self, turn)
        found = faults(reply, turn.locale)
        assert not found, f"{turn.intent}: {found} in {reply.speech}"
        return reply

    monkeypatch.setattr(Engine, "answer", linted)


@pytest.fixture(autouse=True, scope="session")
def _secrets_are_hashed_cheaply() -> Iterator[None]:
    """Argon2 takes its time and memory on purpose; a hash says itself what it takes to check it.

    Whoever looks at what the shop's own hashes take asks for ``dear_hashes``.
    """
    with pytest.MonkeyPatch.context() as patch:
        cheap = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(argon2, "PasswordHasher", cheap)
        yield


@pytest.fixture
def dear_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Secrets are hashed as they are in a shop; what is returned looks at what a hash takes.

    The least is OWASP's, of its "Password Storage Cheat Sheet": 19 MiB, two rounds, one thread.
    """
    monkeypatch.setattr(argon2, "PasswordHasher", _DEAR)
    # A hash that is kept for as long as the process lives.
    passwords._of_nobody.cache_clear()

    def look_at(kept: str) -> None:
        found = argon2.extract_parameters(kept)
        assert found.type is argon2.Type.ID
        assert found.memory_cost >= 19 * 1024
        assert found.time_cost >= 2

    yield look_at
    passwords._of_nobody.cache_clear()


@pytest.fixture(scope="session")
def demo_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Path]]:
    """By locale, a database file that holds its demo shop as it is on that Friday.

    Its search index, which serves every copy in the process while somebody holds it, is held.
    """
    held: list[Shop] = []

    @cache
    def filled(locale: str) -> Path:
        path = tmp_path_factory.mktemp("demo") / f"{locale}.sqlite3"
        engine = open_engine(f"sqlite:///{path}")
        create_schema(engine)
        shop = Shop(engine, clock=Clock())
        load_demo(shop, locale)
        with shop.open() as work:
            work.search.departments()
        engine.dispose()
        held.append(shop)
        return path

    yield filled
    held.clear()


@pytest.fixture(scope="session")
def demo_database(demo_databases: Callable[[str], Path]) -> Path:
    """A database file that holds the American demo shop."""
    return demo_databases("en-US")


@pytest.fixture
def clock() -> Clock:
    """The shop's clock: Friday, 20 November 2026, three in the afternoon UTC."""
    return Clock()


@pytest.fixture
def database(demo_database: Path, tmp_path: Path) -> Path:
    """The demo shop's database, a copy for this test."""
    return Path(shutil.copy(demo_database, tmp_path / "shop.sqlite3"))


@pytest.fixture
def shop(database: Path, clock: Clock) -> Iterator[Shop]:
    """The demo shop."""
    with lent(database) as engine:
        yield Shop(engine, clock=clock)
