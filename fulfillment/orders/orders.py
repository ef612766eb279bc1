"""Orders: placed once, whatever happens on the way; cancelled, moved on and settled.

Placing goes in three steps. One transaction sets the goods aside, empties the cart and writes the
order as ``placing``. Outside any transaction the provider is asked for the money. Another
transaction records the outcome. A process that dies leaves either nothing or an order in
``placing``, which the next ``place`` of the same quote, or ``settle``, brings to its end under the
same idempotency key.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import ColumnElement

from fulfillment.carts.carts import Carts
from fulfillment.errors import (
    Conflict,
    OrderNotAdvanced,
    OrderNotCancellable,
    OutOfStock,
    PaymentDeclined,
    PaymentNeedsApproval,
    QuoteError,
)
from fulfillment.money import Money
from fulfillment.orders.order import (
    CANCELLABLE,
    NEXT,
    OPEN,
    Approval,
    Order,
    OrderState,
    PastOrder,
    Refund,
)
from fulfillment.orders.quote import Consent
from fulfillment.orders.quotes import Quotes
from fulfillment.orders.reading import to_order
from fulfillment.orders.rows import OrderRows, query_orders
from fulfillment.orders.settlement import Settlement
from fulfillment.payments.provider import PaymentProvider
from fulfillment.storage.models import OrderRow, QuoteRow
from fulfillment.unit import Unit


class Orders:
    """Everything that happens to orders. Placing, settling and cancelling commit as they go."""

    def __init__(self, unit: Unit, carts: Carts, quotes: Quotes, payments: PaymentProvider) -> None:
        self._unit = unit
        self._session = unit.session
        self._carts = carts
        self._quotes = quotes
        self._payments = payments
        self._rows = OrderRows(unit)
        self._settlement = Settlement(unit, carts, self._rows, payments)

    @property
    def payment_method(self) -> str:
        """How an order that is placed now is paid."""
        return self._payments.method

    def place(
        self, quote_id: str, *, customer_id: int, conversation: str, consent: Consent
    ) -> Order:
        """Buy what a quote offers, once; called again, it goes on where it had stopped.

        Commits, and with it whatever this unit of work has done before. Raises

        * :class:`QuoteNotFound`, :class:`QuoteVoid`, :class:`QuoteExpired`, :class:`QuoteChanged`
          or :class:`OutOfStock` when the quote cannot be bought; it is void then;
        * :class:`PaymentDeclined` when no money was taken: goods and cart are back, the order has
          failed, and the same quote is declined again;
        * :class:`PaymentNeedsApproval` when the shopper has to approve: the order is ``waiting``;
        * :class:`PaymentUnknown` when nobody knows: the order stays in ``placing``.
        """
        quote = self._quotes.lock(quote_id, customer_id, conversation)
        order_id = self._rows.find_by_quote(quote_id)
        if order_id is None:
            order_id = self._begin(quote, consent)
            self._settlement.charge(order_id)
        else:
            self._settlement.finish(order_id)
        return self._handed_out(order_id)

    def get(self, order_id: int, customer_id: int) -> Order:
        """An order of a customer. Raises :class:`OrderNotFound`."""
        return self._read(self._rows.get(order_id, customer_id))

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
        order = self._rows.get(order_id, customer_id)
        if order.state == OrderState.PLACING:
            with suppress(PaymentDeclined, PaymentNeedsApproval):
                self._settlement.finish(order_id)
            order = self._rows.get(order_id)
        if order.state != OrderState.CANCELLED:
            self._give_up(order)
        self._settlement.give_back(order_id)
        return self._handed_out(order_id)

    def advance(self, order_id: int, state: OrderState) -> Order:
        """Move an order to its next state: picking, sent, delivered.

        Raises :class:`OrderNotFound`, :class:`OrderNotAdvanced` or :class:`Conflict`.
        """
        order = self._rows.get(order_id)
        before = OrderState(order.state)
        if NEXT.get(before) != state:
            raise OrderNotAdvanced(before, state)
        if not self._rows.move(order_id, before, state):
            raise Conflict("somebody else moved the order")
        return self._read(self._rows.get(order_id))

    def remember(self, orders: Sequence[PastOrder]) -> None:
        """Write down orders that were placed elsewhere, or long ago. Takes no stock, no money."""
        self._rows.write_past(orders)

    def refund(self, order_id: int, amount: Money, part: str) -> Order:
        """Return a part of an order's payment, once per name of the part.

        Commits. Raises :class:`OrderNotFound`; :class:`RefundRefused` for more than is left;
        :class:`Conflict` where the part was named before with another amount; or
        :class:`PaymentUnknown`: the refund is written down and will be settled.
        """
        self._settlement.refund(order_id, amount, part)
        return self._handed_out(order_id)

    def refunds(self, order_id: int) -> list[Refund]:
        """The parts of an order's payment that went back, or are on their way."""
        return self._settlement.refunds(order_id)

    def find_approval(self, order_id: int) -> Approval | None:
        """What an order in ``waiting`` waits for."""
        return self._settlement.find_approval(order_id)

    def settle(self, customer_id: int | None = None) -> list[Order]:
        """Bring to their end the orders that a payment left open, of one customer or of all.

        Commits. Returns those whose outcome is known now, placed, failed or cancelled; the others
        stay as they are.
        """
        unsettled = self._rows.unsettled(customer_id)
        return [self._handed_out(each) for each in unsettled if self._settlement.settle(each)]

    def hear(self, event_id: str, kind: str, full_key: str) -> Order | None:
        """Take note of a provider's event about a charge, however often it comes.

        ``full_key`` is the key that the provider was told, with the shop's own part.

        The event only says where to look: what became of the charge is asked of the provider, so
        that events may come late or in any order. Commits. The order as it is now; None where no
        order has this key, or the event was dealt with before. Raises :class:`PaymentUnknown` when
        the provider cannot be asked: the event should come again.
        """
        order_id = self._rows.find_by_key(full_key)
        if order_id is None or self._rows.knows_event(event_id):
            return None
        self._settlement.attend(order_id)
        self._settlement.reclaim(order_id)
        self._rows.note_event(event_id, kind)
        return self._handed_out(order_id)

    def _begin(self, quote: QuoteRow, consent: Consent) -> int:
        try:
            # A savepoint, because a caller may catch what is raised and go on to commit.
            with self._session.begin_nested():
                terms = self._quotes.check(quote)
                order_id = self._rows.write(quote, terms, consent, self._payments.method)
                self._rows.take_stock(terms.lines)
                self._carts.clear(quote.owner)
        except (QuoteError, OutOfStock):
            self._quotes.void(quote.id)
            self._unit.checkpoint()
            raise
        return order_id

    def _give_up(self, order: OrderRow) -> None:
        before = OrderState(order.state)
        if before not in CANCELLABLE:
            raise OrderNotCancellable(before)
        if not self._rows.move(order.id, before, OrderState.CANCELLED):
            raise Conflict("somebody else moved the order")
        self._rows.note_payment(order.id, state="refunding")
        self._rows.return_stock(order)

    def _handed_out(self, order_id: int) -> Order:
        order = self._read(self._rows.get(order_id))
        self._unit.checkpoint()
        return order

    def _query(
        self, customer_id: int, states: ColumnElement[bool], limit: int | None = None
    ) -> list[Order]:
        theirs = query_orders().where(OrderRow.customer_id == customer_id, states)
        newest_first = theirs.order_by(OrderRow.placed_at.desc(), OrderRow.id.desc())
        return [self._read(row) for row in self._session.scalars(newest_first.limit(limit))]

    def _read(self, row: OrderRow) -> Order:
        return to_order(row, self._unit.profile.currency)
