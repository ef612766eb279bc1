"""An order as it is handed out. Pure, standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fulfillment.money import Money
from fulfillment.orders.quote import DeliverySlot, Discount, QuoteLine, Terms


class OrderState(StrEnum):
    """Where an order is.

    ``placing``: the goods are set aside, the payment's outcome is open. ``waiting``: so they are,
    and the shopper has to approve the payment.
    """

    PLACING = "placing"
    WAITING = "waiting"
    PLACED = "placed"
    PICKING = "picking"
    SENT = "sent"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    FAILED = "failed"


# Where the shop's own hands take an order; cancelling and failing have ways of their own.
NEXT = {
    OrderState.PLACED: OrderState.PICKING,
    OrderState.PICKING: OrderState.SENT,
    OrderState.SENT: OrderState.DELIVERED,
}
OPEN: tuple[OrderState, ...] = (
    OrderState.PLACING,
    OrderState.WAITING,
    OrderState.PLACED,
    OrderState.PICKING,
    OrderState.SENT,
)
CANCELLABLE = (OrderState.WAITING, OrderState.PLACED, OrderState.PICKING)
UNSETTLED = (OrderState.PLACING, OrderState.WAITING)
UNMADE = (OrderState.CANCELLED, OrderState.FAILED)


@dataclass(frozen=True, slots=True)
class OrderLine(QuoteLine):
    """A line of an order; ``position`` is its name within the order.

    Of ``quantity`` pieces, ``given_up`` were taken out before picking and ``returned`` came back.
    """

    position: int
    given_up: int = 0
    returned: int = 0

    @property
    def left(self) -> int:
        """How many pieces the shopper has, or will get."""
        return self.quantity - self.given_up - self.returned


@dataclass(frozen=True, slots=True)
class Order:
    """What was bought, as it was named and priced then.

    ``payment_state`` is one of ``started``, ``approval``, ``paid``, ``due``, ``declined``,
    ``refunding``, ``refunded_part``, ``refunded`` and ``settled``; ``reason`` says why no money
    was taken. ``joins`` is the order whose delivery this one travels with.
    """

    id: int
    customer_id: int
    state: OrderState
    lines: tuple[OrderLine, ...]
    goods: Money
    delivery_cost: Money
    tax: Money
    total: Money
    placed_at: datetime
    delivery: DeliverySlot
    address_label: str
    payment_method: str
    payment_state: str
    reason: str
    discounts: tuple[Discount, ...]
    credit: Money
    tax_included: bool
    joins: int | None = None

    @property
    def to_pay(self) -> Money:
        """What was left to pay after store credit."""
        return self.total - self.credit


@dataclass(frozen=True, slots=True)
class Approval:
    """What an order in ``waiting`` waits for: the page, where there is one, and the last moment."""

    link: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Refund:
    """A part of an order's total that went back, or is on its way: ``started`` or ``done``.

    ``credit`` of the amount is store credit.
    """

    part: str
    amount: Money
    state: str
    credit: Money


@dataclass(frozen=True, slots=True)
class PastOrder:
    """An order from elsewhere that only has to be remembered; its money is settled already."""

    customer_id: int
    state: OrderState
    placed_at: datetime
    terms: Terms
    payment_method: str
