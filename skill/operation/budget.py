"""A time that an answer may take: whoever waits is told in time, whatever the rest still does."""

from __future__ import annotations

import contextvars
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Waited
from threading import BoundedSemaphore
from typing import TypeVar

R = TypeVar("R")


class OutOfTime(Exception):  # noqa: N818 - a result of waiting, where an error would be ours
    """There is no answer in time; what was begun goes on, and is remembered under its request."""


class Budget:
    """Runs calls of ``seconds`` at most, ``at_once`` of them; more are not begun.

    A call that is late goes on in a thread of its own. The database sees to it that it may end
    anywhere, and the same request finds its answer. May be shared by threads.
    """

    def __init__(self, seconds: float, at_once: int) -> None:
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="turns")
        self._free = BoundedSemaphore(at_once)

    def run(self, call: Callable[[], R]) -> R:
        """What ``call`` gives. Raises what it raises, or :class:`OutOfTime`."""
        ends = time.monotonic() + self._seconds
        if not self._free.acquire(timeout=self._seconds):
            raise OutOfTime
        try:
            running = self._threads.submit(contextvars.copy_context().run, call)
        except RuntimeError:  # the process is ending
            self._free.release()
            raise
        running.add_done_callback(lambda _: self._free.release())
        try:
            return running.result(max(0.0, ends - time.monotonic()))
        except Waited as error:
            if running.done():
                raise  # a time-out of the call's own
            raise OutOfTime from error
