"""``/health`` and ``/metrics``, and how much is too much."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from fulfillment.shop import Shop
from skill import wiring
from skill.conversation.plain import plain
from skill.conversation.turn import Caller
from skill.operation.metrics import Metrics
from skill.operation.rations import TurnRations
from skill.operation.watched import Watched
from skill.settings import Limits, SettingError, Settings, from_environment
from tests.conversation.conftest import Talk

SHOWN = Settings(metrics=True)


def client(shop: Shop, settings: Settings) -> FlaskClient:
    """A browser before the shop's application."""
    return wiring.build_app(settings, shop=shop).test_client()


def figures(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """What Prometheus reads: name and labels' values, and what they stand at."""
    families = text_string_to_metric_families(metrics.text().decode())
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def test_a_shop_that_works_is_alive_ready_and_not_degraded(shop: Shop) -> None:
    browser = client(shop, Settings())
    ready = browser.get("/health")
    assert ready.status_code == 200
    assert ready.json == {"status": "ok", "shop": "Hazel Market", "degraded": []}
    assert browser.get("/health/live").json == {"status": "ok"}


def test_without_a_database_it_is_alive_and_not_ready(shop: Shop) -> None:
    browser = client(shop, Settings())
    shop._engine.dispose()
    shop._engine.url = shop._engine.url.set(database="/nowhere/at/all.sqlite3")
    assert browser.get("/health").status_code == 503
    assert browser.get("/health").json == {"status": "unavailable"}
    assert browser.get("/health/live").status_code == 200


def test_the_figures_are_off_open_or_protected_as_they_are_set(shop: Shop) -> None:
    assert client(shop, Settings()).get("/metrics").status_code == 404
    assert client(shop, SHOWN).get("/metrics").status_code == 200
    guarded = client(shop, replace(SHOWN, metrics_token="figures"))
    assert guarded.get("/metrics").status_code == 401
    wrong = {"Authorization": "Bearer other"}
    assert guarded.get("/metrics", headers=wrong).status_code == 401
    right = {"Authorization": "Bearer figures"}
    answer = guarded.get("/metrics", headers=right)
    assert answer.status_code == 200
    names = {family.name for family in text_string_to_metric_families(answer.text)}
    assert {"coster_turns", "coster_outbox_age_seconds", "coster_degraded"} <= names


@pytest.fixture
def counted(shop: Shop) -> tuple[Talk, Metrics]:
    """Sam, whose turns are counted."""
    from skill.conversation import registry
    from skill.operation.watched import Noting

    metrics = Metrics(registry.intents)
    shop.observe(Noting(metrics))
    engine = wiring.build_conversation(shop, Settings())
    conversation = Watched(engine, lambda *_: pytest.fail("not in time"), counter=metrics)
    with shop.open() as work:
        sam = work.customers.find_by_handle("sam")
        assert sam is not None
        caller = Caller("sam", work.customers.issue_token(sam.id))
    return Talk(conversation, caller, channel="alexa"), metrics  # type: ignore[arg-type]


def test_what_happens_in_turns_is_counted(counted: tuple[Talk, Metrics]) -> None:
    talk, metrics = counted
    talk.say("AddToCart", product="cinnamon")
    talk.say("Checkout")
    talk.say("Yes")
    talk.say("SearchProduct", product="a submarine")
    talk.say("Fallback")
    talk.again()
    found = figures(metrics)
    assert found["coster_turns_total", "alexa", "Yes", "answered"] == 1
    assert found["coster_turns_total", "alexa", "Fallback", "not_understood"] == 1
    assert found["coster_turns_total", "alexa", "Fallback", "answered"] == 1  # sent again
    assert found["coster_turn_seconds_count", "alexa"] == 6
    assert (found["coster_quotes_total",], found["coster_orders_total",]) == (1, 1)
    assert found["coster_payments_total", "due"] == 1
    assert found["coster_searches_total", "nothing"] >= 1
    assert sum(n for name, n in found.items() if name[0] == "coster_searches_total") >= 2


def test_what_is_rolled_back_is_not_counted(counted: tuple[Talk, Metrics], shop: Shop) -> None:
    def fail() -> None:
        with shop.open() as work:
            work.note("quote_made")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert figures(counted[1])["coster_quotes_total",] == 0


def test_labels_have_few_values_whatever_is_sent() -> None:
    metrics = Metrics(("Yes",))
    for number in range(500):
        metrics.turned(f"channel {number}", f"Anna of {number}", f"outcome {number}", 0.1)
        metrics.happened(f"search_{number}")
        metrics.happened(f"payment_{number}")
    text = metrics.text().decode()
    assert len(text.splitlines()) < 80
    assert not re.search(r"Anna|channel \d|outcome \d", text)
    assert figures(metrics)["coster_turns_total", "other", "other", "other"] == 500


def test_a_shopper_who_says_too_much_is_told_so_and_others_are_not(shop: Shop) -> None:
    engine = wiring.build_conversation(shop, Settings())
    settings = Settings()

    def say(id_: str, locale: str) -> object:
        return wiring._aside(settings, id_, locale)

    rationed = Watched(engine, say, rations=TurnRations(3, 0))  # type: ignore[arg-type]
    talk = Talk(rationed, Caller("one"))  # type: ignore[arg-type]
    said = [talk.say("Help") for _ in range(5)]
    assert ["That was a lot at once" in each for each in said] == [False] * 3 + [True] * 2
    other = Talk(rationed, Caller("two"), session="t")  # type: ignore[arg-type]
    assert "That was a lot" not in other.say("Help")
    french = replace(talk.turn("Help"), locale="fr-FR")
    assert "beaucoup à la fois" in plain(rationed.answer(french).speech, "fr-FR")


def test_a_device_has_a_limit_whoever_talks_to_it() -> None:
    rations = TurnRations(0, 2)
    turns = [Talk(None, Caller(name)).turn("Help") for name in "abc"]  # type: ignore[arg-type]
    raw = {"context": {"System": {"device": {"deviceId": "kitchen"}}}}
    assert [rations.allows(replace(turn, raw=raw)) for turn in turns] == [True, True, False]
    assert all(rations.allows(turn) for turn in turns)


def limited(shop: Shop, most: int) -> FlaskClient:
    return client(shop, Settings(limits=Limits(address=most)))


def test_an_address_that_asks_too_often_gets_429(shop: Shop) -> None:
    browser = limited(shop, 3)
    codes = [browser.get("/account/sign-in").status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    refused = browser.get("/account/sign-in")
    assert refused.json == {"error": "too many requests"}
    assert refused.headers["Retry-After"] == "60"
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert browser.get("/account/sign-in", environ_base=elsewhere).status_code == 200
    assert browser.get("/health").status_code == 200


def test_a_platforms_address_is_limited_only_by_what_is_refused(shop: Shop) -> None:
    browser = limited(shop, 3)
    codes = [browser.post("/alexa", data=b"{}").status_code for _ in range(5)]
    assert codes == [400, 400, 400, 429, 429]


def test_a_place_to_count_in_that_is_none_is_a_setting_error(shop: Shop) -> None:
    with pytest.raises(SettingError, match="COSTER_LIMIT_STORE"):
        client(shop, Settings(limits=Limits(store="nowhere://")))


def test_a_server_has_limits_where_nothing_is_set() -> None:
    settings = from_environment({})
    assert settings.limits.shopper > 0
    assert settings.limits.address > 0
    assert settings.turn_ms < 3000
    assert not settings.metrics
    assert from_environment({"COSTER_METRICS_TOKEN": "t"}).metrics
    assert from_environment({"COSTER_LIMIT_SHOPPER": "0"}).limits.shopper == 0


@pytest.mark.parametrize("path", ["/health", "/alexa", "/nowhere", "/account/sign-in", "/metrics"])
def test_every_answer_has_headers_that_bind_a_browser(app: Flask, path: str) -> None:
    answer = app.test_client().get(path, base_url="https://shop.example")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Server" not in answer.headers


@pytest.fixture
def app(shop: Shop) -> Flask:
    """The application."""
    return wiring.build_app(SHOWN, shop=shop)
