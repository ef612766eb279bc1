"""The webhooks, built around a conversation, with the demo shop's understanding."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import interaction_models
from fulfillment.shop import Shop
from fulfillment.storage.engine import engine_for
from skill import wiring
from skill.channels.dialogflow.credentials import Door, header
from skill.channels.dialogflow.endpoint import PATHS, Webhooks, dialogflow_blueprint
from skill.channels.dialogflow.hearing import Hearing
from skill.conversation.turn import Turn
from skill.understanding import Understanding
from tests.channels.dialogflow.dialogflow_requests import KEY, TROUBLE, Listening, check


@pytest.fixture(scope="session")
def understanding(demo_database: Path) -> Understanding:
    """What understands words in the demo shop."""
    with engine_for(f"sqlite:///{demo_database}") as engine:
        return wiring.build_understanding(Shop(engine), "en-US")


@dataclass
class Webhook:
    """The endpoint of both editions."""

    client: FlaskClient
    conversation: Listening

    def post(self, edition: str, body: bytes, headers: Mapping[str, str]) -> TestResponse:
        return self.client.post(PATHS[edition], data=body, headers=dict(headers))

    def ask(self, edition: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """The checked response to a request that is let in."""
        answer = self.post(edition, json.dumps(request).encode(), dict([KEY]))
        assert answer.status_code == 200, answer.text
        assert answer.json is not None
        return check(edition, answer.json)

    def turn(self, edition: str, request: Mapping[str, Any]) -> Turn:
        """The turn that a request comes to."""
        self.ask(edition, request)
        return self.conversation.turns[-1]


Build = Callable[..., Webhook]


@pytest.fixture
def webhook(understanding: Understanding) -> Build:
    """Builds the endpoint around a conversation; by default a header lets in."""

    def build(conversation: Listening | None = None, *doors: Door) -> Webhook:
        app, heard = Flask("shop"), conversation or Listening()
        known = interaction_models.locales()
        unfold = understanding.unfold
        hearing = Hearing(heard, lambda _: understanding, lambda _: unfold, known, "en-US")
        door = doors[0] if doors else Door(header(*KEY))
        webhooks = Webhooks(heard, hearing, lambda _: TROUBLE)
        app.register_blueprint(dialogflow_blueprint(webhooks, dict.fromkeys(PATHS, door)))
        return Webhook(app.test_client(), heard)

    return build
