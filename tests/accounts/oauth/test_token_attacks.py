"""What is tried with codes, tokens and secrets at the endpoints for platforms, and refused."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from fulfillment.shop import Shop
from fulfillment.storage.models import CustomerRow
from tests.accounts.platforms import (
    PKCE,
    REDIRECT,
    VERIFIER,
    Browser,
    Platform,
    platform,
    sent_back,
)
from tests.conftest import Clock

OTHERS = "https://layla.amazon.com/api/skill/link/M123"


@pytest.fixture
def alexa(app: Flask, shop: Shop) -> Platform:
    return platform(app, shop, redirects=[REDIRECT, OTHERS])


@pytest.fixture
def google(app: Flask, shop: Shop) -> Platform:
    return platform(app, shop, "google", redirects=["https://google.test/r/project"])


def opens(shop: Shop, token: str) -> bool:
    with shop.open() as work:
        return work.customers.find_by_token(token) is not None


def test_a_code_is_used_once_and_a_second_time_ends_what_came_of_it(
    shop: Shop, sams: Browser, alexa: Platform
) -> None:
    code = sams.agree(alexa)
    tokens = alexa.exchange(code).get_json()

    again = alexa.exchange(code)

    assert again.status_code == 400
    assert again.get_json()["error"] == "invalid_grant"
    assert not opens(shop, tokens["access_token"])
    assert alexa.refresh(tokens["refresh_token"]).get_json()["error"] == "invalid_grant"


def test_a_refresh_token_used_twice_ends_the_whole_family(
    shop: Shop, sams: Browser, alexa: Platform
) -> None:
    first = sams.link(alexa)
    second = alexa.refresh(first["refresh_token"]).get_json()
    third = alexa.refresh(second["refresh_token"]).get_json()

    assert alexa.refresh(first["refresh_token"]).get_json() == {"error": "invalid_grant"}

    for tokens in (first, second, third):
        assert not opens(shop, tokens["access_token"])
    assert alexa.refresh(third["refresh_token"]).get_json() == {"error": "invalid_grant"}


def test_google_may_ask_again_until_it_has_used_the_next_token(
    shop: Shop, sams: Browser, google: Platform
) -> None:
    code = sent_back(sams.answer(sams.get(google.address())), google.redirect)["code"]
    first = google.exchange(code).get_json()
    google.refresh(first["refresh_token"])  # the answer gets lost
    second = google.refresh(first["refresh_token"]).get_json()
    third = google.refresh(second["refresh_token"]).get_json()
    assert opens(shop, third["access_token"])

    assert google.refresh(first["refresh_token"]).get_json() == {"error": "invalid_grant"}

    assert not opens(shop, third["access_token"])
    assert google.refresh(third["refresh_token"]).get_json() == {"error": "invalid_grant"}


def test_another_clients_code_and_tokens_are_worth_nothing(
    shop: Shop, sams: Browser, alexa: Platform, google: Platform
) -> None:
    code, tokens = sams.agree(alexa), sams.link(alexa)

    thieved = [
        google.exchange(code),
        google.exchange(code, redirect_uri=REDIRECT),
        google.refresh(tokens["refresh_token"]),
        google.revoke(tokens["access_token"]),
        google.revoke(tokens["refresh_token"]),
    ]

    assert [response.status_code for response in thieved] == [400] * 5
    assert {response.get_json()["error"] for response in thieved} == {"invalid_grant"}
    assert opens(shop, tokens["access_token"])
    assert alexa.exchange(code).status_code == 200


@pytest.mark.parametrize("uri", [None, "", OTHERS, f"{REDIRECT}/"])
def test_a_code_goes_with_the_address_it_was_sent_to(
    sams: Browser, alexa: Platform, uri: str | None
) -> None:
    answer = alexa.exchange(sams.agree(alexa), redirect_uri=uri)

    assert answer.status_code == 400
    assert answer.get_json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "verifier", [None, "", "short", VERIFIER[:-1] + "0", PKCE["code_challenge"]]
)
def test_a_code_with_a_challenge_needs_its_verifier(
    shop: Shop, sams: Browser, alexa: Platform, verifier: str | None
) -> None:
    answer = alexa.exchange(sams.agree(alexa, **PKCE), code_verifier=verifier)

    assert answer.status_code == 400
    assert answer.get_json()["error"] in ("invalid_request", "invalid_grant")
    assert "access_token" not in answer.get_json()


def test_a_challenge_that_was_taken_out_on_the_way_is_noticed(
    sams: Browser, alexa: Platform
) -> None:
    answer = alexa.exchange(sams.agree(alexa), code_verifier=VERIFIER)

    assert answer.status_code == 400


def test_a_code_is_over_after_five_minutes(clock: Clock, sams: Browser, alexa: Platform) -> None:
    code = sams.agree(alexa)
    clock.forward(minutes=5)

    assert alexa.exchange(code).get_json()["error"] == "invalid_grant"


def test_a_deleted_shopper_is_reached_by_no_token(
    shop: Shop, sams: Browser, alexa: Platform
) -> None:
    code, tokens = sams.agree(alexa), sams.link(alexa)
    with shop.open() as work:
        work._unit.session.execute(update(CustomerRow).values(erased_at=work.now))

    assert not opens(shop, tokens["access_token"])
    for answer in (alexa.exchange(code), alexa.refresh(tokens["refresh_token"])):
        assert answer.status_code == 400
        assert answer.get_json()["error"] == "invalid_grant"
    assert sams.get(alexa.address()).headers["Location"].startswith("/account/sign-in")


@pytest.mark.parametrize("by_header", [True, False])
@pytest.mark.parametrize("secret", ["wrong", "", "é", "a:b"])
def test_a_wrong_secret_gets_nothing(
    app: Flask, sams: Browser, alexa: Platform, by_header: bool, secret: str
) -> None:
    code, tokens = sams.agree(alexa), sams.link(alexa)
    thief = Platform(app.test_client(), alexa.shop, alexa.client, secret, by_header=by_header)

    for answer in (thief.exchange(code), thief.refresh(tokens["refresh_token"])):
        assert answer.status_code in (400, 401)
        assert answer.get_json()["error"] in ("invalid_client", "invalid_request")
    assert thief.revoke(tokens["access_token"]).status_code in (400, 401)
    assert alexa.exchange(code).status_code == 200


def test_a_client_without_a_secret_or_with_two_gets_nothing(sams: Browser, alexa: Platform) -> None:
    form: dict[str, str | None] = {
        "grant_type": "authorization_code",
        "code": sams.agree(alexa),
        "redirect_uri": REDIRECT,
        "client_id": alexa.client.id,
    }

    nobody = alexa.post("/oauth/token", form, headers={})
    twice = alexa.post("/oauth/token", {**form, "client_secret": alexa.secret})

    assert nobody.status_code == 401
    assert nobody.headers["WWW-Authenticate"].startswith("Basic")
    assert nobody.get_json()["error"] == "invalid_client"
    assert twice.status_code == 400


@pytest.mark.parametrize("scope", ["shop:read", "shop:read shop:order shop:admin", "shop:admin"])
def test_a_refresh_gives_what_was_granted_and_nothing_else(
    shop: Shop, sams: Browser, alexa: Platform, scope: str
) -> None:
    tokens = sams.link(alexa)

    assert alexa.refresh(tokens["refresh_token"], scope=scope).get_json()["error"] == (
        "invalid_scope"
    )
    assert alexa.refresh(tokens["refresh_token"]).status_code == 200


def test_a_link_to_read_is_not_widened_by_a_refresh(app: Flask, shop: Shop, sams: Browser) -> None:
    alexa = platform(app, shop)
    code = sams.agree(alexa, scope="shop:read")
    tokens = alexa.exchange(code).get_json()

    wider = alexa.refresh(tokens["refresh_token"], scope="shop:read shop:order")

    assert tokens["scope"] == "shop:read"
    assert wider.get_json()["error"] == "invalid_scope"
    with shop.open() as work:
        assert not work.linking.allows_orders(tokens["access_token"])
