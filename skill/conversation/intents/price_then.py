"""Prices against each other: what was paid then, and what is asked now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fulfillment.catalog import Product
from fulfillment.customers import Bought, Usual
from fulfillment.money import Money
from fulfillment.search import differences
from skill.conversation import labels, then
from skill.conversation.answer import Answer, Line, say
from skill.conversation.asking import choosing, under_discussion
from skill.conversation.choosing import meant, settle
from skill.conversation.days import Days
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.browse import add_question
from skill.conversation.registry import intent, purpose
from skill.conversation.screen import rows


@intent("PastPrice")
def past_price(d: Dialogue) -> Answer:
    """What was paid the last time, or at a time that is named, and what the price is now.

    Of several things that the words may mean, or that are being chosen from, it is the one bought
    last.
    """
    days = d.days("date", past=True)
    if days is not None and d.customer is not None:
        return _paid_on(d, days)
    return _last_paid(d)


def _last_paid(d: Dialogue) -> Answer:
    words = d.heard("product")
    bought = _bought(d, words) if words else _of_choice(d)
    if bought:
        latest = max(bought, key=lambda usual: usual.last_bought)
        return settle(d, [latest.product], "past-price", {})
    return meant(d, "past-price")


def _bought(d: Dialogue, words: str) -> list[Usual]:
    products = [usual.product for usual in d.usuals]
    fitting = {p.sku for p in differences.meant(products, words, d.work.search.language)}
    return [usual for usual in d.usuals if usual.product.sku in fitting]


def _of_choice(d: Dialogue) -> list[Usual]:
    """What was bought before of the things that are being chosen from."""
    offered = {product.sku for product in under_discussion(d)} if choosing(d) else set()
    return [usual for usual in d.usuals if usual.product.sku in offered]


def _paid_on(d: Dialogue, days: Days) -> Answer:
    """What was paid on some days; what was paid the last time, where nothing was."""
    words = d.heard("product")
    customer = d.customer.id if d.customer else 0
    history = [
        bought
        for bought in d.work.customers.history(customer)
        if bought.at.astimezone(d.zone).date() in days
    ]
    products = d.products(dict.fromkeys(bought.sku for bought in history))
    if words:
        fitting = {p.sku for p in differences.meant(products, words, d.work.search.language)}
    else:
        fitting = {product.sku for product in then.of_kind_in_talk(d, products)}
    found = next((bought for bought in history if bought.sku in fitting), None)
    if found is None:
        line = say("not-bought-then", thing=words) if words else say("nothing-then")
        return _last_paid(d).after(line)
    product = next(product for product in products if product.sku == found.sku)
    d.state.focus = product.sku
    lines = _paid(d, product, found)
    return Answer(lines, add_question(d, product, {}), shown=rows([product]))


def _paid(d: Dialogue, product: Product, bought: Bought) -> tuple[Line, ...]:
    lines = _then_and_now(d, "paid", product, bought.price, bought.at)
    if bought.size != product.size:
        lines = (*lines, say("paid-size", size=labels.size(bought.size)))
    return lines


@purpose("past-price")
def price_then(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """The price that the shopper paid, else what the shop asked before, beside that of now."""
    usual = next((u for u in d.usuals if u.product.sku == product.sku), None)
    lines = _asked_before(d, product) if usual is None else _paid(d, product, usual.last)
    return Answer(lines, add_question(d, product, carry), shown=rows([product]))


def _asked_before(d: Dialogue, product: Product) -> tuple[Line, ...]:
    now, *before = d.work.catalog.prices(product.sku, 2) or [(d.work.now, product.price)]
    if not before:
        return (say("price-never-changed", product=labels.subject(product), price=product.price),)
    return _then_and_now(d, "cost", product, before[0][1], now[0])


def _then_and_now(
    d: Dialogue, id_: str, product: Product, then: Money, at: datetime
) -> tuple[Line, ...]:
    way = "same" if then == product.price else "up" if then < product.price else "down"
    by = product.price - then if way == "up" else then - product.price
    today = d.work.now.astimezone(d.zone).date()
    line = say(
        f"then-{id_}-{way}",
        product=labels.short(product),
        day=labels.day(at.astimezone(d.zone), today),
        then=then,
        price=product.price,
        by=by,
    )
    return (line,)
