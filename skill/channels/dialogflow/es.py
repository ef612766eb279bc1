"""Dialogflow ES: its webhook request as :class:`Heard`.

https://cloud.google.com/dialogflow/es/docs/reference/rpc/google.cloud.dialogflow.v2#webhookrequest
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from skill.channels.dialogflow import slots
from skill.channels.dialogflow.heard import Heard, caller, on_phone, ours, sure, unnamed
from skill.channels.payload import find, items, section, text

CHANNEL = "dialogflow-es"
# The context in which a response leaves what it asks for.
EXPECTS = "costermonger-expects"
PHONE = "GOOGLE_TELEPHONY"
_ORIGINAL = ".original"
# On the phone, keys come as the words of the query.
_KEYS = re.compile(r"[0-9*#]+")


def hear(payload: Mapping[str, Any]) -> Heard:
    """What a request says; whatever it lacks is empty."""
    result = section(payload, "queryResult")
    request_id = text(payload, "responseId") or unnamed()
    session = text(payload, "session")
    extra = section(payload, "originalDetectIntentRequest", "payload")
    phone = text(payload, "originalDetectIntentRequest", "source") == PHONE or on_phone(extra)
    words = text(result, "queryText")
    keys = words if phone and _KEYS.fullmatch(words) else ""
    contexts = [each for each in items(result, "outputContexts") if isinstance(each, Mapping)]
    return Heard(
        channel=CHANNEL,
        language=text(result, "languageCode"),
        session=session,
        request_id=request_id,
        caller=caller(extra, session, request_id),
        names=ours((text(result, "intent", "displayName"), text(result, "action"))),
        slots=slots.read(_originals(contexts, result), section(result, "parameters")),
        confidence=sure(find(result, "intentDetectionConfidence")),
        clarity=sure(find(result, "speechRecognitionConfidence")),
        words="" if keys else words,
        keys=keys,
        expects=_expects(contexts),
        phone=phone,
        raw=payload,
    )


def _originals(contexts: list[Mapping[str, Any]], result: Mapping[str, Any]) -> dict[str, Any]:
    """What was said in each parameter: every active context holds it beside what it stands for."""
    found: dict[str, Any] = {}
    for context in contexts:
        said = section(context, "parameters")
        for name, value in section(result, "parameters").items():
            # A context of an earlier turn keeps what was said then.
            if said.get(name) == value and f"{name}{_ORIGINAL}" in said:
                found.setdefault(name, said[f"{name}{_ORIGINAL}"])
    return found


def _expects(contexts: list[Mapping[str, Any]]) -> str:
    ours_ = (c for c in contexts if text(c, "name").rpartition("/")[2] == EXPECTS)
    return next((text(context, "parameters", "expects") for context in ours_), "")
