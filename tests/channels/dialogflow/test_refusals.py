"""What is not let in, or is no request: the conversation hears nothing, and no log tells of it."""

import base64
import json
import logging
from datetime import timedelta

import pytest

from skill.app import dialogflow_doors
from skill.channels.dialogflow.credentials import Door, basic, header, service_agent
from skill.channels.dialogflow.endpoint import MAX_BODY_BYTES
from skill.channels.google_signing import GoogleSigner
from skill.channels.google_tokens import GoogleKeys
from skill.settings import DialogflowSettings, SettingError, Settings, from_environment
from tests.channels.dialogflow.conftest import Build
from tests.channels.dialogflow.dialogflow_requests import (
    KEY,
    Broken,
    check,
    cx_request,
    es_request,
)
from tests.conftest import NOW

AGENT = "service-42@gcp-sa-dialogflow.iam.gserviceaccount.com"
URL = "https://shop.example/google/dialogflow/cx"
BODY = json.dumps(cx_request("my secret words")).encode()


def coded(text, scheme="Basic"):
    return {"Authorization": f"{scheme} {base64.b64encode(text.encode()).decode()}"}


@pytest.fixture(scope="module")
def signer():
    return GoogleSigner(clock=lambda: NOW)


@pytest.fixture
def agent_door(signer):
    keys = GoogleKeys(signer.fetch, clock=lambda: NOW)
    return Door(service_agent(AGENT, URL, keys.verify))


def status(webhook, door, headers):
    endpoint = webhook(None, door)
    answer = endpoint.post("cx", BODY, headers)
    assert bool(endpoint.conversation.turns) == (answer.status_code == 200)
    return answer.status_code


def test_basic_credentials_let_in(webhook: Build):
    door = Door(basic("dialogflow:sésame: open"))

    assert status(webhook, door, coded("dialogflow:sésame: open")) == 200
    assert status(webhook, door, coded("dialogflow:sésame: open", scheme="basic")) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        coded("dialogflow:other"),
        coded("dialogflow:sesam"),
        coded(""),
        coded("dialogflow:sesame", scheme="Bearer"),
        {"Authorization": "Basic not base64!"},
        {"Authorization": "Basic é".encode().decode("latin-1")},
        {"Authorization": "Basic"},
        dict([KEY]),
    ],
)
def test_other_credentials_do_not(headers, webhook: Build):
    assert status(webhook, Door(basic("dialogflow:sesame")), headers) == 401


def test_a_header_of_the_merchants_lets_in(webhook: Build):
    door = Door(header("X-Shop-Key", "clé"))

    assert status(webhook, door, {"x-shop-key": "clé".encode().decode("latin-1")}) == 200
    assert status(webhook, door, {"X-Shop-Key": "cl"}) == 401
    assert status(webhook, door, {"X-Shop-Key": ""}) == 401


def test_any_of_what_is_configured_lets_in(webhook: Build):
    door = Door(basic("dialogflow:sesame"), header(*KEY))

    assert status(webhook, door, coded("dialogflow:sesame")) == 200
    assert status(webhook, door, dict([KEY])) == 200


def test_without_any_configured_credentials_nothing_is_let_in(webhook: Build):
    for headers in ({}, coded(":"), {"X-Shop-Key": ""}):
        assert status(webhook, Door(), headers) == 401


def test_the_agents_own_token_lets_in(signer, agent_door, webhook: Build):
    token = signer.token(URL, email=AGENT, email_verified=True)

    assert status(webhook, agent_door, {"Authorization": f"Bearer {token}"}) == 200


@pytest.mark.parametrize(
    ("audience", "claims"),
    [
        ("https://another.example/google/dialogflow/cx", {}),
        (URL, {"email": "service-43@gcp-sa-dialogflow.iam.gserviceaccount.com"}),
        (URL, {"email_verified": False}),
        (URL, {"iss": "https://accounts.example"}),
        (URL, {"exp": int((NOW - timedelta(hours=1)).timestamp())}),
    ],
)
def test_another_token_of_googles_does_not(audience, claims, signer, agent_door, webhook: Build):
    token = signer.token(audience, **({"email": AGENT, "email_verified": True} | claims))

    assert status(webhook, agent_door, {"Authorization": f"Bearer {token}"}) == 401


def test_a_token_that_somebody_else_signed_does_not(agent_door, webhook: Build):
    other = GoogleSigner(key_id="demonstration", clock=lambda: NOW)
    token = other.token(URL, email=AGENT, email_verified=True)

    assert status(webhook, agent_door, {"Authorization": f"Bearer {token}"}) == 401


def test_each_webhook_asks_for_tokens_to_its_own_address(signer):
    agent = DialogflowSettings(agent=AGENT)
    settings = Settings(dialogflow=agent, public_url="https://shop.example")
    doors = dialogflow_doors(settings, GoogleKeys(signer.fetch, clock=lambda: NOW))
    token = signer.token(URL, email=AGENT, email_verified=True)
    headers = {"Authorization": f"Bearer {token}"}

    doors["cx"].check(headers)
    with pytest.raises(Exception, match="do not fit"):
        doors["es"].check(headers)


def test_the_settings_are_read_from_the_environment():
    known = from_environment(
        {
            "COSTER_DIALOGFLOW_BASIC": "dialogflow:se:same",
            "COSTER_DIALOGFLOW_HEADER": "X-Shop-Key: a key: with a colon",
            "COSTER_DIALOGFLOW_AGENT": AGENT,
            "COSTER_DIALOGFLOW_AUDIENCE": URL,
        }
    ).dialogflow

    header_ = ("X-Shop-Key", "a key: with a colon")
    assert known == DialogflowSettings("dialogflow:se:same", header_, AGENT, URL)
    assert "se:same" not in repr(known)
    assert "a key" not in repr(known)
    assert from_environment({}).dialogflow == DialogflowSettings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COSTER_DIALOGFLOW_BASIC", "no-password"),
        ("COSTER_DIALOGFLOW_BASIC", "no-password:"),
        ("COSTER_DIALOGFLOW_BASIC", ":no-user"),
        ("COSTER_DIALOGFLOW_HEADER", "X-Shop-Key"),
        ("COSTER_DIALOGFLOW_HEADER", "X-Shop-Key: "),
        ("COSTER_DIALOGFLOW_AGENT", AGENT),
    ],
)
def test_a_setting_that_would_let_anybody_in_or_nobody_is_refused(name, value):
    with pytest.raises(SettingError, match=name):
        from_environment({name: value})


def test_the_answer_says_how_to_be_let_in(webhook: Build):
    answer = webhook().post("es", BODY, {})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert answer.json == {"error": "the credentials do not fit"}


@pytest.mark.parametrize(
    ("body", "status_code"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe{}", 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b'"words"', 400),
        (b"null", 400),
        (b" " * (MAX_BODY_BYTES + 1), 413),
    ],
)
@pytest.mark.parametrize("edition", ["es", "cx"])
def test_a_body_that_is_no_request_is_refused(edition, body, status_code, webhook: Build):
    endpoint = webhook()

    answer = endpoint.post(edition, body, dict([KEY]))

    assert answer.status_code == status_code
    assert answer.json is not None
    assert set(answer.json) == {"error"}
    assert not endpoint.conversation.turns


def test_a_stranger_cannot_even_have_a_body_read(webhook: Build):
    assert webhook().post("cx", b"[" * 100_000, {}).status_code == 401


@pytest.mark.parametrize("edition", ["es", "cx"])
def test_a_conversation_that_fails_says_so_and_the_log_does_not_say_what_was_said(
    edition, webhook: Build, caplog
):
    request = (es_request if edition == "es" else cx_request)("my secret words", "Help")
    broken = webhook(Broken())

    with caplog.at_level(logging.DEBUG):
        response = broken.ask(edition, request)

    assert "Sorry, something went wrong." in json.dumps(check(edition, response))
    assert "ValueError" in caplog.text
    for private in ("secret words", "a-token", "u-1"):
        assert private not in caplog.text


def test_only_posts_are_answered(webhook: Build):
    assert webhook().client.get("/google/dialogflow/cx").status_code == 405
