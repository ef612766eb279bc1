"""Requests that are not Google's, or nobody's, reach no conversation and are not logged."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import timedelta

import pytest

from skill.channels.google_actions.verify import MAX_BODY_BYTES, SIGNATURE_HEADER
from skill.channels.google_signing import GoogleSigner
from tests.channels.google_actions.actions_requests import (
    PROJECT,
    TOKEN,
    Broken,
    Build,
    a_request,
)
from tests.conftest import NOW

BODY = json.dumps(a_request()).encode()


def test_a_signed_request_is_answered(webhook: Build) -> None:
    shop = webhook()
    assert shop.post(BODY).status_code == 200
    assert len(shop.conversation.turns) == 1


def test_the_names_of_headers_have_no_case(webhook: Build, signer: GoogleSigner) -> None:
    shop = webhook()
    headers = {"Google-Assistant-Signature": signer.token(PROJECT)}
    answer = shop.client.post("/google/actions", data=BODY, headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "signature", ["", "abc", "a.b.c", "Bearer abc"], ids=["empty", "word", "dots", "bearer"]
)
def test_a_request_without_googles_signature_is_refused(webhook: Build, signature: str) -> None:
    shop = webhook()
    answer = shop.post(BODY, {SIGNATURE_HEADER: signature})
    assert answer.status_code == 403
    assert answer.get_json()["error"]
    assert not shop.conversation.turns


def test_a_request_with_no_signature_at_all_is_refused(webhook: Build) -> None:
    shop = webhook()
    assert shop.client.post("/google/actions", data=BODY).status_code == 403
    assert not shop.conversation.turns


def test_a_signature_for_another_project_is_refused(webhook: Build, signer: GoogleSigner) -> None:
    shop = webhook()
    answer = shop.post(BODY, {SIGNATURE_HEADER: signer.token("another-project")})
    assert answer.status_code == 403
    assert not shop.conversation.turns


def test_a_signature_of_yesterday_is_refused(webhook: Build, signer: GoogleSigner) -> None:
    shop = webhook()
    before = int((NOW - timedelta(days=1)).timestamp())
    token = signer.token(PROJECT, iat=before, exp=before + 3_600)
    assert shop.post(BODY, {SIGNATURE_HEADER: token}).status_code == 403
    assert not shop.conversation.turns


def test_without_a_project_every_request_is_refused(webhook: Build) -> None:
    shop = webhook(project=None)
    assert shop.post(BODY).status_code == 403
    assert not shop.conversation.turns


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000],
    ids=["empty", "cut", "list", "null", "text", "bytes", "deep"],
)
def test_a_body_that_is_no_object_is_refused_without_an_error(webhook: Build, body: bytes) -> None:
    shop = webhook()
    assert shop.post(body).status_code == 400
    assert not shop.conversation.turns


def test_a_body_without_end_is_refused_before_it_is_read(webhook: Build) -> None:
    shop = webhook()
    assert shop.post(b"{" + b" " * MAX_BODY_BYTES).status_code == 413
    assert not shop.conversation.turns


def test_other_methods_are_not_served(webhook: Build) -> None:
    assert webhook().client.get("/google/actions").status_code == 405


def test_a_health_check_gets_an_empty_answer_once_it_is_trusted(webhook: Build) -> None:
    shop = webhook()
    check = {"handler": {"name": "actions.handler.HEALTH_CHECK"}}
    assert shop.ask(check) == {}
    body = json.dumps(check).encode()
    assert shop.post(body, {SIGNATURE_HEADER: "x"}).status_code == 403
    assert not shop.conversation.turns


@pytest.mark.parametrize(
    "headers",
    [{"Authorization": "Bearer stolen"}, {"Authorization": "bearer  stolen "}],
    ids=["token", "spaces"],
)
def test_a_token_that_does_not_hold_is_refused(webhook: Build, headers: Mapping[str, str]) -> None:
    shop = webhook()
    answer = shop.post(BODY, headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert not shop.conversation.turns


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_token_that_holds_goes_along(webhook: Build, scheme: str) -> None:
    shop = webhook()
    shop.ask(a_request(), {"Authorization": f"{scheme} {TOKEN}"})
    assert shop.turn.caller.token == TOKEN


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz"])
def test_without_a_token_the_caller_is_a_guest(webhook: Build, header: str) -> None:
    shop = webhook()
    shop.ask(a_request(), {"Authorization": header})
    assert shop.turn.caller.token is None


def test_trouble_is_said_when_the_conversation_fails(
    webhook: Build, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    shop = webhook(Broken())
    answer = shop.ask(a_request(), {"Authorization": f"Bearer {TOKEN}"})
    assert answer["prompt"]["firstSimple"]["text"] == "Sorry, something went wrong."
    assert answer["scene"]["next"]["name"] == "actions.scene.END_CONVERSATION"
    assert "ValueError" in caplog.text
    assert TOKEN not in caplog.text


def test_nothing_of_a_request_is_logged(
    webhook: Build, signer: GoogleSigner, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    shop = webhook()
    secret = json.dumps(a_request(intent={"name": "GiveCode", "params": {}, "query": "4071"}))
    other = signer.token("another-project")
    shop.post(secret.encode(), {"Authorization": "Bearer stolen"})
    shop.post(secret.encode(), {SIGNATURE_HEADER: other})
    for word in ("4071", "stolen", "a-session", other, other.split(".")[1]):
        assert word not in caplog.text
    assert "Refused a request" in caplog.text
