"""Taking back an order that was placed a moment ago, money included."""

from __future__ import annotations

from dataclasses import replace

from fulfillment.orders import Order
from skill.conversation import registry
from skill.conversation.answer import Answer, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.checkout import OPEN_ORDER
from skill.conversation.intents.orders import cancel_order, confirm_cancel_order
from skill.conversation.registry import intent

_UNDONE = ("cancelled", "failed")


@intent("UndoOrder")
def undo_order(d: Dialogue) -> Answer:
    """ "Undo my order": at once while the shop's time for it runs, later only after a yes."""
    order = _just_placed(d)
    return _undone(d, order) if order else cancel_order(d)


@intent("TakeBack")
def take_back(d: Dialogue) -> Answer:
    """ "Take that back": the order right after it was placed, else what was put into the cart."""
    order = _just_placed(d)
    placed = d.question.data.get("placed") if d.question else None
    if order is not None and order.id == placed:
        return _undone(d, order)
    reading_out = d.question is not None and d.question.kind in OPEN_ORDER
    in_cart = not reading_out and bool(d.work.carts.get(d.owner).lines)
    return registry.intents["RemoveFromCart" if in_cart else "Cancel"](d)


def _just_placed(d: Dialogue) -> Order | None:
    """The newest order, while it may be taken back without a question."""
    newest = d.work.orders.find_last(d.customer.id) if d.customer else None
    if newest is None or newest.state.value in _UNDONE:
        return None
    in_time = d.work.now - newest.placed_at <= d.work.customers.rules.undo
    return newest if in_time else None


def _undone(d: Dialogue, order: Order) -> Answer:
    question = ask("confirm-cancel-order", say("ask-anything-else"), order=order.id)
    return confirm_cancel_order(replace(d, question=question), True)
