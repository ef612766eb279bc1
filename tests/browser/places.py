"""Every page in the states that it can be seen in: how to come to each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from fulfillment.accounts.addresses import Wanted
from fulfillment.accounts.links import Purpose
from fulfillment.linking import SCOPES
from fulfillment.linking.grant import Pair, new_secret
from tests.browser.serving import Served, press

REDIRECT = "https://pitangui.amazon.com/api/skill/link/M2ABCDEFGHIJKL"

# Brings a tab to a page, from wherever it is.
Way = Callable[[Served, Page], None]


@dataclass(frozen=True)
class Place:
    """A page in one state; ``own``: only somebody who has signed in sees it."""

    name: str
    way: Way
    own: bool = True


def furnish(served: Served) -> None:
    """Give Anna what pages can show: a linked device, another address, a voice code."""
    with served.shop.open() as work:
        anna = work.customers.find_by_handle("anna")
        assert anna
        client, _ = work.linking.clients.add("alexa", "Alexa", [REDIRECT], SCOPES)
        work.linking.consent(client, anna.id, client.scopes, REDIRECT, "a-code")
        code = work.linking.check_code("a-code", client.id)
        assert code
        work.linking.redeem(code, Pair(new_secret(), new_secret()))
        work.accounts.addresses.add(anna.id, Wanted("work", "208 Quarry Road"))
        work.customers.set_code(anna.id, "0471")


def _at(path: str) -> Way:
    def go(served: Served, tab: Page) -> None:
        tab.goto(served.url + path)

    return go


def _sent(path: str, **typed: str) -> Way:
    """A form that is sent with little or nothing in it, so that it comes back refused."""

    def go(served: Served, tab: Page) -> None:
        tab.goto(served.url + path)
        for name, text in typed.items():
            tab.locator(f"main [name={name}]").fill(text)
        press(tab, tab.locator("main form button").first)

    return go


def _by_link(purpose: Purpose, email: str, *, send: bool = False) -> Way:
    """The page behind a mailed link; ``send`` sends its form empty."""

    def go(served: Served, tab: Page) -> None:
        with served.shop.open() as work:
            anna = work.customers.find_by_handle("anna")
            assert anna
            asker = anna.id if purpose is Purpose.NEW_EMAIL else None
            work.accounts.links.ask(purpose, email, asker)
        tab.goto(served.mailed())
        if send:
            press(tab, tab.get_by_role("main").get_by_role("button"))

    return go


def _order(served: Served, tab: Page) -> None:
    with served.shop.open() as work:
        anna = work.customers.find_by_handle("anna")
        assert anna
        (order,) = work.orders.recent(anna.id, limit=1)
    tab.goto(f"{served.url}/account/orders/{order.id}")


def _consent(served: Served, tab: Page) -> None:
    with served.shop.open() as work:
        (client,) = work.linking.clients.all()
    asked = f"response_type=code&client_id={client.id}&redirect_uri={REDIRECT}&state=x"
    tab.goto(f"{served.url}/oauth/authorize?{asked}&scope={'+'.join(client.scopes)}")


def _change_address(served: Served, tab: Page) -> None:
    tab.goto(f"{served.url}/account/addresses")
    press(tab, tab.get_by_role("main").get_by_role("link").nth(1))


PLACES = (
    Place("sign-in", _at("/account/sign-in"), own=False),
    Place("sign-in-refused", _sent("/account/sign-in", email="anna"), own=False),
    Place("sign-up", _at("/account/sign-up"), own=False),
    Place("forgot", _at("/account/forgot"), own=False),
    Place("mailed", _at("/account/mailed"), own=False),
    Place("link-sign-in", _by_link(Purpose.SIGN_IN, "ben@example.com"), own=False),
    Place("link-sign-up", _by_link(Purpose.SIGN_UP, "nora@example.com"), own=False),
    Place(
        "link-sign-up-refused",
        _by_link(Purpose.SIGN_UP, "nora@example.com", send=True),
        own=False,
    ),
    Place("link-reset", _by_link(Purpose.RESET, "chloe@example.com"), own=False),
    Place("link-gone", _at("/account/link/none"), own=False),
    Place("nowhere", _at("/account/nowhere"), own=False),
    Place("erased", _at("/account/erased"), own=False),
    Place("approved", _at("/account/approved"), own=False),
    Place("consent-refused", _at("/oauth/authorize"), own=False),
    Place("talk", _at("/talk"), own=False),
    Place("home", _at("/account")),
    Place("home-welcome", _at("/account?done=welcome")),
    Place("sign-in-again", _at("/account/sign-in?again=1")),
    Place("orders", _at("/account/orders")),
    Place("order", _order),
    Place("order-none", _at("/account/orders/99999")),
    Place("addresses", _at("/account/addresses")),
    Place("addresses-add", _at("/account/addresses/add")),
    Place("addresses-add-refused", _sent("/account/addresses/add")),
    Place("addresses-change", _change_address),
    Place("card", _at("/account/card")),
    Place("code", _at("/account/code")),
    Place("code-set", _at("/account/code/set")),
    Place("code-set-refused", _sent("/account/code/set")),
    Place("code-when", _at("/account/code/when")),
    Place("code-remove", _at("/account/code/remove")),
    Place("limits", _at("/account/limits")),
    Place("devices", _at("/account/devices")),
    Place("preferences", _at("/account/preferences")),
    Place("security", _at("/account/security")),
    Place("security-password", _at("/account/security/password")),
    Place("security-password-refused", _sent("/account/security/password")),
    Place("security-email", _at("/account/security/email")),
    Place("link-new-email", _by_link(Purpose.NEW_EMAIL, "anna@new.example")),
    Place("privacy", _at("/account/privacy")),
    Place("privacy-download", _at("/account/privacy/download")),
    Place("privacy-erase", _at("/account/privacy/erase")),
    Place("consent", _consent),
    Place("talk-signed-in", _at("/talk")),
)
