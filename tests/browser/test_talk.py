"""A shopper talks to the shop in Chromium, whose microphone is a recording of a synthetic voice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from fulfillment.shop import Shop
from skill.speech.heard import Recognizer
from skill.understanding import Understanding
from tests.browser.serving import CHROMIUM, Served, serving
from tests.browser.talking import PATIENCE_MS, become, begin, hearing, type_in
from tests.browser.test_accessibility import DESKTOP, PHONE, faults
from tests.talk.conftest import sphinx, understood
from tests.talk.listening import ORDER

__all__ = ["sphinx", "understood"]

_REFUSE = """name => navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException("no", name))"""
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def ears(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium that hears somebody ask for an order."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this computer (on Debian: apt install chromium)")
    with hearing(tmp_path_factory.mktemp("said"), ORDER) as browser:
        yield browser


@pytest.fixture
def served(
    shop: Shop, sphinx: Recognizer, understood: Callable[[str], Understanding]
) -> Iterator[Served]:
    """The demo shop, served on this computer."""
    wired = {"recognizer": lambda _: sphinx, "understanding": understood}
    # Browsers give a microphone to "localhost" without https.
    with serving(shop, name="localhost", wired=wired) as found:
        yield found


@pytest.fixture
def context(ears: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here, on a phone."""
    found = ears.new_context(viewport=PHONE, reduced_motion="reduce", has_touch=True)
    yield found
    found.close()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    """A tab of it."""
    return context.new_page()


def test_a_shopper_presses_speaks_and_is_answered(served: Served, tab: Page) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    begin(served, tab)
    tab.locator("#button").tap()
    become(tab, "listening")
    expect(tab.locator(".lit").nth(3)).to_be_attached(timeout=PATIENCE_MS)
    expect(tab.locator("#caption")).to_contain_text("order", timeout=PATIENCE_MS)
    become(tab, "speaking")
    expect(tab.locator(".from-you").last).to_contain_text(ORDER)
    answer = tab.locator(".from-shop").last
    expect(answer).to_contain_text("To hear about orders, your Hazel Market account needs")
    expect(answer.get_by_role("link", name="Sign in")).to_be_visible()
    become(tab, "ready")
    assert wrong == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(served.url).netloc}
    assert any("/sound/" in url for url in asked)


def test_a_key_is_held_while_speaking(served: Served, tab: Page) -> None:
    begin(served, tab)
    tab.locator("#button").focus()
    tab.keyboard.down("Space")
    expect(tab.locator("#caption")).to_contain_text("order", timeout=PATIENCE_MS)
    become(tab, "listening")
    tab.keyboard.up("Space")
    expect(tab.locator(".from-you").last).to_contain_text(ORDER, timeout=PATIENCE_MS)
    expect(tab.locator("#button")).to_be_focused()


def test_pressing_stops_an_answer_and_escape_stops_listening(served: Served, tab: Page) -> None:
    tab.goto(f"{served.url}/talk")
    tab.get_by_role("button", name="Start").click()
    become(tab, "speaking")
    expect(tab.locator(".from-shop")).to_contain_text("Welcome to Hazel Market")
    tab.get_by_role("button", name="Talk").click()
    become(tab, "listening")
    expect(tab.get_by_role("button", name="Done")).to_be_visible()
    tab.keyboard.press("Escape")
    become(tab, "ready")
    assert tab.locator("#trouble").is_hidden()


@pytest.mark.parametrize(
    ("error", "told"),
    [("NotAllowedError", "may not use the microphone"), ("NotFoundError", "no microphone")],
)
def test_without_a_microphone_one_can_type(
    served: Served, tab: Page, error: str, told: str
) -> None:
    tab.goto(f"{served.url}/talk")
    tab.evaluate(_REFUSE, error)
    tab.get_by_role("button", name="Start").click()
    expect(tab.get_by_role("alert")).to_contain_text(told)
    become(tab, "speaking")
    type_in(tab, "what's in my cart")
    expect(tab.locator(".from-shop").last).to_contain_text("Your cart is empty")


def test_what_the_shop_says_is_never_markup(served: Served, tab: Page) -> None:
    bad = '<img src=x onerror="document.title=1"><script>document.title=1</script>'

    def hostile(route: Route) -> None:
        shown = {"title": bad, "items": [{"title": bad, "detail": bad}]}
        answer = {"text": bad, "speech": [], "shown": shown, "suggestions": [bad]}
        more = {"expects": "code", "sign_in": False, "ended": False}
        route.fulfill(json={"heard": bad, "answer": {**answer, **more}})

    begin(served, tab)
    tab.route("**/typed", hostile)
    type_in(tab, "hello")
    expect(tab.locator(".from-shop").last).to_contain_text(bad)
    assert tab.locator("#talk img, #talk script").count() == 0
    assert tab.title().endswith("Hazel Market")
    # A code is typed like a password.
    expect(tab.get_by_label("Type your voice code")).to_have_attribute("type", "password")


def test_what_goes_wrong_is_told_in_words(served: Served, tab: Page) -> None:
    begin(served, tab)
    tab.route("**/typed", lambda route: route.fulfill(status=404, body=json.dumps({})))
    type_in(tab, "hello")
    expect(tab.get_by_role("alert")).to_contain_text("has been idle for long")
    expect(tab.get_by_role("button", name="Start")).to_be_visible()
    tab.unroute("**/typed")
    type_in(tab, "what's in my cart")
    expect(tab.locator(".from-shop").last).to_contain_text("Your cart is empty")
    tab.route("**/utterances", lambda route: route.abort())
    tab.keyboard.press("Escape")
    tab.locator("#button").click()
    expect(tab.get_by_role("alert")).to_contain_text("The shop does not answer")


def test_axe_finds_nothing_in_any_state_and_everything_fits(served: Served, tab: Page) -> None:
    def look() -> None:
        for size in (DESKTOP, PHONE):
            tab.set_viewport_size(size)
            for scheme in ("light", "dark"):
                tab.emulate_media(color_scheme=scheme)
                assert faults(tab) == [], f"{scheme}, {size['width']} wide"
        for width in (640, 320):
            tab.set_viewport_size({"width": width, "height": 256})
            assert tab.evaluate(_WIDER) <= 0, f"{width} wide"

    begin(served, tab)
    type_in(tab, "do you have oat milk")
    expect(tab.locator("#suggestions button").first).to_have_text("Pocket Finch")
    look()
    tab.locator("#button").click()
    become(tab, "listening")
    look()
    tab.keyboard.press("Escape")
    tab.route("**/typed", lambda route: route.fulfill(status=429, body="{}"))
    type_in(tab, "hello")
    expect(tab.get_by_role("alert")).to_contain_text("a lot at once")
    look()
