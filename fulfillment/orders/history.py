"""Orders as they are read; nothing here changes one."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from fulfillment.orders.order import OPEN, Order, OrderState
from fulfillment.orders.quote import Consent
from fulfillment.orders.reading import to_order
from fulfillment.orders.rows import OrderRows, query_orders
from fulfillment.storage.models import OrderRow, PaymentRow
from fulfillment.unit import Unit


class History:
    """Finds orders."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session
        self._rows = OrderRows(unit)

    def get(self, order_id: int, customer_id: int) -> Order:
        """An order of a customer. Raises :class:`OrderNotFound`."""
        return self._read(self._rows.get(order_id, customer_id))

    def look_up(self, order_id: int) -> Order:
        """An order, whoever has placed it. Raises :class:`OrderNotFound`."""
        return self._read(self._rows.get(order_id))

    def find_by_charge(self, full_key: str) -> Order | None:
        """The order that is paid by the charge of this whole key, as the provider was told it."""
        order_id = self._rows.find_by_key(full_key)
        return None if order_id is None else self.look_up(order_id)

    def latest(self, limit: int, state: OrderState | None = None) -> list[Order]:
        """The latest orders of all customers, in one state if it is named, the newest first."""
        wanted = [] if state is None else [OrderRow.state == state.value]
        return self._query(*wanted, limit=limit)

    def get_consent(self, order_id: int) -> Consent:
        """What was read out and what was heard before the order was placed.

        Raises :class:`OrderNotFound`, also for an order that was placed elsewhere.
        """
        return self._rows.get_consent(order_id)

    def find_last(self, customer_id: int) -> Order | None:
        """The latest order of a customer, if there is one."""
        found = self.recent(customer_id, limit=1)
        return found[0] if found else None

    def recent(self, customer_id: int, limit: int = 10) -> list[Order]:
        """The latest orders of a customer, the newest first; orders that failed never were any."""
        theirs = OrderRow.customer_id == customer_id
        return self._query(theirs, OrderRow.state != OrderState.FAILED.value, limit=limit)

    def open_orders(self, customer_id: int) -> list[Order]:
        """The orders of a customer that are still on their way, the newest first."""
        states = OrderRow.state.in_([state.value for state in OPEN])
        return self._query(OrderRow.customer_id == customer_id, states)

    def charged(self, method: str) -> list[Order]:
        """The orders for which a provider must have taken money, the oldest first."""
        paid = PaymentRow.state.in_(("paid", "refunded_part", "refunded"))
        wanted = PaymentRow.method == method, paid, OrderRow.state != OrderState.FAILED.value
        rows = self._session.scalars(query_orders().join(PaymentRow).where(*wanted))
        return sorted(map(self._read, rows), key=lambda order: order.id)

    def _query(self, *wanted: ColumnElement[bool], limit: int | None = None) -> list[Order]:
        newest_first = query_orders().where(*wanted)
        newest_first = newest_first.order_by(OrderRow.placed_at.desc(), OrderRow.id.desc())
        return [self._read(row) for row in self._session.scalars(newest_first.limit(limit))]

    def _read(self, row: OrderRow) -> Order:
        return to_order(row, self._unit.profile.currency)
