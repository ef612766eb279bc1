"""A shopper who is not signed in: from the platform through signing in or up, and back to it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest

from tests.accounts.conftest import PASSWORD, URL, Pages, link_in
from tests.accounts.platforms import Platform, platform, sent_back, text_of


@pytest.fixture
def alexa(pages: Pages) -> Platform:
    """Alexa, which knows the shop under the address of its pages."""
    return platform(pages.app, pages.shop, origin=URL)


def agree(pages: Pages, address: str) -> str:
    """Agree on the page that an address leads to; the code that the platform gets."""
    return sent_back(pages.fill(address, answer="yes"))["code"]


def owner(alexa: Platform, code: str) -> int | None:
    """Whose account the tokens for a code open."""
    token = alexa.exchange(code).get_json()["access_token"]
    with alexa.shop.open() as work:
        customer = work.customers.find_by_token(token)
        return customer.id if customer else None


def test_with_a_password(alexa: Platform, pages: Pages, anna: int) -> None:
    sign_in = pages.get(alexa.address()).location

    back = pages.fill(sign_in, email="anna@example.com", password=PASSWORD).location

    assert urlsplit(back).path == "/oauth/authorize"
    assert parse_qs(urlsplit(back).query) == parse_qs(urlsplit(alexa.address()).query)
    assert "signed in as Anna" in text_of(pages.get(back))
    assert owner(alexa, agree(pages, back)) == anna


def test_by_a_link_that_is_mailed(alexa: Platform, pages: Pages, anna: int) -> None:
    sign_in = pages.get(alexa.address()).location
    pages.fill(sign_in, email="anna@example.com", way="link")

    back = pages.fill(link_in(pages.deliver()[-1])).location

    assert owner(alexa, agree(pages, back)) == anna


def test_as_a_newcomer(alexa: Platform, pages: Pages) -> None:
    sign_in = pages.get(alexa.address()).location
    pages.fill(sign_in.replace("sign-in", "sign-up"), email="nora@example.org")

    back = pages.fill(link_in(pages.deliver()[-1]), name="Nora").location

    assert "signed in as Nora" in text_of(pages.get(back))
    assert owner(alexa, agree(pages, back)) is not None


def test_as_somebody_else_than_who_is_signed_in(alexa: Platform, pages: Pages, anna: int) -> None:
    pages.sign_in("sam")
    page = pages.get(alexa.address())
    other = html5lib.parse(page.text, namespaceHTMLElements=False).find(".//main//a").get("href")

    back = pages.fill(other, email="anna@example.com", password=PASSWORD).location

    assert "signed in as Sam" in text_of(page)
    assert owner(alexa, agree(pages, back)) == anna


def test_signing_in_makes_a_new_session_and_ends_forms_from_before(
    alexa: Platform, pages: Pages, anna: int
) -> None:
    pages.sign_in("sam")
    token = pages.token(alexa.address())
    before = pages.client.get_cookie("__Host-coster-session", "shop.example")
    pages.fill("/account/sign-in?again=1", email="anna@example.com", password=PASSWORD)
    after = pages.client.get_cookie("__Host-coster-session", "shop.example")

    answer = pages.post(alexa.address(), {"csrf_token": token, "answer": "yes"})

    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert answer.status_code == 403
