"""What is tried at the page for linking, and refused."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import func, select

from fulfillment.linking import READ
from fulfillment.shop import Shop
from fulfillment.storage.linking import GrantRow
from tests.accounts.platforms import (
    ORIGIN,
    PKCE,
    REDIRECT,
    VERIFIER,
    Browser,
    Platform,
    browser,
    forms,
    platform,
    sent_back,
    text_of,
)


@pytest.fixture
def google(app: Flask, shop: Shop) -> Platform:
    return platform(app, shop, "google", redirects=["https://google.test/r/project"])


def links(shop: Shop) -> int:
    """How many platforms anybody has agreed to link."""
    with shop.open() as work:
        return work._unit.session.scalar(select(func.count()).select_from(GrantRow)) or 0


@pytest.mark.parametrize(
    "uri",
    [
        None,
        "",
        "https://evil.test/",
        f"{REDIRECT}/",
        f"{REDIRECT}4",
        f"{REDIRECT}?next=https://evil.test/",
        f"{REDIRECT}#",
        f"{REDIRECT}/../M666",
        REDIRECT.replace("https", "http"),
        REDIRECT.replace("pitangui", "PITANGUI"),
        REDIRECT.replace(".com", ".com:443"),
        REDIRECT.replace(".com", ".com.evil.test"),
        REDIRECT.replace("https://", "https://evil.test@"),
        REDIRECT.removesuffix("M123") + "%4D123",
        "https://google.test/r/project",
        "javascript:alert(1)",
        "//evil.test/",
    ],
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_nobody_is_sent_to_another_address(
    app: Flask, shop: Shop, alexa: Platform, google: Platform, uri: str | None, signed_in: bool
) -> None:
    there = browser(app, shop)
    page = (there.sign_in() if signed_in else there).get(alexa.address(redirect_uri=uri))

    assert page.status_code == 400
    assert "Location" not in page.headers
    assert "did not ask in a way that we can trust" in text_of(page)


def test_a_form_cannot_be_sent_with_another_address(
    shop: Shop, sams: Browser, alexa: Platform
) -> None:
    (form,) = [f for f in forms(sams.get(alexa.address())) if f["action"].startswith("/oauth/")]
    values = {**form["hidden"], "answer": "yes"}

    in_address = sams.http.post(
        alexa.address(redirect_uri="https://evil.test/"), data=values, base_url=ORIGIN
    )
    in_form = sams.http.post(
        form["action"], data={**values, "redirect_uri": "https://evil.test/"}, base_url=ORIGIN
    )

    assert [in_address.status_code, in_form.status_code] == [400, 400]
    assert links(shop) == 0


@pytest.mark.parametrize("client_id", [None, "", "nobody", "' OR 1=1 --"])
def test_nobody_links_an_unknown_client(
    sams: Browser, alexa: Platform, client_id: str | None
) -> None:
    assert sams.get(alexa.address(client_id=client_id)).status_code == 400


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"scope": "shop:read shop:admin"}, "invalid_scope"),
        ({"code_challenge": VERIFIER, "code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": VERIFIER, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": None, "code_challenge_method": "S256"}, "invalid_request"),
        ({"code_challenge": "short", "code_challenge_method": "S256"}, "invalid_request"),
    ],
)
def test_a_platform_that_asks_wrongly_is_told_and_gets_nothing(
    shop: Shop, sams: Browser, alexa: Platform, changes: dict[str, str | None], error: str
) -> None:
    back = sent_back(sams.get(alexa.address(**changes)))

    assert back["error"] == error
    assert back["state"] == "of the platform &=/"
    assert links(shop) == 0


def test_a_client_that_may_read_cannot_ask_for_orders(
    app: Flask, shop: Shop, sams: Browser
) -> None:
    reader = platform(app, shop, scopes=[READ])

    assert sent_back(sams.get(reader.address(scope="shop:order")))["error"] == "invalid_scope"


@pytest.mark.parametrize("name", ["client_id", "redirect_uri", "scope", "state", "code_challenge"])
def test_a_parameter_that_is_there_twice_is_refused(
    sams: Browser, alexa: Platform, name: str
) -> None:
    address = f"{alexa.address(**PKCE)}&{urlencode({name: 'https://evil.test/'})}"

    assert sams.get(address).status_code == 400


def test_no_other_site_agrees_in_a_shoppers_name(
    app: Flask, shop: Shop, sams: Browser, alexa: Platform
) -> None:
    page = sams.get(alexa.address())
    strangers = browser(app, shop).sign_in("sam").get(alexa.address())

    refused = [
        sams.http.post(alexa.address(), data={"answer": "yes"}, base_url=ORIGIN),
        sams.answer(strangers),
        sams.answer(page, headers={"Sec-Fetch-Site": "cross-site"}),
        sams.answer(page, headers={"Sec-Fetch-Site": "same-site"}),
        sams.answer(page, headers={"Origin": "https://evil.test"}),
        sams.answer(page, headers={"Origin": "null"}),
    ]

    assert [response.status_code for response in refused] == [403] * 6
    assert links(shop) == 0


def test_a_form_from_before_somebody_else_signed_in_is_refused(
    shop: Shop, sams: Browser, alexa: Platform
) -> None:
    page = sams.get(alexa.address())
    sams.sign_in("sam")  # in another tab: another session

    refused = sams.answer(page)

    assert refused.status_code == 403
    assert links(shop) == 0
    # Trying again leads to the same question.
    again = sams.get(alexa.address())
    assert alexa.address() in refused.get_data(as_text=True).replace("&amp;", "&")
    assert sent_back(sams.answer(again))["code"]


def test_a_page_for_signing_in_leads_back_to_us_alone(
    app: Flask, shop: Shop, alexa: Platform
) -> None:
    there = browser(app, shop).get(alexa.address(state="https://evil.test/"))

    assert there.headers["Location"].startswith("/account/sign-in?next=/oauth/authorize?")
