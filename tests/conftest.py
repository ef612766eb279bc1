"""What every test shares: a demo shop on a fixed day, and a lint over every reply."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from fulfillment.demo import load_demo
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
from skill.conversation.engine import Engine
from skill.conversation.reply import Reply
from skill.conversation.turn import Turn
from tests.conversation.lint import faults

# The same examples every time, and as slow as a busy machine makes them.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # a Friday


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


@pytest.fixture(scope="session")
def demo_databases(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """By locale, a database file that holds its demo shop as it is on that Friday."""

    @cache
    def filled(locale: str) -> Path:
        path = tmp_path_factory.mktemp("demo") / f"{locale}.sqlite3"
        engine = open_engine(f"sqlite:///{path}")
        create_schema(engine)
        load_demo(Shop(engine, clock=Clock()), locale)
        engine.dispose()
        return path

    return filled


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
    engine = open_engine(f"sqlite:///{database}")
    yield Shop(engine, clock=clock)
    engine.dispose()
