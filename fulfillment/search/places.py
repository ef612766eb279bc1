"""Where the snapshots of a database's index stand."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import URL


def snapshots_of(database: URL, chosen: str | None, environ: Mapping[str, str]) -> Path | None:
    """The folder for a database: inside ``chosen``, else beside its file, else in the cache.

    None for an SQLite database in memory: so is its index then.
    """
    file = database.database if database.get_backend_name() == "sqlite" else None
    if database.get_backend_name() == "sqlite" and file in (None, "", ":memory:"):
        return None
    name = _name_of(database)
    if chosen:
        return Path(chosen) / name
    if file is not None:
        return Path(f"{file}-index").absolute()
    return _cache(environ) / "costermonger" / name


def _name_of(database: URL) -> str:
    # Neither the password nor who asks makes it another database.
    place = (database.get_backend_name(), database.host, database.port, database.database)
    text = "\0".join(str(part) for part in place)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _cache(environ: Mapping[str, str]) -> Path:
    if named := environ.get("XDG_CACHE_HOME"):
        return Path(named)
    home = environ.get("HOME")
    # A function on AWS Lambda has no home that it could write to, only a folder for what passes.
    if home and os.access(home, os.W_OK):
        return Path(home) / ".cache"
    return Path(tempfile.gettempdir())
