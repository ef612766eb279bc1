"""The way of the tables from revision to revision: imports SQLAlchemy, and Alembic to run it.

Each step is a module of ``versions``, numbered ``v0001_…``, ``v0002_…``. A step is written for
changed models by ``python -m fulfillment.storage.migrations "what changed"``, then read and tested.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
# The tables as they were before there were revisions.
FIRST = "0001"


@cache
def revisions() -> tuple[str, ...]:
    """All revisions, the oldest first; the last is the one that the models describe.

    Read from the names of the files, for Alembic takes longer to load than a first turn may wait.
    """
    return tuple(sorted(path.name[1:5] for path in FOLDER.glob("versions/v[0-9]*.py")))
