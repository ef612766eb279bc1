"""What a database error means to a shop."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,
)
from sqlalchemy.orm.exc import StaleDataError

from fulfillment.errors import Conflict, ShopError, StorageReadOnly, StorageUnavailable

_SQLITE_UNREACHABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}
# Classes and codes of SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html
_SQLSTATE_CONFLICT = {"40001", "40P01"}
_SQLSTATE_UNREACHABLE = {"08", "53", "57", "58"}
# A lock was waited for in vain.
_SQLSTATE_UNREACHABLE_CODES = {"55P03"}
# The server we were sent to only reads.
_SQLSTATE_READ_ONLY = "25006"


def translate(error: SQLAlchemyError) -> ShopError | None:
    """The shop's name for ``error``; None when it is a mistake of ours and should be seen."""
    if isinstance(error, IntegrityError | StaleDataError):
        return Conflict("somebody else wrote first")
    if isinstance(error, TimeoutError):
        return StorageUnavailable("no free connection")
    if isinstance(error, DBAPIError):
        return _translate_driver(error)
    return None


def _translate_driver(error: DBAPIError) -> ShopError | None:
    sqlstate = getattr(error.orig, "sqlstate", None) or ""
    # SQLite's extended result codes keep the plain code in the low byte.
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if sqlstate in _SQLSTATE_CONFLICT:
        return Conflict("two transactions stood in each other's way")
    if code == sqlite3.SQLITE_READONLY or sqlstate == _SQLSTATE_READ_ONLY:
        return StorageReadOnly("the database takes nothing")
    unreachable = (
        error.connection_invalidated
        or code in _SQLITE_UNREACHABLE
        or sqlstate[:2] in _SQLSTATE_UNREACHABLE
        or sqlstate in _SQLSTATE_UNREACHABLE_CODES
        # Before there is a connection there is no code either.
        or (isinstance(error, OperationalError) and not code and not sqlstate)
    )
    return StorageUnavailable("the database cannot be reached") if unreachable else None


@contextmanager
def shop_errors() -> Iterator[None]:
    """Raise the shop's own errors where the database raises its."""
    try:
        yield
    except SQLAlchemyError as error:
        meant = translate(error)
        if meant is None:
            raise
        raise meant from error
