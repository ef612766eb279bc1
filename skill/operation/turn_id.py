"""The id that everything done for one turn is logged under, from the request to the payment."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from skill.conversation.turn import Turn

_current: ContextVar[str] = ContextVar("turn_id", default="")
# The platforms' own ids hold a UUID; whatever else stands there may be about somebody.
_PLATFORM = re.compile(
    r"(?:amzn1\.echo-api\.request\.)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:-[0-9a-f]{8})?",
    re.ASCII,
)


def current() -> str:
    """The id of the turn that is being answered here; empty outside of one."""
    return _current.get()


@contextmanager
def answering(turn: Turn) -> Iterator[str]:
    """Everything within is done for ``turn``."""
    token = _current.set(id_of(turn))
    try:
        yield _current.get()
    finally:
        _current.reset(token)


def id_of(turn: Turn) -> str:
    """The platform's own id of the request where it is one, else a digest."""
    if _PLATFORM.fullmatch(turn.request_id):
        return turn.request_id
    text = "\0".join((turn.channel, turn.session_id, turn.request_id))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
