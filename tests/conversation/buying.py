"""Steps of a purchase that several tests take, by Sam, a newcomer."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from fulfillment.customers import Customer
from fulfillment.orders import Order
from fulfillment.shop import Shop, Work
from tests.conversation.conftest import Talk

CODE = "0953"
SPOKEN = "oh nine five three"


def sam_of(work: Work) -> Customer:
    """Sam."""
    customer = work.customers.find_by_handle("sam")
    assert customer is not None
    return customer


def orders(shop: Shop) -> list[Order]:
    """What Sam has ordered."""
    with shop.open() as work:
        return work.orders.recent(sam_of(work).id)


def read_back(talk: Talk) -> str:
    """One mango, up to the question for the yes."""
    talk.say("AddToCart", product="mango")
    return talk.say("Checkout")


def agree(talk: Talk) -> None:
    """The same, up to the question for the code."""
    read_back(talk)
    assert "your four-digit code?" in talk.say("Yes")


def everything_in(database: Path) -> str:
    """Every value of every table, as text."""
    connection = sqlite3.connect(database)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    rows = [row for (name,) in names for row in connection.execute(f'SELECT * FROM "{name}"')]
    connection.close()
    return "\n".join(map(repr, rows))
