import subprocess
import sys

import pytest

from skill import lambda_handler
from skill.channels.alexa.errors import OtherSkill
from skill.channels.alexa.skill import create_skill
from skill.conversation.reply import Reply, Text
from tests.channels.alexa.alexa_requests import SKILL_ID, FakeConversation, a_request


@pytest.fixture
def conversation(monkeypatch):
    """The conversation behind the handler, without a shop."""
    conversation = FakeConversation()
    skill = create_skill(conversation, lambda locale: Reply((Text("Sorry."),)))
    monkeypatch.setattr(lambda_handler, "_get_skill", lambda: (skill, SKILL_ID))
    return conversation


def test_a_request_is_answered_without_a_web_server(conversation, check_response):
    response = check_response(lambda_handler.handler(a_request(), object()))

    assert "Hello" in response["outputSpeech"]["ssml"]
    assert [turn.intent for turn in conversation.turns] == ["Launch"]


@pytest.mark.parametrize("skill_id", ["amzn1.ask.skill.other", ""])
def test_another_skills_request_fails(skill_id, conversation):
    with pytest.raises(OtherSkill):
        lambda_handler.handler(a_request(skill_id=skill_id), object())
    assert not conversation.turns


def test_the_skill_is_built_once_from_the_environment(monkeypatch):
    wiring = pytest.importorskip("skill.wiring")
    built = []
    monkeypatch.setenv("COSTER_ALEXA_SKILL_ID", SKILL_ID)
    monkeypatch.setattr(
        wiring,
        "build_alexa_skill",
        lambda settings, shop: (
            built.append(settings) or create_skill(FakeConversation(), lambda locale: Reply(()))
        ),
    )
    lambda_handler._get_skill.cache_clear()
    lambda_handler._get_shop.cache_clear()

    for _ in range(2):
        assert lambda_handler.handler(a_request(), object())["response"]
    lambda_handler._get_skill.cache_clear()
    lambda_handler._get_shop.cache_clear()

    assert [settings.alexa_skill_id for settings in built] == [SKILL_ID]


def test_the_web_service_is_not_loaded():
    unwanted = ["flask", "flask_ask_sdk", "werkzeug", "certvalidator", "cryptography", "requests"]
    unwanted += ["authlib", "google.auth"]
    code = "import sys, skill.lambda_handler; print(sorted(set(sys.modules) & set(sys.argv[1:])))"

    outcome = subprocess.run(
        [sys.executable, "-c", code, *unwanted], capture_output=True, text=True, check=False
    )

    assert outcome.stdout.strip() == "[]", outcome.stderr
