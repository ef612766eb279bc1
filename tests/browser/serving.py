"""The demo shop's application on a port of this computer, and Chromium to look at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from threading import Thread
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Locator, Page, Playwright
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from fulfillment.outbox import Drain
from fulfillment.shop import Shop
from skill import wiring
from skill.accounts.words import page_phrases
from skill.mail.office import Office
from skill.settings import Settings
from tests.accounts.conftest import link_in

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
_OPTIONS = (
    "--no-sandbox",  # for who is root, as in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing leaves this computer, whatever a page names.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
HOST = "127.0.0.1"
SETTINGS = Settings(mail="file:///nowhere", mail_from="orders@shop.example")


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


@dataclass
class Served:
    """A shop that is served at ``url``, with its letters."""

    url: str
    shop: Shop
    app: Flask
    letters: list[EmailMessage] = field(default_factory=list)

    def invite(self, handle: str) -> str:
        """The address of a link that signs one of the demo's shoppers in."""
        with self.shop.open() as work:
            customer = work.customers.find_by_handle(handle)
            assert customer
            secret = work.accounts.links.hand_out(customer.email, customer.id)
        return f"{self.url}/account/link/{secret}"

    def mailed(self) -> str:
        """The address of the link in the letter that was asked for last."""
        office = Office(self.shop, page_phrases, self, "orders@shop.example", self.url)
        assert [each.state for each in Drain(self.shop.open, office.carry).run()] == ["sent"]
        return self.url + link_in(self.letters[-1])

    def send(self, mail: EmailMessage) -> None:
        """Take a letter, as the post does."""
        self.letters.append(mail)


@contextmanager
def serving(
    shop: Shop, *, name: str = HOST, wired: Mapping[str, Any] | None = None, **settings: Any
) -> Iterator[Served]:
    """Serve a shop while this lasts, with these settings beside the usual ones.

    ``name`` is what this computer is called in the shop's address; ``wired`` replaces what the
    application is made of.
    """
    with closing_server(Flask("waiting")) as server:
        url = f"http://{name}:{server.server_port}"
        changed = replace(SETTINGS, public_url=url, **settings)
        # The address is known once the port is.
        server.app = app = wiring.build_app(changed, shop=shop, **wired or {})
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Served(url, shop, app)
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def closing_server(app: Flask) -> Iterator[BaseWSGIServer]:
    """A server on any port, whose socket is closed whatever happens."""
    server = make_server(HOST, 0, app, threaded=True, request_handler=_Quiet)
    try:
        yield server
    finally:
        server.server_close()


def press(tab: Page, what: Locator) -> None:
    """Press a button or a link, and be on the page that it leads to."""
    with tab.expect_navigation():
        what.click()


def launch(playwright: Playwright, *more: str) -> Browser:
    """Chromium without a window, with ``more`` options."""
    options = [*_OPTIONS, *more]
    return playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=options)
