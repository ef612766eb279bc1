"""Points in the life of a process at which it can be made to die."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy import Engine, event


class Killed(BaseException):
    """The process is gone; nothing in our code may catch this."""


class Saboteur:
    """Notes every point that is passed, and lets ``die`` happen at the one it was given.

    Points lie before and after every SQL statement, before and after every commit, and wherever
    :meth:`passing` is called.
    """

    def __init__(
        self,
        at: int | None = None,
        die: Callable[[str], None] | None = None,
        *,
        statements: bool = True,
    ) -> None:
        self.passed: list[str] = []
        self._at = at
        self._die = die or _raise
        self._statements = statements

    def watch(self, engine: Engine) -> Callable[[], None]:
        """Stand beside an engine, until what is returned is called."""
        leave = ExitStack()
        for when in ("before", "after") if self._statements else ():
            watched = (engine, f"{when}_cursor_execute", self._statement(when))
            event.listen(*watched)
            leave.callback(event.remove, *watched)
        commit = engine.dialect.do_commit

        def watched_commit(connection: Any) -> None:
            self.passing("before COMMIT")
            commit(connection)
            self.passing("after COMMIT")

        patch = pytest.MonkeyPatch()
        patch.setattr(engine.dialect, "do_commit", watched_commit)
        leave.callback(patch.undo)
        return leave.close

    def passing(self, point: str) -> None:
        """Pass a point, alive or not."""
        self.passed.append(point)
        if len(self.passed) - 1 == self._at:
            self._die(point)

    def _statement(self, when: str) -> Callable[..., None]:
        def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            self.passing(f"{when} {' '.join(statement.split()[:3])}")

        return listen


def _raise(point: str) -> None:
    raise Killed(point)
