"""Dialogflow ES and CX: an agent whose requests go to the real webhook, credentials and all.

Everything that comes back must be one of Google's own messages, without a field they do not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from google.cloud import dialogflow_v2, dialogflowcx_v3
from google.protobuf.json_format import ParseDict

from skill import wiring
from skill.channels.dialogflow.simulator import CxSession, EsSession, Post, Session
from skill.conversation.turn import Reading
from skill.settings import DialogflowSettings, Settings
from tests.transcripts.stage import Driver, Heard, Stage

_HEADER = ("X-Shop-Key", "a key of the shop's")


class DialogflowDriver:
    """Somebody who writes to an agent."""

    def __init__(self, session: Session, response: Any) -> None:
        self._session, self._type = session, response

    def begin(self) -> Heard:
        return self._heard(Reading("Launch"), self._session.launch())

    def hear(self, text: str) -> Heard:
        return self._heard(*self._session.hear(text))

    def _heard(self, reading: Reading, response: Mapping[str, Any]) -> Heard:
        ParseDict(response, self._type.pb()(), ignore_unknown_fields=False)
        slots = {name: slot.text for name, slot in reading.slots.items()}
        messages = (
            response.get("fulfillmentMessages") or (response["fulfillmentResponse"]["messages"])
        )
        shown = [row for m in messages for group in _groups(m) for row in group]
        ours = response["payload"]["costermonger"]
        card = any(row["type"] == "description" and "text" in row for row in shown)
        says = next(m["text"]["text"][0] for m in messages if "text" in m)
        return Heard(reading.intent, slots, says, ours["ends"], card, ours["linkAccount"])


def _groups(message: Mapping[str, Any]) -> Any:
    return message.get("payload", {}).get("richContent", ())


def es_driver(stage: Stage) -> Driver:
    """An agent of ES before this shopper."""
    session = EsSession(stage.understanding, *_endpoint(stage), stage.user, stage.session)
    session.token, session.locale = stage.token, stage.locale
    return DialogflowDriver(session, dialogflow_v2.WebhookResponse)


def cx_driver(stage: Stage) -> Driver:
    """An agent of CX before this shopper."""
    session = CxSession(stage.understanding, *_endpoint(stage), stage.user, stage.session)
    session.token, session.locale = stage.token, stage.locale
    return DialogflowDriver(session, dialogflowcx_v3.WebhookResponse)


def _endpoint(stage: Stage) -> tuple[Post, Mapping[str, str]]:
    """The webhook of the stage's shop, and the credentials that it asks for."""

    def build() -> Flask:
        settings = Settings(locale=stage.locale, dialogflow=DialogflowSettings(header=_HEADER))
        return wiring.build_app(settings, shop=stage.shop, understanding=stage.understanding_in)

    client = stage.app_for("dialogflow", build).test_client()

    def post(path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        answer = client.post(path, data=body, headers=dict(headers))
        return answer.status_code, answer.data

    return post, dict([_HEADER])
