import json
import logging

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import ResponseEnvelope
from flask import Flask
from jsonschema import Draft7Validator

from skill.channels.alexa.adapter import mount
from skill.channels.alexa.certificates import Certificates, Trust
from skill.channels.alexa.signing import Authority
from skill.channels.alexa.skill import create_skill
from skill.channels.alexa.verify import Verifier
from skill.conversation.reply import Reply, Text
from tests.channels.alexa.alexa_requests import (
    PROTOCOL,
    SKILL_ID,
    FakeConversation,
    a_request,
    body_of,
)

TROUBLE = Reply((Text("Sorry, something went wrong."),), ends=True)


@pytest.fixture(scope="session")
def authority():
    return Authority()


@pytest.fixture(scope="session")
def check_response():
    """Checks a response envelope against Amazon's schema, where there is one, and the SDK."""
    schema = PROTOCOL / "schemas" / "AlexaResponse.json"
    validator = Draft7Validator(json.loads(schema.read_text())) if schema.exists() else None

    def check(envelope):
        text = json.dumps(envelope)
        assert len(text) <= 24_576
        assert envelope["version"] == "1.0"
        DefaultSerializer().deserialize(text, ResponseEnvelope)
        if validator:
            validator.validate(envelope)
        return envelope["response"]

    return check


@pytest.fixture
def endpoint(authority):
    """Builds the real endpoint, verification on, around a conversation."""

    def build(
        conversation=None, *, fetch=authority.fetch, skill_id=SKILL_ID, roots=None, **options
    ):
        app = Flask("shop")
        certificates = Certificates(Trust(roots or [authority.root]), fetch)
        skill = create_skill(conversation or FakeConversation(), lambda locale: TROUBLE)
        mount(app, skill, Verifier(certificates, skill_id, **options))
        return app.test_client()

    return build


@pytest.fixture
def ask(endpoint, authority, check_response):
    """Sends a signed request and gives the checked response."""

    def send(conversation, payload):
        body = body_of(payload)
        answer = endpoint(conversation).post("/alexa", data=body, headers=authority.headers(body))
        assert answer.status_code == 200, answer.text
        return check_response(answer.json)

    return send


@pytest.fixture
def refuse(endpoint, authority, caplog):
    """Sends a body and expects a refusal, logged without anything of the request."""

    def send(body, headers=None, *, reason, **options):
        conversation = FakeConversation()
        headers = authority.headers(body) if headers is None else headers
        client = endpoint(conversation, **options)
        with caplog.at_level(logging.DEBUG):
            answer = client.post("/alexa", data=body, headers=headers)
        assert answer.status_code == 400
        assert reason in answer.json["error"]
        assert reason in caplog.text
        assert "a-token" not in caplog.text
        assert "a-user" not in caplog.text
        assert not conversation.turns

    return send


@pytest.fixture(scope="session")
def body():
    return body_of(a_request())
