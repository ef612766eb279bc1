"""A real Chromium and the demo shop served to it; without a Chromium these tests are skipped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from fulfillment.shop import Shop
from tests.browser.serving import CHROMIUM, Served, launch, serving


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for the tests of a module: its driver keeps the thread's event loop."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this computer (on Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def served(shop: Shop) -> Iterator[Served]:
    """The demo shop, served on this computer."""
    with serving(shop) as found:
        yield found


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """A tab of a browser that has never been here, on a desktop, with no script of ours to run."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
