"""Steps of the tables: they lead to what the models describe, there and back, and lose nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Engine, Integer, MetaData, Table, inspect, select, text
from sqlalchemy.exc import DBAPIError

from fulfillment.errors import SchemaMismatch
from fulfillment.shop import Shop
from fulfillment.storage import migrating
from fulfillment.storage.migrating import Status, downgrade, status, upgrade, write_revision
from fulfillment.storage.migrations import FIRST, FOLDER, revisions
from fulfillment.storage.schema import TABLES, create_schema
from tests.conftest import Clock
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.shopfloor import Till, buy, furnish, offer
from tests.fulfillment.test_concurrency import at_once

LAST = revisions()[-1]


@pytest.fixture
def empty(empty_url: str, engine_on: OpenEngine) -> Engine:
    """An engine on a database without tables."""
    return engine_on(empty_url)


def tables(engine: Engine) -> dict[str, Any]:
    """All that a database tells about its tables, but for Alembic's own."""
    found = inspect(engine)
    return {
        name: {
            "columns": [column | {"type": str(column["type"])} for column in columns(found, name)],
            "primary key": found.get_pk_constraint(name),
            "foreign keys": sorted(found.get_foreign_keys(name), key=str),
            "unique": sorted(found.get_unique_constraints(name), key=str),
            "checks": sorted(found.get_check_constraints(name), key=str),
            "indexes": sorted(found.get_indexes(name), key=str),
        }
        for name in found.get_table_names()
        if name != "alembic_version"
    }


def columns(found: Any, table: str) -> list[dict[str, Any]]:
    return sorted(found.get_columns(table), key=lambda column: str(column["name"]))


def first_tables(engine: Engine) -> list[Table]:
    """The tables as they are in the database now, whatever the models say."""
    found = MetaData()
    found.reflect(engine)
    return found.sorted_tables


def rows(engine: Engine, of: list[Table]) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is kept in some columns of some tables."""
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in of
            if table.name != "alembic_version"
        }


def test_the_steps_lead_to_what_the_models_describe(empty: Engine) -> None:
    upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, TABLES) == [], (
            "The models have changed: python -m fulfillment.storage.migrations 'what has changed'"
        )
    assert status(empty) == Status(LAST, ())


def test_a_new_database_has_the_tables_to_which_the_steps_lead(
    backend: str, empty: Engine, engine: Engine
) -> None:
    upgrade(empty)
    assert tables(empty) == tables(engine)
    assert status(engine) == Status(LAST, ())


def test_every_step_can_be_gone_back_and_on_again(empty: Engine) -> None:
    seen = [tables(empty)]
    for revision in revisions():
        upgrade(empty, revision)
        seen.append(tables(empty))
    for revision, before in zip(("base", *revisions()), seen, strict=True):
        downgrade(empty, revision)
        assert tables(empty) == before
        upgrade(empty)
        assert tables(empty) == seen[-1]


def test_what_the_first_tables_hold_survives_the_way_back_and_on(engine: Engine) -> None:
    with Shop(engine, payments=Till(), clock=Clock()).open() as work:
        buy(work, offer(work))
        offer(work, customer=2)
    kept = set(tables(engine))
    downgrade(engine, FIRST)
    first = first_tables(engine)
    before = rows(engine, first)
    assert len(before["orders"]) == len(before["payments"]) == 1
    upgrade(engine)
    assert set(tables(engine)) == kept
    assert rows(engine, first) == before
    with Shop(engine, payments=Till(), clock=Clock()).open() as work:
        assert work.orders.find_last(1)


def test_a_database_from_before_there_were_steps_is_taken_along(empty: Engine) -> None:
    upgrade(empty, FIRST)
    with empty.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(SchemaMismatch, match="coster database upgrade"):
        create_schema(empty)
    found = status(empty)
    assert (found.revision, [step for step, _ in found.pending]) == (FIRST, [*revisions()[1:]])
    upgrade(empty)
    create_schema(empty)
    furnish(Shop(empty, clock=Clock()))


def test_tables_that_are_behind_are_not_used(empty: Engine) -> None:
    upgrade(empty, FIRST)
    with pytest.raises(SchemaMismatch, match="coster database upgrade"):
        create_schema(empty)


def test_tables_of_a_newer_version_are_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for act in (create_schema, upgrade, partial(downgrade, revision="base")):
        with pytest.raises(SchemaMismatch, match="9999"):
            act(engine)
    assert status(engine).revision == "9999"


def test_a_revision_that_is_not_there_is_refused(empty: Engine) -> None:
    with pytest.raises(SchemaMismatch, match="nowhere"):
        upgrade(empty, "nowhere")
    assert tables(empty) == {}


def test_a_step_that_fails_leaves_everything_as_it_was(empty: Engine) -> None:
    upgrade(empty, FIRST)
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE refunds (id INTEGER)"))
    before = tables(empty)
    with pytest.raises(DBAPIError, match="refunds"):
        upgrade(empty)
    assert tables(empty) == before
    assert status(empty).revision == FIRST


def test_processes_that_start_together_make_the_tables_once(
    empty_url: str, engine_on: OpenEngine
) -> None:
    engines = [engine_on(empty_url) for _ in range(6)]
    assert at_once([partial(create_schema, engine) for engine in engines]) == [None] * 6
    assert status(engines[0]) == Status(LAST, ())


def test_the_revisions_are_those_that_alembic_finds() -> None:
    scripts = ScriptDirectory(FOLDER)
    found = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(found)) == revisions()
    assert scripts.get_current_head() == LAST


def test_a_first_turn_does_not_wait_for_alembic() -> None:
    code = (
        "import sys; from fulfillment.storage.engine import open_engine;"
        "from fulfillment.storage.schema import create_schema; create_schema(open_engine("
        "'sqlite://')); sys.exit('alembic' in sys.modules or 'psycopg' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_step_is_written_for_what_has_changed_in_the_models(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "migrations"))
    monkeypatch.setattr(migrating, "FOLDER", folder)
    table = Table("vouchers", TABLES, Column("id", Integer, primary_key=True))
    try:
        written = write_revision("vouchers")
    finally:
        TABLES.remove(table)
    assert written == folder / f"versions/v{int(LAST) + 1:04}_vouchers.py"
    source = written.read_text(encoding="utf-8")
    assert source.count("op.") == 2
    assert "op.create_table('vouchers'" in source
    assert f"down_revision = '{LAST}'" in source
