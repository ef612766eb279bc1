"""Linking an account, as a platform's server and a shopper's browser see it."""

from __future__ import annotations

import logging

import pytest
from flask import Flask

from fulfillment.linking import READ
from fulfillment.shop import Shop
from tests.accounts.platforms import (
    PKCE,
    REDIRECT,
    VERIFIER,
    Browser,
    Platform,
    browser,
    platform,
    sent_back,
    text_of,
)
from tests.conftest import Clock


def opens(shop: Shop, token: str) -> str | None:
    with shop.open() as work:
        customer = work.customers.find_by_token(token)
        return customer.handle if customer else None


@pytest.mark.parametrize("by_header", [True, False])
@pytest.mark.parametrize("pkce", [True, False])
def test_a_shopper_links_an_account(
    app: Flask, shop: Shop, sams: Browser, by_header: bool, pkce: bool
) -> None:
    alexa = platform(app, shop, by_header=by_header, asked=PKCE if pkce else {})

    back = sent_back(sams.answer(sams.get(alexa.address())))
    answer = alexa.exchange(back["code"], code_verifier=VERIFIER if pkce else None)

    assert back["state"] == "of the platform &=/"
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    tokens = answer.get_json()
    assert set(tokens) == {"access_token", "token_type", "expires_in", "refresh_token", "scope"}
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 3600
    assert tokens["scope"] == "shop:read shop:order"
    assert opens(shop, tokens["access_token"]) == "sam"


def test_the_page_says_who_asks_what_is_shared_and_where_it_goes_on(
    sams: Browser, alexa: Platform
) -> None:
    page = sams.get(alexa.address())

    words = text_of(page)
    assert page.status_code == 200
    assert "Link Alexa to your account" in words
    assert "signed in as Sam" in words
    assert "what you usually buy" in words
    assert "Order in your name" in words
    assert "pitangui.amazon.com" in words


def test_the_page_names_only_what_is_asked_for(app: Flask, shop: Shop, sams: Browser) -> None:
    reader = platform(app, shop, scopes=[READ])

    assert "Order in your name" not in text_of(sams.get(reader.address()))
    assert "Order in your name" in text_of(sams.get(platform(app, shop).address()))


def test_the_page_may_be_framed_by_nobody_and_leads_to_the_platform_alone(
    sams: Browser, alexa: Platform
) -> None:
    policy = sams.get(alexa.address()).headers["Content-Security-Policy"]

    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' https://pitangui.amazon.com;" in policy


def test_the_page_speaks_the_browsers_language(sams: Browser, alexa: Platform) -> None:
    sams.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"

    assert "Associer Alexa à votre compte" in text_of(sams.get(alexa.address()))


def test_asked_for_nothing_in_particular_a_client_gets_what_it_may(
    sams: Browser, alexa: Platform
) -> None:
    code = sams.agree(alexa, scope=None)

    assert alexa.exchange(code).get_json()["scope"] == "shop:read shop:order"


def test_a_shopper_who_declines_is_sent_back_without_a_code(
    shop: Shop, sams: Browser, alexa: Platform
) -> None:
    back = sent_back(sams.answer(sams.get(alexa.address()), "no"))

    assert back["error"] == "access_denied"
    assert back["state"] == "of the platform &=/"
    assert "code" not in back
    with shop.open() as work:
        assert work.linking.grants(1) == []


def test_whoever_is_not_signed_in_signs_in_and_comes_back(
    app: Flask, shop: Shop, alexa: Platform
) -> None:
    first = browser(app, shop).get(alexa.address())

    assert first.status_code == 303
    assert first.headers["Location"].startswith("/account/sign-in?next=/oauth/authorize?")


def test_a_refresh_gives_new_tokens_for_the_old_one(
    shop: Shop, clock: Clock, sams: Browser, alexa: Platform
) -> None:
    first = sams.link(alexa)
    clock.forward(hours=2)
    assert opens(shop, first["access_token"]) is None

    second = alexa.refresh(first["refresh_token"]).get_json()

    assert second["refresh_token"] != first["refresh_token"]
    assert second["scope"] == "shop:read shop:order"
    assert opens(shop, second["access_token"]) == "sam"


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
@pytest.mark.parametrize("hint", [None, "access_token", "refresh_token", "device_token"])
def test_a_platform_ends_a_link(
    shop: Shop, sams: Browser, alexa: Platform, which: str, hint: str | None
) -> None:
    tokens = sams.link(alexa)

    assert alexa.revoke(tokens[which], token_type_hint=hint).status_code == 200

    assert opens(shop, tokens["access_token"]) is None
    assert alexa.refresh(tokens["refresh_token"]).get_json() == {"error": "invalid_grant"}


def test_ending_a_link_that_is_over_is_no_error(sams: Browser, alexa: Platform) -> None:
    assert alexa.revoke("made up").status_code == 200


def test_two_platforms_are_linked_to_one_shopper_and_one_is_unlinked(
    app: Flask, shop: Shop, sams: Browser, alexa: Platform
) -> None:
    google = platform(
        app, shop, "google", redirects=["https://oauth-redirect.googleusercontent.com/r/p"]
    )
    of_alexa = sams.link(alexa)
    code = sent_back(sams.answer(sams.get(google.address())), google.redirect)["code"]
    of_google = google.exchange(code).get_json()
    with shop.open() as work:
        sam = work.customers.find_by_handle("sam")
        assert sam is not None
        grants = {grant.platform: grant for grant in work.linking.grants(sam.id)}
        assert set(grants) == {"alexa", "google"}
        assert work.linking.revoke(grants["alexa"].id, sam.id)

    assert opens(shop, of_alexa["access_token"]) is None
    assert alexa.refresh(of_alexa["refresh_token"]).status_code == 400
    assert opens(shop, of_google["access_token"]) == "sam"
    assert google.refresh(of_google["refresh_token"]).status_code == 200


def test_a_household_links_two_users_of_one_platform(
    shop: Shop, sams: Browser, alexa: Platform
) -> None:
    first, second = sams.link(alexa), sams.link(alexa)

    alexa.revoke(first["access_token"])

    assert opens(shop, second["access_token"]) == "sam"


def test_no_token_code_or_secret_is_written_to_the_log(
    sams: Browser, alexa: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    code = sams.agree(alexa)
    tokens = alexa.exchange(code).get_json()
    more = alexa.refresh(tokens["refresh_token"]).get_json()
    alexa.refresh(tokens["refresh_token"])

    written = "\n".join(record.getMessage() for record in caplog.records)
    secrets = (
        code,
        alexa.secret,
        *(t[k] for t in (tokens, more) for k in t if k.endswith("token")),
    )
    assert not [secret for secret in secrets if secret in written]


def test_redirects_to_this_computer_are_for_trying_out(
    app: Flask, shop: Shop, sams: Browser
) -> None:
    mine = platform(app, shop, "mine", redirects=["http://127.0.0.1:8000/back?of=me"])
    page = sams.get(mine.address())

    back = sams.answer(page)

    assert back.headers["Location"].startswith("http://127.0.0.1:8000/back?of=me&code=")


def test_the_redirect_is_letter_by_letter(sams: Browser, alexa: Platform) -> None:
    assert sams.answer(sams.get(alexa.address())).headers["Location"].startswith(f"{REDIRECT}?")
