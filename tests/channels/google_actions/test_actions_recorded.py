"""Requests that Google's console sent, and odd ones that it never should, through the endpoint."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.channels.google_actions.parse import read_turn
from skill.channels.google_actions.render import render
from tests.channels.google_actions.actions_requests import HELLO, Build, a_request
from tests.transcripts.driving_actions import SCHEMA, check_response

RECORDED = sorted((SCHEMA.parents[1] / "samples/google_actions").glob("*.json"))
MEANT = {
    "EndRequest": "Stop",
    "IntentRequest": "HelloWorldIntent",
    "LAUNCH": "Launch",
    "LAUNCH_NEW_USER": "Launch",
    "LaunchRequest": "Launch",
}
recorded = pytest.mark.skipif(not RECORDED, reason="the recorded requests are not at hand")


@recorded
@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_recorded_request_gets_a_valid_answer(webhook: Build, path: Path) -> None:
    payload, shop = json.loads(path.read_text()), webhook()
    answer = shop.ask(payload)
    assert answer["prompt"]["firstSimple"]["text"]
    assert answer["session"]["id"] == payload["session"]["id"]
    assert shop.turn.intent == MEANT[path.stem]
    assert shop.turn.locale == "en-US"
    assert shop.turn.capabilities.speaker
    assert not shop.turn.capabilities.screen


@recorded
def test_every_recording_is_of_one_of_two_shoppers() -> None:
    callers = {read_turn(json.loads(path.read_text()), None).caller.user for path in RECORDED}
    assert len(callers) == len({json.loads(p.read_text())["session"]["id"] for p in RECORDED})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)
PATHS = [
    *(("handler",), ("handler", "name"), ("intent",), ("intent", "name"), ("intent", "params")),
    *(("intent", "params", "product"), ("intent", "params", "product", "resolved")),
    *(("scene",), ("scene", "name"), ("scene", "slots"), ("scene", "slots", "shown")),
    *(("session",), ("session", "id"), ("session", "params"), ("session", "params", "turn")),
    *(("session", "typeOverrides"), ("user",), ("user", "params"), ("user", "locale")),
    *(("device",), ("device", "capabilities"), ("unheard-of",)),
]


def changed(payload: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """The payload with something else at a path."""
    *parents, last = path
    inner = payload
    for name in parents:
        inner = inner.setdefault(name, {})
    inner[last] = value
    return payload


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PATHS), JSON)
def test_whatever_stands_anywhere_is_answered_validly(path: tuple[str, ...], value: Any) -> None:
    payload = json.loads(json.dumps(changed(a_request(), path, value)))
    turn = read_turn(payload, None)
    assert turn.intent
    assert turn.session_id
    assert turn.caller.user
    check_response(json.loads(json.dumps(render(HELLO, turn))))
