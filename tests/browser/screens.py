"""Pictures of the shopper's pages, as ``docs/screens`` shows them.

``python -m tests.browser.screens [FOLDER] [--all]``: the chosen few, or every page in every form.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from sqlalchemy import Engine

from fulfillment.demo import load_demo
from fulfillment.shop import Shop
from fulfillment.storage.engine import engine_for
from fulfillment.storage.schema import create_schema
from tests.browser.places import PLACES, Place, furnish
from tests.browser.serving import Served, launch, press, serving
from tests.conftest import Clock

ROOT = Path(__file__).parents[2]
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
SCHEMES = ("light", "dark")
# Which pages the documentation shows, each how.
SHOWN = (
    ("sign-in", "phone", "light"),
    ("link-sign-up-refused", "phone", "light"),
    ("home", "phone", "light"),
    ("home", "desktop", "light"),
    ("order", "desktop", "light"),
    ("order", "phone", "dark"),
    ("addresses", "phone", "light"),
    ("devices", "desktop", "dark"),
    ("consent", "phone", "light"),
    ("preferences", "desktop", "light"),
)
# How the page for talking is shown.
TALKS = (("phone", "light"), ("desktop", "dark"))
# Chromium's own, which beeps.
_A_MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
_PATIENCE_MS = 60_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description="Pictures of the shopper's pages.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "screens")
    parser.add_argument("--all", action="store_true", help="every page in every form")
    parsed = parser.parse_args(arguments)
    parsed.folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        engine_for(f"sqlite:///{folder}/shop.sqlite3") as engine,
        _served(engine) as served,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright, *_A_MICROPHONE)
        _take(served, browser, parsed.folder, everything=parsed.all)


@contextmanager
def _served(engine: Engine) -> Iterator[Served]:
    """The demo shop on the day of the tests, with all that pages can show."""
    create_schema(engine)
    shop = Shop(engine, clock=Clock())
    load_demo(shop, "en-US")
    with serving(shop, name="localhost") as served:
        furnish(served)
        yield served


def _take(served: Served, browser: Browser, folder: Path, *, everything: bool) -> None:
    for size, scheme, places in _wanted(everything):
        for own in (False, True):
            context = browser.new_context(
                viewport=SIZES[size], color_scheme=scheme, reduced_motion="reduce"
            )
            tab = context.new_page()
            if own:
                tab.goto(served.invite("anna"))
                press(tab, tab.get_by_role("button", name="Sign in"))
            for place in places:
                if place.own is own:
                    place.way(served, tab)
                    tab.screenshot(
                        path=folder / f"{place.name}-{size}-{scheme}.png", full_page=True
                    )
            if own and (everything or (size, scheme) in TALKS):
                _talk(served, context, folder / f"talk-{{}}-{size}-{scheme}.png")
            context.close()


def _talk(served: Served, context: BrowserContext, path: Path) -> None:
    """A conversation of Anna's, and what the page shows while it listens."""
    tab = context.new_page()
    tab.goto(f"{served.url}/talk")
    for text in ("do you have oat milk", "pocket finch"):
        tab.locator("#text").fill(text)
        tab.get_by_role("button", name="Send").click()
        expect(tab.locator(".from-you").last).to_contain_text(text, timeout=_PATIENCE_MS)
    tab.keyboard.press("Escape")
    tab.screenshot(path=str(path).format("conversation"), full_page=True)
    tab.locator("#button").click()
    expect(tab.locator(".lit").nth(2)).to_be_attached(timeout=_PATIENCE_MS)
    tab.screenshot(path=str(path).format("listening"))
    tab.close()


def _wanted(everything: bool) -> Iterator[tuple[str, str, list[Place]]]:
    for size in SIZES:
        for scheme in SCHEMES:
            shown = {name for name, *form in SHOWN if form == [size, scheme]}
            yield size, scheme, [each for each in PLACES if everything or each.name in shown]


if __name__ == "__main__":
    main()
