"""News of orders whose outcome was open when the shopper last heard of them: told once.

The ids of such orders stand in the shopper's preferences, so that any device tells of them, and
are taken out in the transaction that keeps the answer which told of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fulfillment.errors import OrderNotFound
from fulfillment.orders import Order
from skill.conversation import labels
from skill.conversation.answer import Answer, Line, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.outcomes import declined_reply, has_own_words
from skill.conversation.state import SAID_AT_ONCE

_KEY = "untold"
_OPEN = ("placing", "waiting")
# What became of an order, by its state; of one that was delivered there is nothing to tell.
_NEWS = {
    "placed": "news-placed",
    "picking": "news-placed",
    "sent": "news-placed",
    "failed": "news-failed",
    "cancelled": "news-cancelled",
}
# Questions that nothing hangs on: news may come before them.
_PAUSES = ("anything-else", "farewell")


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told, and of which orders."""

    lines: tuple[Line, ...] = ()
    orders: tuple[Order, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the last of the orders is none, so that its goods are in the cart again."""
        return bool(self.orders) and self.orders[-1].state.value == "failed"


def await_outcome(d: Dialogue, order_id: int | None = None) -> None:
    """Note an order whose outcome is told to be open; without an id, the newest that is."""
    if order_id is None:
        order_id = next((each.id for each in _open_orders(d)), None)
    if order_id is not None and order_id not in (noted := _noted(d)):
        _note(d, [*noted, order_id])


def settled(d: Dialogue) -> News:
    """Ask what became of open payments, and tell of it; also where nobody could be told before."""
    found = {order.id for order in d.work.orders.settle(d.buyer.id)}
    if not found and not _waits(d):
        return News()
    noted = _noted(d)
    return _told(d, [*noted, *sorted(found - {*noted})])


def asked_after(d: Dialogue) -> News:
    """The same where the shopper asks after an order, if there is one to ask about."""
    return settled(d) if _waits(d) or _open_orders(d) else News()


def before(d: Dialogue, answer: Answer) -> Answer:
    """The answer with news before it, where nothing else is being talked about."""
    if not _waits(d) or answer.verbatim is not None or answer.question is None:
        return answer
    in_talk = d.question is not None and d.question.kind not in _PAUSES
    if in_talk or answer.question.kind not in _PAUSES:
        return answer
    return answer.after(*_told(d, _noted(d)).lines)


def forget(d: Dialogue, order_id: int) -> None:
    """Note that the shopper knows what became of an order."""
    if _waits(d):
        _note(d, [each for each in _noted(d) if each != order_id])


def _told(d: Dialogue, ids: Sequence[int]) -> News:
    """The news of those orders that have come to an end, at most three; they count as told."""
    known = [order for order in _orders(d, ids) if not _is_open(order)][:SAID_AT_ONCE]
    told = {order.id for order in known}
    if noted := _noted(d):
        _note(d, [each for each in noted if each not in told])
    lines = tuple(line for order in known for line in _lines(d, order))
    return News(lines, tuple(order for order in known if order.state.value in _NEWS))


def _lines(d: Dialogue, order: Order) -> Iterator[Line]:
    if order.state.value == "failed" and has_own_words(order.reason):
        yield say("news-of-order")
        yield say(declined_reply(order.reason))
    elif id_ := _NEWS.get(order.state.value):
        yield say(
            id_,
            slot=labels.slot(order.delivery, d.work.now, d.zone),
            total=order.total if id_ == "news-placed" else order.to_pay,
            payment=order.payment_method,
        )


def _is_open(order: Order) -> bool:
    return order.state.value in _OPEN or order.payment_state == "refunding"


def _open_orders(d: Dialogue) -> list[Order]:
    return [each for each in d.work.orders.open_orders(d.buyer.id) if each.state.value in _OPEN]


def _orders(d: Dialogue, ids: Sequence[int]) -> Iterator[Order]:
    for each in ids:
        try:
            yield d.work.orders.get(each, d.buyer.id)
        except OrderNotFound:
            continue


def _waits(d: Dialogue) -> bool:
    """Whether there was something to tell when the turn began."""
    return d.customer is not None and bool(d.customer.preferences.get(_KEY))


def _noted(d: Dialogue) -> list[int]:
    """The orders still to be told of, read anew: this turn or another device may have told."""
    d.work.customers.lock(d.buyer.id)
    return list(d.work.customers.get(d.buyer.id).preferences.get(_KEY, ()))


def _note(d: Dialogue, ids: Sequence[int]) -> None:
    d.work.customers.set_preference(d.buyer.id, _KEY, list(ids))
