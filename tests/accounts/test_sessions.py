"""The cookie of a browser in which somebody has signed in: whose it is, and when it ends."""

from __future__ import annotations

import pytest

from tests.accounts.conftest import PASSWORD, Pages, is_in
from tests.conftest import Clock

SESSION, VISITOR = "__Host-coster-session", "__Host-coster-visitor"


def sign_in(pages: Pages) -> None:
    pages.fill("/account/sign-in", email="anna@example.com", password=PASSWORD)


def cookie(pages: Pages, name: str) -> str:
    found = pages.client.get_cookie(name, domain="shop.example")
    return found.value if found else ""


@pytest.mark.usefixtures("anna")
def test_a_cookie_that_was_there_before_opens_nothing_afterwards(pages: Pages) -> None:
    pages.client.set_cookie(SESSION, "planted", domain="shop.example", secure=True)
    pages.get("/account/sign-in")
    visitor = cookie(pages, VISITOR)
    sign_in(pages)
    first = cookie(pages, SESSION)
    assert first not in ("", "planted")
    attacker = pages.another()
    attacker.client.set_cookie(SESSION, "planted", domain="shop.example", secure=True)
    assert not is_in(attacker)
    assert visitor
    assert not cookie(pages, VISITOR), "what forms were good for before is over as well"
    pages.fill("/account/sign-in?again=1", email="anna@example.com", password=PASSWORD)
    assert cookie(pages, SESSION) != first
    attacker.client.set_cookie(SESSION, first, domain="shop.example", secure=True)
    assert not is_in(attacker), "signing in once more ends the session that was"


@pytest.mark.usefixtures("anna")
def test_the_cookie_is_for_this_host_and_for_no_script(pages: Pages) -> None:
    sign_in(pages)
    found = pages.client.get_cookie(SESSION, domain="shop.example")
    assert found
    assert found.secure
    assert found.http_only
    assert found.same_site == "Lax"
    assert found.path == "/"
    assert found.origin_only


def test_signing_out_ends_the_session_itself(pages: Pages) -> None:
    pages.sign_in("anna")
    kept = cookie(pages, SESSION)
    pages.fill("/account/security", "/account/sign-out")
    pages.client.set_cookie(SESSION, kept, domain="shop.example", secure=True)
    assert not is_in(pages)


def test_signing_out_everywhere_ends_all_sessions_and_nobody_elses(pages: Pages) -> None:
    phone, ben = pages.another(), pages.another("192.0.2.1")
    for visitor, handle in ((pages, "anna"), (phone, "anna"), (ben, "ben")):
        visitor.sign_in(handle)
    assert pages.get("/account/security").text.count("A browser, last seen") == 2
    answer = pages.fill("/account/security", "/account/sign-out-everywhere")
    assert answer.location == "/account/sign-in?done=signed-out-everywhere"
    assert [is_in(visitor) for visitor in (pages, phone, ben)] == [False, False, True]


@pytest.mark.parametrize(("days", "holds"), [(6, True), (8, False)])
def test_a_session_ends_when_nobody_comes_for_a_week(
    pages: Pages, clock: Clock, days: int, holds: bool
) -> None:
    pages.sign_in("anna")
    clock.forward(days=days)
    assert is_in(pages) is holds


def test_a_session_ends_after_thirty_days_however_often_it_is_used(
    pages: Pages, clock: Clock
) -> None:
    pages.sign_in("anna")
    for _ in range(5):
        clock.forward(days=5)
        assert is_in(pages)
    clock.forward(days=5)
    assert not is_in(pages)
