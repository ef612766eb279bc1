"""At which revision a database's tables are; a new database starts at the last one."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    func,
    insert,
    inspect,
    select,
)

from fulfillment.errors import SchemaMismatch
from fulfillment.storage import (  # noqa: F401 - their tables count, too
    accounts,
    aftercare,
    books,
    documents,
    feeds,
    guards,
    linking,
    payments,
    prices,
)
from fulfillment.storage.faults import shop_errors
from fulfillment.storage.migrations import revisions
from fulfillment.storage.models import Base, ShopRow

# What the models describe.
TABLES = Base.metadata
# As Alembic makes and reads it.
_REVISION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
# Any number will do, so long as it is always the same.
_LOCK = 7_263_911


def create_schema(engine: Engine) -> None:
    """Make the tables of an empty database; others must have the tables that we need.

    Raises :class:`SchemaMismatch` when they have not, and :class:`StorageUnavailable`. All at once
    where several processes start on a new database.
    """
    with shop_errors():
        with engine.connect() as connection:
            if read_revision(connection) == revisions()[-1]:
                return
        with engine.begin() as connection:
            hold_alone(connection)
            if is_empty(connection):
                TABLES.create_all(connection)
                _REVISION.create(connection)
                connection.execute(insert(_REVISION).values(version_num=revisions()[-1]))
            check(read_revision(connection))


def read_revision(connection: Connection) -> str | None:
    """The revision of a database; None where it was made before there were any, or is empty."""
    if not inspect(connection).has_table(_REVISION.name):
        return None
    return connection.scalar(select(_REVISION.c.version_num))


def is_empty(connection: Connection) -> bool:
    """Whether a database holds no tables of ours."""
    tables = inspect(connection)
    return not tables.has_table(ShopRow.__tablename__) and not read_revision(connection)


def check(revision: str | None) -> None:
    """Raise :class:`SchemaMismatch` for tables that are not those of the models."""
    if revision == revisions()[-1]:
        return
    if revision is None or revision in revisions():
        raise SchemaMismatch("the database is of an older version: run coster database upgrade")
    raise SchemaMismatch(f"the database is of a newer version than this: revision {revision}")


def hold_alone(connection: Connection) -> None:
    """Keep other processes from changing tables until this transaction ends.

    On SQLite every transaction does so.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
