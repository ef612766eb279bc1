"""Google's tokens: only those it has signed, for us, and good now."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

import pytest

from skill.channels.google_signing import GoogleSigner
from skill.channels.google_tokens import GoogleKeys, TokenRefused
from tests.channels.google_site import PROJECT, Site
from tests.conftest import NOW, Clock


@pytest.fixture(scope="module")
def first() -> GoogleSigner:
    return GoogleSigner("first")


@pytest.fixture(autouse=True)
def _at_the_same_time(first: GoogleSigner, clock: Clock) -> None:
    first.clock = clock


def test_a_token_that_google_signed_for_us_is_read(first: GoogleSigner, clock: Clock) -> None:
    claims = GoogleKeys(Site(first), clock).verify(first.token(PROJECT, sub="x"), PROJECT)
    assert claims["sub"] == "x"


def test_an_audience_may_stand_in_a_list(first: GoogleSigner, clock: Clock) -> None:
    token = first.token(PROJECT, aud=["another", PROJECT])
    assert GoogleKeys(Site(first), clock).verify(token, PROJECT)["aud"] == ["another", PROJECT]


SECOND = int(NOW.timestamp())


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-project"},
        {"aud": None},
        {"aud": ["another-project"]},
        {"aud": {PROJECT: True}},
        {"iss": "https://accounts.example"},
        {"iss": None},
        {"exp": SECOND - 61},
        {"exp": None},
        {"exp": True},
        {"exp": "4000000000"},
        {"exp": 4e9},
        {"exp": 10**400},
        {"iat": -(10**400), "exp": -(10**400)},
        {"exp": SECOND + 90_000},
        {"iat": SECOND + 61},
        {"iat": None},
        {"nbf": SECOND + 61},
        {"nbf": "now"},
    ],
    ids=str,
)
def test_a_token_is_refused_that_is_not_ours_now(
    first: GoogleSigner, clock: Clock, claims: Mapping[str, Any]
) -> None:
    with pytest.raises(TokenRefused):
        GoogleKeys(Site(first), clock).verify(first.token(PROJECT, **claims), PROJECT)


@pytest.mark.parametrize("claims", [{"exp": SECOND - 59}, {"iat": SECOND + 59}], ids=str)
def test_clocks_may_be_a_minute_apart(
    first: GoogleSigner, clock: Clock, claims: Mapping[str, Any]
) -> None:
    GoogleKeys(Site(first), clock).verify(first.token(PROJECT, **claims), PROJECT)


def test_nobody_is_an_audience_of_no_name(first: GoogleSigner, clock: Clock) -> None:
    with pytest.raises(TokenRefused):
        GoogleKeys(Site(first), clock).verify(first.token(""), "")


def test_a_changed_token_is_refused(first: GoogleSigner, clock: Clock) -> None:
    head, claims, signature = first.token("another-project").split(".")
    wanted = json.loads(base64.urlsafe_b64decode(claims + "==")) | {"aud": PROJECT}
    forged = base64.urlsafe_b64encode(json.dumps(wanted).encode()).decode().rstrip("=")
    with pytest.raises(TokenRefused, match="signature"):
        GoogleKeys(Site(first), clock).verify(f"{head}.{forged}.{signature}", PROJECT)


def test_a_key_of_somebody_elses_is_refused_under_googles_name(
    first: GoogleSigner, clock: Clock
) -> None:
    forger = GoogleSigner(first.key_id, clock)
    with pytest.raises(TokenRefused, match="signature"):
        GoogleKeys(Site(first), clock).verify(forger.token(PROJECT), PROJECT)


@pytest.mark.parametrize("algorithm", ["none", "HS256", "ES256", "RS512", None])
def test_no_other_way_of_signing_is_taken(
    first: GoogleSigner, clock: Clock, algorithm: str | None
) -> None:
    _, claims, signature = first.token(PROJECT).split(".")
    header = json.dumps({"alg": algorithm, "kid": first.key_id}).encode()
    head = base64.urlsafe_b64encode(header).decode().rstrip("=")
    with pytest.raises(TokenRefused, match="RS256"):
        GoogleKeys(Site(first), clock).verify(f"{head}.{claims}.{signature}", PROJECT)


@pytest.mark.parametrize(
    "token",
    [
        *("", ".", "..", "a.b.c", "....", "é.é.é", "e30.e30.e30", "W10.W10.e30", "x" * 9_000),
        *("Bearer abc", "bnVsbA.bnVsbA.", f"{'e30.' * 2}%%%", "[" * 4_000 + "." * 2),
    ],
    ids=lambda token: token[:12],
)
def test_what_is_no_token_is_refused_without_asking_google(token: str, clock: Clock) -> None:
    site = Site()
    with pytest.raises(TokenRefused):
        GoogleKeys(site, clock).verify(token, PROJECT)
    assert site.visits == []
