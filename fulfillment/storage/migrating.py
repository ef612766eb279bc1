"""Taking the tables from one revision to another. This loads Alembic; nothing that serves may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from fulfillment.errors import SchemaMismatch
from fulfillment.storage.engine import open_engine
from fulfillment.storage.faults import shop_errors
from fulfillment.storage.migrations import FIRST, FOLDER, revisions
from fulfillment.storage.schema import hold_alone, is_empty, read_revision


@dataclass(frozen=True, slots=True)
class Status:
    """Where a database is (None: nowhere yet), and the steps it lacks, as (revision, what)."""

    revision: str | None
    pending: tuple[tuple[str, str], ...]


def status(engine: Engine) -> Status:
    """How far a database has come. Raises :class:`StorageUnavailable`."""
    with shop_errors(), engine.connect() as connection:
        found = _revision(connection)
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    pending = [(step.revision, step.doc) for step in steps if step.revision > (found or "")]
    return Status(found, tuple(reversed(pending)))


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Go on to a revision, all steps or none.

    Raises :class:`SchemaMismatch` for a revision that is not known, :class:`StorageUnavailable`,
    or :class:`Conflict`.
    """
    with _alone(engine) as connection:
        config = _config(connection)
        if read_revision(connection) is None and not is_empty(connection):
            command.stamp(config, FIRST)
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to a revision, or to ``base``: an empty database. What later ones kept is lost.

    Raises the same as :func:`upgrade`.
    """
    with _alone(engine) as connection:
        command.downgrade(_config(connection), revision)


def write_revision(what: str) -> Path:
    """Write the step that leads from the last revision to the models of now; its path."""
    engine = open_engine("sqlite://")
    upgrade(engine)
    number = f"{int(revisions()[-1]) + 1:04}" if revisions() else FIRST
    with engine.connect() as connection:
        config = _config(connection)
        script = command.revision(config, what, autogenerate=True, rev_id=number)
    engine.dispose()
    path = Path(cast(Script, script).path)
    # Alembic's remarks say that somebody should look at this; our test sees to it.
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.strip().startswith("# ###")]
    path.write_text("".join(kept), encoding="utf-8")
    return path


def _revision(connection: Connection) -> str | None:
    found = read_revision(connection)
    return FIRST if found is None and not is_empty(connection) else found


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    options = {
        "script_location": str(FOLDER),
        "file_template": "v%(rev)s_%(slug)s",
        "path_separator": "os",
    }
    for name, value in options.items():
        config.set_main_option(name, value.replace("%", "%%"))
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """One transaction, in which nobody else changes tables."""
    try:
        with (
            shop_errors(),
            engine.connect() as connection,
            _without_keys(connection),
            connection.begin(),
        ):
            hold_alone(connection)
            yield connection
            _check_keys(connection)
    except CommandError as error:
        raise SchemaMismatch(str(error)) from error


@contextmanager
def _without_keys(connection: Connection) -> Iterator[None]:
    # SQLite changes a table by making another in its place, which its keys would forbid; it can
    # let go of them outside a transaction only.
    if connection.dialect.name != "sqlite":
        yield
        return
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()


def _check_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise SchemaMismatch(f"rows would point to nothing: {broken[:3]}")
