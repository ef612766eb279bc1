"""An account linked by OAuth, used by a device's signed requests: a cart on its way to an order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from fulfillment.shop import Shop
from skill import wiring
from skill.channels.alexa.certificates import Certificates, Trust
from skill.channels.alexa.signing import Authority
from skill.channels.alexa.simulator import AlexaDevice, Requests, words_of
from skill.channels.alexa.verify import Verifier
from skill.settings import Settings
from skill.understanding import Understanding
from tests.accounts.platforms import ORIGIN, Browser, Platform
from tests.conftest import NOW, Clock

SKILL_ID = "amzn1.ask.skill.linked"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority(starts=NOW - timedelta(days=1))


@pytest.fixture
def app(shop: Shop, clock: Clock, authority: Authority) -> Flask:
    trust = Certificates(Trust([authority.root]), authority.fetch)
    verifier = Verifier(trust, SKILL_ID, clock=clock)
    return wiring.build_app(
        Settings(public_url=ORIGIN),
        shop=shop,
        verifier=verifier,
        understanding=lambda _locale: _understanding(shop),
    )


@pytest.fixture
def device(app: Flask, shop: Shop, clock: Clock, authority: Authority) -> AlexaDevice:
    """A device that is linked to nobody."""
    client = app.test_client()

    def post(body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        answer = client.post("/alexa", data=body, headers=dict(headers))
        return answer.status_code, answer.data

    requests = Requests(SKILL_ID, user_id="amzn1.account.SAM", session_id="s", clock=clock)
    return AlexaDevice(requests, _understanding(shop), authority, post)


_understood: dict[str, Understanding] = {}


def _understanding(shop: Shop) -> Understanding:
    if not _understood:
        _understood["en-US"] = wiring.build_understanding(shop, "en-US")
    return _understood["en-US"]


def heard(device: AlexaDevice, text: str) -> tuple[str, str]:
    """What a device answers, and the kind of card in the app."""
    response = device.hear(text)[1]["response"]
    return words_of(response["outputSpeech"]["ssml"]), response.get("card", {}).get("type", "")


def tell(device: AlexaDevice, kind: str, **parts: Any) -> None:
    """Send an event of the skill."""
    device.send(device.requests.envelope({"type": f"AlexaSkillEvent.{kind}", **parts}))


def test_a_guests_cart_is_linked_ordered_and_told_of(
    shop: Shop, sams: Browser, alexa: Platform, device: AlexaDevice
) -> None:
    heard(device, "add two mangos")
    assert heard(device, "check out")[1] == "LinkAccount"

    device.requests.token = sams.link(alexa)["access_token"]
    device.requests.session_id = "after linking"

    assert "mango" in heard(device, "what is in my cart")[0]
    assert "mango" in heard(device, "check out")[0]
    heard(device, "yes")
    assert "mango" in heard(device, "where is my order")[0]
    with shop.open() as work:
        sam = work.customers.find_by_handle("sam")
        assert sam is not None
        (order,) = work.orders.recent(sam.id)
    assert [(line.name, line.quantity) for line in order.lines] == [("mango", 2)]


def test_the_event_of_linking_brings_the_cart_before_anything_is_said(
    shop: Shop, sams: Browser, alexa: Platform, device: AlexaDevice
) -> None:
    heard(device, "add two mangos")

    tell(device, "SkillAccountLinked", body={"accessToken": sams.link(alexa)["access_token"]})

    with shop.open() as work:
        sam = work.customers.find_by_handle("sam")
        assert sam is not None
        assert work.carts.get(f"customer:{sam.id}").count == 2


def test_giving_up_the_skill_ends_its_link_and_no_other(
    app: Flask, shop: Shop, sams: Browser, alexa: Platform, device: AlexaDevice
) -> None:
    tokens, others = sams.link(alexa), sams.link(alexa)
    device.requests.token = tokens["access_token"]
    device.launch()
    device.requests.token = None

    tell(device, "SkillDisabled", eventCreationTime=NOW.isoformat())

    assert alexa.refresh(tokens["refresh_token"]).status_code == 400
    with shop.open() as work:
        assert work.customers.find_by_token(tokens["access_token"]) is None
        assert work.customers.find_by_token(others["access_token"]) is not None


def test_an_hour_later_alexa_refreshes_and_goes_on(
    clock: Clock, sams: Browser, alexa: Platform, device: AlexaDevice
) -> None:
    tokens = sams.link(alexa)
    device.requests.token = tokens["access_token"]
    heard(device, "add two mangos")
    clock.forward(hours=1)
    assert heard(device, "whose account is this")[1] == "LinkAccount"

    device.requests.token = alexa.refresh(tokens["refresh_token"]).get_json()["access_token"]

    assert "Sam" in heard(device, "whose account is this")[0]
    assert "mango" in heard(device, "what is in my cart")[0]
