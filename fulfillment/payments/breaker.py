"""A circuit breaker: after failures in a row, nobody calls for a while; then one tries again.

Pure: standard library only. PyPI's pybreaker makes all calls wait for each other, and
circuitbreaker lets everybody try at once after the pause; an outside call in a turn can have
neither.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock


class Breaker:
    """Opens after ``failures`` in a row, for ``pause_s``. May be shared by threads."""

    def __init__(
        self, failures: int, pause_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = failures
        self._pause_s = pause_s
        self._clock = clock
        self._lock = Lock()
        self._failed = 0
        self._closed_until = 0.0  # the moment from which somebody may try again

    @property
    def is_open(self) -> bool:
        """Whether what is behind it has failed lately, and has not been there since."""
        return self._failed >= self._most

    def enter(self) -> bool:
        """Whether a call may be made now; what became of it is then to be told."""
        with self._lock:
            if self._failed < self._most:
                return True
            now = self._clock()
            if now < self._closed_until:
                return False
            # The others wait for what becomes of this one, for a pause at most.
            self._closed_until = now + self._pause_s
            return True

    def worked(self) -> None:
        """A call was answered."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """A call was not."""
        with self._lock:
            self._failed += 1
            self._closed_until = self._clock() + self._pause_s
