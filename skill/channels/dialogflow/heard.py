"""What one request of Dialogflow says, whichever edition sent it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from skill.channels.payload import section, text
from skill.conversation.turn import Caller, Slot

# What Dialogflow's own intents, actions and events are to us; an intent of ours keeps its name.
_NAMES: Mapping[str, str] = {
    "Default Welcome Intent": "Launch",
    "input.welcome": "Launch",
    "WELCOME": "Launch",
    "TELEPHONY_WELCOME": "Launch",
    "FACEBOOK_WELCOME": "Launch",
    "Default Fallback Intent": "Fallback",
    "Default Negative Intent": "Fallback",
    "input.unknown": "Fallback",
    "CANCEL": "Stop",
    "actions_intent_CANCEL": "Stop",
    "actions_intent_NO_INPUT": "NoInput",
}
# CX numbers these events: sys.no-match-1, sys.no-input-default.
_NUMBERED = {"sys.no-match-": "Fallback", "sys.no-input-": "NoInput"}


@dataclass(frozen=True, slots=True)
class Heard:
    """What one request says.

    ``names`` are what may name the intent, the surest first, in our terms, and ``confidence`` how
    sure Dialogflow is of it. ``words`` are what was typed or recognised, ``clarity`` how sure a
    recogniser is of them, ``keys`` what was pressed on a keypad. ``expects`` is what the last
    response said that it asked for, as the platform hands it back: a hint. ``session`` is
    Dialogflow's name of the session, or empty.
    """

    channel: str
    language: str
    session: str
    request_id: str
    caller: Caller
    names: tuple[str, ...]
    slots: Mapping[str, Slot] = field(default_factory=dict)
    confidence: float = 1.0
    clarity: float = 1.0
    words: str = field(default="", repr=False)
    keys: str = field(default="", repr=False)
    expects: str = ""
    phone: bool = False
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)


def ours(names: Iterable[str]) -> tuple[str, ...]:
    """The names in our terms, without those that are missing."""
    return tuple(_ours(name) for name in names if name)


def _ours(name: str) -> str:
    numbered = (intent for start, intent in _NUMBERED.items() if name.startswith(start))
    return _NAMES.get(name) or next(numbered, name)


def caller(payload: Mapping[str, Any], session: str, request_id: str) -> Caller:
    """Who is on the line, by what a front end put into the request's own payload.

    Without a user id there it is whoever holds the session.
    """
    user = text(payload, "user", "userId")
    sender = text(payload, "data", "sender", "id")  # as Facebook's integration says it
    known = user or (f"facebook:{sender}" if sender else "")
    token = text(payload, "user", "accessToken") or None
    return Caller(known or f"anonymous-{digest(session or request_id)}", token)


def on_phone(payload: Mapping[str, Any]) -> bool:
    """Whether Dialogflow's telephone gateway sent the payload."""
    return "telephony" in section(payload)


def sure(value: Any) -> float:
    """How sure Dialogflow is, from 0 to 1; it writes 0 where it does not say."""
    known = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1
    return float(value) if known else 1.0


def unnamed() -> str:
    """An id for a request that brings none: nothing tells it from the same words said again."""
    return f"unnamed-{token_hex(16)}"


def digest(words: str) -> str:
    """A short name for words that are not to be read back from it."""
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:32]
