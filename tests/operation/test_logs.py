"""What is logged: every turn under its id, as far as the payment, and nothing about anybody."""

from __future__ import annotations

import io
import json
import logging
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask

from fulfillment.errors import StorageUnavailable
from fulfillment.shop import Shop
from skill import wiring
from skill.channels.attempt import attempt
from skill.operation.logs import handler_to
from skill.operation.turn_id import id_of
from skill.settings import DialogflowSettings, Settings
from tests.conversation.conftest import Talk
from tests.operation.test_degradation import buy, watched
from tests.transcripts.conftest import House, houses  # noqa: F401 - a fixture
from tests.transcripts.drivers import DRIVERS
from tests.transcripts.stage import Stage

# Nobody is called so, lives there or has these numbers: whatever of it is in a log was let in.
NAME, STREET, PLACE = "Zanzibarina", "Quokkalane", "Xyloville"
CODE, CARD = "7391", "4929123456789012"
SECRET = "tok-marked-5f2b"
EMAIL = "zanzibarina.quokka@example.com"
MARKS = (NAME, STREET, PLACE, CARD, "4929 1234", SECRET, EMAIL, "7 3 9 1")
# Four digits are in many an id, too.
CODE_ALONE = re.compile(rf"(?<![0-9a-f]){CODE}(?![0-9a-f])")
SAID = (
    f"my name is {NAME}",
    f"do you have {STREET} coffee",
    "add cinnamon",
    "check out",
    f"my code is {' '.join(CODE)}",
    f"my card number is {CARD}",
    f"deliver it to 12 {STREET} in {PLACE}",
    f"my email is {EMAIL}",
    "yes",
)


@contextmanager
def logged(form: str = "json") -> Iterator[io.StringIO]:
    """All that is logged within, of every level."""
    stream, root = io.StringIO(), logging.getLogger()
    handler, level = handler_to(stream, form), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def check(text: str, *further: str) -> None:
    """Nothing that was marked is in a log."""
    folded = text.casefold()
    found = [mark for mark in (*MARKS, *further) if mark.casefold() in folded]
    assert not found, text
    assert not CODE_ALONE.search(folded), text


def marked(house: House) -> str:
    """A token of somebody with a marked name, address and code."""
    with house.shop.open() as work:
        address = f"12 {STREET}, {PLACE}"
        customer = work.customers.add("marked", NAME, STREET, address, region="WA", email=EMAIL)
        work.customers.set_code(customer.id, CODE)
        return work.customers.issue_token(customer.id)


@pytest.mark.parametrize("form", ["json", "plain"])
@pytest.mark.parametrize("channel", sorted(DRIVERS))
def test_nothing_that_a_shopper_says_or_has_is_logged(
    channel: str,
    form: str,
    houses: Callable[[str], House],  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = houses("en-US")
    token = marked(house)
    user = f"user-{SECRET}"
    stage = Stage("en-US", house.shop, house.apps, house.clock, user, token, f"s-{uuid.uuid4()}")
    with logged(form) as stream:
        driver = DRIVERS[channel](stage)
        driver.begin()
        for text in SAID:
            house.clock.forward(seconds=5)
            driver.hear(text)
        if channel != "chat":

            def broken(self: Shop, **_: bool) -> Any:
                raise StorageUnavailable(f"cannot say {NAME} at {STREET} with {CODE}")

            monkeypatch.setattr(Shop, "open", broken)
            driver.hear(f"do you have {STREET} coffee")
    house.engine.dispose()
    text = stream.getvalue()
    assert channel == "chat" or "A turn was answered" in text
    assert channel == "chat" or "StorageUnavailable" in text
    check(text, user, token)


ATTACKS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("POST", "/alexa", {"data": f'{{"session": "{NAME} {CARD}"}}'}),
    ("POST", "/google/actions", {"data": f'{{"a": "{STREET}"}}', "headers": {"x": SECRET}}),
    ("POST", "/google/dialogflow/es", {"data": f'{{"{CARD}": 1}}', "headers": {"K": SECRET}}),
    ("POST", "/google/dialogflow/cx", {"data": f"{CARD} is no JSON", "headers": {"K": "right"}}),
    ("POST", "/google/dialogflow/es", {"data": f"{CARD} is no JSON", "headers": {"K": "right"}}),
    ("POST", "/stripe/webhook", {"data": CARD, "headers": {"Stripe-Signature": SECRET}}),
    ("POST", "/catalog/feed", {"data": NAME, "headers": {"Costermonger-Signature": SECRET}}),
    ("POST", "/oauth/token", {"data": {"client_id": NAME, "client_secret": SECRET, "code": CODE}}),
    ("POST", "/oauth/revoke", {"data": {"token": SECRET, "client_id": NAME}}),
    ("GET", f"/oauth/authorize?client_id={NAME}&redirect_uri=https://{PLACE}&state={SECRET}", {}),
    ("POST", "/account/sign-in", {"data": {"email": EMAIL, "password": SECRET}}),
    ("GET", f"/account/{NAME}?email={EMAIL}", {}),
    ("GET", f"/metrics?token={SECRET}", {"headers": {"Authorization": f"Bearer {SECRET}"}}),
    ("GET", f"/{STREET}", {}),
)


@pytest.fixture
def app(shop: Shop) -> Flask:
    """The application with every endpoint that can be there."""
    settings = Settings(
        dialogflow=DialogflowSettings(header=("K", "right")),
        feed_secret="feeds",
        metrics=True,
        metrics_token="figures",
    )
    return wiring.build_app(settings, shop=shop)


def test_nothing_that_a_stranger_sends_is_logged(app: Flask) -> None:
    client = app.test_client()
    with logged() as stream:
        for method, path, options in ATTACKS:
            assert client.open(path, method=method, **options).status_code < 500, path
    check(stream.getvalue())


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """The lines of a log."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_turn_and_its_payment_are_logged_under_one_id(shop: Shop) -> None:
    talk: Talk = watched(shop)
    with logged() as stream:
        buy(talk)
    assert talk.last is not None
    mine = [line for line in lines(stream) if line.get("turn") == id_of(talk.last)]
    assert [line["logger"] for line in mine] == [
        "fulfillment.orders.settlement",
        "skill.operation.watched",
    ]
    assert mine[0]["message"].endswith(": due")
    answered = mine[-1]
    assert (answered["channel"], answered["intent"]) == ("test", "Yes")
    assert answered["outcome"] == "answered"
    assert answered["ms"] >= 0


def test_a_failure_is_logged_under_the_id_of_its_turn(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = watched(shop)

    def broken(self: Shop, **_: bool) -> Any:
        raise StorageUnavailable(NAME)

    monkeypatch.setattr(Shop, "open", broken)
    with logged() as stream:
        assert attempt(lambda: talk.say("Help"), lambda: "trouble") == "trouble"
    assert talk.last is not None
    told = [(line["turn"], line.get("outcome")) for line in lines(stream)]
    assert told == [(id_of(talk.last), "failed"), (id_of(talk.last), None)]


def test_an_exception_is_logged_without_its_words() -> None:
    with logged() as stream:
        try:
            raise ValueError(NAME)
        except ValueError:
            logging.getLogger("skill.test").exception("It failed")
    (line,) = lines(stream)
    assert line["trace"][0] == "ValueError"
    assert any("test_logs.py" in frame for frame in line["trace"])
    check(stream.getvalue())


def test_of_others_only_the_pattern_of_a_warning_is_logged() -> None:
    with logged("plain") as stream:
        logging.getLogger("urllib3.pool").debug("GET /%s", NAME)
        logging.getLogger("urllib3.pool").warning("Retrying %s", f"/{NAME}")
    assert stream.getvalue() == "WARNING urllib3.pool Retrying %s\n"


def test_the_platforms_own_id_is_the_turns_and_no_other_text_is() -> None:
    talk = Talk(None, None)  # type: ignore[arg-type]  # no turn is answered
    turn = talk.turn("Hello")
    uuid_ = "amzn1.echo-api.request.0c8b2f3a-1f2e-4d3c-9b8a-7f6e5d4c3b2a"
    for given, kept in ((uuid_, True), (uuid_[23:], True), ("+1 555 0100", False), (NAME, False)):
        named = type(turn)(turn.channel, "en-US", "s", turn.caller, given, "Hello")
        assert (id_of(named) == given) is kept
