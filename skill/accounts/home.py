"""The first page of an account: what is on its way, what waits for the shopper, and the menu."""

from __future__ import annotations

from flask import Blueprint, Response

from fulfillment.customers.owner import customer_owner
from fulfillment.orders import Order, OrderState
from skill.accounts.visit import Visit, for_shoppers


def add_pages(pages: Blueprint) -> None:
    """Put this page among the others."""
    pages.add_url_rule("", "home", for_shoppers(show))


def show(visit: Visit) -> Response:
    """The overview."""
    work, me = visit.work, visit.me
    open_orders = work.orders.open_orders(me.id)
    return visit.page(
        "account/home.html",
        at_home=True,
        orders=open_orders or work.orders.recent(me.id, limit=1),
        approvals=[found for order in open_orders if (found := _approval(visit, order))],
        credit=work.credit.balance(me.id),
        pieces=work.carts.get(customer_owner(me.id)).count,
        has_address=bool(me.address),
    )


def _approval(visit: Visit, order: Order) -> tuple[Order, str] | None:
    """An order that waits for the shopper's bank, with the page for it where there is one."""
    if order.state != OrderState.WAITING:
        return None
    asked = visit.work.orders.find_approval(order.id)
    link = asked.link if asked else ""
    return order, link if link.startswith(("https://", "http://")) else ""
