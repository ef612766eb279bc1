"""What holds on every page: whose forms count, where redirects lead, what browsers may do."""

from __future__ import annotations

import logging
import re

import pytest

from fulfillment.shop import Shop
from skill import wiring
from skill.accounts.browser import local_path
from skill.settings import Settings
from tests.accounts.conftest import URL, Pages, link_in

OPEN = ["/account/sign-in", "/account/sign-up", "/account/forgot", "/account/mailed"]
OWN = ["/account/security", "/account/security/password", "/account/security/email"]


@pytest.mark.parametrize("path", [*OPEN, *OWN, "/account/link/none", "/account/nowhere"])
def test_every_page_is_kept_by_nobody_framed_by_nobody_and_runs_nothing_inline(
    pages: Pages, path: str
) -> None:
    pages.sign_in("anna")
    if path == "/account/sign-in":
        path += "?again=1"
    answer = pages.get(path)
    assert answer.mimetype == "text/html"
    headers = answer.headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    scripts = re.findall(r"<script[^>]*>", answer.text)
    assert policy.get("script-src") == ("'self'" if scripts else None)
    assert all(' src="/account/static/' in script for script in scripts)
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert not re.search(r"\sstyle=|\son\w+=", answer.text)


@pytest.mark.parametrize("path", OWN)
def test_a_page_of_ones_own_asks_to_sign_in_and_comes_back(pages: Pages, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 303
    assert answer.location.startswith(f"/account/sign-in?next={path}")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_without_its_token_changes_nothing(pages: Pages) -> None:
    pages.sign_in("anna")
    answer = pages.post("/account/sign-out-everywhere", {})
    assert answer.status_code == 403
    assert "Nothing was changed." in answer.text
    assert pages.get("/account/security").status_code == 200


def test_a_token_is_good_for_the_browser_it_was_given_to_alone(pages: Pages) -> None:
    attacker = pages.another()
    for visitor in (pages, attacker):
        visitor.sign_in("anna")
    stolen = attacker.token("/account/security")
    pages.get("/account/security")
    answer = pages.post("/account/sign-out-everywhere", {"csrf_token": stolen})
    assert answer.status_code == 403


def test_a_token_ends_with_the_session_it_was_given_in(pages: Pages) -> None:
    before = pages.token("/account/sign-in")
    pages.sign_in("anna")
    pages.get("/account/security")
    answer = pages.post("/account/sign-out-everywhere", {"csrf_token": before})
    assert answer.status_code == 403


@pytest.mark.parametrize("token", ["", ".", "x", "x.y", "é.é", "." * 1000])
def test_a_token_made_up_is_refused(pages: Pages, token: str) -> None:
    pages.sign_in("anna")
    pages.get("/account/security")
    answer = pages.post("/account/sign-out-everywhere", {"csrf_token": token})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": URL}, 303),
        ({"Origin": URL}, 303),
        ({}, 303),
    ],
)
def test_what_the_browser_says_of_a_forms_origin_is_believed(
    pages: Pages, headers: dict[str, str], status: int
) -> None:
    pages.sign_in("anna")
    form = {"csrf_token": pages.token("/account/security")}
    answer = pages.post("/account/sign-out", form, headers=headers)
    assert answer.status_code == status


def test_a_form_that_is_too_long_is_not_read(pages: Pages) -> None:
    token = pages.token("/account/sign-in")
    answer = pages.post("/account/sign-in", {"csrf_token": token, "email": "x" * 70_000})
    assert answer.status_code == 413
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_of_no_site_is_refused_where_the_shop_does_not_know_its_address(
    shop: Shop,
) -> None:
    pages = Pages(wiring.build_app(Settings(), shop=shop), shop)
    form = {"csrf_token": pages.token("/account/sign-in")}
    answer = pages.post("/account/sign-out", form, headers={"Origin": "null"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\r\nLocation: https://evil.example",
        "javascript:alert(1)",
        "evil.example",
        "//[",
        "http:evil.example",
        "/\x00/evil.example",
        "",
    ],
)
def test_no_redirect_leads_to_another_server(pages: Pages, path: str) -> None:
    assert local_path(path) == "/account"
    pages.sign_in("anna")
    answer = pages.get("/account/sign-in", query_string={"next": path})
    assert (answer.status_code, answer.location) == (303, "/account")
    answer = pages.get("/account/language/fr-FR", query_string={"next": path})
    assert (answer.status_code, answer.location) == (303, "/account")


@pytest.mark.parametrize("path", ["/account/orders?page=2", "/oauth/authorize?x=https%3A%2F%2Fa"])
def test_a_redirect_to_a_page_of_ours_keeps_its_query(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    ("preferred", "locale"),
    [
        ("fr", "fr-FR"),
        ("fr-CA,en;q=0.5", "fr-FR"),
        ("en-GB", "en-GB"),
        ("de", "en-US"),
        ("", "en-US"),
    ],
)
def test_the_language_is_the_browsers_else_the_shops(
    pages: Pages, preferred: str, locale: str
) -> None:
    answer = pages.get("/account/sign-in", headers={"Accept-Language": preferred})
    assert answer.headers["Content-Language"] == locale
    assert f'<html lang="{locale}">' in answer.text


def test_the_shoppers_own_language_is_before_the_browsers_and_after_what_was_chosen(
    pages: Pages,
) -> None:
    pages.sign_in("anna")
    with pages.shop.open() as work:
        anna = work.customers.find_by_handle("anna")
        assert anna
        work.customers.set_preference(anna.id, "locale", "fr-FR")
    english = {"Accept-Language": "en-US"}
    assert '<html lang="fr-FR">' in pages.get("/account/security", headers=english).text
    pages.get("/account/language/en-GB")
    assert '<html lang="en-GB">' in pages.get("/account/security", headers=english).text
    pages.get("/account/language/xx-XX")
    assert '<html lang="en-GB">' in pages.get("/account/security", headers=english).text


@pytest.mark.parametrize("done", ["<b>", "welcome'", "%0a", "nothing", "menu home"])
def test_no_words_of_others_are_shown_as_ours(pages: Pages, done: str) -> None:
    answer = pages.get("/account/sign-in", query_string={"done": done})
    assert 'class="notice"' not in answer.text


def test_what_somebody_types_is_shown_as_text(pages: Pages) -> None:
    answer = pages.fill("/account/sign-up", email='"><script>alert(1)</script>')
    assert answer.status_code == 400
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_the_database_away_is_told_plainly_and_as_503(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = wiring.open_shop(Settings(database_url="sqlite://"))
    monkeypatch.setattr(pages.app.extensions["costermonger-accounts"].shop, "open", away.open)
    answer = pages.get("/account/sign-in")
    assert answer.status_code == 503
    assert "Something on our side does not answer." in answer.text


def test_nothing_of_a_shopper_is_logged(pages: Pages, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        pages.fill("/account/sign-in", email="anna@example.com", password="a wrong password")
        pages.fill("/account/forgot", email="anna@example.com")
        (mail,) = pages.deliver()
        pages.fill(link_in(mail), password="seven brown teapots")
    for secret in ("anna@", "a wrong password", "teapots", link_in(mail)):
        assert secret not in caplog.text


def test_over_plain_http_on_this_computer_the_cookies_do_without_https(pages: Pages) -> None:
    app = wiring.build_app(Settings(public_url=None), shop=pages.shop)
    client = app.test_client()
    client.get("/account/sign-in")
    assert client.get_cookie("coster-visitor")
    assert not client.get_cookie("__Host-coster-visitor")


def test_a_shop_that_sends_no_letters_offers_none(pages: Pages) -> None:
    app = wiring.build_app(Settings(), shop=pages.shop)
    client = app.test_client()
    assert "E-mail me a link" not in client.get("/account/sign-in").text
    assert "sends no letters at the moment" in client.get("/account/sign-up").text
