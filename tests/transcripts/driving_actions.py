"""A device of Google's as a driver: its requests are signed, sent to the webhook and verified."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft7Validator

from skill import wiring
from skill.channels.alexa.simulator import words_of
from skill.channels.google_actions import names
from skill.channels.google_actions.simulator import GoogleDevice, Memory
from skill.channels.google_signing import GoogleSigner
from skill.channels.google_tokens import GoogleKeys
from skill.conversation.turn import Reading
from skill.settings import Settings
from tests.conftest import NOW
from tests.transcripts.stage import Driver, Heard, Stage

PROJECT = "transcripts"
SCHEMA = Path(__file__).resolve().parents[3] / "shared/protocol/schemas/ConvResponse.json"


class ActionsDriver:
    """A device with a screen."""

    def __init__(self, device: GoogleDevice) -> None:
        self._device = device

    def begin(self) -> Heard:
        return self._heard(Reading("Launch"), self._device.launch())

    def hear(self, text: str) -> Heard:
        return self._heard(*self._device.hear(text))

    def _heard(self, reading: Reading, answer: Mapping[str, Any]) -> Heard:
        check_response(answer)
        following = answer.get("scene", {}).get("next", {}).get("name")
        says = words_of(answer["prompt"]["firstSimple"]["speech"])
        links = following == names.SCENE_LINKING
        return Heard(
            reading.intent,
            {name: slot.text for name, slot in reading.slots.items()},
            says,
            # Where linking begins, Google asks what comes next, unless we have asked something.
            following == names.SCENE_END or (links and not says.endswith("?")),
            "card" in answer["prompt"].get("content", {}),
            links,
        )


def check_response(answer: Mapping[str, Any]) -> None:
    """A response is valid by Google's own types, where their schema is at hand."""
    if (validator := _validator()) is not None:
        validator.validate(answer)


@cache
def _validator() -> Draft7Validator | None:
    return Draft7Validator(json.loads(SCHEMA.read_text())) if SCHEMA.exists() else None


def actions_driver(stage: Stage) -> Driver:
    """A device before this shopper, with verification on."""
    signer = _signer()
    signer.clock = stage.clock

    def build() -> Flask:
        return wiring.build_app(
            Settings(locale=stage.locale, google_project=PROJECT),
            shop=stage.shop,
            google_keys=GoogleKeys(signer.fetch, stage.clock),
            understanding=stage.understanding_in,
        )

    device = GoogleDevice(
        project=PROJECT,
        session_id=stage.session,
        understanding=stage.understanding,
        signer=signer,
        post=_poster(stage.app_for("actions", build).test_client()),
        token=stage.token,
        locale=stage.locale,
        memory=Memory(user={names.PARAM_SHOPPER: stage.user}),
    )
    return ActionsDriver(device)


@lru_cache(maxsize=1)
def _signer() -> GoogleSigner:
    return GoogleSigner(clock=lambda: NOW)


def _poster(client: FlaskClient) -> Callable[[bytes, Mapping[str, str]], tuple[int, bytes]]:
    def post(body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        answer = client.post("/google/actions", data=body, headers=dict(headers))
        return answer.status_code, answer.data

    return post
