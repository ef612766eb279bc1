"""What reaches the conversation: one turn of a shopper, whatever platform carried it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing heard inside an utterance.

    ``text`` is what was heard; ``value`` is what the platform resolved it to (an id of one of our
    slot lists, a SKU, or a number), or None when nothing was resolved. ``confidence`` runs from
    0 to 1; a platform that gives none is taken at its word.
    """

    text: str
    value: str | int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand an utterance; ``then`` are further commands of the same breath."""

    intent: str
    slots: Mapping[str, Slot] = field(default_factory=dict)
    confidence: float = 1.0
    then: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is on the line: a platform's own user id and, when the account is linked, its token.

    Neither is ever shown in a log: ``repr`` leaves both out.
    """

    user: str = field(repr=False)
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What the device can do with a reply; ``app``: cards go to an app beside it."""

    screen: bool = False
    speaker: bool = True
    keypad: bool = False
    app: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance of a shopper, understood by the platform or by ``skill.understanding``.

    ``request_id`` is the platform's own; two turns of one channel with the same request id are
    one turn that was sent twice. ``alternatives`` are further readings, best
    first; ``then`` are further commands of the same breath. ``utterance``
    is the words where the channel brings them. ``raw`` is the platform's payload, kept out of logs.
    """

    channel: str
    locale: str
    session_id: str
    caller: Caller
    request_id: str
    intent: str
    slots: Mapping[str, Slot] = field(default_factory=dict)
    confidence: float = 1.0
    alternatives: tuple[Reading, ...] = ()
    then: tuple[Reading, ...] = ()
    capabilities: Capabilities = Capabilities()
    new_session: bool = False
    utterance: str | None = field(default=None, repr=False)
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)
