"""What still works while something is down, and what is said of the rest."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from fulfillment.money import Money
from fulfillment.outbox import Drain
from fulfillment.payments.breaker import Breaker
from fulfillment.payments.guarded import Guarded
from fulfillment.payments.provider import Charge, PayOnDelivery
from fulfillment.search import indexes
from fulfillment.search.index import Index
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from skill import wiring
from skill.conversation.plain import plain
from skill.conversation.reply import Reply
from skill.conversation.turn import Caller
from skill.operation.health import Health
from skill.operation.operation import Operation
from skill.settings import Settings
from tests.conftest import Clock
from tests.conversation.conftest import Talk


def watched(shop: Shop, handle: str = "sam", turn_ms: int = 8000) -> Talk:
    """A shopper in a conversation that is run as a server runs it."""
    settings = Settings(turn_ms=turn_ms)
    engine = wiring.build_conversation(shop, settings)
    engine._words("en-US")  # loaded before anybody's time is counted

    def say(id_: str, locale: str) -> Reply:
        return wiring._aside(settings, id_, locale)

    talk = Talk(Operation(shop, settings, ()).watched(engine, say), Caller(handle))  # type: ignore[arg-type]
    with shop.open() as work:
        customer = work.customers.find_by_handle(handle)
        assert customer is not None
        talk.caller = Caller(handle, work.customers.issue_token(customer.id))
    return talk


def orders(shop: Shop) -> list[str]:
    """The states of Sam's orders."""
    with shop.open() as work:
        sam = work.customers.find_by_handle("sam")
        assert sam is not None
        return [order.state.value for order in work.orders.recent(sam.id)]


@pytest.fixture
def read_only(database: Path, clock: Clock) -> Iterator[tuple[Shop, Callable[[], None]]]:
    """The demo shop, and what makes its database take nothing from then on."""
    engine = open_engine(f"sqlite:///{database}")
    shop = Shop(engine, clock=clock)

    def seal() -> None:
        engine.dispose()
        sealed = open_engine(f"sqlite:///file:{database}?mode=ro&uri=true")
        shop._engine = sealed

    yield shop, seal
    shop._engine.dispose()


def test_a_database_that_takes_nothing_is_still_searched(
    read_only: tuple[Shop, Callable[[], None]],
) -> None:
    shop, seal = read_only
    talk = watched(shop)
    seal()
    said = talk.say("SearchProduct", product="cinnamon")
    assert "cinnamon" in said.casefold()
    assert "I can't change or order anything right now" in said
    assert said.endswith("?")
    said = talk.say("AddToCart", product="cinnamon")
    assert "I can't change or order anything right now" in said
    assert "added" not in said.casefold()
    health = Health(shop).look()
    assert health.status == "degraded"
    assert [part for part, works in health.parts.items() if not works] == ["writing"]


class Away(PayOnDelivery):
    """A provider whose line is dead, until it is ``there``."""

    def __init__(self) -> None:
        self.there = threading.Event()
        self.charged: list[str] = []

    def charge(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge:
        if not self.there.is_set():
            self.there.wait(20)
        self.charged.append(idempotency_key)
        return super().charge(idempotency_key, amount, customer_id)

    def find(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge | None:
        return Charge("due", idempotency_key) if idempotency_key in self.charged else None


@pytest.fixture
def till() -> Iterator[Away]:
    """A provider that does not answer."""
    away = Away()
    yield away
    away.there.set()


def buy(talk: Talk, pieces: int = 1) -> str:
    """What is said in the end to somebody who buys cinnamon."""
    talk.say("AddToCart", product="cinnamon", quantity=pieces)
    assert "Shall I place the order?" in talk.say("Checkout")
    return talk.say("Yes")


def test_while_payments_are_down_nobody_waits_and_the_cart_is_kept(
    database: Path, clock: Clock, till: Away
) -> None:
    guard = Guarded(till, 0.1, Breaker(1, 600.0))
    engine = open_engine(f"sqlite:///{database}")
    shop = Shop(engine, clock=clock, payments=guard)
    talk = watched(shop)
    assert "I don't know yet whether the payment went through" in buy(talk)
    begun = time.monotonic()
    said = buy(talk, pieces=2)
    assert time.monotonic() - begun < 3
    assert "nothing is ordered" in said
    assert "kept" in said
    assert orders(shop) == ["placing"]
    assert "payments" in [p for p, works in Health(shop).look().parts.items() if not works]
    assert "cinnamon" in talk.say("ShowCart").casefold()
    till.there.set()
    patient = Shop(engine, clock=clock, payments=till)
    for _ in range(200):
        with patient.open() as work:
            work.orders.settle()
        if "placing" not in orders(shop):
            break
        time.sleep(0.02)
    assert orders(shop) == ["placed"]
    assert len(set(till.charged)) == len(till.charged) == 1
    engine.dispose()


def test_a_turn_that_hangs_is_answered_in_time_and_acts_once(
    database: Path, clock: Clock, till: Away
) -> None:
    engine = open_engine(f"sqlite:///{database}")
    shop = Shop(engine, clock=clock, payments=till)
    talk = watched(shop, turn_ms=600)
    begun = time.monotonic()
    assert "nothing is ordered twice" in buy(talk)
    assert time.monotonic() - begun < 3
    till.there.set()
    for _ in range(200):
        if orders(shop) == ["placed"]:
            break
        time.sleep(0.02)
    # The same request again finds what became of it.
    assert "Your order is placed" in plain(talk.again().speech, "en-US")
    assert orders(shop) == ["placed"]
    engine.dispose()


def test_without_mail_orders_are_placed_and_letters_wait(shop: Shop, clock: Clock) -> None:
    settings = Settings(mail="smtp://127.0.0.1:9", mail_from="shop@example.com")
    assert "Your order is placed" in buy(watched(shop))
    drain = wiring.build_drain(shop, settings)
    assert isinstance(drain, Drain)
    delivered = list(drain.run(lambda: False))
    assert {delivery.state for delivery in delivered} == {"put off"}
    clock.forward(hours=1)
    health = Health(shop).look()
    assert health.waiting >= 1
    assert [part for part, works in health.parts.items() if not works] == ["mail"]


@pytest.mark.parametrize("lost", ["missing", "corrupt"])
def test_a_large_shop_that_lost_its_index_is_searched_simply_until_it_is_made_again(
    lost: str, database: Path, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "_LARGE", 10)
    engine, root = open_engine(f"sqlite:///{database}"), tmp_path / "index"
    indexes._open.clear()
    found = made_again(Shop(engine, clock=clock, snapshots=root))
    spoil(root, lost)
    indexes._open.clear()
    shop = Shop(engine, clock=clock, snapshots=root)
    may_end, made = threading.Event(), indexes.Indexes._made

    def slowly(self: indexes.Indexes, session: Session, version: int) -> Index:
        assert may_end.wait(60)
        return made(self, session, version)

    monkeypatch.setattr(indexes.Indexes, "_made", slowly)
    talk = watched(shop)
    assert "cinnamon" in talk.say("SearchProduct", product="cinnamon").casefold()
    assert shop.searches_simply
    assert "search" in [p for p, works in Health(shop).look().parts.items() if not works]
    assert "cinnamon" in talk.say("AddToCart", product="cinnamon").casefold()
    may_end.set()
    assert made_again(shop) == found
    assert Health(shop).look().status == "ok"
    indexes._open.clear()
    engine.dispose()


def spoil(root: Path, how: str) -> None:
    """Lose every snapshot of an index."""
    for folder in [path for path in root.iterdir() if path.is_dir()]:
        if how == "missing":
            shutil.rmtree(folder)
        else:
            next(folder.glob("*.term")).write_bytes(b"no terms")


def made_again(shop: Shop) -> list[str]:
    """What is found once the index is made, in a minute at most."""
    search(shop, "coffee")
    for _ in range(2000):
        if not shop.searches_simply:
            break
        time.sleep(0.03)
    assert not shop.searches_simply
    return search(shop, "coffee")


def search(shop: Shop, query: str) -> list[str]:
    with shop.open() as work:
        return [product.sku for product in work.search.search(query).products]
