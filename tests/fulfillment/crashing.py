"""What the crash tests do again and again: act in a process of its own, die, look at the disk."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from fulfillment.payments import PaymentProvider
from fulfillment.shop import Shop
from tests.conftest import Clock
from tests.engines import lent
from tests.fulfillment.sabotage import Killed, Saboteur
from tests.fulfillment.shopfloor import Till, owner

Act = Callable[[Shop], object]


@dataclass(frozen=True)
class World:
    """What is on the disk once nobody is alive."""

    orders: tuple[str, ...]
    payments: tuple[tuple[str, str], ...]
    stock: int
    pieces_in_cart: int


# Two of ten loaves of bread are in the cart of the first customer, and then on their way.
BEFORE = World((), (), stock=10, pieces_in_cart=2)
PLACING = World(("placing",), (("order-1", "started"),), stock=8, pieces_in_cart=0)
PLACED = World(("placed",), (("order-1", "paid"),), stock=8, pieces_in_cart=0)
FAILED = World(("failed",), (("order-1", "declined"),), stock=10, pieces_in_cart=2)
CANCELLING = World(("cancelled",), (("order-1", "refunding"),), stock=10, pieces_in_cart=0)
CANCELLED = World(("cancelled",), (("order-1", "refunded"),), stock=10, pieces_in_cart=0)


def look_at(path: Path) -> World:
    """The world on the disk, seen without any code of ours."""
    stock = "SELECT stock FROM products WHERE sku = 'bread'"
    in_cart = f"SELECT coalesce(sum(quantity), 0) FROM cart_lines WHERE owner = '{owner(1)}'"
    with closing(sqlite3.connect(path)) as database:
        return World(
            orders=tuple(state for (state,) in database.execute("SELECT state FROM orders")),
            payments=tuple(database.execute("SELECT idempotency_key, state FROM payments")),
            stock=database.execute(stock).fetchone()[0],
            pieces_in_cart=database.execute(in_cart).fetchone()[0],
        )


@contextmanager
def process(
    path: Path, payments: PaymentProvider, saboteur: Saboteur | None = None
) -> Iterator[Shop]:
    """A shop with an engine of its own, which is thrown away however this ends."""
    with lent(path) as engine, ExitStack() as at_the_end:
        event.listen(engine, "invalidate", _let_go)
        at_the_end.callback(event.remove, engine, "invalidate", _let_go)
        if saboteur is not None:
            at_the_end.callback(saboteur.watch(engine))
        yield Shop(engine, payments=payments, clock=Clock())


def _let_go(connection: Any, _record: Any, _error: Any) -> None:
    # What the kernel does for the dead: here, cursors in tracebacks would hold on to their locks.
    connection.rollback()


def run(act: Act, path: Path, till: Till, saboteur: Saboteur | None = None) -> None:
    """Act in a process of its own, with the saboteur beside its engine and its till."""
    till.interrupt = saboteur.passing if saboteur else lambda _point: None
    with process(path, till, saboteur) as shop:
        act(shop)


def points_of(act: Act, original: Path, till: Till) -> list[str]:
    """Every point that an act passes when nobody dies."""
    saboteur = Saboteur()
    run(act, _copy(original, "alive"), till, saboteur)
    return saboteur.passed


def every_death(
    act: Act, original: Path, new_till: Callable[[], Till]
) -> Iterator[tuple[str, Path, Till]]:
    """Die at each point of an act, on a fresh copy each time: the point, the copy, the till."""
    for at, point in enumerate(points_of(act, original, new_till())):
        path, till = _copy(original, f"dead-{at}"), new_till()
        with pytest.raises(Killed):
            run(act, path, till, Saboteur(at))
        yield f"{at}: {point}", path, till


def _copy(original: Path, name: str) -> Path:
    return Path(shutil.copy(original, original.with_name(f"{name}.sqlite3")))
