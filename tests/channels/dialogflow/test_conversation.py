"""Whole conversations with the demo shop through the real endpoints of ES and CX."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from fulfillment.customers import When
from fulfillment.shop import Shop
from skill import wiring
from skill.channels.dialogflow import es
from skill.channels.dialogflow.simulator import CxSession, EsSession, Session
from skill.conversation.turn import Reading, Slot
from skill.settings import DialogflowSettings, Settings
from skill.understanding import Understanding
from tests.channels.dialogflow.dialogflow_requests import check
from tests.conversation.buying import CODE, SPOKEN, everything_in, orders, sam_of

HEADERS = {"X-Shop-Key": "a key"}
Open = Callable[..., Any]


@pytest.fixture
def open_session(shop: Shop, understanding: Understanding) -> Open:
    """Opens a conversation with the shop, Sam's unless somebody is a guest."""
    settings = Settings(dialogflow=DialogflowSettings(header=("X-Shop-Key", "a key")))
    app = wiring.build_app(settings, shop=shop, understanding=lambda _: understanding)
    client = app.test_client()

    def post(path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        answer = client.post(path, data=body, headers=dict(headers))
        return answer.status_code, answer.data

    def opened(kind: type[Session], session_id: str = "s-1", *, guest: bool = False) -> Session:
        session = kind(understanding, post, HEADERS, "u-1", session_id)
        with shop.open() as work:
            session.token = None if guest else work.customers.issue_token(sam_of(work).id)
        return session

    return opened


def says(response: Mapping[str, Any]) -> str:
    """The words of a response of either edition."""
    checked = check("cx" if "fulfillmentResponse" in response else "es", dict(response))
    if "fulfillmentText" in checked:
        return str(checked["fulfillmentText"])
    return str(checked["fulfillmentResponse"]["messages"][0]["text"]["text"][0])


def guard(shop: Shop) -> None:
    """Give Sam a code that is always asked for."""
    with shop.open() as work:
        sam = sam_of(work).id
        work.customers.set_code(sam, CODE)
        work.customers.codes.ask_when(sam, When.ALWAYS)


def test_a_code_on_the_keypad_places_the_order_and_is_kept_nowhere(
    open_session: Open, shop: Shop, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    guard(shop)
    call = open_session(CxSession)
    call.phone = True
    for words in ("add a mango", "check out"):
        call.hear(words)
    _, asked = call.hear("yes")
    assert asked["payload"]["costermonger"]["expects"] == "code"

    placed = call.press(CODE)

    assert "Your order is placed" in says(placed)
    assert len(orders(shop)) == 1
    assert CODE not in everything_in(database) + caplog.text
    assert "digits" not in call.parameters


def test_a_code_that_was_said_leaves_the_session_again(open_session: Open, shop: Shop) -> None:
    guard(shop)
    call = open_session(CxSession)
    for words in ("add a mango", "check out", "yes"):
        call.hear(words)

    _, placed = call.hear(SPOKEN)

    assert "Your order is placed" in says(placed)
    assert "digits" not in call.parameters


def test_a_code_that_nobody_asked_for_orders_nothing(open_session: Open, shop: Shop) -> None:
    guard(shop)
    call = open_session(CxSession)
    for words in ("add a mango", "check out"):
        call.hear(words)
    # A forged hint is no question.
    call.parameters["costermonger_expects"] = "code"

    call.press(CODE)

    assert orders(shop) == []


def test_three_keys_are_no_attempt_at_the_code(open_session: Open, shop: Shop) -> None:
    guard(shop)
    call = open_session(CxSession)
    for words in ("add a mango", "check out", "yes"):
        call.hear(words)

    for _ in range(5):
        call.press(CODE[:3])

    assert "Your order is placed" in says(call.press(CODE))


@pytest.mark.parametrize("kind", [EsSession, CxSession])
def test_a_request_that_comes_again_orders_once_and_is_answered_alike(
    kind: type[Session], open_session: Open, shop: Shop
) -> None:
    session = open_session(kind)
    for words in ("add a mango", "check out"):
        session.hear(words)
    reading = next(session._readings("yes"))
    request = session.request(reading, "yes")

    answers = [session.send(request) for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(orders(shop)) == 1


def test_the_record_of_a_yes_holds_the_words_that_were_said(open_session: Open, shop: Shop) -> None:
    session = open_session(CxSession)
    for words in ("add a mango", "check out", "yes please do that"):
        session.hear(words)

    with shop.open() as work:
        consent = work.orders.get_consent(orders(shop)[0].id)
    assert (consent.words_heard, consent.channel) == ("yes please do that", "dialogflow-cx")


def test_es_is_taught_what_the_shopper_usually_buys(open_session: Open, shop: Shop) -> None:
    session = open_session(EsSession)
    with shop.open() as work:
        anna = work.customers.find_by_handle("anna")
        assert anna is not None
        session.token = work.customers.issue_token(anna.id)
        usual = work.customers.usual(anna.id)[0].product
    name = f"{usual.brand} {usual.name}".lower()

    says(session.launch())

    reading = Reading("AddToCart", {"product": Slot(name)})
    heard = es.hear(session.request(reading, f"add {name}"))
    assert heard.slots["product"] == Slot(name, usual.sku)


@pytest.mark.parametrize("kind", [EsSession, CxSession])
def test_a_guest_fills_a_cart_and_keeps_it_when_linking(
    kind: type[Session], open_session: Open, shop: Shop
) -> None:
    guest = open_session(kind, guest=True)
    guest.hear("add a mango")
    _, stopped = guest.hear("check out")
    assert stopped["payload"]["costermonger"]["linkAccount"] is True

    linked = open_session(kind)

    assert "mango" in says(linked.hear("what is in my cart")[1])


def test_a_person_is_asked_for_and_the_front_end_told(open_session: Open) -> None:
    _, response = open_session(CxSession).hear("i want to talk to a person")

    messages = response["fulfillmentResponse"]["messages"]
    assert {"liveAgentHandoff": {"metadata": {"channel": "dialogflow-cx"}}} in messages
    _, again = open_session(CxSession).hear("say that again")
    assert "liveAgentHandoff" not in str(again)


def test_silence_is_asked_again_and_is_no_answer(open_session: Open, shop: Shop) -> None:
    session = open_session(CxSession)
    session.launch()
    session.hear("add a mango")
    _, read_back = session.hear("check out")

    silent = session.send(session.silence())

    assert says(silent) == says(read_back)
    assert orders(shop) == []
    assert "Your order is placed" in says(session.hear("yes")[1])


def test_silence_does_not_count_as_a_misunderstanding(open_session: Open) -> None:
    session = open_session(CxSession)
    greeting = says(session.launch())

    (asked,) = {says(session.send(session.silence())) for _ in range(4)}

    assert asked == "What would you like?"
    assert greeting.endswith(asked)
