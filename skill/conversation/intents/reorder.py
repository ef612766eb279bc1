"""Buying again: the usual of a kind, the last order, what is usually bought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fulfillment.catalog import Product
from fulfillment.customers import Usual
from fulfillment.errors import OutOfStock, QuantityOutOfRange
from fulfillment.orders import Order
from fulfillment.orders.order import OrderLine
from fulfillment.search import differences
from skill.conversation import changed, labels, then
from skill.conversation.answer import Answer, Line, Question, ask, say
from skill.conversation.asking import choosing, continued, each_of, under_discussion
from skill.conversation.choosing import meant, settle
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.browse import adding, sold_out, substitute
from skill.conversation.intents.cart import put
from skill.conversation.intents.checkout import quote_answer
from skill.conversation.intents.orders import needs_account, none_of_these, orders_meant
from skill.conversation.registry import intent, purpose
from skill.conversation.screen import rows

# One product is "the usual" when it was bought at least this many times as often as the next.
_CLEARLY = 2


@intent("ReorderProduct")
def reorder_product(d: Dialogue) -> Answer:
    """ "Reorder my coffee": the usual one goes into the cart, and straight to the read-back."""
    words = d.heard("product")
    if (bought := then.bought_then(d)) is not None:
        return _of_that_time(d, bought, words)
    if words is None:
        return usual_products(d)
    usuals = _usuals_meant(d, words)
    if not usuals:
        line = say("never-bought" if d.customer else "usual-needs-account", thing=words)
        return meant(d, "offer").after(line)
    return settle(d, _the_usual(d, usuals), "reorder", _wanted(d), thing=words)


def _wanted(d: Dialogue) -> dict[str, Any]:
    return {"quantity": d.number("quantity")}


def _of_that_time(d: Dialogue, bought: Sequence[Product], words: str | None) -> Answer:
    """ "The coffee I had in March"; where there was none, that is said before anything else."""
    if d.customer is None:
        return needs_account(d, say("usual-needs-account"))
    wanted = {**_wanted(d), "then": True}
    if words is None:
        in_talk = then.of_kind_in_talk(d, bought)
        return settle(d, in_talk, "reorder", wanted) if in_talk else then.told(d, bought)
    fitting = differences.meant(bought, words, d.work.search.language)
    if fitting:
        return settle(d, fitting, "reorder", wanted, thing=words)
    line = say("not-bought-then", thing=words)
    if usuals := _usuals_meant(d, words):
        return settle(d, _the_usual(d, usuals), "offer", _wanted(d), thing=words).after(line)
    return meant(d, "offer").after(line)


def _usuals_meant(d: Dialogue, words: str) -> list[Usual]:
    usuals = [usual.product for usual in d.usuals]
    fitting = differences.meant(usuals, words, d.work.search.language)
    skus = {product.sku for product in fitting}
    return [usual for usual in d.usuals if usual.product.sku in skus]


def _the_usual(d: Dialogue, usuals: Sequence[Usual]) -> list[Product]:
    first = usuals[0]
    if len(usuals) == 1 or first.times >= _CLEARLY * usuals[1].times:
        return [first.product]
    return [usual.product for usual in usuals[: d.at_once]]


@purpose("reorder")
def reorder(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """Put the usual into the cart; when it is all there is, read the order back at once."""
    quantity = int(carry.get("quantity") or _usual_quantity(d, product))
    if not product.available:
        return sold_out(d, product, {"quantity": quantity})
    cart = d.work.carts.get(d.owner)
    if cart.find(product.sku) is not None:
        line = say("usual-in-cart", product=labels.short(product))
        return quote_answer(d).after(line)
    answer = put(d, product, quantity)
    since = changed.since((u.last, product) for u in d.usuals if u.product.sku == product.sku)
    if not cart.lines and d.work.carts.get(d.owner).lines:
        return quote_answer(d).after(
            say("again-here" if carry.get("then") else "usual-here", price=product.price), *since
        )
    line = say(
        "again-is" if carry.get("then") else "usual-is",
        product=labels.subject(product),
        price=product.price,
    )
    return answer.after(line, *since)


def _usual_quantity(d: Dialogue, product: Product) -> int:
    return next((usual.quantity for usual in d.usuals if usual.product.sku == product.sku), 1)


@intent("ReorderLast")
def reorder_last(d: Dialogue) -> Answer:
    """The last order again: into the cart, and read back.

    While a choice is open, "the usual" is the usual one of these.
    """
    if choosing(d) and (usual := _usual_of(d)):
        purpose, carry = continued(d)
        return settle(d, [usual], purpose, carry)
    if d.customer is None:
        return needs_account(d, say("usual-needs-account"))
    meant = orders_meant(d)
    orders = d.work.orders.recent(d.customer.id, 1) if meant is None else meant
    if not orders:
        return none_of_these(d)
    lines = _together(orders if d.slot("date") else orders[:1])
    missing = _refill(d, lines)
    since = changed.since(
        (line, product) for line in lines if (product := d.product(line.sku)) and product.available
    )
    if not d.work.carts.get(d.owner).lines:
        return _nothing_left(d, missing)
    answer = quote_answer(d).after(*since)
    day = _day(d, orders)
    if not missing:
        return answer.after(say("last-order-again", day=day))
    return answer.after(*_without(d, missing, day))


def _day(d: Dialogue, orders: Sequence[Order]) -> Line:
    moment = orders[0].placed_at.astimezone(d.zone)
    return labels.day(moment, d.work.now.astimezone(d.zone).date(), "bare")


def _without(d: Dialogue, missing: Sequence[Product], day: Line) -> list[Line]:
    """What is left out, and what there is instead of a single thing: named, never put in."""
    names = labels.series([labels.short(product) for product in missing])
    lines = [say("last-order-without", day=day, items=names)]
    instead = substitute(d, missing[0]) if len(missing) == 1 else None
    if instead is not None and d.work.carts.get(d.owner).find(instead.sku) is None:
        d.state.list_products([instead.sku])
        lines.append(say("instead", product=labels.subject(instead), price=instead.price))
    return lines


def _nothing_left(d: Dialogue, missing: Sequence[Product]) -> Answer:
    """Nothing of it can be had; instead of a single thing there may be another."""
    if len(missing) == 1:
        return sold_out(d, missing[0], {})
    names = labels.series([labels.short(product) for product in missing])
    said = say("last-order-gone", count=len(missing), items=names)
    return Answer((said,), ask("anything-else", say("ask-something-else")))


def _usual_of(d: Dialogue) -> Product | None:
    """The strongest habit among the products under discussion."""
    offered = {product.sku for product in under_discussion(d)}
    return next((u.product for u in d.usuals if u.product.sku in offered), None)


def _together(orders: Sequence[Order]) -> list[OrderLine]:
    """The lines of several orders as if they were one: what was kept of each product."""
    lines: dict[str, OrderLine] = {}
    for line in (line for order in orders for line in order.lines if line.left):
        had = lines.get(line.sku)
        kept = line.left + (had.left if had else 0)
        lines[line.sku] = replace(had or line, quantity=kept, given_up=0, returned=0)
    return list(lines.values())


def _refill(d: Dialogue, lines: Sequence[OrderLine]) -> list[Product]:
    """Put lines of orders into the cart; returns what is gone or short."""
    cart = d.work.carts.get(d.owner)
    missing = []
    for line in lines:
        product = d.product(line.sku)
        if product is None or cart.find(line.sku) is not None:
            continue
        try:
            d.work.carts.add(d.owner, line.sku, line.quantity)
        except (OutOfStock, QuantityOutOfRange):
            missing.append(product)
    return missing


@intent("UsualProducts")
def usual_products(d: Dialogue) -> Answer:
    """What the shopper usually buys, the three most usual first, or what they bought then."""
    if d.customer is not None and (bought := then.bought_then(d)) is not None:
        return then.told(d, bought)
    return usual_from(d, 0)


def usual_from(d: Dialogue, offset: int) -> Answer:
    """Three of the usual products, from ``offset`` on; after the last come the first again."""
    if d.customer is None:
        return needs_account(d, say("usual-needs-account"))
    if not d.usuals:
        return Answer((say("no-usual"),), ask("anything-else", say("ask-what-find")))
    top = d.usuals[offset : offset + d.at_once]
    if not top:
        return usual_from(d, 0).after(say("no-more"))
    products = [usual.product for usual in top]
    d.state.list_products([product.sku for product in products])
    items = labels.series([_usual(usual) for usual in top])
    line = say("usual-more" if offset else "usual-products", items=items)
    question = _which_usual(products, offset)
    return Answer((line,), question, shown=rows(products, say("title-usual")))


def _usual(usual: Usual) -> Line:
    days = usual.every_days
    if days is None or usual.times < 3:
        return labels.short(usual.product)
    weeks = round(days / 7)
    often = say("every-weeks", n=weeks, number=labels.number(weeks)) if weeks else say("every-days")
    return say("usual-item", product=labels.short(usual.product), often=often)


def _which_usual(products: Sequence[Product], offset: int) -> Question:
    if len(products) == 1 and not offset:
        return adding(products[0])
    return each_of(products, "reorder", say("ask-which-usual"), offset)
