"""What is particular to PostgreSQL; what is not, the other tests show on both databases."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from fulfillment.demo import load_demo
from fulfillment.errors import Conflict, StorageUnavailable
from fulfillment.shop import Shop
from fulfillment.storage import engine as engines
from fulfillment.storage.engine import open_engine
from fulfillment.storage.migrations import FIRST, revisions
from fulfillment.storage.schema import create_schema
from skill.cli import main
from tests.conftest import Clock
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.test_concurrency import at_once


@pytest.fixture
def backend() -> str:
    """The one kind of database that these tests are about."""
    return "postgresql"


def terminate(engine: Engine) -> None:
    """Have the server end every other connection to this database."""
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    with engine.connect() as connection:
        connection.execute(
            text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        )


def test_the_shop_runs_on_it_with_one_setting(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = empty_url.replace("postgresql+psycopg://", "postgres://")
    monkeypatch.setenv("COSTER_DATABASE_URL", plain)
    demo = [sys.executable, "-m", "skill.cli", "demo"]
    shown = subprocess.run(demo, check=True, capture_output=True, text=True).stdout
    assert "Same words, same order." in shown
    assert main(["database", "status"]) == 0
    assert capsys.readouterr().out == f"revision {revisions()[-1]} of {revisions()[-1]}\n"


def test_its_tables_go_back_and_on_by_command(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COSTER_DATABASE_URL", url)
    assert main(["database", "downgrade", FIRST, "--lose-data"]) == 0
    assert main(["database", "status"]) == 1
    assert main(["database", "upgrade"]) == 0
    assert main(["database", "status"]) == 0


def test_of_processes_that_start_together_one_fills_the_shop(
    empty_url: str, engine_on: OpenEngine
) -> None:
    def start(engine: Engine) -> bool:
        create_schema(engine)
        return load_demo(Shop(engine, clock=Clock()))

    started = at_once([partial(start, engine_on(empty_url)) for _ in range(4)])
    assert Counter(started) == {True: 1, False: 3}
    with Shop(engine_on(empty_url)).open() as work:
        assert work.customers.find_by_handle("anna")


def test_two_who_wait_for_each_other_are_told_apart(corner: Shop) -> None:
    with corner.open() as work:
        work.carts.lock("mine")
        work.carts.lock("yours")
    both = Barrier(2)

    def lock(first: str, second: str) -> None:
        with corner.open() as work:
            work.carts.lock(first)
            both.wait()
            work.carts.lock(second)

    results = at_once([partial(lock, "mine", "yours"), partial(lock, "yours", "mine")])
    assert {type(result) for result in results} == {Conflict, type(None)}


def test_a_row_that_stays_locked_is_unavailable(
    url: str, engine_on: OpenEngine, corner: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_WAIT_S", 1)
    impatient = Shop(engine_on(url))
    with corner.open() as work:
        work.carts.add("mine", "milk", 1)
        with pytest.raises(StorageUnavailable), impatient.open() as other:
            other.carts.add("mine", "milk", 1)
    with impatient.open() as other:
        assert other.carts.add("mine", "milk", 1).count == 2


def test_a_server_that_goes_away_is_unavailable_until_it_is_back(
    engine: Engine, url: str, engine_on: OpenEngine
) -> None:
    shop = Shop(engine)
    with pytest.raises(StorageUnavailable), shop.open() as work:  # noqa: PT012 - the second fails
        work.carts.add("mine", "milk", 1)
        terminate(engine_on(url))
        work.carts.add("mine", "milk", 1)
    with shop.open() as work:
        assert work.carts.get("mine").count == 0
    terminate(engine_on(url))
    with shop.open() as work:
        assert work.carts.add("mine", "milk", 1).count == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda url: url.replace("/shop_", "/no_shop_"),
        lambda url: "postgresql://nobody@127.0.0.1:1/shop",
    ],
    ids=["no such database", "no such server"],
)
def test_what_cannot_be_reached_is_unavailable(
    change: Callable[[str], str], url: str, engine_on: OpenEngine
) -> None:
    with pytest.raises(StorageUnavailable), Shop(engine_on(change(url))).open() as work:
        work.catalog.count()


def test_a_mistake_of_ours_is_not_dressed_up(engine: Engine, corner: Shop) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE cart_lines"))
    with pytest.raises(DBAPIError, match="cart_lines"), corner.open() as work:
        work.carts.get("me")


def test_what_others_commit_is_seen_whatever_the_server_prefers(
    empty_url: str, engine_on: OpenEngine
) -> None:
    with engine_on(empty_url).begin() as connection:
        name = connection.scalar(text("SELECT current_database()"))
        prefer = f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'"
        connection.execute(text(prefer))
    with engine_on(empty_url).connect() as connection:
        assert connection.scalar(text("SHOW default_transaction_isolation")) == "serializable"
        assert connection.scalar(text("SHOW transaction_isolation")) == "read committed"


def test_as_many_connections_are_kept_as_are_set(url: str) -> None:
    engine = open_engine(url, connections=3)
    assert isinstance(engine.pool, QueuePool)
    assert engine.pool.size() == 3
    engine.dispose()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_its_url_is_understood(scheme: str) -> None:
    engine = open_engine(f"{scheme}://somebody@somewhere/shop")
    assert (engine.dialect.name, engine.dialect.driver) == ("postgresql", "psycopg")


def test_without_its_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StorageUnavailable, match=r"costermonger\[postgres\]"):
        open_engine("postgresql://somewhere/shop")
