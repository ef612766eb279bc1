"""A process that dies anywhere in the turn that buys: no half order, no lost cart, one order."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from fulfillment.money import Money
from fulfillment.orders import Order
from fulfillment.payments.provider import Charge, PayOnDelivery
from fulfillment.shop import Shop
from skill import wiring
from skill.conversation.turn import Caller, Turn
from skill.settings import Settings
from tests.conversation.conftest import Talk
from tests.fulfillment import crashing
from tests.fulfillment.sabotage import Killed, Saboteur
from tests.soaks import SOAKS

AFTER = ("after SELECT", "after INSERT", "after UPDATE", "after DELETE")


class WatchedPayment(PayOnDelivery):
    """Pay on delivery, with a point before and after the outside call."""

    def __init__(self, saboteur: Saboteur) -> None:
        self._saboteur = saboteur
        self.keys: list[str] = []

    def charge(self, key: str, amount: Money, customer_id: int) -> Charge:
        self._saboteur.passing("before charge")
        self.keys.append(key)
        charge = super().charge(key, amount, customer_id)
        self._saboteur.passing("after charge")
        return charge


@contextmanager
def process(path: Path, saboteur: Saboteur) -> Iterator[tuple[Shop, Talk]]:
    """A process of its own on a database, with Sam talking to it."""
    with crashing.process(path, WatchedPayment(saboteur), saboteur) as shop:
        yield shop, Talk(wiring.build_conversation(shop, Settings()), Caller("sam"))


@pytest.fixture(scope="module")
def read_back(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Turn]:
    """A database in which Sam has just heard the read-back, and the yes that comes next."""
    path = tmp_path_factory.mktemp("crash") / "read-back.sqlite3"
    shutil.copy(demo_database, path)
    with process(path, Saboteur()) as (shop, talk):
        with shop.open() as work:
            sam = work.customers.find_by_handle("sam")
            assert sam is not None
            token = work.customers.issue_token(sam.id)
        talk.caller = Caller("sam", token)
        talk.say("AddToCart", product="cinnamon", quantity=2)
        assert "Shall I place the order?" in talk.say("Checkout")
        return path, talk.turn("Yes")


def points(read_back: tuple[Path, Turn], folder: Path) -> list[str]:
    """Every point that the turn passes when nothing goes wrong."""
    path = folder / "whole.sqlite3"
    shutil.copy(read_back[0], path)
    saboteur = Saboteur()
    with process(path, saboteur) as (_, talk):
        talk.engine.answer(read_back[1])
    return saboteur.passed


@pytest.mark.slow
def test_dying_anywhere_leaves_the_cart_or_one_order(
    read_back: tuple[Path, Turn], tmp_path: Path
) -> None:
    passed = points(read_back, tmp_path)
    assert passed.count("before COMMIT") == 3
    assert passed.count("before charge") == 1
    assert len(passed) > 30
    # What dies after a statement dies before whatever comes next, and leaves the same behind.
    left_out = () if SOAKS else AFTER
    deaths = [(at, point) for at, point in enumerate(passed) if not point.startswith(left_out)]
    assert {"after COMMIT", "after charge"} <= {point for _, point in deaths}
    with process(read_back[0], Saboteur()) as (shop, _):
        stock = stock_of(shop)
    for at, point in deaths:
        for retry in ("same request", "another yes", "launch"):
            # A file of its own for each: the dead leave a write-ahead log behind.
            path = Path(shutil.copy(read_back[0], tmp_path / f"{at}-{retry}.sqlite3"))
            die_and_come_back(path, read_back[1], at, f"{point} (#{at}), {retry}", retry, stock)
            path.unlink()


def die_and_come_back(path: Path, yes: Turn, at: int, where: str, retry: str, stock: int) -> None:
    with process(path, Saboteur(at)) as (_, talk), pytest.raises(Killed):
        talk.engine.answer(yes)
    with process(path, Saboteur()) as (shop, talk):
        orders, pieces = state_of(shop)
        assert (orders, pieces) in (([], 2), (["placing"], 0), (["placed"], 0)), where
        retried(talk, yes, retry)
        orders_after, pieces = state_of(shop)
        expected = orders if retry == "launch" and not orders else ["placed"]
        assert orders_after == expected, where
        assert pieces == (0 if orders_after else 2), where
        assert stock_of(shop) == stock - (2 if orders_after else 0), where


def retried(talk: Talk, yes: Turn, retry: str) -> None:
    """The platform sends the request again, or the shopper says yes again, or comes back later."""
    if retry == "same request":
        first = talk.engine.answer(yes)
        assert talk.engine.answer(yes) == first
    elif retry == "another yes":
        talk.engine.answer(replace(yes, request_id="another"))
        talk.engine.answer(replace(yes, request_id="and another"))
    else:
        session = {"session_id": "later", "new_session": True}
        talk.engine.answer(replace(yes, intent="Launch", request_id="launch", **session))


def state_of(shop: Shop) -> tuple[list[str], int]:
    """The states of Sam's orders, and the pieces in the cart."""
    with shop.open() as work:
        sam = work.customers.find_by_handle("sam")
        assert sam is not None
        orders: list[Order] = work.orders.recent(sam.id)
        return [order.state.value for order in orders], work.carts.get(f"customer:{sam.id}").count


def stock_of(shop: Shop) -> int:
    with shop.open() as work:
        return work.catalog.get("HM-2047").stock
