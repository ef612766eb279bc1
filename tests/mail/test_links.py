"""Letters with links: what each says, in both forms and both languages."""

from __future__ import annotations

import re

import pytest

from fulfillment.accounts.links import Purpose
from fulfillment.errors import MessageDelayed
from skill.mail.office import Office
from tests.mail.conftest import EMAIL, Corner, phrases
from tests.mail.reading import page, pieces_left, plain

URL = "https://shop.example"
STRANGER = "nora@example.com"


@pytest.fixture
def corner(corner: Corner) -> Corner:
    """The small shop, whose pages have an address."""
    corner.office = Office(corner.shop, phrases, corner.tray, "orders@corner.example", URL)
    return corner


def asked(corner: Corner, purpose: Purpose, email: str, customer: int | None = None) -> str:
    """The key of a letter that was asked for."""
    with corner.shop.open() as work:
        work.accounts.links.ask(purpose, email, customer)
        message = work.outbox.claim()
    assert message
    corner.office.carry(message)
    return str(message.document["link"])


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("email", [EMAIL, STRANGER])
def test_a_letter_says_the_same_in_both_forms_and_greets_whom_we_know(
    corner: Corner, locale: str, purpose: Purpose, email: str
) -> None:
    asked(corner, purpose, email, 1 if email == EMAIL else None)
    (mail,) = corner.tray.letters
    text, found = plain(mail), page(mail)
    assert pieces_left(text, found) == ""
    assert mail["To"].addresses[0].addr_spec == email
    assert found.all("html")[0].get("lang") == locale
    assert ("Anna" in text) is (email == EMAIL)
    links = re.findall(rf"{URL}/account/link/[\w-]+", text)
    notice = purpose in (Purpose.MOVED, Purpose.CHANGED)
    assert len(links) == (0 if notice else 1)
    assert [link.get("href") for link in found.all("a")] == links


def test_the_letter_alone_holds_the_secret(corner: Corner) -> None:
    key = asked(corner, Purpose.SIGN_IN, EMAIL)
    secret = re.findall(r"/account/link/([\w-]+)", plain(corner.tray.letters[0]))[0]
    with corner.shop.open() as work:
        assert work.accounts.links.find(key) is None
        found = work.accounts.links.find(secret)
    assert found
    assert found.customer_id == 1


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_a_letter_goes_to_the_address_of_the_account_and_not_as_it_was_typed(
    corner: Corner,
) -> None:
    with corner.shop.open() as work:
        work.customers.set_email(1, "Anna@example.com")
    asked(corner, Purpose.SIGN_IN, "anna@example.com")
    assert corner.tray.letters[0]["To"].addresses[0].addr_spec == "Anna@example.com"


@pytest.mark.parametrize("locale", ["en-US"], indirect=True)
def test_a_letter_about_a_link_waits_until_the_pages_have_an_address(corner: Corner) -> None:
    office = Office(corner.shop, phrases, corner.tray, "orders@corner.example")
    with corner.shop.open() as work:
        work.accounts.links.ask(Purpose.SIGN_IN, EMAIL)
        message = work.outbox.claim()
    assert message
    with pytest.raises(MessageDelayed, match="the address of the shop's pages is not set"):
        office.carry(message)
    assert corner.tray.letters == []
