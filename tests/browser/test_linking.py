"""One shopper, two platforms: linked in a browser, ordered on one, heard on the other, unlinked."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from fulfillment.linking import SCOPES
from fulfillment.shop import Shop
from skill import wiring
from skill.channels.alexa.certificates import Certificates, Trust
from skill.channels.alexa.signing import Authority
from skill.channels.alexa.simulator import AlexaDevice, Requests, words_of
from skill.channels.alexa.verify import Verifier
from skill.channels.google_actions.simulator import GoogleDevice
from skill.channels.google_signing import GoogleSigner
from skill.channels.google_tokens import GoogleKeys
from skill.understanding import Understanding
from tests.browser.serving import Served, press, serving
from tests.conftest import NOW, Clock

SKILL_ID, PROJECT = "amzn1.ask.skill.linking", "linking"
REDIRECTS = {
    "alexa": "https://pitangui.amazon.com/api/skill/link/M2ABCDEFGHIJKL",
    "google": "https://oauth-redirect.googleusercontent.com/r/linking",
}
Post = Callable[[bytes, Mapping[str, str]], tuple[int, bytes]]


@pytest.fixture
def authority() -> Authority:
    """What signs as Amazon does."""
    return Authority(starts=NOW.replace(year=2025), lasts=2 * (NOW - NOW.replace(year=2025)))


@pytest.fixture
def signer(clock: Clock) -> GoogleSigner:
    """What signs as Google does."""
    return GoogleSigner(clock=clock)


@pytest.fixture
def served(
    shop: Shop, clock: Clock, authority: Authority, signer: GoogleSigner
) -> Iterator[Served]:
    """The demo shop, which trusts the two."""
    certificates = Certificates(Trust([authority.root]), authority.fetch)
    parts = {
        "verifier": Verifier(certificates, SKILL_ID, clock=clock),
        "google_keys": GoogleKeys(signer.fetch, clock),
    }
    with serving(shop, wired=parts, google_project=PROJECT) as found:
        yield found


@pytest.fixture
def understanding(shop: Shop) -> Understanding:
    """What the platforms understand."""
    return wiring.build_understanding(shop, "en-US")


def send(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    """Post over the network of this computer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, dict(headers))) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def to(url: str) -> Post:
    return lambda body, headers: send(url, body, headers)


def link(served: Served, browser: BrowserContext, platform: str, mailed: bool) -> str:
    """Link a platform as its app does, in a tab; the access token that the platform gets."""
    tab = browser.new_page()
    redirect = REDIRECTS[platform]
    with served.shop.open() as work:
        client, secret = work.linking.clients.add(platform, platform.title(), [redirect], SCOPES)
    asked = {"client_id": client.id, "redirect_uri": redirect, "state": f"of {platform}"}
    query = urlencode({"response_type": "code", "scope": " ".join(SCOPES), **asked})
    tab.goto(f"{served.url}/oauth/authorize?{query}")
    if mailed:
        tab.get_by_label("E-mail address").fill("sam@example.com")
        press(tab, tab.get_by_role("button", name="E-mail me a link"))
        tab.goto(served.mailed())
        press(tab, tab.get_by_role("button", name="Sign in"))
    expect(tab.get_by_role("heading", level=1)).to_contain_text(f"Link {platform.title()}")
    # Where the platform is, is nobody here: that the browser goes there is all that is needed.
    with tab.expect_request(lambda request: request.url.startswith(f"{redirect}?")) as sent:
        tab.get_by_role("button", name="Link", exact=True).click()
    back = parse_qs(urlsplit(sent.value.url).query)
    tab.close()
    assert back["state"] == [f"of {platform}"]
    basic = base64.b64encode(f"{client.id}:{secret}".encode()).decode()
    form = {"grant_type": "authorization_code", "code": back["code"][0], "redirect_uri": redirect}
    headers = {"Authorization": f"Basic {basic}"}
    status, body = send(f"{served.url}/oauth/token", urlencode(form).encode(), headers)
    assert status == 200, body
    return str(json.loads(body)["access_token"])


def test_a_shopper_links_two_platforms_orders_on_one_and_hears_of_it_on_the_other(
    served: Served,
    tab: Page,
    authority: Authority,
    signer: GoogleSigner,
    understanding: Understanding,
    clock: Clock,
) -> None:
    requests = Requests(
        SKILL_ID,
        "amzn1.ask.account.SAM",
        "s-1",
        link(served, tab.context, "alexa", True),
        clock=clock,
    )
    alexa = AlexaDevice(requests, understanding, authority, to(f"{served.url}/alexa"))
    token = link(served, tab.context, "google", False)
    google = GoogleDevice(
        PROJECT, "g-1", understanding, signer, to(f"{served.url}/google/actions"), token
    )

    alexa.launch()
    for words in ("add a mango", "check out", "yes"):
        _, answer = alexa.hear(words)
    assert "Your order is placed" in words_of(answer["response"]["outputSpeech"]["ssml"])

    google.launch()
    _, heard = google.hear("where is my order")
    status = words_of(heard["prompt"]["firstSimple"]["speech"]).partition(". ")[0]
    assert status.startswith("Your order"), status
    assert status.endswith("PM"), status

    tab.goto(f"{served.url}/account/devices")
    row = tab.locator(".sheet", has=tab.get_by_role("heading", name="Alexa"))
    press(tab, row.get_by_role("button", name="Unlink"))
    expect(tab.get_by_role("heading", name="Google")).to_be_visible()
    expect(tab.get_by_role("heading", name="Alexa")).to_have_count(0)

    _, answer = alexa.hear("where is my order")
    assert answer["response"]["card"]["type"] == "LinkAccount"
    _, again = google.hear("where is my order")
    assert words_of(again["prompt"]["firstSimple"]["speech"]).startswith(status)
