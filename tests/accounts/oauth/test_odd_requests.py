"""Odd requests to the OAuth endpoints: answered in OAuth's words, never by a failure of ours."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from fulfillment.shop import Shop
from skill import wiring
from skill.settings import Settings
from tests.accounts.platforms import ORIGIN, REDIRECT, Browser, Platform, platform
from tests.conftest import Clock


def is_error(answer: TestResponse) -> bool:
    """Whether an answer is one of OAuth's errors, which nobody may keep."""
    told = answer.get_json(silent=True)
    kept = "no-store" not in answer.headers.get("Cache-Control", "")
    return answer.status_code in (400, 401) and not kept and isinstance(told.get("error"), str)


@pytest.mark.parametrize("grant_type", ["password", "client_credentials", "implicit", "", None])
def test_tokens_are_given_for_codes_and_refresh_tokens_alone(
    alexa: Platform, grant_type: str | None
) -> None:
    form = {"grant_type": grant_type, "username": "sam", "password": "x"}

    answer = alexa.post("/oauth/token", form)

    assert answer.status_code == 400
    assert answer.get_json()["error"] == "unsupported_grant_type"


@pytest.mark.parametrize("path", ["/oauth/token", "/oauth/revoke"])
def test_platforms_post_and_do_not_get(app: Flask, path: str) -> None:
    assert app.test_client().get(path, base_url=ORIGIN).status_code == 405


@pytest.mark.parametrize("path", ["/oauth/token", "/oauth/revoke"])
def test_parameters_are_in_the_form_alone(sams: Browser, alexa: Platform, path: str) -> None:
    token = sams.link(alexa)["refresh_token"]
    form: Any = {"grant_type": "refresh_token", "refresh_token": token, "token": token}
    grant = {"grant_type": "refresh_token"}

    sent = [
        alexa.post(path, {}, json=form),
        alexa.post(f"{path}?{urlencode(grant)}", form),
        alexa.post(f"{path}?client_secret={alexa.secret}", form),
        alexa.post(path, form, content_type="multipart/form-data"),
    ]

    assert [answer.get_json()["error"] for answer in sent] == ["invalid_request"] * 4
    assert alexa.refresh(token).status_code == 200


@pytest.mark.parametrize(
    ("path", "grant_type", "missing"),
    [
        ("/oauth/token", "authorization_code", "code"),
        ("/oauth/token", "refresh_token", "refresh_token"),
        ("/oauth/revoke", "any", "token"),
    ],
)
def test_what_is_missing_is_said(alexa: Platform, path: str, grant_type: str, missing: str) -> None:
    answer = alexa.post(path, {"grant_type": grant_type})

    assert is_error(answer)
    assert answer.get_json()["error"] == "invalid_request"
    assert missing in answer.get_json()["error_description"]


@pytest.mark.parametrize(
    "credentials",
    ["", "x", "é", "=", base64.b64encode(b"\xff\xfe").decode(), "OnNlY3JldA==", "JTAwOng="],
)
def test_credentials_that_are_none_are_refused(app: Flask, credentials: str) -> None:
    header = f"Basic {credentials}".encode().decode("latin-1")
    answer = app.test_client().post(
        "/oauth/token",
        data={"grant_type": "refresh_token", "refresh_token": "x"},
        headers={"Authorization": header},
        base_url=ORIGIN,
    )

    assert is_error(answer)
    assert answer.status_code == 401


def test_a_parameter_that_is_there_twice_is_refused(sams: Browser, alexa: Platform) -> None:
    code = sams.agree(alexa)
    twice: Any = {"grant_type": "authorization_code", "redirect_uri": REDIRECT, "code": [code, "x"]}

    assert is_error(alexa.post("/oauth/token", twice))
    assert alexa.exchange(code).status_code == 200


def test_a_long_body_is_refused(alexa: Platform) -> None:
    answer = alexa.exchange("x" * 100_000)

    assert is_error(answer)


_ANY = st.one_of(
    st.text(max_size=30), st.sampled_from(["", "\0", '"', "\\", "\r\nX: y", "a" * 3000])
)
_EASY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_EASY
@given(
    name=st.sampled_from(
        ["response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge"]
    ),
    value=_ANY,
)
def test_whatever_a_parameter_holds_nobody_is_sent_elsewhere(
    sams: Browser, alexa: Platform, name: str, value: str
) -> None:
    answer = sams.get(alexa.address(**{name: value}))

    assert answer.status_code in (200, 302, 303, 400)
    there = answer.headers.get("Location", REDIRECT)
    assert there.partition("?")[0] == REDIRECT


@_EASY
@given(
    name=st.sampled_from(
        ["code", "redirect_uri", "code_verifier", "scope", "client_id", "grant_type", "é", "any"]
    ),
    value=_ANY,
)
def test_whatever_a_platform_sends_the_answer_is_in_oauths_words(
    app: Flask, alexa: Platform, name: str, value: str
) -> None:
    # From ever other places, so that none sends too many.
    where = {"REMOTE_ADDR": f"10.0.{len(value) % 250}.{hash((name, value)) % 250}"}

    answer = alexa.post(
        "/oauth/token",
        {"grant_type": "authorization_code", "code": "x", name: value},
        environ_overrides=where,
    )

    assert is_error(answer) or answer.status_code == 429


def test_too_many_requests_in_vain_from_one_place_are_put_off(
    clock: Clock, sams: Browser, alexa: Platform
) -> None:
    tokens = sams.link(alexa)
    here, there = {"X-Forwarded-For": "203.0.113.7"}, {"X-Forwarded-For": "203.0.113.8"}
    alexa.by_header = False

    def refresh(token: str, headers: dict[str, str]) -> TestResponse:
        form: dict[str, str | None] = {"grant_type": "refresh_token", "refresh_token": token}
        return alexa.post("/oauth/token", form, headers=headers)

    statuses = [refresh(f"guess {number}", here).status_code for number in range(32)]

    assert statuses == [400] * 30 + [429] * 2
    put_off = refresh(tokens["refresh_token"], here)
    assert put_off.status_code == 429
    assert put_off.get_json()["error"] == "temporarily_unavailable"
    assert int(put_off.headers["Retry-After"]) > 0
    # Others are none the worse for it, and those who waited are let in.
    second = refresh(tokens["refresh_token"], there)
    assert second.status_code == 200
    clock.forward(seconds=int(put_off.headers["Retry-After"]) + 1)
    assert refresh(second.get_json()["refresh_token"], here).status_code == 200


def test_a_platform_that_succeeds_may_go_on_for_ever(sams: Browser, alexa: Platform) -> None:
    tokens = sams.link(alexa)

    for _ in range(40):
        alexa.exchange("in vain")
        answer = alexa.refresh(tokens["refresh_token"])
        assert answer.status_code == 200
        tokens = answer.get_json()


def test_without_the_database_a_platform_may_try_again(
    alexa: Platform, database: Path, shop: Shop
) -> None:
    database.write_bytes(b"no database")
    for beside in database.parent.glob(f"{database.name}-*"):
        beside.unlink()

    answer = alexa.refresh("x")

    assert answer.status_code == 503
    assert answer.get_json()["error"] == "temporarily_unavailable"
    assert answer.headers["Retry-After"]


def test_secrets_do_not_go_over_the_network_in_clear(shop: Shop) -> None:
    app = wiring.build_app(Settings(), shop=shop)
    alexa = platform(app, shop)
    form = {"grant_type": "refresh_token", "refresh_token": "x"}

    there = app.test_client().post("/oauth/token", data=form, base_url="http://shop.test")
    page = app.test_client().get(alexa.address(), base_url="http://shop.test")
    here = app.test_client().post("/oauth/token", data=form, base_url="http://localhost:8080")

    assert there.get_json()["error"] == "insecure_transport"
    assert page.status_code == 400
    assert here.get_json()["error"] == "invalid_client"
