"""After the order: where it is, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from fulfillment.errors import OrderNotCancellable, PaymentUnknown
from fulfillment.orders import Order
from skill.conversation import guards, labels, news
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.cart import anything_else
from skill.conversation.intents.checkout import OPEN_ORDER, declined
from skill.conversation.outcomes import not_paid
from skill.conversation.registry import answers_to, intent

_CANCELLABLE = ("placing", "waiting", "placed", "picking")
# Orders in which one of a certain day is looked for.
_LOOKED_THROUGH = 100
_GONE = ("sent", "delivered")
_ON_THE_WAY = (*_CANCELLABLE, "sent")


@intent("OrderStatus")
def order_status(d: Dialogue) -> Answer:
    """Where the open orders are, the newest first; else what became of the last one."""
    if d.customer is None:
        return needs_account(d)
    told = news.asked_after(d)
    orders = orders_meant(d)
    if orders is None:
        orders = d.work.orders.open_orders(d.customer.id) or _last(d)
    just_told = {order.id for order in told.orders}
    left = [order for order in orders if order.id not in just_told]
    if told.lines and not any(order.state.value in _ON_THE_WAY for order in left):
        return Answer(told.lines, ask("anything-else", say("ask-anything-else"), about="order"))
    return _statuses(d, left).after(*told.lines) if left else none_of_these(d)


def _statuses(d: Dialogue, orders: list[Order]) -> Answer:
    lines = [_status(d, order, alone=len(orders) == 1) for order in orders[: d.at_once]]
    if len(orders) > 1:
        lines.insert(0, say("open-orders", number=labels.number(len(orders))))
    question = ask("anything-else", say("ask-anything-else"), about="order", order=orders[0].id)
    return Answer(tuple(lines), question)


def orders_meant(d: Dialogue) -> list[Order] | None:
    """The orders that "the order before that" or "the one from Monday" means, the newest first.

    None where the words tell no order from the others.
    """
    which = d.value("order")
    if which is not None:
        place = 1 if which == "previous" else 0
        return d.work.orders.recent(d.buyer.id, 2)[place : place + 1]
    meant = d.days("date", past=True)
    if meant is None:
        return None
    recent = d.work.orders.recent(d.buyer.id, _LOOKED_THROUGH)
    return [order for order in recent if order.placed_at.astimezone(d.zone).date() in meant]


def none_of_these(d: Dialogue) -> Answer:
    """There is no such order, or none at all."""
    any_ = _last(d)
    line = say("no-such-order" if any_ else "no-orders")
    return Answer((line,), anything_else() if any_ else ask("anything-else", say("ask-what-find")))


def _last(d: Dialogue) -> list[Order]:
    last = d.work.orders.find_last(d.buyer.id)
    return [last] if last else []


def needs_account(d: Dialogue, line: Line | None = None) -> Answer:
    """What only an account can tell, with the card that links it; the session stays open."""
    shop = d.work.profile.name
    said = line or say("orders-need-account", shop=shop, carded=d.carded)
    card = (say("card-link-title"), say("card-link-text", shop=shop))
    question = ask("anything-else", say("ask-what-else-find"))
    return Answer((said,), question, card=card, links_account=True)


def _status(d: Dialogue, order: Order, *, alone: bool) -> Line:
    """Where an order is; the hours only where there is no other order to tell of."""
    slot = labels.slot if alone else labels.slot_day
    return say(
        f"status-{order.state.value}",
        items=what(order),
        slot=slot(order.delivery, d.work.now, d.zone),
        day=_day(d, min(order.delivery.starts, d.work.now)),
    )


def _day(d: Dialogue, moment: datetime, style: Literal["on", "bare"] = "on") -> Line:
    today = d.work.now.astimezone(d.zone).date()
    return labels.day(moment.astimezone(d.zone), today, style)


def what(order: Order) -> Line:
    """An order as people name it: by what is in it."""
    first = order.lines[0]
    label = say("product-short", brand=first.brand, name=first.name)
    more = len(order.lines) - 1
    return say("order-items", first=label, more=more, number=labels.number(more))


@intent("CancelOrder")
@guards.for_orders
def cancel_order(d: Dialogue) -> Answer:
    """Ask before the newest order that can still be stopped is taken back.

    While an order is being read out, that is the one meant: it is not placed.
    """
    if d.question is not None and d.question.kind in OPEN_ORDER:
        return declined(d)
    if d.customer is None:
        return needs_account(d)
    meant = orders_meant(d)
    if meant is not None and not meant:
        return none_of_these(d)
    orders = d.work.orders.open_orders(d.buyer.id) if meant is None else meant
    open_ = next((order for order in orders if order.state.value in _CANCELLABLE), None)
    if open_ is None:
        return _too_late(orders or _last(d), named=meant is not None)
    line = say("ask-cancel-order", placed=_day(d, open_.placed_at, "bare"), items=what(open_))
    return Answer(question=ask("confirm-cancel-order", line, order=open_.id))


def _too_late(orders: list[Order], *, named: bool) -> Answer:
    late = next((order for order in orders if order.state.value in _GONE), None)
    if late is None:
        return Answer((say("nothing-to-cancel"),), anything_else())
    gone = named and late.state.value == "delivered"
    line = say("too-late-for-it" if gone else f"too-late-{late.state.value}", items=what(late))
    return Answer((line,), ask("offer-person", say("ask-person"), order=late.id))


@answers_to("confirm-cancel-order")
@guards.for_orders
def confirm_cancel_order(d: Dialogue, yes: bool) -> Answer:
    """Cancel it, or leave it."""
    if not yes or not d.certain:
        return Answer((say("order-stands"),), anything_else())
    before = d.work.orders.get(d.asked.data["order"], d.buyer.id)
    try:
        order = d.work.orders.cancel(before.id, before.customer_id)
    except OrderNotCancellable:
        question = ask("offer-person", say("ask-person"), order=before.id)
        return Answer((say("too-late-now"),), question)
    except PaymentUnknown as error:
        news.await_outcome(d, before.id)
        return _cancelled_unsurely(d, before.id, error)
    news.forget(d, order.id)
    if before.state.value == "waiting":
        return Answer((say("order-cancelled-unpaid"),), anything_else())
    return Answer(tuple(_returned(order)), anything_else())


def _returned(order: Order) -> Iterator[Line]:
    """That an order is cancelled, and where its money goes."""
    if order.to_pay or not order.credit:
        yield say("order-cancelled", total=order.to_pay, payment=order.payment_method)
    else:
        yield say("order-cancelled-credit")
    if order.credit:
        yield say("credit-returned", credit=order.credit)


def _cancelled_unsurely(d: Dialogue, order_id: int, error: PaymentUnknown) -> Answer:
    """The provider did not answer: the order is cancelled already, or cannot be told yet."""
    order = d.work.orders.get(order_id, d.buyer.id)
    if order.state.value != "cancelled":
        return not_paid(d, error)
    return Answer((say("order-cancelled-later", total=order.to_pay),), anything_else())
