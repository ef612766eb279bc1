"""A merchant's own changes: trusted only when signed, bounded, and seen by shoppers at once."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from skill.channels.feed_webhook import HEADER, MAX_BODY_BYTES
from skill.settings import Settings, from_environment
from skill.wiring import build_app
from tests.fulfillment.feeds.test_feed_events import JAM

SECRET = "hush"


@pytest.fixture
def app(shop: Shop) -> Flask:
    """The demo shop, which takes changes."""
    return build_app(Settings(feed_secret=SECRET), shop=shop)


def sign(body: bytes, *, at: float | None = None, secret: str = SECRET) -> str:
    moment = str(int(time.time() if at is None else at))
    signed = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256)
    return f"t={moment},v1={signed.hexdigest()}"


def post(app: Flask, body: bytes, signature: str | None = None) -> TestResponse:
    headers = {HEADER: sign(body) if signature is None else signature}
    return app.test_client().post("/catalog/feed", data=body, headers=headers)


def test_a_change_is_seen_by_the_next_shopper(app: Flask, shop: Shop) -> None:
    quince = JAM | {"title": "Quince Cheese 12 oz"}
    event = {"event": "one", "kind": "upsert", "product": quince}
    body = (json.dumps(event) + '\n{"event": "two", "kind": "explode"}\n').encode()
    answer = post(app, body)
    assert (answer.status_code, answer.json) == (
        200,
        {"taken": 1, "repeated": 0, "refused": [{"line": 2, "reason": "kind-unknown"}]},
    )
    with shop.open() as work:
        assert "jam" in [p.sku for p in work.search.search("quince cheese").products]
    again = post(app, body).json
    assert again is not None
    assert (again["taken"], again["repeated"]) == (0, 1)


def test_what_is_not_signed_changes_nothing(app: Flask, shop: Shop) -> None:
    body = json.dumps({"event": "one", "kind": "upsert", "product": JAM}).encode()
    for signature in (
        "",
        "t=,v1=",
        sign(body, secret="other"),
        sign(body, at=time.time() - 3600),
        sign(body, at=time.time() + 3600),
        sign(b"other"),
        sign(body).replace("v1", "v0"),
    ):
        assert post(app, body, signature).status_code == 400
    with shop.open() as work:
        assert work.catalog.find("jam") is None


def test_a_body_that_is_too_long_or_no_text_is_refused(app: Flask) -> None:
    assert post(app, b"x" * (MAX_BODY_BYTES + 1)).status_code == 413
    assert post(app, b"\xff\xfe").status_code == 400
    assert post(app, b"{}\n" * 1001).status_code == 413


def test_there_is_no_such_page_without_a_secret(shop: Shop) -> None:
    app = build_app(Settings(), shop=shop)
    assert post(app, b"{}").status_code == 404


def test_a_shop_that_cannot_take_it_now_asks_for_it_again(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'nowhere' / 'shop.sqlite3'}")
    app = build_app(Settings(feed_secret=SECRET), shop=Shop(engine))
    assert post(app, b'{"event": "one", "kind": "stock"}').status_code == 503
    engine.dispose()


def test_the_secret_is_read_from_the_environment_and_never_shown() -> None:
    settings = from_environment({"COSTER_FEED_SECRET": SECRET})
    assert settings.feed_secret == SECRET
    assert SECRET not in repr(settings)
