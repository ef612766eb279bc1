"""Values derived from the database that all threads share until the catalogue changes."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")


class Versioned(Generic[T]):
    """A value read once per catalogue version, by whichever thread comes first."""

    def __init__(self, read: Callable[[Session], T]) -> None:
        self._read = read
        self._lock = Lock()
        self._kept: tuple[int, T] | None = None

    def get(self, session: Session, version: int) -> T:
        """The value at ``version``; the other threads wait while it is read."""
        kept = self._kept
        if kept is None or kept[0] != version:
            with self._lock:
                kept = self._kept
                if kept is None or kept[0] != version:
                    kept = self._kept = (version, self._read(session))
        return kept[1]
