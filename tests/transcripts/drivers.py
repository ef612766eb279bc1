"""How a transcript is played on each channel; a new channel joins by one entry in ``DRIVERS``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from skill import wiring
from skill.channels.alexa.certificates import Certificates, Trust
from skill.channels.alexa.signing import Authority
from skill.channels.alexa.simulator import AlexaDevice, Requests, words_of
from skill.channels.alexa.verify import Verifier
from skill.channels.chat import Chat
from skill.conversation.plain import plain
from skill.conversation.turn import Caller, Reading
from skill.settings import Settings
from tests.transcripts.driving_actions import actions_driver
from tests.transcripts.driving_dialogflow import cx_driver, es_driver
from tests.transcripts.stage import Driver, Heard, Stage

SKILL_ID = "amzn1.ask.skill.transcripts"


class ChatDriver:
    """The terminal."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    def begin(self) -> Heard:
        return self._heard(*self._chat.begin())

    def hear(self, text: str) -> Heard:
        return self._heard(*self._chat.hear(text))

    def _heard(self, turn: Any, reply: Any) -> Heard:
        slots = {name: slot.text for name, slot in turn.slots.items()}
        says = plain(reply.speech, turn.locale)
        card = reply.card is not None
        return Heard(turn.intent, slots, says, reply.ends, card, reply.links_account)


class AlexaDriver:
    """A device whose requests are signed, sent to the endpoint and verified."""

    def __init__(self, device: AlexaDevice) -> None:
        self._device = device

    def begin(self) -> Heard:
        return self._heard(Reading("Launch"), self._device.launch())

    def hear(self, text: str) -> Heard:
        return self._heard(*self._device.hear(text))

    def _heard(self, reading: Reading, answer: Mapping[str, Any]) -> Heard:
        response = answer["response"]
        slots = {name: slot.text for name, slot in reading.slots.items()}
        kind = response.get("card", {}).get("type")
        return Heard(
            reading.intent,
            slots,
            words_of(response["outputSpeech"]["ssml"]),
            response["shouldEndSession"],
            kind is not None,
            kind == "LinkAccount",
        )


def chat_driver(stage: Stage) -> Driver:
    """The terminal before this shopper."""
    settings = Settings(locale=stage.locale)
    engine = wiring.build_conversation(stage.shop, settings, stage.understanding_in)
    caller = Caller(stage.user, stage.token)
    return ChatDriver(Chat(engine, stage.understanding, caller, stage.session, stage.locale))


def alexa_driver(stage: Stage) -> Driver:
    """A device before this shopper, with verification on."""
    authority = _authority()

    def build() -> Flask:
        trust = Certificates(Trust([authority.root]), authority.fetch)
        return wiring.build_app(
            Settings(locale=stage.locale),
            shop=stage.shop,
            verifier=Verifier(trust, SKILL_ID, clock=stage.clock),
            understanding=stage.understanding_in,
        )

    requests = Requests(
        skill_id=SKILL_ID,
        user_id=stage.user,
        session_id=stage.session,
        locale=stage.locale,
        token=stage.token,
        clock=stage.clock,
    )
    understanding, post = stage.understanding, _poster(stage.app_for("alexa", build).test_client())
    return AlexaDriver(AlexaDevice(requests, understanding, authority, post))


DRIVERS: dict[str, Callable[[Stage], Driver]] = {
    "chat": chat_driver,
    "alexa": alexa_driver,
    "actions": actions_driver,
    "dialogflow-es": es_driver,
    "dialogflow-cx": cx_driver,
}


@lru_cache(maxsize=1)
def _authority() -> Authority:
    from tests.conftest import NOW  # the day on which transcripts are played

    return Authority(starts=NOW.replace(year=2025), lasts=2 * (NOW - NOW.replace(year=2025)))


def _poster(client: FlaskClient) -> Callable[[bytes, Mapping[str, str]], tuple[int, bytes]]:
    def post(body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        answer = client.post("/alexa", data=body, headers=dict(headers))
        return answer.status_code, answer.data

    return post
