"""The demo shop's pages, seen by a client that keeps cookies as a browser does, and its mail."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from fulfillment.accounts.passwords import hash_of
from fulfillment.outbox import Drain
from fulfillment.shop import Shop
from skill import wiring
from skill.accounts.words import page_phrases
from skill.mail.office import Office
from skill.settings import Settings

URL = "https://shop.example"
PASSWORD = "seven brown teapots"
SETTINGS = Settings(
    public_url=URL, mail="file:///nowhere", mail_from="orders@shop.example", proxies=1
)
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_LINK = re.compile(r"/account/link/([\w-]+)")


@dataclass
class Pages:
    """The pages in one browser, at one address of the network."""

    app: Flask
    shop: Shop
    address: str = "203.0.113.7"
    letters: list[EmailMessage] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client: FlaskClient = self.app.test_client()

    def another(self, address: str = "203.0.113.8") -> Pages:
        """Another browser somewhere else; letters lie in the same tray."""
        return Pages(self.app, self.shop, address, self.letters)

    def get(self, path: str, **options: Any) -> TestResponse:
        """A page."""
        return self.client.get(path, base_url=URL, headers=self._headers(options), **options)

    def post(self, path: str, form: dict[str, str], **options: Any) -> TestResponse:
        """A form that is sent as it is, without the token of a page."""
        headers = self._headers(options)
        return self.client.post(path, base_url=URL, data=form, headers=headers, **options)

    def fill(self, path: str, action: str | None = None, **form: str) -> TestResponse:
        """A form that is opened at ``path``, filled in and sent to ``action``, or there."""
        token = self.token(path)
        return self.post(action or path, {**form, "csrf_token": token})

    def token(self, path: str) -> str:
        """The token in the forms of a page."""
        found = _TOKEN.search(self.get(path).text)
        assert found, f"{path} has no form"
        return found[1]

    def sign_in(self, handle: str) -> None:
        """Sign in as one of the demo's shoppers, by a link that was handed out."""
        with self.shop.open() as work:
            customer = work.customers.find_by_handle(handle)
            assert customer
            secret = work.accounts.links.hand_out(customer.email, customer.id)
        answer = self.fill(f"/account/link/{secret}")
        assert answer.status_code == 303, answer.text

    def deliver(self) -> list[EmailMessage]:
        """The letters that were written since the last time."""
        before = len(self.letters)
        office = Office(self.shop, page_phrases, self, "orders@shop.example", URL)
        for delivery in Drain(self.shop.open, office.carry).run():
            assert delivery.state == "sent", delivery
        return self.letters[before:]

    def send(self, mail: EmailMessage) -> None:
        """Take a letter, as the post does."""
        self.letters.append(mail)

    def _headers(self, options: dict[str, Any]) -> dict[str, str]:
        return {"X-Forwarded-For": self.address, **options.pop("headers", {})}


def body(mail: EmailMessage) -> str:
    """The plain text of a letter."""
    part = mail.get_body(("plain",))
    assert part
    text: str = part.get_content()
    return text


def link_in(mail: EmailMessage) -> str:
    """The path of the link in a letter."""
    found = _LINK.search(body(mail))
    assert found, body(mail)
    return found[0]


def is_in(pages: Pages) -> bool:
    """Whether somebody is signed in."""
    return pages.get("/account/security").status_code == 200


@pytest.fixture
def settings() -> Settings:
    """The settings of the pages; a test may have others by parametrising or replacing this."""
    return SETTINGS


@pytest.fixture
def pages(shop: Shop, settings: Settings) -> Pages:
    """The pages of the demo shop, in a browser in which nobody is signed in."""
    return Pages(wiring.build_app(replace(settings), shop=shop), shop)


@pytest.fixture
def anna(pages: Pages) -> int:
    """Anna, who has a password."""
    with pages.shop.open() as work:
        customer = work.customers.find_by_handle("anna")
        assert customer
        work.accounts.sign_ins.admit(customer.id, "anna@example.com")
        work.accounts.sign_ins.set_password(customer.id, hash_of(PASSWORD))
        return customer.id
