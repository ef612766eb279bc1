"""The conversations that are under way in this process, a limited number for a limited time.

What was said and bought stands in the database, as that of any channel. Here stands what hears and
speaks; where it is forgotten, a shopper starts again and finds the cart as it was.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from skill.talk.errors import Gone

IDLE_S = 30 * 60.0
LONGEST_S = 8 * 3600.0
MOST = 500
# Of one browser, in as many tabs.
MOST_EACH = 4


class Kept(Protocol):
    """A conversation of one browser; ``close`` frees what it uses."""

    @property
    def id(self) -> str:
        """What it is found by."""
        ...

    @property
    def browser(self) -> str:
        """Whose it is."""
        ...

    def close(self) -> None:
        """Nobody talks here any more."""
        ...


T = TypeVar("T", bound=Kept)


class Conversations(Generic[T]):
    """Conversations by id; each opens to the browser that began it, and to no other."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        self._clock = clock
        self._most = most
        self._lock = threading.Lock()
        # The one that was used longest ago comes first; beside each, when it began and was used.
        self._kept: dict[str, tuple[T, float, float]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, talk: T) -> None:
        """Keep a new conversation; those that nobody uses make room for it."""
        with self._lock:
            now = self._clock()
            closed = self._old(now)
            theirs = [kept for kept, _, _ in self._kept.values() if kept.browser == talk.browser]
            closed += theirs[: len(theirs) - MOST_EACH + 1] if len(theirs) >= MOST_EACH else []
            others = [kept for kept, _, _ in self._kept.values() if kept not in closed]
            closed += others[: max(len(others) - self._most + 1, 0)]
            for kept in closed:
                self._kept.pop(kept.id, None)
            self._kept[talk.id] = (talk, now, now)
        for kept in closed:
            kept.close()

    def get(self, id_: str, browser: str) -> T:
        """A browser's conversation, which is used by this. Raises Gone."""
        with self._lock:
            now = self._clock()
            found = self._kept.get(id_)
            if found is None or found[0].browser != browser or found[0] in self._old(now):
                raise Gone(id_)
            talk, began, _ = self._kept.pop(id_)
            self._kept[id_] = (talk, began, now)
            return talk

    def end(self, id_: str, browser: str) -> None:
        """Forget a browser's conversation. Raises Gone."""
        talk = self.get(id_, browser)
        with self._lock:
            self._kept.pop(id_, None)
        talk.close()

    def _old(self, now: float) -> list[T]:
        return [
            talk
            for talk, began, used in self._kept.values()
            if now - used > IDLE_S or now - began > LONGEST_S
        ]
