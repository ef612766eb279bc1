"""Five hundred orders at once, from processes that are killed: none is lost, none comes twice."""

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

from fulfillment.shop import Shop
from fulfillment.storage.models import OrderLineRow, OrderRow, PaymentRow, ProductRow, QuoteRow
from fulfillment.storage.schema import create_schema
from tests.conftest import Clock
from tests.fulfillment.buyers import (
    JAR,
    JARS,
    PLENTY,
    PROCESSES,
    SHOPPERS,
    STOCK,
    furnish_large,
    shop_for,
    told,
    wish,
)
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.test_kill import PaperTill

KILLS = 12
ORDERS = SHOPPERS - SHOPPERS // 10 + JARS
_FORK = multiprocessing.get_context("fork")


def start(part: int, url: str, paper: Path) -> multiprocessing.process.BaseProcess:
    child = _FORK.Process(target=shop_for, args=(range(part, SHOPPERS, PROCESSES), url, paper))
    child.start()
    return child


def let_them_shop(url: str, paper: Path) -> int:
    """Run all processes to their end, killing one now and then; how often one was."""
    chance, killed = random.Random(4), 0
    children = [start(part, url, paper) for part in range(PROCESSES)]
    until = time.monotonic() + 120
    while any(child.is_alive() for child in children):
        assert time.monotonic() < until, "they do not come to an end"
        time.sleep(chance.uniform(0.1, 0.4))
        part = chance.randrange(PROCESSES)
        if killed < KILLS and children[part].is_alive():
            children[part].kill()
            children[part].join()
            killed += children[part].exitcode == -signal.SIGKILL
            children[part] = start(part, url, paper)
    assert [child.exitcode for child in children] == [0] * PROCESSES
    return killed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_of_many_orders_none_is_lost_or_doubled_whoever_is_killed(
    empty_url: str, engine_on: OpenEngine, tmp_path: Path
) -> None:
    engine, paper = engine_on(empty_url), tmp_path / "paper"
    create_schema(engine)
    till = PaperTill(paper)
    shop = Shop(engine, payments=till, clock=Clock())
    furnish_large(shop)
    engine.dispose()
    assert let_them_shop(empty_url, paper) > 3
    with shop.open() as work:
        assert work.orders.settle() == []
    assert told(shop) == {"ordered": ORDERS, "out of stock": SHOPPERS - ORDERS}
    with engine.connect() as connection:
        orders = connection.execute(
            select(OrderRow.id, OrderRow.state, OrderRow.total_minor, QuoteRow.conversation).join(
                QuoteRow, QuoteRow.id == OrderRow.quote_id
            )
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
    assert {p.order_id: p.amount_minor for p in payments} == {o.id: o.total_minor for o in orders}
    charged = {f"{p.idempotency_key} {p.amount_minor / 100:.2f}" for p in payments}
    assert till.lines() == charged
