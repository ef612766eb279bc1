"""Every page for everybody: axe-core, narrow screens, large print, keyboards, both schemes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

from fulfillment.shop import Shop
from fulfillment.storage.engine import engine_for
from tests.browser.places import PLACES, Place, furnish
from tests.browser.serving import Served, press, serving
from tests.conftest import Clock

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# What is focused by the Tab key, in order, as a path through the document.
_FOCUSED = """() => {
  const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  const all = [...document.querySelectorAll('*')];
  return {
    place: all.indexOf(e), body: e === document.body, what: e.outerHTML.slice(0, 90),
    ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
    seen: b.width > 0 && b.bottom > 0 && b.top < innerHeight && b.right > 0 && b.left < innerWidth,
  };
}"""
_FOCUSABLE = """() => [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter(e => e.checkVisibility() && !e.disabled
    && !(e.type === 'radio' && !e.checked && e.form.querySelector(`[name="${e.name}"]:checked`)))
  .length"""
_FROM_THE_TOP = (
    "() => { const b = document.body; b.tabIndex = -1; b.focus(); b.removeAttribute('tabindex'); }"
)
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def tour(
    demo_databases: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The demo shop with all that pages can show, for all of this module's tests."""
    path = shutil.copy(demo_databases("en-US"), tmp_path_factory.mktemp("tour") / "shop.sqlite3")
    with (
        engine_for(f"sqlite:///{path}") as engine,
        serving(Shop(engine, clock=Clock()), name="localhost") as served,
    ):
        furnish(served)
        yield served


@pytest.fixture(scope="module")
def visitors(chromium: Browser, tour: Served) -> Iterator[dict[bool, BrowserContext]]:
    """Two browsers: in one Anna has signed in (True), in the other nobody (False)."""
    found = {own: chromium.new_context(viewport=DESKTOP) for own in (True, False)}
    tab = found[True].new_page()
    tab.goto(tour.invite("anna"))
    press(tab, tab.get_by_role("button", name="Sign in"))
    yield found
    for context in found.values():
        context.close()


@pytest.fixture(params=PLACES, ids=lambda place: place.name)
def tab(
    request: pytest.FixtureRequest, tour: Served, visitors: dict[bool, BrowserContext]
) -> Iterator[Page]:
    """A tab in which the page of this test is open."""
    place: Place = request.param
    page = visitors[place.own].new_page()
    place.way(tour, page)
    page.wait_for_load_state()
    yield page
    page.close()


def faults(tab: Page) -> list[str]:
    """What axe-core finds on a page."""
    if not tab.evaluate("() => 'axe' in window"):
        tab.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = tab.evaluate("rules => axe.run(rules)", RULES)["violations"]
    return [f"{fault['id']}: {[node['html'] for node in fault['nodes']]}" for fault in found]


def test_axe_finds_nothing_and_everything_fits_on_every_screen(tab: Page) -> None:
    assert tab.title().endswith("Hazel Market")
    assert tab.title() != "Hazel Market"
    for size in (DESKTOP, PHONE):
        tab.set_viewport_size(size)
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)
            assert faults(tab) == [], f"{scheme}, {size['width']} wide"
    # 320 wide is what 1280 are at 400 %, WCAG 1.4.10; 640 are 1280 at 200 %.
    for width in (360, 640, 320):
        tab.set_viewport_size({"width": width, "height": 256})
        assert tab.evaluate(_WIDER) <= 0, f"{width} wide"


def test_axe_would_find_something(chromium: Browser) -> None:
    tab = chromium.new_page()
    tab.set_content('<p style="color:#999"><img src="x.png">faint</p><input>')
    found = " ".join(faults(tab))
    for rule in ("color-contrast", "image-alt", "label", "html-has-lang", "landmark-one-main"):
        assert rule in found
    tab.close()


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(tab: Page) -> None:
    count = tab.evaluate(_FOCUSABLE)
    tab.emulate_media(reduced_motion="reduce")
    tab.evaluate(_FROM_THE_TOP)
    places: list[int] = []
    while True:
        tab.keyboard.press("Tab")
        found = tab.evaluate(_FOCUSED)
        if found["body"] or found["place"] in places:
            break
        assert found["ring"], f"no ring around {found['what']}"
        assert found["seen"], f"focused and not seen: {found['what']}"
        places.append(found["place"])
    assert places == sorted(places)
    assert len(places) == count
    assert places, "not even the link to the content"
