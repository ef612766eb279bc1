"""Newcomers, new passwords and new addresses, each shown to be somebody's own by a link."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from fulfillment.customers import Customer
from tests.accounts.conftest import Pages, body, link_in
from tests.conftest import Clock

PASSWORD = "seven brown teapots"
OTHER = "eight green kettles"
NORA = "nora@example.com"


def invited(pages: Pages, path: str = "sign-up", email: str = NORA) -> str:
    """The path of the link that is mailed to an address."""
    pages.fill(f"/account/{path}", email=email, way="link")
    return link_in(pages.deliver()[-1])


def owner(pages: Pages, email: str) -> Customer | None:
    with pages.shop.open() as work:
        return work.accounts.sign_ins.owner_of(email)


def by_password(pages: Pages, email: str, password: str) -> bool:
    answer = pages.another().fill("/account/sign-in", email=email, password=password)
    return answer.status_code == 303


def to(letters: list[EmailMessage], email: str) -> list[str]:
    """The subjects of the letters to an address."""
    found = [mail for mail in letters if mail["To"].addresses[0].addr_spec == email]
    return [mail["Subject"] for mail in found]


def test_a_newcomer_is_nobody_until_the_form_behind_the_link_is_sent(pages: Pages) -> None:
    link = invited(pages)
    pages.get(link)
    assert owner(pages, NORA) is None
    answer = pages.fill(link, name="  Nora \n", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/account?done=welcome")
    nora = owner(pages, NORA)
    assert nora
    assert (nora.name, nora.email, nora.address) == ("Nora", NORA, "")
    assert NORA not in nora.handle
    assert pages.get("/account/security").status_code == 200
    assert by_password(pages, NORA, PASSWORD)


def test_a_newcomer_without_a_password_comes_in_by_letters(pages: Pages) -> None:
    pages.fill(invited(pages), name="Nora")
    assert not by_password(pages, NORA, "")
    phone = pages.another()
    assert phone.fill(invited(phone, "sign-in")).status_code == 303
    assert "a link by e-mail" in phone.get("/account/security").text


def test_a_newcomer_goes_on_to_the_page_that_was_asked_for(pages: Pages) -> None:
    pages.fill("/account/sign-up?next=/account/devices", email=NORA)
    (mail,) = pages.deliver()
    assert pages.fill(link_in(mail), name="Nora").location == "/account/devices"


@pytest.mark.parametrize(
    ("name", "password", "wrong"),
    [
        ("", "", "Enter your name."),
        ("N" * 61, "", "at most 60 characters"),
        ("Nora", "short", "at least 10 characters"),
        ("Nora", "1234567890", "harder to guess"),
        ("Nora", NORA, "not about you"),
        ("Nora", "hazel market", "not about you"),
    ],
)
def test_a_form_that_is_refused_keeps_the_name_and_the_link(
    pages: Pages, name: str, password: str, wrong: str
) -> None:
    link = invited(pages)
    answer = pages.fill(link, name=name, password=password)
    assert answer.status_code == 400
    assert wrong in answer.text
    assert "<title>Please check:" in answer.text
    assert f'value="{name}"' in answer.text
    assert not password or f'value="{password}"' not in answer.text.replace(f'"{NORA}"', "")
    assert pages.fill(link, name="Nora", password=PASSWORD).status_code == 303


def test_an_address_that_got_an_account_meanwhile_keeps_that_one(pages: Pages) -> None:
    link = invited(pages)
    with pages.shop.open() as work:
        made = work.customers.add("nora", "Nora N.", "home", "1 Elm Street", email=NORA)
    pages.fill(link, name="Nora")
    found = owner(pages, NORA)
    assert found
    assert (found.id, found.name) == (made.id, "Nora N.")


def test_a_link_pressed_twice_at_once_opens_one_account(pages: Pages) -> None:
    link = invited(pages)
    first, second = pages.another(), pages.another()
    tokens = [visitor.token(link) for visitor in (first, second)]
    forms = [{"name": "Nora", "csrf_token": token} for token in tokens]
    assert first.post(link, forms[0]).status_code == 303
    assert second.post(link, forms[1]).status_code == 410


def test_a_new_password_by_letter_signs_out_everywhere_and_is_told(pages: Pages) -> None:
    phone = pages.another()
    phone.sign_in("anna")
    link = invited(pages, "forgot", "anna@example.com")
    assert pages.fill(link, password=PASSWORD).status_code == 303
    assert pages.get("/account/security").status_code == 200
    assert phone.get("/account/security").status_code == 303
    assert by_password(pages, "anna@example.com", PASSWORD)
    assert to(pages.deliver(), "anna@example.com") == ["Your password at Hazel Market was changed"]


def test_a_new_password_ends_the_old_one_and_every_link(pages: Pages) -> None:
    pages.fill(invited(pages), name="Nora", password=PASSWORD)
    waiting = invited(pages.another(), "sign-in")
    answer = pages.fill("/account/security/password", password=OTHER)
    assert answer.location == "/account/security?done=password"
    assert pages.get("/account/security").status_code == 200
    assert pages.another().get(waiting).status_code == 410
    assert not by_password(pages, NORA, PASSWORD)
    assert by_password(pages, NORA, OTHER)


@pytest.mark.parametrize("page", ["password", "email"])
def test_what_protects_an_account_asks_who_is_there_after_a_quarter_of_an_hour(
    pages: Pages, clock: Clock, page: str
) -> None:
    pages.sign_in("anna")
    token = pages.token(f"/account/security/{page}")
    clock.forward(minutes=15)
    form = {"password": PASSWORD, "email": NORA, "csrf_token": token}
    answer = pages.post(f"/account/security/{page}", form)
    assert answer.location == f"/account/sign-in?next=/account/security/{page}&again=1"
    assert not by_password(pages, "anna@example.com", PASSWORD)
    assert pages.deliver() == []


def test_another_address_takes_the_place_of_the_old_one_when_its_link_is_opened(
    pages: Pages,
) -> None:
    pages.sign_in("anna")
    pages.fill("/account/security/email", email="Anna@New.example")
    (mail,) = pages.deliver()
    assert "Please confirm" in body(mail)
    assert mail["To"].addresses[0].addr_spec == "anna@new.example"
    assert "You sign in as anna@example.com." in pages.get("/account/security").text
    answer = pages.fill(link_in(mail))
    assert answer.location == "/account/security?done=email"
    assert "You sign in as anna@new.example." in pages.get("/account/security").text
    letters = pages.deliver()
    assert to(letters, "anna@example.com") == ["Another address for your account at Hazel Market"]
    assert owner(pages, "anna@example.com") is None
    anna = owner(pages, "anna@new.example")
    assert anna
    assert anna.email == "anna@new.example"


def test_a_link_to_another_address_works_for_the_account_that_asked_alone(pages: Pages) -> None:
    pages.sign_in("anna")
    pages.fill("/account/security/email", email="shared@example.com")
    (mail,) = pages.deliver()
    stranger, ben = pages.another(), pages.another()
    ben.sign_in("ben")
    assert stranger.get(link_in(mail)).location.startswith("/account/sign-in?next=/account/link/")
    token = ben.token("/account/security")
    assert ben.post(link_in(mail), {"csrf_token": token}).status_code == 303
    assert owner(pages, "shared@example.com") is None


def test_the_address_of_another_account_is_not_taken(pages: Pages) -> None:
    ben = pages.another()
    ben.sign_in("ben")
    pages.sign_in("anna")
    pages.fill("/account/security/email", email="ben@example.com")
    (mail,) = pages.deliver()
    answer = pages.fill(link_in(mail))
    assert answer.status_code == 409
    assert "Another account has this address already." in answer.text
    assert "You sign in as anna@example.com." in pages.get("/account/security").text


def test_receipts_sent_to_an_address_open_no_account_that_has_another_way_in(
    pages: Pages,
) -> None:
    pages.sign_in("anna")
    with pages.shop.open() as work:
        anna = work.customers.find_by_handle("anna")
        assert anna
        work.customers.set_email(anna.id, "office@example.com")
    assert owner(pages, "office@example.com") is None
    found = owner(pages, "anna@example.com")
    assert found
    assert found.id == anna.id
