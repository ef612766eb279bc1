"""An order as it is handed out. Pure, standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fulfillment.money import Money
from fulfillment.orders.quote import DeliverySlot, QuoteLine, Terms


class OrderState(StrEnum):
    """Where an order is. ``placing``: the goods are set aside, the payment's outcome is open."""

    PLACING = "placing"
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
    OrderState.PLACED,
    OrderState.PICKING,
    OrderState.SENT,
)
CANCELLABLE = (OrderState.PLACED, OrderState.PICKING)
UNMADE = (OrderState.CANCELLED, OrderState.FAILED)


@dataclass(frozen=True, slots=True)
class Order:
    """What was bought, as it was named and priced then."""

    id: int
    customer_id: int
    state: OrderState
    lines: tuple[QuoteLine, ...]
    goods: Money
    delivery_cost: Money
    tax: Money
    total: Money
    placed_at: datetime
    delivery: DeliverySlot
    address_label: str
    payment_method: str


@dataclass(frozen=True, slots=True)
class PastOrder:
    """An order from elsewhere that only has to be remembered; its money is settled already."""

    customer_id: int
    state: OrderState
    placed_at: datetime
    terms: Terms
    payment_method: str
