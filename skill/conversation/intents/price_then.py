"""Prices against each other: then and now, the one and the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fulfillment.catalog import Product
from fulfillment.customers import Usual
from fulfillment.money import Money
from fulfillment.search import differences
from skill.conversation import labels
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.asking import each_of
from skill.conversation.choosing import meant, settle
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.browse import add_question, rivals
from skill.conversation.registry import intent, purpose
from skill.conversation.screen import rows


@intent("PastPrice")
def past_price(d: Dialogue) -> Answer:
    """What was paid the last time, and what has become of the price since.

    Of several things that the words may mean, it is the one bought last.
    """
    words = d.heard("product")
    bought = _bought(d, words) if words else []
    if bought:
        latest = max(bought, key=lambda usual: usual.last_bought)
        return settle(d, [latest.product], "past-price", {})
    return meant(d, "past-price")


def _bought(d: Dialogue, words: str) -> list[Usual]:
    products = [usual.product for usual in d.usuals]
    fitting = {p.sku for p in differences.meant(products, words, d.work.search.language)}
    return [usual for usual in d.usuals if usual.product.sku in fitting]


@purpose("past-price")
def price_then(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """The price that the shopper paid, else what the shop asked before, beside that of now."""
    usual = next((u for u in d.usuals if u.product.sku == product.sku), None)
    if usual is not None:
        lines = _then_and_now(d, "paid", product, usual.last.price, usual.last_bought)
        if usual.last.size != product.size:
            lines = (*lines, say("paid-size", size=labels.size(usual.last.size)))
    else:
        lines = _asked_before(d, product)
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


@intent("WhichIsCheaper")
def which_is_cheaper(d: Dialogue) -> Answer:
    """ "Is that cheaper than the other?": which one is, by how much, and what counts by measure."""
    pair = _pair(d)
    if pair is None:
        line = say("ask-compare-what")
        return Answer(question=ask("which-product", line, purpose="offer", carry={}))
    d.state.list_products([product.sku for product in pair])
    question = each_of(pair, "add", say("ask-which-of-two"))
    return Answer(_cheaper(*pair), question, shown=rows(pair))


def _pair(d: Dialogue) -> tuple[Product, Product] | None:
    """The two that are compared: those named by their places, else "it" and the other one."""
    said = d.products(d.state.said)
    places = (d.number("ordinal"), d.number("ordinal_two"))
    if any(places):
        named = [said[n - 1] for n in places if n and 0 < n <= len(said)]
        others = [product for product in said if product not in named]
        chosen = [*named, *others][:2]
    elif len(said) > 1:
        first = d.focus if d.focus in said else said[0]
        chosen = [first, *(product for product in said if product != first)][:2]
    else:
        chosen = [d.focus, *rivals(d, d.focus)][:2] if d.focus is not None else []
    return (chosen[0], chosen[1]) if len(chosen) == 2 and chosen[0] != chosen[1] else None


def _cheaper(one: Product, other: Product) -> tuple[Line, ...]:
    """Which of two costs less, and which is the better value where that is not the same."""
    cheap, dear = sorted((one, other), key=lambda product: product.price.amount_minor)
    apart = (cheap.brand, cheap.name) != (dear.brand, dear.name)
    name = labels.short if apart else _by_size
    by = dear.price - cheap.price
    line = say("cheaper-is", product=name(cheap), price=cheap.price, other=name(dear), by=by)
    if not by:
        line = say("cheaper-same", price=cheap.price)
    if not cheap.size.comparable(dear.size) or cheap.size.magnitude == dear.size.magnitude:
        return (line,)
    costs = cheap.price.amount_minor * dear.size.magnitude
    against = dear.price.amount_minor * cheap.size.magnitude
    if costs == against:
        return (line, say("compare-same-value"))
    better = cheap if costs < against else dear
    return (line, say("better-value", product=name(better)))


def _by_size(product: Product) -> Line:
    return labels.size(product.size)
