"""Signing in: what holds, what is refused, and what nobody learns by trying."""

from __future__ import annotations

import time

import pytest
from werkzeug.test import TestResponse

from fulfillment.accounts.throttle import PASSWORDS_FROM, PASSWORDS_OF, place
from tests.accounts.conftest import PASSWORD, Pages, body, is_in, link_in
from tests.conftest import Clock

WRONG = "eight green kettles"


def by_password(pages: Pages, password: str, email: str = "anna@example.com") -> TestResponse:
    return pages.fill("/account/sign-in", email=email, password=password)


@pytest.mark.usefixtures("anna")
def test_the_right_password_signs_in_and_the_page_asked_for_follows(pages: Pages) -> None:
    asked = pages.get("/account/security/password")
    assert asked.location == "/account/sign-in?next=/account/security/password&again=1"
    answer = pages.fill(asked.location, email=" Anna@Example.COM ", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/account/security/password")
    assert is_in(pages)


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("anna@example.com", WRONG),
        ("anna@example.com", f" {PASSWORD}"),
        ("ben@example.com", PASSWORD),
        ("nobody@example.com", PASSWORD),
    ],
)
def test_all_that_is_wrong_gets_the_same_answer(pages: Pages, email: str, password: str) -> None:
    answer = by_password(pages, password, email)
    assert answer.status_code == 400
    assert "No account has this e-mail address with this password." in answer.text
    assert not is_in(pages)
    assert password not in answer.text


@pytest.mark.usefixtures("dear_hashes", "anna")
def test_a_password_takes_as_long_for_nobody_as_for_somebody(pages: Pages) -> None:
    def took_s(email: str) -> float:
        """The least processor time of two tries, which other programs do not change."""
        times = []
        for _ in range(2):
            token = pages.token("/account/sign-in")
            form = {"email": email, "password": WRONG, "csrf_token": token}
            begun = time.process_time()
            pages.post("/account/sign-in", form)
            times.append(time.process_time() - begun)
        return min(times)

    by_page_s = min(took_s("no address") for _ in range(2))
    with_account_s = took_s("anna@example.com") - by_page_s
    assert with_account_s > by_page_s, "making the hash is most of it"
    for without in ("nobody@example.com", "ben@example.com"):
        assert took_s(without) - by_page_s > with_account_s / 2


def test_asking_for_a_link_is_answered_alike_with_and_without_an_account(pages: Pages) -> None:
    answers = []
    for path in ("/account/sign-in", "/account/sign-up", "/account/forgot"):
        for email in ("anna@example.com", "nobody@example.com"):
            answer = pages.fill(path, email=email, way="link")
            answers.append((answer.status_code, answer.location, answer.data))
    assert len({(status, location) for status, location, _ in answers}) == 1
    assert len({data for *_, data in answers}) == 1
    assert len(pages.deliver()) == 6


@pytest.mark.parametrize(
    ("path", "email", "subject", "leads_to"),
    [
        ("sign-in", "anna@example.com", "Sign in to Hazel Market", "Welcome back"),
        ("forgot", "anna@example.com", "Your password at Hazel Market", "Choose a new password"),
        ("sign-up", "anna@example.com", "You have an account at", "Welcome back"),
        ("sign-up", "nora@example.com", "Open your account at Hazel Market", "Welcome"),
        ("sign-in", "nora@example.com", "There is no account at", "Welcome"),
        ("forgot", "nora@example.com", "There is no account at", "Welcome"),
    ],
)
def test_only_the_letter_says_whether_there_is_an_account(
    pages: Pages, path: str, email: str, subject: str, leads_to: str
) -> None:
    pages.fill(f"/account/{path}", email=email, way="link")
    (mail,) = pages.deliver()
    assert mail["To"].addresses[0].addr_spec == email
    assert mail["Subject"].startswith(subject)
    assert f"<h1>{leads_to}</h1>" in pages.get(link_in(mail)).text


def test_a_letter_is_in_the_language_of_the_page(pages: Pages) -> None:
    pages.get("/account/language/fr-FR")
    pages.fill("/account/sign-in", email="anna@example.com", way="link")
    (mail,) = pages.deliver()
    assert mail["Subject"] == "Connexion à Hazel Market"
    assert "Bonjour Anna." in body(mail)


def test_a_link_goes_on_to_the_page_that_was_asked_for_in_any_browser(pages: Pages) -> None:
    there = "/account/security?x=%2F&y=2"
    asked = pages.get(there)
    pages.fill(asked.location, email="anna@example.com", way="link")
    (mail,) = pages.deliver()
    phone = pages.another()
    answer = phone.fill(link_in(mail))
    assert answer.location == there
    assert is_in(phone)
    assert not is_in(pages)


def test_opening_a_link_uses_nothing_up_and_pressing_its_button_does(pages: Pages) -> None:
    pages.fill("/account/sign-in", email="anna@example.com", way="link")
    (mail,) = pages.deliver()
    for _ in range(3):
        assert pages.another().get(link_in(mail)).status_code == 200
    token = pages.another().token(link_in(mail))
    assert pages.another().post(link_in(mail), {"csrf_token": token}).status_code == 403
    assert pages.fill(link_in(mail)).status_code == 303
    assert pages.another().get(link_in(mail)).status_code == 410


def test_a_link_ends_after_half_an_hour(pages: Pages, clock: Clock) -> None:
    pages.fill("/account/sign-in", email="anna@example.com", way="link")
    (mail,) = pages.deliver()
    token = pages.token(link_in(mail))
    clock.forward(minutes=30)
    assert pages.post(link_in(mail), {"csrf_token": token}).status_code == 410
    assert not is_in(pages)


def test_the_first_link_used_ends_the_others_to_its_address(pages: Pages) -> None:
    for path in ("sign-in", "forgot", "sign-in"):
        pages.fill(f"/account/{path}", email="anna@example.com", way="link")
    first, second, third = map(link_in, pages.deliver())
    pages.fill(third)
    assert [pages.another().get(link).status_code for link in (first, second)] == [410, 410]


def test_a_letter_that_comes_twice_holds_two_links_and_one_way_in(pages: Pages) -> None:
    pages.fill("/account/sign-in", email="anna@example.com", way="link")
    with pages.shop.open() as work:
        message = work.outbox.claim()
    assert message
    with pages.shop.open() as work:
        secrets = [work.accounts.links.issue(message.document["link"])[0] for _ in range(2)]
    assert pages.fill(f"/account/link/{secrets[1]}").status_code == 303
    assert pages.another().get(f"/account/link/{secrets[0]}").status_code == 410


def tried_before(pages: Pages, email: str, times: int) -> None:
    with pages.shop.open() as work:
        for _ in range(times):
            assert work.accounts.throttle.allows("password of", email, PASSWORDS_OF)


@pytest.mark.usefixtures("anna")
def test_ten_wrong_passwords_close_the_address_for_a_while(pages: Pages, clock: Clock) -> None:
    tried_before(pages, "anna@example.com", 9)
    assert by_password(pages.another("198.51.100.1"), WRONG).status_code == 400
    refused = by_password(pages, PASSWORD)
    assert refused.status_code == 429
    assert "tried too often" in refused.text
    clock.forward(minutes=15)
    assert by_password(pages, PASSWORD).status_code == 303


def test_an_address_without_an_account_is_closed_alike(pages: Pages) -> None:
    tried_before(pages, "nobody@example.com", 9)
    statuses = [by_password(pages, WRONG, "nobody@example.com").status_code for _ in "ab"]
    assert statuses == [400, 429]


@pytest.mark.usefixtures("anna")
def test_who_is_right_in_between_begins_anew(pages: Pages) -> None:
    for _ in range(2):
        tried_before(pages, "anna@example.com", 9)
        assert by_password(pages.another(), PASSWORD).status_code == 303


def test_many_addresses_tried_from_one_house_close_the_house(pages: Pages) -> None:
    with pages.shop.open() as work:
        for number in range(59):
            neighbour = place(f"2001:db8:1:2::{number:x}")
            assert work.accounts.throttle.allows("passwords from", neighbour, PASSWORDS_FROM)
    visitor = pages.another("2001:db8:1:2:ffff::1")
    statuses = [by_password(visitor, WRONG, f"{name}@example.com").status_code for name in "ab"]
    assert statuses == [400, 429]
    assert by_password(pages.another("2001:db8:1:3::1"), WRONG).status_code == 400


def test_one_address_gets_five_letters_an_hour(pages: Pages, clock: Clock) -> None:
    for number in range(7):
        visitor = pages.another(f"198.51.100.{number}")
        answer = visitor.fill("/account/sign-in", email="anna@example.com", way="link")
        assert answer.status_code == (303 if number < 5 else 429)
    assert len(pages.deliver()) == 5
    clock.forward(hours=1)
    assert pages.fill("/account/sign-up", email="anna@example.com").status_code == 303
