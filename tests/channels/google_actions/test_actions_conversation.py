"""A device of Google's before the demo shop: linking, touching, silence, leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from fulfillment.shop import Shop
from skill import wiring
from skill.channels.alexa.simulator import words_of
from skill.channels.google_actions.simulator import SPEAKER, GoogleDevice
from skill.channels.google_signing import GoogleSigner
from skill.channels.google_tokens import GoogleKeys
from skill.settings import Settings
from skill.understanding import Understanding
from tests.channels.google_actions.actions_requests import PROJECT
from tests.conftest import Clock
from tests.transcripts.driving_actions import check_response

Begin = Callable[..., GoogleDevice]
_known: dict[str, Understanding] = {}


@pytest.fixture
def begin(shop: Shop, signer: GoogleSigner, clock: Clock) -> Begin:
    """Puts a device before the demo shop, of a guest unless a token is given."""

    def understanding(locale: str) -> Understanding:
        if locale not in _known:
            _known[locale] = wiring.build_understanding(shop, locale)
        return _known[locale]

    app = wiring.build_app(
        Settings(google_project=PROJECT),
        shop=shop,
        google_keys=GoogleKeys(signer.fetch, clock),
        understanding=understanding,
    )
    client = app.test_client()

    def post(body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        answer = client.post("/google/actions", data=body, headers=dict(headers))
        return answer.status_code, answer.data

    def device(**options: Any) -> GoogleDevice:
        locale = options.get("locale", "en-US")
        return GoogleDevice(PROJECT, "a-session", understanding(locale), signer, post, **options)

    return device


def token_of(shop: Shop, handle: str) -> str:
    with shop.open() as work:
        customer = work.customers.find_by_handle(handle)
        assert customer is not None
        return work.customers.issue_token(customer.id)


def says(answer: Mapping[str, Any]) -> str:
    check_response(answer)
    return words_of(answer["prompt"]["firstSimple"]["speech"])


def leads_to(answer: Mapping[str, Any]) -> str | None:
    following = answer.get("scene", {}).get("next", {}).get("name")
    return None if following is None else str(following)


def said(device: GoogleDevice, words: str) -> dict[str, Any]:
    return device.hear(words)[1]


def test_a_guest_who_links_keeps_the_cart_and_buys(begin: Begin, shop: Shop) -> None:
    device = begin()
    device.launch()
    assert "mango" in says(said(device, "add an orchard bend mango")).casefold()
    asked = said(device, "check out")
    assert leads_to(asked) == "LinkAccount"
    linked = device.link(token_of(shop, "sam"))
    assert says(linked) == "Your account is linked, Sam. Would you like to check out?"
    assert leads_to(linked) == "Shop"
    assert "Shall I place the order?" in says(said(device, "yes"))
    assert "Your order is placed" in says(said(device, "yes"))
    with shop.open() as work:
        sam = work.customers.find_by_handle("sam")
        assert sam is not None
        order = work.orders.find_last(sam.id)
    assert order is not None
    assert [(line.name, line.quantity) for line in order.lines] == [("mango", 1)]


def test_a_guest_who_links_with_an_empty_cart_is_asked_what_to_find(
    begin: Begin, shop: Shop
) -> None:
    device = begin()
    assert leads_to(said(device, "where is my order")) == "LinkAccount"
    linked = device.link(token_of(shop, "anna"))
    assert says(linked).startswith("Your account is linked, Anna. ")
    assert says(linked).endswith("?")


def test_a_guest_who_does_not_link_goes_on_and_may_be_asked_again(begin: Begin) -> None:
    device = begin()
    said(device, "add an orchard bend mango")
    said(device, "check out")
    refused = device.link(None)
    assert "isn't linked" in says(refused)
    assert says(refused).endswith("?")
    assert leads_to(refused) == "Shop"
    assert "AccountLinkingSlot" not in device.memory.session
    assert "mango" in says(said(device, "what's in my cart"))
    assert leads_to(said(device, "check out")) == "LinkAccount"


def test_linking_that_brought_no_token_is_taken_for_none(begin: Begin) -> None:
    device = begin()
    device.memory.session["AccountLinkingSlot"] = "LINKED"
    answer = device.send(device.request("AccountLinked", ""))
    assert "isn't linked" in says(answer)


def test_a_token_that_has_ended_is_refused(begin: Begin, shop: Shop) -> None:
    device = begin(token=token_of(shop, "sam"))
    device.launch()
    device.token = "ended"
    with pytest.raises(ValueError, match="401"):
        device.hear("what's in my cart")


def test_a_touched_item_is_the_one_that_is_meant(begin: Begin, shop: Shop) -> None:
    device = begin(token=token_of(shop, "anna"))
    device.launch()
    for place in (1, 2):
        usual = said(device, "what do I usually buy")
        key = usual["prompt"]["content"]["list"]["items"][place]["key"]
        with shop.open() as work:
            (product,) = work.catalog.get_many([key])
        touched = device.touch(key)
        assert f"{product.brand} {product.name}" in says(touched)
        assert touched["scene"]["slots"]["shown"]["status"] == "EMPTY"


def test_silence_is_asked_again_and_then_left(begin: Begin) -> None:
    device = begin()
    device.launch()
    for _ in range(2):
        again = device.silence()
        assert says(again).endswith("?")
        assert leads_to(again) is None
    assert leads_to(device.silence()) == "actions.scene.END_CONVERSATION"


def test_a_question_outlasts_silence(begin: Begin, shop: Shop) -> None:
    device = begin(token=token_of(shop, "sam"))
    said(device, "add an orchard bend mango")
    assert "Shall I place the order?" in says(said(device, "check out"))
    assert "Shall I place the order?" in says(device.silence())
    assert "Your order is placed" in says(said(device, "yes"))


def test_three_misses_in_a_row_do_not_end_the_conversation(begin: Begin) -> None:
    device = begin()
    device.launch()
    for _ in range(2):
        assert leads_to(said(device, "flumadiddle wobbegong")) is None
    third = said(device, "flumadiddle wobbegong")
    assert says(third).endswith("?")
    assert leads_to(third) == "Shop"


def test_leaving_is_said_goodbye_to_and_the_cart_waits(begin: Begin) -> None:
    device = begin()
    said(device, "add an orchard bend mango")
    left = device.send(device.request("Stop", "actions.intent.CANCEL"))
    assert leads_to(left) == "actions.scene.END_CONVERSATION"
    assert "cart" in says(left)


def test_the_same_request_again_gets_the_same_answer_and_acts_once(begin: Begin) -> None:
    device = begin()
    device.launch()
    reading = device.request("AddToCart", "AddToCart")
    reading["intent"]["params"]["product"] = {"original": "orchard bend mango", "resolved": ""}
    assert device.send(reading) == device.send(reading)
    assert "one Orchard Bend mango" in says(said(device, "what's in my cart"))


def test_the_same_words_twice_are_two_turns(begin: Begin) -> None:
    device = begin()
    device.launch()
    first = says(said(device, "add an orchard bend mango"))
    assert says(said(device, "add an orchard bend mango")) != first
    said(device, "yes")
    assert "two of the Orchard Bend mango" in says(said(device, "what's in my cart"))


def test_usual_products_are_taught_and_then_recognised(begin: Begin, shop: Shop) -> None:
    device = begin(token=token_of(shop, "anna"))
    opened = device.launch()
    assert "Juniper Row ground coffee" in opened["expected"]["speech"]
    (override,) = opened["session"]["typeOverrides"]
    sku = device.memory.taught("Product", "juniper row ground coffee")
    assert sku in {entry["name"] for entry in override["synonym"]["entries"]}
    assert "Juniper Row ground coffee" in says(said(device, "add juniper row ground coffee"))


def test_a_speaker_hears_the_same_words(begin: Begin) -> None:
    with_screen, without = begin(), begin(able=SPEAKER)
    assert says(with_screen.launch()) == says(without.launch())


def test_a_french_shopper_hears_french(begin: Begin) -> None:
    device = begin(locale="fr-FR")
    device.launch()
    said(device, "ajoute une mangue")
    assert "associé" in says(device.link(None))
