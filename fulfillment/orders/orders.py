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

from fulfillment.carts.carts import Carts
from fulfillment.customers.customers import Customers
from fulfillment.errors import (
    CodeNeeded,
    Conflict,
    LimitPassed,
    OrderNotAdvanced,
    OrderNotCancellable,
    OutOfStock,
    PaymentDeclined,
    PaymentError,
    PaymentNeedsApproval,
    PaymentUnknown,
    QuoteError,
)
from fulfillment.ledger import Fault
from fulfillment.money import Money
from fulfillment.orders.booking import Bookkeeper
from fulfillment.orders.history import History
from fulfillment.orders.order import (
    CANCELLABLE,
    NEXT,
    Approval,
    Order,
    OrderState,
    PastOrder,
    Refund,
)
from fulfillment.orders.quote import Consent, Terms
from fulfillment.orders.quotes import Quotes
from fulfillment.orders.refunding import Way
from fulfillment.orders.rows import payment_key
from fulfillment.orders.settlement import Settlement
from fulfillment.payments.provider import PaymentProvider
from fulfillment.storage.models import OrderRow, QuoteRow
from fulfillment.unit import Unit


class Orders(History):
    """Everything that happens to orders. Placing, settling and cancelling commit as they go."""

    def __init__(
        self,
        unit: Unit,
        carts: Carts,
        customers: Customers,
        quotes: Quotes,
        payments: PaymentProvider,
    ) -> None:
        super().__init__(unit)
        self._carts = carts
        self._customers = customers
        self._quotes = quotes
        self._payments = payments
        self._books = Bookkeeper(unit)
        self._settlement = Settlement(unit, quotes, self._rows, self._books, payments)
        self._refunds = self._settlement.refunds

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
        * :class:`LimitPassed` when it would pass a limit, and the quote is void then, too;
        * :class:`CodeNeeded` when the consent is without the code that the order needs;
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
        self._refunds.give_all(order_id)
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
        if state == OrderState.DELIVERED:
            self._arrived(order_id)
        return self._read(self._rows.get(order_id))

    def remember(self, orders: Sequence[PastOrder]) -> None:
        """Write down orders that were placed elsewhere, or long ago. Takes no stock, no money."""
        self._rows.write_past(orders)

    def refund(
        self,
        order_id: int,
        amount: Money,
        part: str,
        way: Way = "payment",
        tax: Money | None = None,
    ) -> Order:
        """Return a part of an order's total, once per name of the part.

        It goes back the way it was paid, and as store credit where that is the ``way``, where cash
        was taken at the door, and beyond what the provider has taken. ``tax`` says how much of it
        was tax; otherwise it is as much as of the rest.

        Commits. Raises :class:`OrderNotFound`; :class:`RefundRefused` for more than is left;
        :class:`Conflict` where the part was named before with another amount; or
        :class:`PaymentUnknown`: the refund is written down and will be settled.
        """
        self._refunds.refund(order_id, amount, part, way, tax)
        return self._handed_out(order_id)

    def refunds(self, order_id: int) -> list[Refund]:
        """The parts of an order's total that went back, or are on their way."""
        return self._refunds.of(order_id)

    def stood(self, order_id: int) -> bool:
        """Whether an order was ever placed, and paid or to be paid, here."""
        return self._books.was_placed(order_id)

    def find_approval(self, order_id: int) -> Approval | None:
        """What an order in ``waiting`` waits for."""
        return self._settlement.find_approval(order_id)

    def check_charges(self) -> list[Fault]:
        """Where the provider knows of no charge for an order that we hold for paid by it.

        Asks the provider once for each order, outside of any transaction.
        """
        asked = [
            (order.id, order.to_pay, order.customer_id)
            for order in self.charged(self._payments.method)
        ]
        self._unit.checkpoint()
        return [Fault(what, asks[0]) for asks in asked if (what := self._unlike(*asks))]

    def _unlike(self, order_id: int, amount: Money, customer_id: int) -> str:
        key = payment_key(order_id)
        try:
            known = self._payments.find(key, amount, customer_id) is not None
        except PaymentUnknown:
            return "the provider could not be asked for its charge"
        except PaymentError:
            known = False
        return "" if known else "it is paid, and the provider knows of no charge"

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
        self._refunds.notice(order_id)
        self._rows.note_event(event_id, kind)
        return self._handed_out(order_id)

    def _begin(self, quote: QuoteRow, consent: Consent) -> int:
        try:
            # A savepoint, because a caller may catch what is raised and go on to commit.
            with self._session.begin_nested():
                self._customers.lock(quote.customer_id)
                terms = self._quotes.check(quote)
                self._guard(quote, terms, consent)
                order_id = self._rows.write(quote, terms, consent, self._payments.method)
                self._quotes.close(quote, terms, order_id)
                self._rows.take_stock(terms.lines)
                self._carts.clear(quote.owner)
                self._books.began(self._rows.get(order_id))
        except (QuoteError, OutOfStock, LimitPassed):
            self._quotes.void(quote.id)
            self._unit.checkpoint()
            raise
        return order_id

    def _guard(self, quote: QuoteRow, terms: Terms, consent: Consent) -> None:
        """Raise what keeps an order from being placed although the quote was agreed to."""
        passed = self._customers.limits.exceeded(quote.customer_id, terms.total, quote.id)
        if passed is not None:
            raise LimitPassed(passed.kind, passed.limit.amount_minor, passed.left.amount_minor)
        codes = self._customers.codes
        due = codes.is_due(quote.customer_id, terms.total, terms.address)
        if due and not consent.code_given:
            raise CodeNeeded

    def _give_up(self, order: OrderRow) -> None:
        before = OrderState(order.state)
        if before not in CANCELLABLE:
            raise OrderNotCancellable(before)
        if not self._rows.move(order.id, before, OrderState.CANCELLED):
            raise Conflict("somebody else moved the order")
        self._rows.note_payment(order.id, state="refunding")
        self._rows.return_stock(order)
        if before == OrderState.WAITING:
            self._books.not_made(order)
        else:
            self._refunds.owe_all(order)
        self._books.cancelled(order)

    def _arrived(self, order_id: int) -> None:
        order = self._rows.get(order_id)
        self._books.delivered(order)
        if order.payment.state == "due":
            self._rows.note_payment(order_id, state="paid")

    def _handed_out(self, order_id: int) -> Order:
        order = self._read(self._rows.get(order_id))
        self._unit.checkpoint()
        return order
