"""Fewer pieces of an order before it is picked: read back with the money, and then a yes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from fulfillment.catalog import Product
from fulfillment.errors import OrderNotCancellable, OrderNotChangeable, ReturnRefused
from fulfillment.money import Money, total
from fulfillment.orders import Order, OrderState
from fulfillment.orders.order import OrderLine
from fulfillment.search import differences
from skill.conversation import guards, handing_over, labels, registry
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.bought import fitting, line_of, orders_in, pieces
from skill.conversation.choosing import settle
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.browse import adding
from skill.conversation.intents.cart import anything_else
from skill.conversation.intents.checkout import OPEN_ORDER, declined
from skill.conversation.intents.orders import needs_account, what
from skill.conversation.registry import answers_to, intent, purpose, takes_number

# The payment of an order that was placed elsewhere: there its money is given back, not here.
_ELSEWHERE = "settled"
_TOO_LATE = (OrderState.PICKING, OrderState.SENT)


@intent("TakeFromOrder")
def take_from_order(d: Dialogue) -> Answer:
    """ "Take the eggs out of my order": the one that is placed, or else what is in the cart."""
    if d.question is not None and d.question.kind in OPEN_ORDER:
        return registry.intents["RemoveFromCart"](d)
    out = d.number("quantity")
    return _in_order(d, {"out": out, "to": None, "all": out is None})


@intent("ChangeOrder")
def change_order(d: Dialogue) -> Answer:
    """ "Make it one milk in my order"; without a product the things in it are named."""
    if d.question is not None and d.question.kind in OPEN_ORDER:
        return declined(d)
    return _in_order(d, {"out": None, "to": d.number("quantity"), "all": False})


@guards.for_orders
def _in_order(d: Dialogue, carry: Mapping[str, Any]) -> Answer:
    words = d.heard("product")
    placed = orders_in(d, OrderState.PLACED) if d.customer else []
    if (found := fitting(d, placed, words)) is not None:
        order, products = found
        if order.payment_state == _ELSEWHERE:
            question = handing_over.offer(d, "change", order)
            return Answer((say("order-not-changed"),), question)
        return settle(d, products, "leave-out", {**carry, "order": order.id}, thing=words)
    if words and carry["to"] is None and _in_cart(d, words):
        return registry.intents["RemoveFromCart"](d)
    if d.customer is None:
        return needs_account(d)
    if (found := fitting(d, orders_in(d, *_TOO_LATE), words)) is not None:
        return _too_late(d, found[0])
    line = say("not-in-order", thing=words) if words and placed else say("no-order-to-change")
    return Answer((line,), anything_else())


def _in_cart(d: Dialogue, words: str) -> bool:
    products = [line.product for line in d.work.carts.get(d.owner).lines]
    return bool(differences.meant(products, words, d.work.search.language))


def _too_late(d: Dialogue, order: Order) -> Answer:
    line = say("too-late-to-change", items=what(order), state=order.state.value)
    return Answer((line,), handing_over.offer(d, "change", order))


@purpose("leave-out")
def leave_out(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """Of the one product that is meant: how many go, how many stay."""
    order = d.work.orders.get(int(carry["order"]), d.buyer.id)
    line = line_of(order, product)
    if carry["to"] is not None:
        return _set_to(d, order, line, product, int(carry["to"]))
    if carry["out"] is not None:
        return _asked(order, line, min(int(carry["out"]), line.left), d)
    if carry["all"] or line.left == 1:
        return _asked(order, line, line.left, d)
    number = labels.number(line.left)
    question = say("ask-how-many-instead", number=number, product=labels.short(product))
    return Answer(question=ask("how-many-instead", question, order=order.id, sku=product.sku))


@takes_number("how-many-instead")
def how_many_instead(d: Dialogue, number: int) -> Answer:
    """So many stay."""
    order = d.work.orders.get(int(d.asked.data["order"]), d.buyer.id)
    product = d.product(d.asked.data["sku"])
    if product is None:
        return Answer((say("order-unchanged"),), anything_else())
    return _set_to(d, order, line_of(order, product), product, number)


@answers_to("how-many-instead")
def how_many_instead_yes_no(d: Dialogue, yes: bool) -> Answer:
    """A yes is no number; a no leaves the order as it is."""
    return Answer(question=d.asked) if yes else Answer((say("order-unchanged"),), anything_else())


def _set_to(d: Dialogue, order: Order, line: OrderLine, product: Product, number: int) -> Answer:
    """Fewer are read back; more are no change of the order, but another order."""
    if number < line.left:
        return _asked(order, line, line.left - number, d)
    if number == line.left:
        said = say("order-has-that", number=labels.number(number), product=labels.short(product))
        return Answer((said,), anything_else())
    more = number - line.left
    said = say(
        "order-cannot-grow", number=labels.number(more), product=labels.short(product), count=more
    )
    return Answer((said,), adding(product, more, say("ask-own-order")))


def _asked(order: Order, line: OrderLine, out: int, d: Dialogue) -> Answer:
    """What is to go and what it brings, with the question for the yes."""
    whole = sum(each.left for each in order.lines) == out
    amount = _open_amount(d, order) if whole else d.work.aftercare.worth(order, line, out)
    data = {"order": order.id, "position": line.position, "out": out, "key": secrets.token_hex(8)}
    if whole:
        question = say("ask-give-up-all", amount=amount, payment=order.payment_method)
    elif out == line.left:
        question = say("ask-give-up", goods=pieces(line, out), amount=amount)
    else:
        question = say(
            "ask-give-up-some",
            left=labels.number(line.left - out),
            before=labels.number(line.left),
            product=say("product-short", brand=line.brand, name=line.name),
            amount=amount,
        )
    return Answer(question=ask("confirm-change", question, **data))


def _open_amount(d: Dialogue, order: Order) -> Money:
    back = [each.amount for each in d.work.orders.refunds(order.id)]
    return order.total - total(back, order.total.currency)


@answers_to("confirm-change")
@guards.for_orders
def confirm_change(d: Dialogue, yes: bool) -> Answer:
    """The yes that changes the order, and only when it was surely heard."""
    if not yes:
        return Answer((say("order-unchanged"),), anything_else())
    if not d.certain:
        return Answer((say("unsure-refund"),), d.asked)
    data = d.asked.data
    before = d.work.orders.get(int(data["order"]), d.buyer.id)
    try:
        order = d.work.aftercare.give_up(
            before.id, d.buyer.id, int(data["position"]), int(data["out"]), data["key"]
        )
    except (OrderNotChangeable, OrderNotCancellable):
        order = d.work.orders.get(before.id, d.buyer.id)
        if order.state in _TOO_LATE:
            return _too_late(d, order)
        return Answer((say("no-order-to-change"),), anything_else())
    except ReturnRefused:
        question = handing_over.offer(d, "change", before)
        return Answer((say("order-not-changed"),), question)
    return Answer((_changed(d, order, before),), anything_else())


def _changed(d: Dialogue, order: Order, before: Order) -> Line:
    data = d.asked.data
    if order.state == OrderState.CANCELLED:
        amount = _open_amount(d, before)
        return say("order-cancelled", total=amount, payment=order.payment_method)
    part = f"change-{data['key']}"
    refund = next((each for each in d.work.orders.refunds(order.id) if each.part == part), None)
    line = next(each for each in order.lines if each.position == int(data["position"]))
    taken = pieces(line, int(data["out"]))
    if refund is None:
        return say("left-out-free", goods=taken)
    if refund.state != "done":
        return say("left-out-unsure", amount=refund.amount, goods=taken)
    return say("left-out", amount=refund.amount, way=_less(order), goods=taken)


def _less(order: Order) -> Line:
    if order.payment_method == "pay_on_delivery" and not order.credit:
        return say("less-due")
    plain = order.payment_method == "stripe" and not order.credit
    return say("less-card" if plain else "less-paid")
