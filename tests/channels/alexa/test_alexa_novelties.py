"""What Alexa may send some day is survived."""

import pytest

from tests.channels.alexa.alexa_requests import FakeConversation, a_request, an_intent, now_text


@pytest.mark.parametrize(
    "request_",
    [
        {"type": "Alexa.Something.New", "payload": {"a": 1}},
        {"type": None},
        {"type": ["LaunchRequest"]},
        {"type": "SessionEndedRequest", "reason": "A_NEW_REASON", "error": "text"},
        {"type": "SessionEndedRequest", "error": {"type": "INTERNAL_SERVICE_ERROR"}},
        {"type": "AlexaSkillEvent.SomethingNew", "body": None},
        {"type": "AudioPlayer.PlaybackFailed"},
        {"type": "PlaybackController.NextCommandIssued"},
    ],
)
def test_requests_that_allow_no_speech_get_an_empty_response(request_, ask):
    conversation = FakeConversation()

    assert ask(conversation, a_request(request_, session=False)) == {}
    assert not conversation.turns


@pytest.mark.parametrize(
    "change",
    [
        lambda payload: payload.update(version=2, novelty={"a": [1]}),
        lambda payload: payload.update(session=None),
        lambda payload: payload.update(session="odd"),
        lambda payload: payload["session"].update(attributes=[1]),
        lambda payload: payload["session"].update(user=None, novelty=1),
        lambda payload: payload["context"]["System"].update(user=None, device=[]),
        lambda payload: payload["context"].update(AudioPlayer={"playerActivity": "DANCING"}),
        lambda payload: payload["context"].update(Viewport={"shape": "TRIANGLE", "dpi": "x"}),
        lambda payload: payload["request"].update(locale=None, dialogState="NEW", __class__="x"),
        lambda payload: payload["request"].update(timestamp=now_text().replace("Z", ".123456Z")),
    ],
)
def test_new_properties_and_values_are_survived(change, ask):
    payload, conversation = an_intent("Checkout"), FakeConversation()
    change(payload)

    assert ask(conversation, payload)["outputSpeech"]
    assert [turn.intent for turn in conversation.turns] == ["Checkout"]
