"""Prices against each other: then and now, the one and the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import inf
from typing import Any

from fulfillment.catalog import Product
from fulfillment.customers import Bought, Usual
from fulfillment.money import Money
from fulfillment.search import Certainty, differences
from skill.conversation import labels, then
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.asking import choosing, each_of, under_discussion
from skill.conversation.choosing import family, meant, settle
from skill.conversation.days import Days
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.browse import add_question, rivals
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


@intent("WhichIsCheaper")
def which_is_cheaper(d: Dialogue) -> Answer:
    """ "Is that cheaper than the other?": which one is, by how much, and what counts by measure."""
    one, other = d.heard("product"), d.heard("product_two")
    pair = _named(d, one, other) if one and other else _pair(d)
    if isinstance(pair, Answer):
        return pair
    if pair is None or pair[0] == pair[1]:
        line = say("ask-compare-what")
        return Answer(question=ask("which-product", line, purpose="offer", carry={}))
    d.state.list_products([product.sku for product in pair])
    question = each_of(pair, "add", say("ask-which-of-two"))
    return Answer(_cheaper(*pair), question, shown=rows(pair))


def _named(d: Dialogue, one: str, other: str) -> tuple[Product, Product] | Answer:
    """The two whose names were said, or the answer that one of them is not sold.

    Each is the one that the shopper usually buys, or that sells best; the other in the size nearest
    to that of the first.
    """
    first, second = _called(d, one), _called(d, other)
    if first is None or second is None:
        return meant(d.heard_as("product", one if first is None else other), "offer")
    if first.size.comparable(second.size):
        kin = [product for product in family(d, second) if product.available] or [second]
        second = min(kin, key=lambda product: _apart(first, product))
    return first, second


def _called(d: Dialogue, words: str) -> Product | None:
    if usual := _bought(d, words):
        return usual[0].product
    found = d.work.search.search(words)
    sure = found.certainty in (Certainty.ONE, Certainty.SEVERAL)
    return found.products[0] if sure and found.products else None


def _apart(one: Product, other: Product) -> tuple[float, bool]:
    """How far a size is from another, and whether the brand is another."""
    off = inf
    if one.size.comparable(other.size):
        ratio = other.size.magnitude / one.size.magnitude
        off = float(max(ratio, 1 / ratio))
    return off, one.brand != other.brand


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
