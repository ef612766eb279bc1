"""Hundreds of orders at once, from processes that are killed: none is lost, none comes twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from fulfillment.ledger import Account
from fulfillment.outbox import Drain
from fulfillment.outbox.message import LEASE
from fulfillment.shop import Shop
from fulfillment.storage.models import OrderLineRow, OrderRow, PaymentRow, ProductRow, QuoteRow
from fulfillment.storage.schema import create_schema
from tests.conftest import Clock
from tests.fulfillment.books import check_books
from tests.fulfillment.buyers import (
    CREDIT,
    JAR,
    JARS,
    PLENTY,
    PROCESSES,
    SHOPPERS,
    STOCK,
    furnish_large,
    shop_for,
    tell,
    told,
    wish,
)
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.test_kill import PaperTill

KILLS = 12
ORDERS = SHOPPERS - SHOPPERS // 10 + JARS
_FORK = multiprocessing.get_context("fork")


def start(part: int, url: str, folder: Path) -> multiprocessing.process.BaseProcess:
    """One of the processes that buy, or after them the one that tells."""
    if part == PROCESSES:
        child = _FORK.Process(target=tell, args=(url, folder / "told", folder / "closed"))
    else:
        numbers = range(part, SHOPPERS, PROCESSES)
        child = _FORK.Process(target=shop_for, args=(numbers, url, folder / "paper"))
    child.start()
    return child


def let_them_shop(url: str, folder: Path) -> int:
    """Run all processes to their end, killing one now and then; how often one was."""
    chance, killed = random.Random(4), 0
    children = [start(part, url, folder) for part in range(PROCESSES + 1)]
    until = time.monotonic() + 240
    while any(child.is_alive() for child in children[:PROCESSES]):
        assert time.monotonic() < until, "they do not come to an end"
        time.sleep(chance.uniform(0.1, 0.4))
        part = chance.randrange(PROCESSES + 1)
        if killed < KILLS and children[part].is_alive():
            children[part].kill()
            children[part].join()
            killed += children[part].exitcode == -signal.SIGKILL
            children[part] = start(part, url, folder)
    (folder / "closed").touch()
    children[PROCESSES].join(60)
    assert [child.exitcode for child in children] == [0] * (PROCESSES + 1)
    return killed


def tell_the_rest(shop: Shop, folder: Path) -> Counter[str]:
    """Deliver what is left once the leases of the dead are over; how often each was told."""
    told_before = (folder / "told").read_text(encoding="utf-8").splitlines()
    told_now: list[str] = []
    for delivery in Drain(shop.open, lambda message: told_now.append(message.key)).run():
        assert delivery.state == "sent"
    return Counter([*told_before, *told_now])


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_of_many_orders_none_is_lost_or_doubled_whoever_is_killed(
    empty_url: str, engine_on: OpenEngine, tmp_path: Path
) -> None:
    engine, clock = engine_on(empty_url), Clock()
    create_schema(engine)
    till = PaperTill(tmp_path / "paper")
    shop = Shop(engine, payments=till, clock=clock)
    furnish_large(shop)
    engine.dispose()
    assert let_them_shop(empty_url, tmp_path) > 3
    with shop.open() as work:
        assert work.orders.settle() == []
    clock.forward(seconds=LEASE.total_seconds() + 1)
    heard = tell_the_rest(shop, tmp_path)
    with shop.open() as work:
        assert work.outbox.open() == 0
    assert told(shop) == {"ordered": ORDERS, "out of stock": SHOPPERS - ORDERS}
    with engine.connect() as connection:
        orders = connection.execute(
            select(
                OrderRow.id,
                OrderRow.state,
                (OrderRow.total_minor - OrderRow.credit_minor).label("to_pay"),
                OrderRow.credit_minor,
                QuoteRow.conversation,
            ).join(QuoteRow, QuoteRow.id == OrderRow.quote_id)
        ).all()
        payments = connection.execute(
            select(PaymentRow.order_id, PaymentRow.idempotency_key, PaymentRow.amount_minor)
        ).all()
        shelf = select(ProductRow.sku, ProductRow.stock)
        left = {row.sku: row.stock for row in connection.execute(shelf)}
        pieces = func.sum(OrderLineRow.quantity).label("pieces")
        lines = select(OrderLineRow.sku, pieces).group_by(OrderLineRow.sku)
        sold = {row.sku: row.pieces for row in connection.execute(lines)}
    assert Counter(order.state for order in orders) == {"placed": ORDERS}
    assert len({order.conversation for order in orders}) == ORDERS
    assert left == {JAR: 0} | {sku: STOCK - sold[sku] for sku in PLENTY}
    wanted = Counter[str]()
    for sku, quantity in map(wish, range(SHOPPERS)):
        wanted[sku] += quantity
    assert sold == wanted | {JAR: JARS}
    assert {p.order_id: p.amount_minor for p in payments} == {o.id: o.to_pay for o in orders}
    assert set(heard) == {f"receipt-{order.id}" for order in orders}
    books = check_books(shop, settled=True)
    assert books[Account.PROVIDER] == sum(payment.amount_minor for payment in payments)
    given = CREDIT * len(range(0, SHOPPERS, 7))
    spent = sum(order.credit_minor for order in orders)
    assert spent > 0
    assert books[Account.STORE_CREDIT] == spent - given
    charged = {f"{p.idempotency_key} {p.amount_minor / 100:.2f}" for p in payments}
    assert till.lines() == charged
