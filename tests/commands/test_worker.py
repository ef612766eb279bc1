"""``coster worker``, as a person runs it, with a localstripe behind it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine

from fulfillment.errors import PaymentUnknown
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
from skill.cli import main
from skill.commands import worker
from skill.settings import SettingError, from_environment
from tests.conftest import Clock
from tests.fulfillment.shopfloor import furnish
from tests.fulfillment.stripe.bench import INTENTS, Bench, open_bench
from tests.fulfillment.stripe.server import KEY, dead_after, running_localstripe, served


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'shop.sqlite3'}")
    create_schema(engine)
    furnish(Shop(engine, clock=Clock()))
    yield engine
    engine.dispose()


@pytest.fixture
def bench(engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A shop with an order whose answer was lost; the settings are those of its worker."""
    with ExitStack() as stack:
        port = stack.enter_context(running_localstripe())
        opened = stack.enter_context(open_bench(engine, clock, port, patience_s=20))
        opened.give_card()
        opened.line.fail("POST", INTENTS, dead_after)
        with pytest.raises(PaymentUnknown):
            opened.buy(opened.quote())
        monkeypatch.setenv("COSTER_DATABASE_URL", str(engine.url))
        monkeypatch.setenv("COSTER_PAYMENTS", "stripe")
        monkeypatch.setenv("STRIPE_SECRET_KEY", KEY)
        monkeypatch.setenv("COSTER_STRIPE_URL", stack.enter_context(served(opened.line)))
        yield opened


def test_one_round_settles_what_was_left_open(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["worker", "--once"]) == 0
    waiting = "1 message waits: set COSTER_MAIL\n"
    assert capsys.readouterr().out == f"order 1: placed, payment paid\n{waiting}"
    assert main(["worker", "--once"]) == 0
    assert capsys.readouterr().out == waiting
    bench.check_books()


def test_it_goes_on_until_it_is_stopped(bench: Bench) -> None:
    stopped, codes = Event(), list[int]()
    arguments = argparse.Namespace(once=False, every=0.05)
    thread = Thread(target=lambda: codes.append(worker.run(arguments, stopped)))
    thread.start()
    for _ in range(200):
        if bench.last() == ("placed", "paid"):
            break
        stopped.wait(0.05)
    stopped.set()
    thread.join(timeout=10)
    assert codes == [0]
    assert bench.last() == ("placed", "paid")
    bench.check_books()


def test_a_card_is_named_by_stripes_ids(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["card", "ben", "cus_1a", "pm_card_visa"]) == 0
    assert capsys.readouterr().out == "ben pays with pm_card_visa\n"
    card = bench.wallet.find_card(2)
    assert card is not None
    assert (card.account, card.card) == ("cus_1a", "pm_card_visa")
    assert main(["card", "nobody", "cus_1a", "pm_card_visa"]) == 2


@pytest.mark.parametrize("ids", [("cus_", "pm_1"), ("4242424242424242", "pm_1"), ("cus_1", "visa")])
def test_what_is_none_of_stripes_ids_is_not_stored(ids: tuple[str, str]) -> None:
    with pytest.raises(SystemExit):
        main(["card", "ben", *ids])


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_rounds_need_a_time_between_them(seconds: str) -> None:
    with pytest.raises(SystemExit):
        main(["worker", "--every", seconds])


def test_stripe_needs_its_key() -> None:
    with pytest.raises(SettingError, match="STRIPE_SECRET_KEY"):
        from_environment({"COSTER_PAYMENTS": "stripe"})
    with pytest.raises(SettingError, match="COSTER_PAYMENTS"):
        from_environment({"COSTER_PAYMENTS": "cash"})


def test_keys_are_not_shown_with_the_settings() -> None:
    env = {"COSTER_PAYMENTS": "stripe", "STRIPE_SECRET_KEY": "sk_x", "STRIPE_WEBHOOK_SECRET": "wh"}
    settings = from_environment(env)
    assert (settings.stripe_secret_key, settings.stripe_webhook_secret) == ("sk_x", "wh")
    assert "sk_x" not in repr(settings)
    assert "wh'" not in repr(settings)
