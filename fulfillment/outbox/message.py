"""A message of the outbox, and when one that failed is tried again. Pure, standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Literal

# How long a message belongs to whoever delivers it; afterwards it is taken for dead.
LEASE = timedelta(minutes=5)
_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(hours=1)
# A mail server gives up after four to five days, says RFC 5321, section 4.5.4.1.
PATIENCE = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be told. ``key`` names it for ever, ``document`` holds identifiers only.

    ``attempts`` counts this one too, and tells it from those of others.
    """

    id: int
    key: str
    kind: str
    document: Mapping[str, Any]
    created_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Told:
    """How far a message has come; ``error`` says why it was not delivered."""

    kind: str
    state: Literal["waiting", "sent", "given up"]
    error: str


def pause(attempts: int, random: Random) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, up to an hour.

    Up to half of it is left to chance, lest all that failed together be tried together.
    """
    doublings = min(attempts - 1, 16)
    whole = min(_LONGEST_PAUSE, _FIRST_PAUSE * (1 << doublings))
    return whole * random.uniform(0.5, 1.0)
