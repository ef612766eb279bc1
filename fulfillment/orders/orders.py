"""Orders: placed once, whatever happens on the way; cancelled, moved on and settled.

Placing goes in three steps. One transaction sets the goods aside, empties the cart and writes the
order as ``placing``. Outside any transaction the provider is asked for the money. Another
transaction records the outcome. A process that dies leaves either nothing or an order in
``placing``, which the next ``place`` of the same quote, or ``settle``, brings to its end under the
same idempotency key.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select

from fulfillment.carts.carts import Carts
from fulfillment.errors import (
    Conflict,
    OrderNotAdvanced,
    OrderNotCancellable,
    OutOfStock,
    PaymentDeclined,
    PaymentUnknown,
    QuoteError,
)
from fulfillment.money import Money
from fulfillment.orders.ledger import Ledger, query_orders
from fulfillment.orders.order import CANCELLABLE, NEXT, OPEN, Order, OrderState, PastOrder
from fulfillment.orders.quote import Consent
from fulfillment.orders.quotes import Quotes
from fulfillment.orders.reading import to_order
from fulfillment.payments.provider import Charge, PaymentProvider
from fulfillment.storage.models import OrderRow, PaymentRow, QuoteRow
from fulfillment.unit import Unit


class Orders:
    """Everything that happens to orders. Placing, settling and cancelling commit as they go."""

    def __init__(self, unit: Unit, carts: Carts, quotes: Quotes, payments: PaymentProvider) -> None:
        self._unit = unit
        self._session = unit.session
        self._carts = carts
        self._quotes = quotes
        self._payments = payments
        self._ledger = Ledger(unit)

    def place(
        self, quote_id: str, *, customer_id: int, conversation: str, consent: Consent
    ) -> Order:
        """Buy what a quote offers, once; called again, it goes on where it had stopped.

        Commits, and with it whatever this unit of work has done before. Raises

        * :class:`QuoteNotFound`, :class:`QuoteVoid`, :class:`QuoteExpired`, :class:`QuoteChanged`
          or :class:`OutOfStock` when the quote cannot be bought; it is void then;
        * :class:`PaymentDeclined` when no money was taken: goods and cart are back, the order has
          failed, and the same quote is declined again;
        * :class:`PaymentUnknown` when nobody knows: the order stays in ``placing``.
        """
        quote = self._quotes.lock(quote_id, customer_id, conversation)
        order_id = self._ledger.find_by_quote(quote_id)
        if order_id is None:
            order_id = self._begin(quote, consent)
        return self._finish(order_id)

    def get(self, order_id: int, customer_id: int) -> Order:
        """An order of a customer. Raises :class:`OrderNotFound`."""
        return self._read(self._ledger.get(order_id, customer_id))

    def get_consent(self, order_id: int) -> Consent:
        """What was read out and what was heard before the order was placed.

        Raises :class:`OrderNotFound`, also for an order that was placed elsewhere.
        """
        return self._ledger.get_consent(order_id)

    def find_last(self, customer_id: int) -> Order | None:
        """The latest order of a customer, if there is one."""
        found = self.recent(customer_id, limit=1)
        return found[0] if found else None

    def recent(self, customer_id: int, limit: int = 10) -> list[Order]:
        """The latest orders of a customer, the newest first; orders that failed never were any."""
        return self._query(customer_id, OrderRow.state != OrderState.FAILED.value, limit=limit)

    def open_orders(self, customer_id: int) -> list[Order]:
        """The orders of a customer that are still on their way, the newest first."""
        return self._query(customer_id, OrderRow.state.in_([state.value for state in OPEN]))

    def cancel(self, order_id: int, customer_id: int) -> Order:
        """Give an order up: the goods go back on the shelf and the payment is undone.

        Commits; called again, it finishes what had stopped. An order in ``placing`` is first
        brought to its end, lest money be taken for an order that is gone. Raises
        :class:`OrderNotFound`, :class:`OrderNotCancellable`, :class:`Conflict`, or
        :class:`PaymentUnknown`: the payment is open still, or its refund is and will be settled.
        """
        order = self._ledger.get(order_id, customer_id)
        if order.state == OrderState.PLACING:
            self._finish_quietly(order_id)
            order = self._ledger.get(order_id)
        if order.state != OrderState.CANCELLED:
            self._give_up(order)
        return self._refund(order_id)

    def advance(self, order_id: int, state: OrderState) -> Order:
        """Move an order to its next state: picking, sent, delivered.

        Raises :class:`OrderNotFound`, :class:`OrderNotAdvanced` or :class:`Conflict`.
        """
        order = self._ledger.get(order_id)
        before = OrderState(order.state)
        if NEXT.get(before) != state:
            raise OrderNotAdvanced(before, state)
        if not self._ledger.move(order_id, before, state):
            raise Conflict("somebody else moved the order")
        return self._read(self._ledger.get(order_id))

    def remember(self, orders: Sequence[PastOrder]) -> None:
        """Write down orders that were placed elsewhere, or long ago. Takes no stock, no money."""
        self._ledger.write_past(orders)

    def settle(self, customer_id: int | None = None) -> list[Order]:
        """Bring to their end the orders that a payment left open, of one customer or of all.

        Commits. Returns those whose outcome is known now, placed, failed or cancelled; the others
        stay as they are.
        """
        unsettled = select(OrderRow.id).join(PaymentRow)
        unsettled = unsettled.where(
            or_(OrderRow.state == OrderState.PLACING.value, PaymentRow.state == "refunding")
        )
        if customer_id is not None:
            unsettled = unsettled.where(OrderRow.customer_id == customer_id)
        ids = self._session.scalars(unsettled.order_by(OrderRow.id)).all()
        return [order for order_id in ids if (order := self._settle(order_id))]

    def _settle(self, order_id: int) -> Order | None:
        try:
            self._finish_quietly(order_id)
            return self._refund(order_id)
        except PaymentUnknown:
            return None

    def _begin(self, quote: QuoteRow, consent: Consent) -> int:
        try:
            # A savepoint, because a caller may catch what is raised and go on to commit.
            with self._session.begin_nested():
                terms = self._quotes.check(quote)
                order_id = self._ledger.write(quote, terms, consent, self._payments.method)
                self._ledger.take_stock(terms.lines)
                self._carts.clear(quote.owner)
        except (QuoteError, OutOfStock):
            self._quotes.void(quote.id)
            self._unit.checkpoint()
            raise
        return order_id

    def _finish(self, order_id: int) -> Order:
        order = self._ledger.get(order_id)
        if order.state == OrderState.FAILED:
            raise PaymentDeclined(order.payment.reason)
        if order.state != OrderState.PLACING:
            return self._read(order)
        key, amount, customer_id = self._claim(order)
        self._unit.checkpoint(durable=True)
        try:
            charge = self._payments.charge(key, amount, customer_id)
        except PaymentDeclined as declined:
            self._fail(order_id, declined.reason)
            raise
        return self._record(order_id, charge)

    def _finish_quietly(self, order_id: int) -> None:
        try:
            self._finish(order_id)
        except PaymentDeclined:
            return

    def _record(self, order_id: int, charge: Charge) -> Order:
        if self._ledger.move(order_id, OrderState.PLACING, OrderState.PLACED):
            self._ledger.note_payment(order_id, state=charge.state, reference=charge.reference)
        order = self._read(self._ledger.get(order_id))
        self._unit.checkpoint()
        return order

    def _fail(self, order_id: int, reason: str) -> None:
        if self._ledger.move(order_id, OrderState.PLACING, OrderState.FAILED):
            order = self._ledger.get(order_id)
            self._ledger.note_payment(order_id, state="declined", reason=reason)
            self._ledger.return_stock(order)
            self._carts.put_back(order.owner, {x.sku: x.quantity for x in order.lines})
        self._unit.checkpoint()

    def _give_up(self, order: OrderRow) -> None:
        before = OrderState(order.state)
        if before not in CANCELLABLE:
            raise OrderNotCancellable(before)
        if not self._ledger.move(order.id, before, OrderState.CANCELLED):
            raise Conflict("somebody else moved the order")
        self._ledger.note_payment(order.id, state="refunding")
        self._ledger.return_stock(order)

    def _refund(self, order_id: int) -> Order:
        order = self._ledger.get(order_id)
        if order.payment.state == "refunding":
            key, amount, _ = self._claim(order)
            self._unit.checkpoint(durable=True)
            self._payments.refund(key, amount)
            self._ledger.note_payment(order_id, state="refunded")
            order = self._ledger.get(order_id)
        handed_out = self._read(order)
        self._unit.checkpoint()
        return handed_out

    def _claim(self, order: OrderRow) -> tuple[str, Money, int]:
        amount = Money(order.payment.amount_minor, self._unit.profile.currency)
        return order.payment.idempotency_key, amount, order.customer_id

    def _query(
        self, customer_id: int, states: ColumnElement[bool], limit: int | None = None
    ) -> list[Order]:
        theirs = query_orders().where(OrderRow.customer_id == customer_id, states)
        newest_first = theirs.order_by(OrderRow.placed_at.desc(), OrderRow.id.desc())
        return [self._read(row) for row in self._session.scalars(newest_first.limit(limit))]

    def _read(self, row: OrderRow) -> Order:
        return to_order(row, self._unit.profile.currency)
