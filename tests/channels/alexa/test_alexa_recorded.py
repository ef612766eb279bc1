"""Requests that real devices and simulators sent, through the whole endpoint."""

import json
from pathlib import Path

import pytest

from tests.channels.alexa.alexa_requests import (
    PROTOCOL,
    SKILL_ID,
    FakeConversation,
    body_of,
    now_text,
)

RECORDED = sorted((PROTOCOL / "samples").glob("alexa*/*.json"))
# Requests that are nobody's turn: the conversation must not hear of them.
SILENT = (
    "AlexaSkillEvent",
    "AudioPlayer",
    "GameEngine",
    "PlaybackController",
    "SessionEnded",
    "System",
)

pytestmark = pytest.mark.skipif(not RECORDED, reason="the recorded requests are not at hand")


def recorded(path: Path):
    """A recording with our skill's id and the present time."""
    payload = json.loads(path.read_text())
    for holder in (payload.get("session", {}), payload["context"]["System"]):
        if "application" in holder:
            holder["application"]["applicationId"] = SKILL_ID
    payload["request"]["timestamp"] = now_text()
    return payload


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_recorded_request_is_answered_validly(path, ask):
    payload, conversation = recorded(path), FakeConversation(able=True)

    response = ask(conversation, payload)

    kind = payload["request"]["type"]
    if kind.startswith(SILENT):
        assert response == {}
        assert not conversation.turns
    elif kind == "CanFulfillIntentRequest":
        assert list(response) == ["canFulfillIntent"]
        assert conversation.asked
        assert not conversation.turns
    else:
        assert response["outputSpeech"]["ssml"] == ("<speak>Hello. What would you like?</speak>")
        assert [turn.request_id for turn in conversation.turns] == [payload["request"]["requestId"]]


@pytest.mark.parametrize("path", RECORDED[:3], ids=lambda path: path.stem)
def test_a_recorded_request_as_it_was_sent_years_ago_is_refused(path, endpoint, authority):
    conversation, body = FakeConversation(), body_of(json.loads(path.read_text()))

    answer = endpoint(conversation).post("/alexa", data=body, headers=authority.headers(body))

    assert answer.status_code == 400
    assert not conversation.turns
