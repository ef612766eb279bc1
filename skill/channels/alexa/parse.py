"""Alexa's JSON into a Turn, by table. It reads raw JSON, as the SDK's models refuse too much."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from skill.channels.alexa.payload import interfaces, items, request_type, section, text
from skill.channels.alexa.slots import element_token, read_slots, touched
from skill.conversation.turn import Caller, Capabilities, Slot, Turn

DEFAULT_LOCALE = "en-US"
APL = "Alexa.Presentation.APL"

_INTENTS = {
    "AMAZON.CancelIntent": "Cancel",
    "AMAZON.FallbackIntent": "Fallback",
    "AMAZON.HelpIntent": "Help",
    "AMAZON.MoreIntent": "More",
    "AMAZON.NavigateHomeIntent": "StartOver",
    "AMAZON.NextIntent": "More",
    "AMAZON.NoIntent": "No",
    "AMAZON.PreviousIntent": "Previous",
    "AMAZON.RepeatIntent": "Repeat",
    "AMAZON.StartOverIntent": "StartOver",
    "AMAZON.StopIntent": "Stop",
    "AMAZON.YesIntent": "Yes",
}

Meaning = tuple[str, dict[str, Slot]]


def _launch(_request: Mapping[str, Any]) -> Meaning:
    return "Launch", {}


def _intent(request: Mapping[str, Any]) -> Meaning:
    intent = section(request, "intent")
    name = text(intent, "name") or "Fallback"
    return _INTENTS.get(name, name), read_slots(intent)


def _touch(request: Mapping[str, Any]) -> Meaning:
    return "Choose", touched(items(request, "arguments"))


def _element(request: Mapping[str, Any]) -> Meaning:
    return "Choose", element_token(request)


# The kinds of request that a shopper makes; for all others nothing may be said.
_MEANINGS: dict[str, Callable[[Mapping[str, Any]], Meaning]] = {
    "LaunchRequest": _launch,
    "Connections.Response": _launch,
    "IntentRequest": _intent,
    "CanFulfillIntentRequest": _intent,
    "Alexa.Presentation.APL.UserEvent": _touch,
    "Display.ElementSelected": _element,
}


def find_turn(payload: Mapping[str, Any]) -> Turn | None:
    """The shopper's turn in a request, or None where the request is not a shopper's."""
    meaning = _MEANINGS.get(request_type(payload))
    if meaning is None:
        return None
    request = section(payload, "request")
    intent, slots = meaning(request)
    request_id = text(request, "requestId") or _fingerprint(payload)
    session_id, user = _identity(payload, request_id)
    return Turn(
        channel="alexa",
        locale=text(request, "locale") or DEFAULT_LOCALE,
        session_id=session_id,
        caller=Caller(user, _user(payload, "accessToken") or None),
        request_id=request_id,
        intent=intent,
        slots=slots,
        capabilities=Capabilities(screen=bool(interfaces(payload) & {APL, "Display"}), app=True),
        new_session=section(payload, "session").get("new") is True,
        raw=payload,
    )


def _identity(payload: Mapping[str, Any], request_id: str) -> tuple[str, str]:
    """Session and user; what is missing is made up so that no two shoppers ever share it."""
    session_id, user = text(payload, "session", "sessionId"), _user(payload, "userId")
    outside = f"outside-{_digest(user or request_id)}"
    return session_id or outside, user or f"anonymous-{_digest(session_id or request_id)}"


def _user(payload: Mapping[str, Any], name: str) -> str:
    return text(payload, "session", "user", name) or text(
        payload, "context", "System", "user", name
    )


def _fingerprint(payload: Mapping[str, Any]) -> str:
    return f"unnamed-{_digest(json.dumps(payload, sort_keys=True))}"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:32]
