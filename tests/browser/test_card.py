"""A card is typed into Chromium and goes to a Stripe, whose script is localstripe's here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
from tests.browser.serving import Served, serving
from tests.browser.test_accessibility import RULES
from tests.conftest import Clock
from tests.fulfillment.shopfloor import furnish
from tests.fulfillment.stripe.bench import Bench, open_bench
from tests.fulfillment.stripe.server import GOOD, running_localstripe

REFUSED = "4000000000000002"


@pytest.fixture(scope="module")
def localstripe_port() -> Iterator[int]:
    """The port of a localstripe."""
    with running_localstripe() as port:
        yield port


@pytest.fixture
def bench(tmp_path: Path, clock: Clock, localstripe_port: int) -> Iterator[Bench]:
    """The small shop with Stripe."""
    engine = open_engine(f"sqlite:///{tmp_path / 'shop.sqlite3'}")
    create_schema(engine)
    furnish(Shop(engine, clock=clock))
    with open_bench(engine, clock, localstripe_port, patience_s=20) as opened:
        with opened.shop.open() as work:
            work.customers.set_email(1, "anna@example.com")
        yield opened
    engine.dispose()


@pytest.fixture
def stripe_served(bench: Bench) -> Iterator[Served]:
    """That shop, served on this computer."""
    script = f"http://127.0.0.1:{bench.line.port}/js.stripe.com/v3/"
    keys = {"stripe_publishable_key": "pk_test_costermonger", "stripe_js": script}
    with serving(bench.shop, payments="stripe", **keys) as found:
        yield found


def type_card(tab: Page, number: str) -> None:
    """Fill localstripe's fields, one after the other, as its script goes through them."""
    parts = {"number": number, "exp_month": "12", "exp_year": "30", "cvc": "123"}
    for name, text in parts.items():
        tab.locator(f"#card-fields input[placeholder={name}]").fill(text)
    tab.get_by_role("button", name="Store this card").click()


def faults(tab: Page, where: dict[str, list[list[str]]]) -> list[str]:
    """What axe-core finds in a part of a page."""
    tab.evaluate(AXE_SCRIPT)
    found = tab.evaluate("([where, rules]) => axe.run(where, rules)", [where, RULES])
    return [
        f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found["violations"]
    ]


def test_a_card_is_typed_stored_and_charged(bench: Bench, stripe_served: Served, tab: Page) -> None:
    sent: list[str] = []
    tab.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(stripe_served.invite("anna"))
    tab.get_by_role("button", name="Sign in").click()
    tab.goto(f"{stripe_served.url}/account/card")
    tab.get_by_role("link", name="Store a card").click()
    type_card(tab, GOOD)
    expect(tab.get_by_text("The card is stored.")).to_be_visible()
    expect(tab.get_by_text("Visa ending in 4242")).to_be_visible()
    assert not [each for each in said if "Content Security Policy" in each]
    with_number = [each for each in sent if GOOD in each]
    assert with_number
    assert not any(each.startswith(stripe_served.url) for each in with_number)
    assert bench.buy(bench.quote()).payment_state == "paid"


def test_a_refused_card_is_told_where_it_was_typed_and_may_be_tried_again(
    bench: Bench, stripe_served: Served, tab: Page
) -> None:
    tab.goto(stripe_served.invite("anna"))
    tab.get_by_role("button", name="Sign in").click()
    tab.goto(f"{stripe_served.url}/account/card/add")
    type_card(tab, REFUSED)
    told = tab.get_by_role("alert")
    expect(told).to_have_text("Your card was declined.")
    expect(told).to_be_focused()
    assert bench.stripe.cards.find(1) is None
    type_card(tab, GOOD)
    expect(tab.get_by_text("The card is stored.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_a_card_are_for_everybody(
    bench: Bench, stripe_served: Served, tab: Page, scheme: Literal["light", "dark"]
) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.goto(stripe_served.invite("anna"))
    tab.get_by_role("button", name="Sign in").click()
    tab.goto(f"{stripe_served.url}/account/card/add")
    expect(tab.get_by_role("button", name="Store this card")).to_be_visible()
    # What stands in the fields is Stripe's own, and here localstripe's.
    assert faults(tab, {"exclude": [["#card-fields"]]}) == []
    type_card(tab, GOOD)
    expect(tab.get_by_text("Visa ending in 4242")).to_be_visible()
    assert faults(tab, {"include": [["html"]]}) == []


def test_without_javascript_the_page_says_what_is_missing(stripe_served: Served, tab: Page) -> None:
    browser = tab.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(stripe_served.invite("anna"))
    plain.get_by_role("button", name="Sign in").click()
    plain.goto(f"{stripe_served.url}/account/card/add")
    expect(plain.get_by_text("need JavaScript")).to_be_visible()
    expect(plain.get_by_role("button", name="Store this card")).to_be_hidden()
    context.close()
