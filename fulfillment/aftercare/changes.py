"""Fewer pieces of an order, as long as nobody has begun to pick it."""

from __future__ import annotations

from fulfillment.aftercare.lines import hold, leave_out, put_on_shelf
from fulfillment.aftercare.shares import worth
from fulfillment.errors import OrderNotChangeable, PaymentUnknown, RefundRefused, ReturnRefused
from fulfillment.orders.order import Order, OrderLine, OrderState
from fulfillment.orders.orders import Orders
from fulfillment.unit import Unit


class Changes:
    """Takes pieces out of orders. Delivery, free or not, stays as it was agreed."""

    def __init__(self, unit: Unit, orders: Orders) -> None:
        self._unit = unit
        self._session = unit.session
        self._orders = orders

    def give_up(
        self, order_id: int, customer_id: int, position: int, quantity: int, key: str
    ) -> Order:
        """Take ``quantity`` pieces of a line out of an order: goods back, money back, once per key.

        The last pieces of an order cancel it, delivery included. Commits. Where the provider does
        not answer, the refund will be settled. Raises :class:`OrderNotFound`,
        :class:`OrderNotChangeable`, :class:`OrderNotCancellable`, or :class:`ReturnRefused`:
        ``nothing_left`` where so many pieces are not left, ``needs_person`` where their money
        cannot be given back from here.
        """
        part = f"change-{key}"
        order = self._orders.get(order_id, customer_id)
        known = next((x for x in self._orders.refunds(order_id) if x.part == part), None)
        try:
            if known is not None:
                return self._orders.refund(order_id, known.amount, part)
            return self._give_up(order, position, quantity, part)
        except PaymentUnknown:
            return self._orders.get(order_id, customer_id)

    def _give_up(self, order: Order, position: int, quantity: int, part: str) -> Order:
        if not hold(self._session, order.id, OrderState.PLACED):
            raise OrderNotChangeable(self._orders.get(order.id, order.customer_id).state)
        order = self._orders.get(order.id, order.customer_id)
        line = _line(order, position, quantity)
        if sum(each.left for each in order.lines) == quantity:
            return self._orders.cancel(order.id, order.customer_id)
        back = worth(order, line, quantity)
        savepoint = self._session.begin_nested()
        leave_out(self._session, order.id, position, quantity)
        put_on_shelf(self._session, line.sku, quantity)
        if not back.amount:
            self._unit.checkpoint()
            return self._orders.get(order.id, order.customer_id)
        try:
            return self._orders.refund(order.id, back.amount, part, tax=back.tax)
        except RefundRefused as error:
            # Refused before anything was committed, and of these pieces or not at all.
            if savepoint.is_active:
                savepoint.rollback()
            raise ReturnRefused("needs_person") from error


def _line(order: Order, position: int, quantity: int) -> OrderLine:
    line = next((each for each in order.lines if each.position == position), None)
    if line is None or not 0 < quantity <= line.left:
        raise ReturnRefused("nothing_left")
    return line
