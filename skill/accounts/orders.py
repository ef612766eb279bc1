"""A shopper's orders, each with its receipt and the record of how it was agreed to."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, request

from fulfillment.errors import OrderNotFound
from fulfillment.orders import Consent, Order, OrderState
from fulfillment.orders.order import UNMADE
from fulfillment.payments import PayOnDelivery
from skill.accounts.frame import the_frame
from skill.accounts.visit import LARGEST_ID, Visit, for_anyone, for_shoppers
from skill.mail.sums import summed

_AT_ONCE = 20
_FARTHEST = 500
_WAITING = (OrderState.PLACING, OrderState.WAITING)
# Of payments in these states it is not said how they were paid: they were not, or are no longer.
_OPEN_OR_BACK = ("started", "approval", "declined", "refunding", "refunded")


def add_pages(pages: Blueprint) -> None:
    """Put these pages among the others."""
    pages.add_url_rule("/orders", "orders", for_shoppers(show_all))
    one = f"/orders/<int(max={LARGEST_ID}):order_id>"
    pages.add_url_rule(one, "orders_one", for_shoppers(show_one))
    pages.add_url_rule("/approved", "approved", for_anyone(approved))


def show_all(visit: Visit) -> Response:
    """The orders, the newest first, so many on a page."""
    before = _number(request.args.get("page", ""))
    found = visit.work.orders.recent(visit.me.id, limit=(before + 1) * _AT_ONCE + 1)
    shown = found[before * _AT_ONCE :]
    return visit.page(
        "account/orders.html",
        orders=shown[:_AT_ONCE],
        newer=before - 1 if before else None,
        older=before + 1 if len(shown) > _AT_ONCE else None,
    )


def show_one(visit: Visit, order_id: int) -> Response:
    """One order: its receipt, what went back, and what was said before it was placed."""
    try:
        order = visit.work.orders.get(order_id, visit.me.id)
    except OrderNotFound:
        return visit.page("account/orders_none.html", 404)
    return visit.page(
        "account/orders_one.html",
        order=order,
        sums=[(visit.words.write(name), amount) for name, amount in summed(order)],
        refunds=visit.work.orders.refunds(order_id),
        approval=visit.work.orders.find_approval(order_id) if _waits(order) else None,
        consent=_consent(visit, order_id),
        paid=[visit.t(f"page-paid-{name}") for name in _paid(order)],
        product=visit.words.product,
    )


def approved(visit: Visit) -> Response:
    """What became of a payment that the shopper has come back from approving at the bank.

    Whoever comes back need not be signed in: Stripe adds its own id of the payment to the address.
    They are told how the order stands, and nothing of what is in it.
    """
    reference = request.args.get("payment_intent", "")
    visit.work.checkpoint()  # the provider is asked outside of any transaction
    cards = the_frame().shop.cards
    key = cards.find_charge(reference) if cards and reference else None
    order = visit.work.orders.find_by_charge(key) if key else None
    if order is not None:
        visit.work.orders.settle(order.customer_id)
        order = visit.work.orders.look_up(order.id)
    own = order is not None and visit.customer is not None and visit.me.id == order.customer_id
    return visit.page("account/approved.html", order=order, own=own)


def _paid(order: Order) -> Iterator[str]:
    """What there is to say of an order's money, by the names of the messages."""
    at_door = order.payment_method == PayOnDelivery.method and order.payment_state != "declined"
    if order.state in UNMADE and at_door:
        yield "not-due"
    elif order.payment_state in _OPEN_OR_BACK:
        yield order.payment_state
    else:
        arrived = at_door and order.state == OrderState.DELIVERED
        yield "at_door" if arrived else order.payment_method
        if order.payment_state == "refunded_part":
            yield order.payment_state


def _waits(order: Order) -> bool:
    return order.state in _WAITING


def _consent(visit: Visit, order_id: int) -> Consent | None:
    try:
        return visit.work.orders.get_consent(order_id)
    except OrderNotFound:
        return None


def _number(text: str) -> int:
    # Python refuses to read numbers of thousands of digits.
    digits = text if text.isascii() and text.isdecimal() else "0"
    return min(int(digits[:9]), _FARTHEST)
