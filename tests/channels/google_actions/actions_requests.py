"""Requests as Google sends them, and a conversation that remembers what it was handed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from skill.channels.google_actions.endpoint import actions_blueprint
from skill.channels.google_actions.verify import SIGNATURE_HEADER, ActionsVerifier
from skill.channels.google_signing import GoogleSigner
from skill.channels.google_tokens import GoogleKeys
from skill.conversation.reply import Reply, Text
from skill.conversation.turn import Caller, Turn
from tests.conftest import NOW
from tests.transcripts.driving_actions import check_response

PROJECT = "hazel-market"
HELLO = Reply((Text("Hello. What would you like?"),), (Text("What would you like?"),))
TROUBLE = Reply((Text("Sorry, something went wrong."),), ends=True)
TOKEN = "a-linked-token"


@dataclass
class Listening:
    """A conversation that answers one thing, and knows one token."""

    reply: Reply = HELLO
    turns: list[Turn] = field(default_factory=list)

    def answer(self, turn: Turn) -> Reply:
        self.turns.append(turn)
        return self.reply

    def can_answer(self, turn: Turn) -> bool | None:
        raise AssertionError(f"nobody asks for {turn.intent}")

    def knows(self, caller: Caller) -> bool:
        return caller.token == TOKEN

    def linked(self, channel: str, caller: Caller) -> None:
        raise AssertionError(f"{channel} tells of no linking outside a conversation")

    def unlinked(self, channel: str, caller: Caller, at: datetime) -> None:
        raise AssertionError(f"{channel} tells of no unlinking")


class Broken(Listening):
    """A conversation whose shop is gone."""

    def answer(self, turn: Turn) -> Reply:
        raise ValueError(f"no shelf for {turn.caller.token}")


@dataclass
class Webhook:
    """The real endpoint around a conversation, verification on."""

    conversation: Listening
    signer: GoogleSigner
    project: str | None = PROJECT
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        app = Flask("shop")
        verifier = ActionsVerifier(GoogleKeys(self.signer.fetch, lambda: NOW), self.project)
        app.register_blueprint(
            actions_blueprint(self.conversation, lambda locale: TROUBLE, verifier)
        )
        self.client = app.test_client()

    def post(self, body: bytes, headers: Mapping[str, str] | None = None) -> TestResponse:
        """What the endpoint answers; signed unless ``headers`` say otherwise."""
        signed = {SIGNATURE_HEADER: self.signer.token(PROJECT)}
        return self.client.post("/google/actions", data=body, headers=signed | dict(headers or {}))

    def ask(self, payload: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Any:
        """The valid response to a request."""
        answer = self.post(json.dumps(payload).encode(), headers)
        assert answer.status_code == 200, answer.data
        response = answer.get_json()
        check_response(response)
        return response

    @property
    def turn(self) -> Turn:
        """The last turn that the conversation was handed."""
        return self.conversation.turns[-1]


Build = Callable[..., Webhook]


def a_request(name: str = "AddToCart", **parts: Any) -> dict[str, Any]:
    """A request for an intent, complete; ``parts`` replace whole parts of it."""
    return {
        "handler": {"name": name},
        "intent": {"name": name, "params": {}, "query": "some words"},
        "scene": {"name": "Shop", "slotFillingStatus": "UNSPECIFIED", "slots": {}},
        "session": {"id": "a-session", "params": {}, "typeOverrides": [], "languageCode": ""},
        "user": {
            "locale": "en-US",
            "params": {},
            "accountLinkingStatus": "NOT_LINKED",
            "verificationStatus": "VERIFIED",
        },
        "home": {"params": {}},
        "device": {"capabilities": ["SPEECH", "RICH_RESPONSE", "WEB_LINK"]},
        **parts,
    }


def heard(**params: Any) -> dict[str, Any]:
    """An intent with parameters: each a pair of what was heard and what it resolves to."""
    pairs = {name: {"original": o, "resolved": r} for name, (o, r) in params.items()}
    return {"name": "AddToCart", "params": pairs, "query": "some words"}
