"""Everything that follows an order, in one place."""

from __future__ import annotations

from fulfillment.aftercare.changes import Changes
from fulfillment.aftercare.returns import Returns
from fulfillment.aftercare.shares import worth
from fulfillment.aftercare.tickets import Tickets
from fulfillment.money import Money
from fulfillment.orders.order import Order, OrderLine
from fulfillment.orders.orders import Orders
from fulfillment.outbox.outbox import Outbox
from fulfillment.unit import Unit


class Aftercare:
    """Returns, pieces given up before picking, and matters for a person."""

    def __init__(self, unit: Unit, orders: Orders, outbox: Outbox) -> None:
        self.returns = Returns(unit, orders)
        self.tickets = Tickets(unit, orders, outbox)
        self._changes = Changes(unit, orders)

    def worth(self, order: Order, line: OrderLine, pieces: int) -> Money:
        """What so many pieces of a line bring back. Raises ValueError for more than are left."""
        return worth(order, line, pieces).amount

    def give_up(
        self, order_id: int, customer_id: int, position: int, quantity: int, key: str
    ) -> Order:
        """Take pieces of a line out of an order; see :meth:`Changes.give_up`."""
        return self._changes.give_up(order_id, customer_id, position, quantity, key)
