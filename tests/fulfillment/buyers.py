"""Shoppers in processes of their own, who go on where they were when they are killed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import time
from functools import partial
from pathlib import Path
from time import sleep
from typing import Any

from fulfillment.errors import Conflict, OutOfStock, StorageUnavailable
from fulfillment.outbox import Drain, Message
from fulfillment.profile import DeliveryOption
from fulfillment.shop import Shop, Work
from fulfillment.storage.engine import engine_for
from tests.conftest import Clock
from tests.fulfillment.shopfloor import PROFILE, YES, product, usd
from tests.fulfillment.test_kill import PaperTill
from tests.soaks import SOAKS

# Every tenth shopper wants a jar, of which there are fewer; the others want one of four things.
SHOPPERS, THREADS, PROCESSES = 550 if SOAKS else 220, 4, 4
JARS, JAR, PLENTY = 5, "jar", ("bread", "milk", "soap", "tea")
STOCK = 1000
CREDIT = 150


def furnish_large(shop: Shop) -> None:
    """A shop with room for everybody, and too few jars."""
    slot = DeliveryOption("evening", "in the evening", time(18), time(21), usd(300), SHOPPERS)
    with shop.open() as work:
        work.set_up(replace(PROFILE, delivery=(slot,)))
        work.catalog.add_many([product(sku, stock=STOCK) for sku in PLENTY])
        work.catalog.add_many([product(JAR, stock=JARS)])
        for number in range(SHOPPERS):
            customer = work.customers.add(f"shopper-{number}", "Shopper", "home", "1 Long Lane")
            if number % 7 == 0:  # some pay in part with store credit
                work.credit.give(customer.id, usd(CREDIT), f"gift-{number}")


def wish(number: int) -> tuple[str, int]:
    """What a shopper wants, and how many pieces."""
    return (JAR, 1) if number % 10 == 0 else (PLENTY[number % 4], 1 + number % 3)


def shop_for(numbers: Iterable[int], url: str, paper: Path) -> None:
    """Bring some shoppers to their end, several at a time. This is a process."""
    with engine_for(url) as engine:
        shop = Shop(engine, payments=PaperTill(paper), clock=Clock())
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(partial(_shop, shop), numbers))


def tell(url: str, paper: Path, closed: Path) -> None:
    """Deliver messages, each as a line on paper, until the shop is closed. This is a process."""

    def carry(message: Message) -> None:
        with paper.open("a", encoding="utf-8") as lines:
            lines.write(f"{message.key}\n")

    with engine_for(url) as engine:
        shop = Shop(engine, clock=Clock())
        while not closed.exists():
            with suppress(Conflict, StorageUnavailable):
                list(Drain(shop.open, carry).run())
            sleep(0.05)


def _shop(shop: Shop, number: int) -> None:
    while True:
        try:
            while not _step(shop, number):
                pass
        except (Conflict, StorageUnavailable):
            continue  # the turn is run again, as the conversation does
        return


def _step(shop: Shop, number: int) -> bool:
    """One turn: ask for a quote, say yes to it, be told; whether there is nothing left to say."""
    key, owner, customer = f"talk-{number}", f"shopper-{number}", number + 1
    with shop.open() as work:
        document, version = work.sessions.load(key)
        if document is None:
            work.sessions.save(key, owner, _ask(work, number), version)
        elif "quote" in document:
            told = _say_yes(work, document["quote"], key, customer)
            work.sessions.save(key, owner, told, version)
        return document is not None and "quote" not in document


def _ask(work: Work, number: int) -> dict[str, Any]:
    sku, quantity = wish(number)
    owner = f"shopper-{number}"
    try:
        work.carts.add(owner, sku, quantity)
        return {"quote": work.quotes.make(number + 1, owner, f"talk-{number}").id}
    except OutOfStock:
        return {"told": "out of stock"}


def _say_yes(work: Work, quote: str, key: str, customer: int) -> dict[str, Any]:
    """What was offered is kept for whoever says yes in time: nobody hears that it is gone."""
    order = work.orders.place(quote, customer_id=customer, conversation=key, consent=YES)
    return {"told": order.id}


def told(shop: Shop) -> Counter[str]:
    """How many shoppers heard what."""
    with shop.open() as work:
        heard = [work.sessions.load(f"talk-{number}")[0] for number in range(SHOPPERS)]
    return Counter(
        "?" if not document else "ordered" if isinstance(document["told"], int) else "out of stock"
        for document in heard
    )
