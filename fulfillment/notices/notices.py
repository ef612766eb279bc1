"""Reads what messages tell of, by the ids that they hold."""

from __future__ import annotations

from fulfillment.notices.notice import OrderNotice
from fulfillment.orders.orders import Orders


class Notices:
    """Orders, whoever they belong to: for letters to their owners, never for a shopper's words."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders

    def of_order(self, order_id: int) -> OrderNotice:
        """An order and its money. Raises :class:`OrderNotFound`."""
        return OrderNotice(
            order=self._orders.look_up(order_id),
            stood=self._orders.stood(order_id),
            approval=self._orders.find_approval(order_id),
            refunds=tuple(self._orders.refunds(order_id)),
        )
