"""Dialogflow CX: its webhook request as :class:`Heard`.

https://cloud.google.com/dialogflow/cx/docs/reference/rpc/google.cloud.dialogflow.cx.v3#webhookrequest
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skill.channels.dialogflow import slots
from skill.channels.dialogflow.heard import Heard, caller, on_phone, ours, sure, unnamed
from skill.channels.payload import find, section, text

CHANNEL = "dialogflow-cx"
# The session parameter in which a response leaves what it asks for.
EXPECTS = "costermonger_expects"


def hear(payload: Mapping[str, Any]) -> Heard:
    """What a request says; whatever it lacks is empty."""
    session = text(payload, "sessionInfo", "session")
    request_id = _request_id(payload)
    extra = section(payload, "payload")
    names = _names(payload)
    spoken = text(payload, "transcript")
    return Heard(
        channel=CHANNEL,
        language=text(payload, "languageCode"),
        session=session,
        request_id=request_id,
        caller=caller(extra, session, request_id),
        names=names,
        slots=_slots(payload, names),
        confidence=sure(find(payload, "intentInfo", "confidence")),
        words=text(payload, "text") or spoken,
        keys=text(payload, "dtmfDigits"),
        expects=text(payload, "sessionInfo", "parameters", EXPECTS),
        phone=bool(spoken or text(payload, "dtmfDigits")) or on_phone(extra),
        raw=payload,
    )


def _names(payload: Mapping[str, Any]) -> tuple[str, ...]:
    """The tag of the route first: it says which one was taken, the intent which matched last."""
    tag = text(payload, "fulfillmentInfo", "tag")
    matched = text(payload, "intentInfo", "displayName")
    return ours((tag, matched, text(payload, "triggerEvent")))


def _slots(payload: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """What was said in the intent that the route was taken for; an older intent's stays there."""
    matched = ours((text(payload, "intentInfo", "displayName"),))
    if matched and names[0] in ("Fallback", "NoInput"):
        return {}
    parameters = section(payload, "intentInfo", "parameters")
    return slots.read(
        {name: find(value, "originalValue") for name, value in parameters.items()},
        {name: find(value, "resolvedValue") for name, value in parameters.items()},
    )


def _request_id(payload: Mapping[str, Any]) -> str:
    """Dialogflow's id of the turn, in which one webhook may be called under several tags."""
    named = text(payload, "detectIntentResponseId")
    tag = text(payload, "fulfillmentInfo", "tag")
    return f"{named}:{tag}" if named else unnamed()
