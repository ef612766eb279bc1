"""Requests that Dialogflow itself, or its samples, have sent: each gets a valid answer."""

import json

import pytest

from tests.channels.dialogflow.conftest import Build
from tests.channels.dialogflow.dialogflow_requests import PROTOCOL

RECORDED = sorted((PROTOCOL / "samples").glob("dialogflow_*/*.json"))
# What the ones that mean something to a shop mean.
MEANT = {
    "DefaultWelcomeIntent": "Launch",
    "HelpIntent": "Help",
    "webhook_test_welcome": "Launch",
}

pytestmark = pytest.mark.skipif(not RECORDED, reason="the recorded requests are not at hand")


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_recorded_request_is_answered_validly(path, webhook: Build):
    endpoint = webhook()

    response = endpoint.ask(
        path.parent.name.removeprefix("dialogflow_"), json.loads(path.read_text())
    )

    assert "Hello. What would you like?" in json.dumps(response)
    assert [turn.intent for turn in endpoint.conversation.turns] == [
        MEANT.get(path.stem, "Fallback")
    ]


def test_requests_without_a_session_share_nothing(webhook: Build):
    bare = {"fulfillmentInfo": {"tag": "Yes"}}
    endpoint = webhook()

    first, second = (endpoint.turn("cx", bare) for _ in range(2))

    assert first.session_id != second.session_id
    assert first.caller.user != second.caller.user
    assert first.request_id != second.request_id
