"""Stripe's events: trusted only when signed, and only once, whatever order they come in."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.test import TestResponse

from fulfillment.errors import PaymentDeclined, PaymentNeedsApproval, PaymentUnknown
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
from skill.channels.stripe_webhook import MAX_BODY_BYTES
from skill.settings import Settings
from skill.wiring import build_app
from tests.conftest import Clock
from tests.fulfillment.shopfloor import furnish
from tests.fulfillment.stripe.bench import INTENTS, Bench, open_bench
from tests.fulfillment.stripe.mailbox import Mailbox, listening
from tests.fulfillment.stripe.server import (
    DECLINED,
    WANTS_APPROVAL,
    Answer,
    Ask,
    call,
    dead_after,
    dead_before,
    running_localstripe,
)

SECRET = "whsec_costermonger"


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
        yield opened
    engine.dispose()


def app_of(bench: Bench, secret: str | None = SECRET) -> Flask:
    settings = Settings(payments="stripe", stripe_webhook_secret=secret)
    return build_app(settings, shop=bench.shop)


def sign(body: bytes, *, at: float | None = None, secret: str = SECRET) -> str:
    moment = str(int(time.time() if at is None else at))
    signed = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256)
    return f"t={moment},v1={signed.hexdigest()}"


def post(app: Flask, body: bytes, signature: str) -> TestResponse:
    headers = {"Stripe-Signature": signature, "Content-Type": "application/json"}
    return app.test_client().post("/stripe/webhook", data=body, headers=headers)


@pytest.fixture
def mailbox(bench: Bench) -> Iterator[Mailbox]:
    """Localstripe sends its events here."""
    box = Mailbox()
    app = Flask("mailbox")

    @app.post("/events")
    def events() -> str:
        box.events.put((request.get_data(), request.headers["Stripe-Signature"]))
        return ""

    with listening(app) as url:
        config = {"url": f"{url}/events", "secret": SECRET}
        assert call(bench.line.port, "POST", "/_config/webhooks/box", config)[0] == 200
        yield box


def test_an_event_settles_an_order_whose_answer_was_lost(bench: Bench, mailbox: Mailbox) -> None:
    bench.give_card()
    bench.line.fail("POST", INTENTS, dead_after)
    with pytest.raises(PaymentUnknown):
        bench.buy(bench.quote())
    assert post(app_of(bench), *mailbox.wait_for("payment_intent.succeeded")).status_code == 200
    assert bench.last() == ("placed", "paid")
    bench.check_books()


def test_localstripe_delivers_to_the_endpoint_itself(bench: Bench) -> None:
    bench.give_card(WANTS_APPROVAL)
    with listening(app_of(bench)) as url:
        config = {"url": f"{url}/stripe/webhook", "secret": SECRET}
        call(bench.line.port, "POST", "/_config/webhooks/box", config)
        with pytest.raises(PaymentNeedsApproval):
            bench.buy(bench.quote())
        bench.authenticate(success=True)
        deadline = time.monotonic() + 10
        while bench.last() != ("placed", "paid") and time.monotonic() < deadline:
            time.sleep(0.05)
    assert bench.last() == ("placed", "paid")
    bench.check_books()


def test_an_event_that_comes_twice_counts_once(bench: Bench, mailbox: Mailbox) -> None:
    bench.give_card()
    bench.buy(bench.quote())
    event = mailbox.wait_for("payment_intent.succeeded")
    app = app_of(bench)
    for _ in range(3):
        assert post(app, *event).status_code == 200
    assert bench.rows("SELECT count(*) FROM payment_events") == [(1,)]
    assert bench.last() == ("placed", "paid")
    bench.check_books()


def test_an_event_may_come_before_our_own_answer(bench: Bench, mailbox: Mailbox) -> None:
    bench.give_card()
    app, told = app_of(bench), []

    def event_first(ask: Ask) -> Answer:
        answer = ask()
        told.append(post(app, *mailbox.wait_for("payment_intent.succeeded")).status_code)
        told.append(bench.last())
        return answer

    bench.line.fail("POST", INTENTS, event_first)
    order = bench.buy(bench.quote())
    assert told == [200, ("placed", "paid")]
    assert (order.state, bench.last()) == ("placed", ("placed", "paid"))
    bench.check_books()


def test_an_order_that_an_event_has_settled_is_not_unknown(bench: Bench, mailbox: Mailbox) -> None:
    bench.give_card()
    app = app_of(bench)

    def event_instead(ask: Ask) -> None:
        ask()
        assert post(app, *mailbox.wait_for("payment_intent.succeeded")).status_code == 200

    bench.line.fail("POST", INTENTS, event_instead)
    assert bench.buy(bench.quote()).state == "placed"
    bench.check_books()


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (1, 0, 1, 0)])
def test_events_may_come_in_any_order(
    bench: Bench, mailbox: Mailbox, order: tuple[int, ...]
) -> None:
    bench.give_card(WANTS_APPROVAL)
    with pytest.raises(PaymentNeedsApproval):
        bench.buy(bench.quote())
    bench.authenticate(success=True)
    body, _ = mailbox.wait_for("payment_intent.succeeded")
    earlier = json.loads(body) | {"id": "evt_earlier", "type": "payment_intent.payment_failed"}
    earlier["data"]["object"]["status"] = "requires_payment_method"
    bodies = [json.dumps(earlier).encode(), body]
    app = app_of(bench)
    for at in order:
        assert post(app, bodies[at], sign(bodies[at])).status_code == 200
        assert bench.last() == ("placed", "paid")
    bench.check_books()


def test_an_event_tells_of_a_decline(bench: Bench, mailbox: Mailbox) -> None:
    bench.give_card(DECLINED)
    bench.line.fail("POST", INTENTS, dead_after)
    with pytest.raises(PaymentUnknown):
        bench.buy(bench.quote())
    event = mailbox.wait_for("payment_intent.payment_failed")
    assert post(app_of(bench), *event).status_code == 200
    assert (bench.last(), bench.stock()) == (("failed", "declined"), 10)
    bench.check_books()


def test_money_that_comes_for_an_order_that_has_failed_goes_back(
    bench: Bench, mailbox: Mailbox, clock: Clock
) -> None:
    bench.give_card(DECLINED)
    with pytest.raises(PaymentDeclined):
        bench.buy(bench.quote())
    (declined,) = bench.intents()
    # The shopper pays after all, in a window that was left open.
    paid = bench.api(
        "POST",
        INTENTS,
        {
            "amount": declined["amount"],
            "currency": "usd",
            "payment_method": "pm_card_visa",
            "confirm": "true",
            "metadata[costermonger_key]": declined["metadata"]["costermonger_key"],
        },
    )
    request = bench.wallet.find_request("order-1")
    assert request is not None
    bench.wallet.note_reference(request, paid["id"])
    event = mailbox.wait_for("payment_intent.succeeded")
    for _ in range(2):
        assert post(app_of(bench), *event).status_code == 200
    assert bench.last() == ("failed", "refunded")
    bench.check_books()


def test_an_event_comes_again_while_stripe_cannot_be_asked(bench: Bench, mailbox: Mailbox) -> None:
    bench.give_card()
    bench.line.fail("POST", INTENTS, dead_after)
    with pytest.raises(PaymentUnknown):
        bench.buy(bench.quote())
    event, app = mailbox.wait_for("payment_intent.succeeded"), app_of(bench)
    bench.line.fail("GET", INTENTS, dead_before)
    assert post(app, *event).status_code == 503
    assert (bench.last(), bench.rows("SELECT * FROM payment_events")) == (
        ("placing", "started"),
        [],
    )
    assert post(app, *event).status_code == 200
    assert bench.last() == ("placed", "paid")
    bench.check_books()


@pytest.mark.parametrize("key", ["order-1", "0123456789abcdef-order-1", ""])
def test_events_of_others_are_taken_and_left_alone(bench: Bench, key: str) -> None:
    bench.give_card(WANTS_APPROVAL)
    with pytest.raises(PaymentNeedsApproval):
        bench.buy(bench.quote())
    asked = len(bench.line.requests)
    event = {"id": "evt_1", "type": "payment_intent.succeeded"}
    event["data"] = {"object": {"metadata": {"costermonger_key": key}}}  # type: ignore[assignment]
    body = json.dumps(event).encode()
    assert post(app_of(bench), body, sign(body)).status_code == 200
    assert len(bench.line.requests) == asked


BODY = b'{"id": "evt_1", "type": "payment_intent.succeeded", "data": {"object": {}}}'


SIGNATURES: dict[str, Callable[[], str]] = {
    "a moment of thousands of digits": lambda: f"t={'1' * 5000},v1=00",
    "none": lambda: "",
    "empty": lambda: "t=,v1=",
    "nonsense": lambda: "nonsense",
    "another secret's": lambda: sign(BODY, secret="whsec_other"),
    "another body's": lambda: sign(BODY + b" "),
    "an hour old": lambda: sign(BODY, at=time.time() - 3600),
    "of the next hour": lambda: sign(BODY, at=time.time() + 3600),
    "of another scheme": lambda: sign(BODY).replace("v1=", "v0="),
    "of no digit": lambda: f"t=\xb2,v1={'0' * 64}",
}
BODIES = {
    "no JSON": b"no json",
    "a list": b"[]",
    "half an event": b'{"id": 1}',
    "no text": b"\xff\xfe",
    "about nothing": b'{"id": "e", "type": "t", "data": null}',
    "too long": b" " * (MAX_BODY_BYTES + 1),
}


@pytest.mark.parametrize("what", SIGNATURES)
def test_a_signature_that_is_not_stripes_is_refused(bench: Bench, what: str) -> None:
    assert post(app_of(bench), BODY, SIGNATURES[what]()).status_code == 400


@pytest.mark.parametrize("what", BODIES)
def test_a_signed_body_that_is_no_event_is_refused(bench: Bench, what: str) -> None:
    assert post(app_of(bench), BODIES[what], sign(BODIES[what])).status_code == 400


def test_the_same_body_well_signed_is_taken(bench: Bench) -> None:
    assert post(app_of(bench), BODY, sign(BODY)).status_code == 200


def test_without_the_secret_everything_is_refused(bench: Bench) -> None:
    assert post(app_of(bench, secret=None), BODY, sign(BODY, secret="")).status_code == 400


def test_without_stripe_there_is_no_such_endpoint(shop: Shop) -> None:
    assert post(build_app(Settings(), shop=shop), BODY, sign(BODY)).status_code == 404
