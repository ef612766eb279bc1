"""When a delivery went wrong: how late it is, what became of a refund, and who takes it up."""

from __future__ import annotations

from fulfillment.orders import Order, OrderState
from fulfillment.orders.order import OPEN, UNSETTLED, Refund
from skill.conversation import handing_over, labels, registry
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.bought import orders_in
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.cart import anything_else
from skill.conversation.intents.orders import needs_account, none_of_these, what
from skill.conversation.intents.returns import everything
from skill.conversation.registry import answers_to, intent

_LOOKED_THROUGH = 10


@intent("LateOrder")
def late_order(d: Dialogue) -> Answer:
    """Where a missed order is, honestly; a person takes up what is late."""
    if d.customer is None:
        return needs_account(d)
    order = _missed(d)
    if order is None:
        return none_of_these(d)
    if order.state in UNSETTLED:
        return registry.intents["OrderStatus"](d)
    today = d.work.now.astimezone(d.zone).date()
    if order.state == OrderState.DELIVERED:
        day = labels.day(order.delivery.starts.astimezone(d.zone), today)
        line = say("late-delivered", items=what(order), day=day)
        return Answer((line,), handing_over.offer(d, "late", order))
    slot = labels.slot(order.delivery, d.work.now, d.zone)
    if d.work.now <= order.delivery.ends:
        line = say("late-still-due", items=what(order), slot=slot)
        question = ask("anything-else", say("ask-anything-else"), about="order", order=order.id)
        return Answer((line,), question)
    line = say("late-overdue", items=what(order), slot=slot)
    return Answer((line,), handing_over.offer(d, "late", order))


def _missed(d: Dialogue) -> Order | None:
    """The open order that should have come first, or else the last that was delivered."""
    if open_ := orders_in(d, *OPEN):
        return min(open_, key=lambda order: order.delivery.ends)
    return next(iter(orders_in(d, OrderState.DELIVERED)), None)


@answers_to("hand-over")
def hand_over(d: Dialogue, yes: bool) -> Answer:
    """Yes gives it to a person with all that is known."""
    if not yes:
        return Answer(question=anything_else())
    data, profile = d.asked.data, d.work.profile
    handing_over.hand_over(d, str(data["matter"]), data["order"], data)
    # Without an address nobody can write.
    id_ = "handed-over" if d.buyer.email else "handed-over-call"
    line = say(id_, phone=profile.phone, hours=profile.support_hours)
    return handing_over.with_a_person(d, line)


@intent("RefundStatus")
def refund_status(d: Dialogue) -> Answer:
    """What became of the latest refund."""
    if d.customer is None:
        return needs_account(d)
    for order in d.work.orders.recent(d.customer.id, _LOOKED_THROUGH):
        if (line := _refund_line(d, order)) is not None:
            question = ask("anything-else", say("ask-anything-else"), about="order", order=order.id)
            return Answer((line,), question)
    return Answer((say("refund-none"),), anything_else())


def _refund_line(d: Dialogue, order: Order) -> Line | None:
    refunds = d.work.orders.refunds(order.id)
    if order.payment_state == "refunding":
        return say("refund-started", amount=order.total, items=what(order))
    if refunds:
        return _part_line(order, refunds[-1])
    if order.payment_state != "refunded":
        return None
    if order.payment_method == "pay_on_delivery":
        return say("refund-done-due", amount=order.total, items=what(order))
    return say("refund-done", amount=order.total, way=_way(order), items=what(order))


def _part_line(order: Order, refund: Refund) -> Line:
    if refund.state != "done":
        return say("refund-started", amount=refund.amount, items=what(order))
    if refund.credit == refund.amount:
        way = say("way-credit")
    elif order.payment_method == "pay_on_delivery":
        return say("refund-done-due", amount=refund.amount, items=what(order))
    else:
        way = say("way-paid") if refund.credit else _way(order)
    return say("refund-done", amount=refund.amount, way=way, items=what(order))


def _way(order: Order) -> Line:
    plain = order.payment_method == "stripe" and not order.credit
    return say("way-card" if plain else "way-paid")


@intent("AllOfThem")
def all_of_them(d: Dialogue) -> Answer:
    """As many as there are, where it was asked how many or which."""
    if d.question is not None and "most" in d.question.data:
        return registry.numbers[d.question.kind](d, int(d.question.data["most"]))
    if (answer := everything(d)) is not None:
        return answer
    return registry.intents["Fallback"](d)
