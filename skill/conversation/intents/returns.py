"""Goods that go back: which, how many and why, read back with the money, and then a yes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fulfillment.aftercare import REASONS, Return
from fulfillment.catalog import Product
from fulfillment.errors import ReturnRefused
from fulfillment.orders import Order, OrderState
from skill.conversation import guards, handing_over, labels
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.bought import fitting, goods, line_of, orders_in
from skill.conversation.choosing import settle
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.cart import anything_else
from skill.conversation.intents.order_changes import take_from_order
from skill.conversation.intents.orders import needs_account, what
from skill.conversation.registry import answers_to, intent, listens, purpose, takes_number

# What was wrong with goods, rather than with the wish for them.
FAULTS = ("damaged", "missing", "wrong")
_UNDER_WAY = (OrderState.PLACED, OrderState.PICKING, OrderState.SENT)


@intent("ReturnProduct")
def return_product(d: Dialogue) -> Answer:
    """Find what is to go back among what was delivered."""
    if d.customer is None:
        return needs_account(d)
    carry = {"quantity": d.number("quantity"), "reason": None, "said": handing_over.said(d)}
    if d.value("order") is not None and d.slot("product") is None:
        return _whole_order(d, carry)
    return _found(d, carry)


@intent("DeliveryProblem")
def delivery_problem(d: Dialogue) -> Answer:
    """Something came broken, not at all, or was another thing: a return whose reason is known."""
    if d.customer is None:
        return needs_account(d)
    trouble = d.value("trouble") or ("missing" if d.slot("product") else "wrong")
    carry = {"quantity": None, "reason": str(trouble), "said": handing_over.said(d)}
    return _found(d, carry)


@guards.for_orders
def _found(d: Dialogue, carry: Mapping[str, Any]) -> Answer:
    words = d.heard("product")
    delivered = orders_in(d, OrderState.DELIVERED)
    if (found := fitting(d, delivered, words)) is not None:
        order, products = found
        return settle(d, products, "give-back", {**carry, "order": order.id}, thing=words)
    if (found := fitting(d, orders_in(d, *_UNDER_WAY), words)) is not None:
        return _not_here(d, found[0], carry)
    if words and fitting(d, delivered, words, gone=True) is not None:
        return Answer((say("all-returned"),), anything_else())
    line = say("not-bought", thing=words) if words else say("nothing-to-return")
    return Answer((line,), anything_else())


def _not_here(d: Dialogue, order: Order, carry: Mapping[str, Any]) -> Answer:
    """What was not delivered yet is taken out of the order, if that is still possible."""
    if order.state == OrderState.PLACED and d.slot("product") and carry["reason"] is None:
        return take_from_order(d)
    line = say("return-not-here", items=what(order))
    if carry["reason"] is None:
        return Answer((line,), anything_else())
    return Answer((line,), handing_over.offer(d, "delivery", order, reason=carry["reason"]))


@guards.for_orders
def _whole_order(d: Dialogue, carry: Mapping[str, Any]) -> Answer:
    delivered = orders_in(d, OrderState.DELIVERED)
    place = 1 if d.value("order") == "previous" else 0
    if len(delivered) <= place:
        return Answer((say("nothing-to-return"),), anything_else())
    return _all_of(d, delivered[place], carry)


def _all_of(d: Dialogue, order: Order, carry: Mapping[str, Any]) -> Answer:
    wanted = [[line.position, line.left] for line in order.lines if line.left]
    if not wanted:
        return Answer((say("all-returned"),), anything_else())
    return _why(d, {**carry, "order": order.id, "wanted": wanted})


@purpose("give-back")
def give_back(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """Of the one product that is left: how many, where there are several."""
    order = d.work.orders.get(int(carry["order"]), d.buyer.id)
    line = line_of(order, product)
    quantity = carry["quantity"] or (1 if line.left == 1 else None)
    if quantity is None or quantity > line.left:
        asked = say(
            "ask-how-many-back", number=labels.number(line.left), product=labels.short(product)
        )
        data = {**carry, "position": line.position, "most": line.left}
        return Answer(question=ask("how-many-back", asked, **data))
    return _why(d, {**carry, "wanted": [[line.position, quantity]]})


@takes_number("how-many-back")
def how_many_back(d: Dialogue, number: int) -> Answer:
    """So many of them; more than there are is asked again."""
    data = d.asked.data
    if number < 1:
        return _nothing()
    if number > int(data["most"]):
        return Answer(question=d.asked)
    return _why(d, {**data, "wanted": [[data["position"], number]]})


@answers_to("how-many-back")
def how_many_back_yes_no(d: Dialogue, yes: bool) -> Answer:
    """A yes is no number; a no leaves everything as it is."""
    return Answer(question=d.asked) if yes else _nothing()


def everything(d: Dialogue) -> Answer | None:
    """ "All of them", where it was asked which goods of an order go back."""
    data = d.question.data if d.question else {}
    if data.get("purpose") != "give-back":
        return None
    return _all_of(d, d.work.orders.get(int(data["carry"]["order"]), d.buyer.id), data["carry"])


def _why(d: Dialogue, carry: Mapping[str, Any]) -> Answer:
    if carry["reason"] is None:
        return Answer(question=ask("return-reason", say("ask-reason"), **carry))
    return _offered(d, carry)


@listens("return-reason")
def reason_heard(d: Dialogue) -> Answer:
    """Why it goes back: what was wrong with it, or any other words."""
    trouble = d.value("trouble")
    reason = str(trouble) if trouble in REASONS else "other"
    if trouble is None and d.turn.intent == "GiveReason":
        reason = "changed_mind"
    words = handing_over.said(d)
    return _offered(d, {**d.asked.data, "reason": reason, "said": words})


@answers_to("return-reason")
def reason_yes_no(d: Dialogue, yes: bool) -> Answer:  # noqa: ARG001 - neither tells one
    """Neither tells a reason, and none is needed."""
    return _offered(d, {**d.asked.data, "reason": "other"})


@intent("GiveReason")
def give_reason(d: Dialogue) -> Answer:
    """A reason that nobody asked for: what is wrong with goods is a problem, all else is not."""
    if d.slot("trouble") is not None:
        return delivery_problem(d)
    return Answer(question=d.question or ask("anything-else", say("ask-what-find")))


def _offered(d: Dialogue, carry: Mapping[str, Any]) -> Answer:
    """The refund with its amount and its way, and the question for the yes."""
    order = d.work.orders.get(int(carry["order"]), d.buyer.id)
    wanted, reason = carry["wanted"], str(carry["reason"])
    pieces = {int(position): int(quantity) for position, quantity in wanted}
    try:
        offered = d.work.aftercare.returns.offer(order.id, d.buyer.id, pieces, reason)
    except ReturnRefused as error:
        return _refused(d, order, error.reason, carry)
    said = [say(f"sorry-{reason}")] if reason in FAULTS else []
    if order.id != orders_in(d, OrderState.DELIVERED)[0].id:
        said.append(say("return-from", day=_delivered(d, order)))
    return _read_back(order, offered, carry).after(*said)


def _read_back(order: Order, offered: Return, carry: Mapping[str, Any]) -> Answer:
    wanted = [[piece.position, piece.quantity] for piece in offered.lines]
    id_ = "ask-refund" if offered.amount else "ask-refund-free"
    line = say(id_, amount=offered.amount, way=way(order, offered), goods=goods(order, wanted))
    kept = {name: carry.get(name) for name in ("said", "reason", "wanted")}
    data = {"back": offered.id, "order": order.id, **kept}
    return Answer(question=ask("confirm-return", line, **data))


def way(order: Order, returned: Return) -> Line:
    """Where the money of a return goes."""
    if returned.way == "credit":
        return say("way-credit")
    plain = order.payment_method == "stripe" and not order.credit
    return say("way-card" if plain else "way-paid")


def _refused(d: Dialogue, order: Order, reason: str, carry: Mapping[str, Any]) -> Answer:
    if reason == "nothing_left":
        return Answer((say("all-returned"),), anything_else())
    lines = {
        "too_late": say("return-too-late", day=_delivered(d, order)),
        "needs_person": say("return-needs-person"),
        "not_delivered": say("return-not-here", items=what(order)),
    }
    about = {name: carry.get(name) for name in ("said", "reason", "wanted")}
    return Answer((lines[reason],), handing_over.offer(d, "return", order, **about))


def _delivered(d: Dialogue, order: Order) -> Line:
    today = d.work.now.astimezone(d.zone).date()
    return labels.day(order.delivery.starts.astimezone(d.zone), today)


@answers_to("confirm-return")
@guards.for_orders
def confirm_return(d: Dialogue, yes: bool) -> Answer:
    """The yes that brings the money back, and only when it was surely heard."""
    if not yes:
        return _nothing()
    data = d.asked.data
    if not d.certain:
        return Answer((say("unsure-refund"),), d.asked)
    order = d.work.orders.get(int(data["order"]), d.buyer.id)
    try:
        done = d.work.aftercare.returns.agree(data["back"], d.buyer.id)
    except ReturnRefused as error:
        return _refused(d, order, error.reason, data)
    return Answer((_done(order, done),), anything_else())


def _done(order: Order, done: Return) -> Line:
    if done.state == "agreed":
        return say("refund-under-way", amount=done.amount)
    if not done.amount:
        return say("refund-given-free")
    return say("refund-given", amount=done.amount, way=way(order, done))


def _nothing() -> Answer:
    return Answer((say("nothing-returned"),), anything_else())
