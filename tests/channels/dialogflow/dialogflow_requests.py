"""Requests as Dialogflow sends them, a conversation that remembers, and a strict reader."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from google.cloud import dialogflow_v2, dialogflowcx_v3
from google.protobuf.json_format import ParseDict
from jsonschema import Draft202012Validator

import interaction_models
from skill.conversation.reply import Reply, Text
from skill.conversation.turn import Turn

PROTOCOL = Path(__file__).resolve().parents[4] / "shared" / "protocol"
SESSION = "projects/p/agent/sessions/s-1"
HELLO = Reply((Text("Hello. What would you like?"),), (Text("What would you like?"),))
TROUBLE = Reply((Text("Sorry, something went wrong."),), ends=True)
KEY = ("X-Shop-Key", "a key")
# What Google's own packages read a response as.
_MESSAGES = {"es": dialogflow_v2.WebhookResponse, "cx": dialogflowcx_v3.WebhookResponse}


@dataclass
class Listening:
    """A conversation that answers one thing, and knows the intents that we have words for."""

    reply: Reply = HELLO
    turns: list[Turn] = field(default_factory=list)

    def answer(self, turn: Turn) -> Reply:
        self.turns.append(turn)
        return self.reply

    def can_answer(self, turn: Turn) -> bool | None:
        return turn.intent in interaction_models.load_locale("en-US").intents


class Broken(Listening):
    """A conversation whose shop is gone."""

    def answer(self, turn: Turn) -> Reply:
        raise ValueError(f"no shelf for {turn.caller.token}, who said {turn.utterance}")


def es_request(words: str = "hello", intent: str = "Hello", **result: Any) -> dict[str, Any]:
    """A request of ES: an intent with its parameters, from somebody with a linked account."""
    return {
        "responseId": "response-1",
        "session": SESSION,
        "queryResult": {
            "queryText": words,
            "action": intent,
            "parameters": {},
            "allRequiredParamsPresent": True,
            "intent": {"name": "projects/p/agent/intents/1", "displayName": intent},
            "intentDetectionConfidence": 0.9,
            "languageCode": "en",
            **result,
        },
        "originalDetectIntentRequest": {
            "payload": {"user": {"userId": "u-1", "accessToken": "a-token"}}
        },
    }


def cx_request(words: str = "hello", tag: str = "Hello", **parts: Any) -> dict[str, Any]:
    """A request of CX: a route's tag, and the intent that it was taken for."""
    return {
        "detectIntentResponseId": "response-1",
        "text": words,
        "languageCode": "en",
        "fulfillmentInfo": {"tag": tag},
        "intentInfo": {"displayName": tag, "confidence": 0.9, "parameters": {}},
        "sessionInfo": {"session": SESSION, "parameters": {}},
        "payload": {"user": {"userId": "u-1", "accessToken": "a-token"}},
        **parts,
    }


def of_parameters(**values: tuple[Any, Any]) -> dict[str, Any]:
    """Parameters as CX writes them: what was said, and what it was taken for."""
    return {n: {"originalValue": said, "resolvedValue": r} for n, (said, r) in values.items()}


def check(edition: str, response: dict[str, Any]) -> dict[str, Any]:
    """The response, once Google's own message and the published schema have taken all of it."""
    ParseDict(response, _MESSAGES[edition].pb()(), ignore_unknown_fields=False)
    assert len(json.dumps(response)) <= 64 * 1024
    if validator := _schema(edition):
        validator.validate(response)
    return response


@cache
def _schema(edition: str) -> Draft202012Validator | None:
    path = PROTOCOL / "schemas" / f"{edition}_response.json"
    return Draft202012Validator(json.loads(path.read_text())) if path.exists() else None
