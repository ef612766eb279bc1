"""The database: moments, locks, and what its errors mean."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from fulfillment.errors import Conflict, NotSetUp, ShopError, StorageUnavailable
from fulfillment.shop import Shop
from fulfillment.storage.documents import AnswerRow
from fulfillment.storage.engine import make_durable
from fulfillment.storage.faults import translate
from fulfillment.storage.models import Base, ProductRow
from fulfillment.storage.schema import create_schema
from tests.conftest import NOW, Clock
from tests.fulfillment.conftest import OpenEngine

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def test_a_moment_comes_back_in_utc_whatever_zone_it_was_written_in(engine: Engine) -> None:
    noon_in_berlin = datetime(2026, 7, 1, 12, 0, 0, 5, tzinfo=timezone(timedelta(hours=2)))
    with Session(engine) as session:
        values = {"key": "k", "document": {}, "created_at": noon_in_berlin}
        session.execute(insert(AnswerRow).values(**values))
        stored = session.scalars(select(AnswerRow.created_at)).one()
    assert stored == noon_in_berlin
    assert stored.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    naive = datetime(2026, 7, 1)  # noqa: DTZ001 - that is the point
    with Session(engine) as session, pytest.raises(Exception, match="time zone"):
        session.execute(insert(AnswerRow).values(key="k", document={}, created_at=naive))


@ON_SQLITE
def test_sqlite_is_told_to_keep_its_word(engine: Engine) -> None:
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "synchronous": 1,
    }


@ON_SQLITE
def test_a_transaction_takes_its_lock_at_once(engine: Engine, file: Path) -> None:
    with Session(engine) as session:
        session.scalars(select(ProductRow.sku)).all()
        with closing(sqlite3.connect(file, timeout=0)) as other:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("UPDATE products SET stock = 0")
            assert other.execute("SELECT count(*) FROM products").fetchone() == (5,)


@ON_SQLITE
def test_a_database_that_stays_locked_is_unavailable(engine: Engine, file: Path) -> None:
    event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA busy_timeout=10").close())
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageUnavailable), Shop(engine).open() as work:
            work.catalog.get("milk")
        other.execute("ROLLBACK")
    with Shop(engine).open() as work:
        assert work.catalog.get("milk").available


def test_a_database_that_cannot_be_opened_is_unavailable(
    engine_on: OpenEngine, tmp_path: Path
) -> None:
    with pytest.raises(StorageUnavailable), Shop(engine_on(tmp_path)).open() as work:
        work.catalog.count()


def test_a_file_that_is_no_database_is_unavailable(engine_on: OpenEngine, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear shop, " * 1000)
    with pytest.raises(StorageUnavailable), Shop(engine_on(path)).open() as work:
        work.catalog.count()


def test_a_database_without_a_shop_says_so(engine_on: OpenEngine, tmp_path: Path) -> None:
    engine = engine_on(tmp_path / "empty.sqlite3")
    create_schema(engine)
    create_schema(engine)
    with Shop(engine).open() as work:
        assert work.catalog.count() == 0
        with pytest.raises(NotSetUp):
            work.carts.get("me")


def test_a_mistake_of_ours_is_not_dressed_up(engine_on: OpenEngine, tmp_path: Path) -> None:
    with (
        pytest.raises(OperationalError, match="no such table"),
        Shop(engine_on(tmp_path / "no schema.sqlite3")).open() as work,
    ):
        work.catalog.count()


class PostgresError(Exception):
    """An error as psycopg raises it."""

    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("error", "sqlstate", "meant"),
    [
        (OperationalError, "40001", Conflict),
        (OperationalError, "40P01", Conflict),
        (OperationalError, "57P01", StorageUnavailable),
        (OperationalError, "08006", StorageUnavailable),
        (OperationalError, "55P03", StorageUnavailable),
        (OperationalError, None, StorageUnavailable),
        (IntegrityError, "23505", Conflict),
        (ProgrammingError, "42P01", None),
    ],
)
def test_errors_of_postgres_mean_the_same(
    error: type[DBAPIError], sqlstate: str | None, meant: type[ShopError] | None
) -> None:
    found = translate(error("SELECT 1", {}, PostgresError(sqlstate)))
    assert found is None if meant is None else type(found) is meant


def test_a_lost_connection_is_unavailable() -> None:
    lost = DBAPIError("SELECT 1", {}, PostgresError("XX000"), connection_invalidated=True)
    assert isinstance(translate(lost), StorageUnavailable)


@ON_SQLITE
def test_a_durable_commit_is_in_the_database_file_itself(engine: Engine, file: Path) -> None:
    with Shop(engine, clock=Clock(NOW)).open() as work:
        work.carts.add("me", "milk", 1)
    make_durable(engine)
    copy = file.with_name("copy.sqlite3")
    copy.write_bytes(file.read_bytes())
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT quantity FROM cart_lines").fetchall() == [(1,)]


def test_every_table_can_be_made_by_postgres() -> None:
    dialect = make_url("postgresql+psycopg://").get_dialect()()
    tables = Base.metadata.sorted_tables
    schema = "".join(str(CreateTable(table).compile(dialect=dialect)) for table in tables)
    assert "TIMESTAMP WITH TIME ZONE" in schema
    assert "UNIQUE (quote_id)" in schema
    assert "UNIQUE (idempotency_key)" in schema
