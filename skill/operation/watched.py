"""The conversation as it is run: every turn counted, logged, rationed and answered in time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from typing import Protocol, TypeVar

from skill.channels import Conversation
from skill.channels.attempt import TURN
from skill.conversation.reply import Reply
from skill.conversation.turn import Caller, Turn
from skill.operation.budget import Budget, OutOfTime
from skill.operation.turn_id import answering

_log = logging.getLogger(__name__)

R = TypeVar("R")

ANSWERED, MISSED, FAILED = "answered", "not_understood", "failed"
LATE, REFUSED = "too_slow", "refused"
OUTCOMES = (ANSWERED, MISSED, FAILED, LATE, REFUSED)

_noted: ContextVar[list[str] | None] = ContextVar("noted", default=None)


class Counter(Protocol):
    """What keeps the figures."""

    def turned(self, channel: str, intent: str, outcome: str, seconds: float) -> None:
        """Count a turn."""
        ...

    def happened(self, what: str) -> None:
        """Count what has happened in the shop."""
        ...


class Rations(Protocol):
    """What says how much is too much."""

    def allows(self, turn: Turn) -> bool:
        """Whether the shopper and the device have turns left."""
        ...


class Noting:
    """What the shop tells of what happens: counted, and known to the turn that it happens in."""

    def __init__(self, counter: Counter | None = None) -> None:
        self._counter = counter

    def __call__(self, what: str) -> None:
        """Take note."""
        if (noted := _noted.get()) is not None:
            noted.append(what)
        if self._counter is not None:
            self._counter.happened(what)


class Watched:
    """A :class:`Conversation` around another.

    ``say`` gives the reply of an id in a locale, with no database.
    """

    def __init__(
        self,
        conversation: Conversation,
        say: Callable[[str, str], Reply],
        *,
        budget: Budget | None = None,
        rations: Rations | None = None,
        counter: Counter | None = None,
    ) -> None:
        self._conversation = conversation
        self._say = say
        self._budget = budget
        self._rations = rations
        self._counter = counter

    def answer(self, turn: Turn) -> Reply:
        """The reply to ``turn``, in time. Raises what the conversation raises."""
        begun, noted = time.monotonic(), list[str]()
        token, outcome = _noted.set(noted), FAILED
        try:
            with answering(turn) as id_:
                try:
                    reply, outcome = self._answered(turn, noted)
                except Exception as error:
                    error.add_note(f"{TURN}{id_}")
                    raise
                finally:
                    self._note(turn, outcome, time.monotonic() - begun)
        finally:
            _noted.reset(token)
        return reply

    def can_answer(self, turn: Turn) -> bool | None:
        """See :meth:`Conversation.can_answer`."""
        with answering(turn):
            return self._in_time(lambda: self._conversation.can_answer(turn))

    def knows(self, caller: Caller) -> bool:
        """See :meth:`Conversation.knows`."""
        return self._in_time(lambda: self._conversation.knows(caller))

    def linked(self, channel: str, caller: Caller) -> None:
        """See :meth:`Conversation.linked`."""
        self._conversation.linked(channel, caller)

    def unlinked(self, channel: str, caller: Caller, at: datetime) -> None:
        """See :meth:`Conversation.unlinked`."""
        self._conversation.unlinked(channel, caller, at)

    def _answered(self, turn: Turn, noted: list[str]) -> tuple[Reply, str]:
        if self._rations is not None and not self._rations.allows(turn):
            return self._say("too-fast", turn.locale), REFUSED
        try:
            reply = self._in_time(lambda: self._conversation.answer(turn))
        except OutOfTime:
            return self._say("too-slow", turn.locale), LATE
        return reply, MISSED if MISSED in noted else ANSWERED

    def _in_time(self, call: Callable[[], R]) -> R:
        return call() if self._budget is None else self._budget.run(call)

    def _note(self, turn: Turn, outcome: str, seconds: float) -> None:
        fields = {"channel": turn.channel, "intent": turn.intent, "outcome": outcome}
        _log.info("A turn was answered", extra={**fields, "ms": round(seconds * 1000)})
        if self._counter is not None:
            self._counter.turned(turn.channel, turn.intent, outcome, seconds)
