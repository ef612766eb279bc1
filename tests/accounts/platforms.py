"""A platform's server and a shopper's browser, played against the real application."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from fulfillment.linking import SCOPES, Client
from fulfillment.shop import Shop

ORIGIN = "https://shop.test"
REDIRECT = "https://pitangui.amazon.com/api/skill/link/M123"
VERIFIER = "a-verifier-that-nobody-else-knows-0123456789-~"
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
)
PKCE = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}


@dataclass
class Platform:
    """A client's server: it sends shoppers to us and asks us for tokens."""

    http: FlaskClient
    shop: Shop
    client: Client
    secret: str
    redirect: str = REDIRECT
    origin: str = ORIGIN
    by_header: bool = True
    asked: dict[str, str] = field(default_factory=dict)

    def address(self, **changes: str | None) -> str:
        """Where the platform sends a shopper; None leaves a parameter out."""
        asked = {
            "response_type": "code",
            "client_id": self.client.id,
            "redirect_uri": self.redirect,
            "scope": " ".join(self.client.scopes),
            "state": "of the platform &=/",
            **self.asked,
            **changes,
        }
        return f"/oauth/authorize?{urlencode({k: v for k, v in asked.items() if v is not None})}"

    def exchange(self, code: str, **changes: str | None) -> TestResponse:
        """Change a code for tokens."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.redirect}
        return self.post("/oauth/token", {**form, **changes})

    def refresh(self, token: str, **changes: str | None) -> TestResponse:
        """Change a refresh token for new tokens."""
        return self.post(
            "/oauth/token", {"grant_type": "refresh_token", "refresh_token": token, **changes}
        )

    def revoke(self, token: str, **changes: str | None) -> TestResponse:
        """End the link."""
        return self.post("/oauth/revoke", {"token": token, **changes})

    def post(self, path: str, form: dict[str, str | None], **options: Any) -> TestResponse:
        """Send a form with the client's id and secret."""
        form = {name: value for name, value in form.items() if value is not None}
        if self.by_header:
            pair = f"{quote(self.client.id)}:{quote(self.secret)}".encode()
            authorization = f"Basic {base64.b64encode(pair).decode()}"
            options = {"headers": {"Authorization": authorization}} | options
        else:
            form = {"client_id": self.client.id, "client_secret": self.secret, **form}
        data = None if "json" in options else form
        return self.http.post(path, data=data, base_url=self.origin, **options)


def platform(app: Flask, shop: Shop, name: str = "alexa", **changes: Any) -> Platform:
    """A registered client; ``scopes`` and ``redirects`` are what it may ask for."""
    redirects = changes.pop("redirects", [REDIRECT])
    with shop.open() as work:
        client, secret = work.linking.clients.add(
            name, name.title(), redirects, changes.pop("scopes", SCOPES)
        )
    return Platform(app.test_client(), shop, client, secret, redirects[0], **changes)


@dataclass
class Browser:
    """A browser, in which a shopper may have signed in."""

    http: FlaskClient
    shop: Shop

    def sign_in(self, handle: str = "sam") -> Browser:
        """Come back as somebody who has signed in before."""
        with self.shop.open() as work:
            customer = work.customers.find_by_handle(handle)
            assert customer is not None
            secret = work.accounts.browsers.begin(customer.id)
        self.http.set_cookie(
            "__Host-coster-session", secret, domain=urlsplit(ORIGIN).netloc, secure=True
        )
        return self

    def get(self, path: str) -> TestResponse:
        """Open a page; redirects are not followed."""
        return self.http.get(path, base_url=ORIGIN)

    def answer(self, page: TestResponse, answer: str = "yes", **options: Any) -> TestResponse:
        """Press a button of the page's form for linking."""
        form = next(f for f in forms(page) if f["action"].startswith("/oauth/"))
        values = {**form["hidden"], "answer": answer}
        return self.http.post(form["action"], data=values, base_url=ORIGIN, **options)

    def agree(self, platform: Platform, **changes: str | None) -> str:
        """Agree to a link; the code that the platform gets."""
        back = self.answer(self.get(platform.address(**changes)))
        return sent_back(back)["code"]

    def link(self, platform: Platform) -> dict[str, Any]:
        """Agree to a link; the tokens that the platform gets."""
        answer = platform.exchange(self.agree(platform))
        assert answer.status_code == 200, answer.get_data(as_text=True)
        tokens: dict[str, Any] = answer.get_json()
        return tokens


def browser(app: Flask, shop: Shop) -> Browser:
    """A browser in which nobody has signed in."""
    return Browser(app.test_client(), shop)


def forms(page: TestResponse) -> list[dict[str, Any]]:
    """The forms of a page: where each goes, and its hidden fields."""
    tree = html5lib.parse(page.get_data(as_text=True), namespaceHTMLElements=False)
    return [
        {
            "action": form.get("action"),
            "hidden": {i.get("name"): i.get("value") for i in form.iter("input")},
        }
        for form in tree.iter("form")
    ]


def text_of(page: TestResponse) -> str:
    """The words of a page."""
    tree = html5lib.parse(page.get_data(as_text=True), namespaceHTMLElements=False)
    return " ".join("".join(tree.find(".//main").itertext()).split())


def sent_back(response: TestResponse, to: str = REDIRECT) -> dict[str, str]:
    """What a redirect to the platform brings along."""
    assert response.status_code in (302, 303), response.get_data(as_text=True)
    where, _, query = response.headers["Location"].partition("?")
    assert where == to
    return {name: values[0] for name, values in parse_qs(query, strict_parsing=True).items()}
