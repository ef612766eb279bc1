"""The money side of orders: asked for, waited for, returned, each outcome written down once.

Nothing here is in a transaction while a provider is asked. States move by conditional updates, so
that an answer and an event that tells of it may come in any order.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from fulfillment.errors import (
    PaymentDeclined,
    PaymentNeedsApproval,
    PaymentUnknown,
)
from fulfillment.money import Money
from fulfillment.orders.booking import Bookkeeper
from fulfillment.orders.order import UNMADE, UNSETTLED, Approval, OrderState
from fulfillment.orders.quotes import Quotes
from fulfillment.orders.refunding import Refunds
from fulfillment.orders.rows import OrderRows
from fulfillment.payments.provider import Charge, PaymentProvider
from fulfillment.storage.models import OrderRow
from fulfillment.storage.payments import ApprovalRow
from fulfillment.unit import Unit

# How long the goods are kept for a shopper who has to approve the payment.
APPROVAL_HOLDS = timedelta(hours=1)

_log = logging.getLogger(__name__)


class Settlement:
    """Brings the payments of orders to their end.

    Commits as it goes, but for the last thing that is written: the caller does.
    """

    def __init__(
        self,
        unit: Unit,
        quotes: Quotes,
        rows: OrderRows,
        books: Bookkeeper,
        payments: PaymentProvider,
    ) -> None:
        self._unit = unit
        self._session = unit.session
        self._quotes = quotes
        self._rows = rows
        self._books = books
        self._payments = payments
        self.refunds = Refunds(unit, rows, books, payments)

    def charge(self, order_id: int) -> None:
        """Ask for the money of an order that was just written.

        Raises :class:`PaymentDeclined`, :class:`PaymentNeedsApproval`, :class:`PaymentUnknown`.
        """
        self._resolve(order_id, asked_before=False)

    def finish(self, order_id: int) -> None:
        """Bring an order's payment to its end, whatever happened to it before.

        Raises what :meth:`charge` raises; :class:`PaymentDeclined` again for a failed order.
        """
        order = self._rows.get(order_id)
        if order.state == OrderState.FAILED:
            raise PaymentDeclined(order.payment.reason)
        if OrderState(order.state) in UNSETTLED:
            self._resolve(order_id, asked_before=True)

    def settle(self, order_id: int) -> bool:
        """The same for whoever looks after open payments; whether the outcome is known now."""
        try:
            return self.attend(order_id)
        except PaymentUnknown:
            return False

    def attend(self, order_id: int) -> bool:
        """Finish an order's payment and its refunds; False while the shopper has to approve.

        Raises :class:`PaymentUnknown`.
        """
        try:
            self.refunds.finish(order_id)
            self.finish(order_id)
        except PaymentNeedsApproval:
            if not self._lapse(order_id):
                return False
        except PaymentDeclined:
            pass
        self.refunds.give_all(order_id)
        return True

    def reclaim(self, order_id: int) -> None:
        """Return money that was taken for an order that is none: it failed or was cancelled.

        So it happens when a shopper approves a payment after its time. Raises
        :class:`PaymentUnknown`.
        """
        order = self._rows.get(order_id)
        key, amount = self._claim(order)
        if OrderState(order.state) not in UNMADE or order.payment.state == "refunding":
            return
        customer_id = order.customer_id
        self._unit.checkpoint()
        try:
            taken = self._payments.find(key, amount, customer_id)
        except (PaymentDeclined, PaymentNeedsApproval):
            return
        if taken is not None:
            self._books.taken_late(self._rows.get(order_id))
            self._rows.note_payment(order_id, state="refunding")
            self.refunds.give_all(order_id)

    def find_approval(self, order_id: int) -> Approval | None:
        """What a waiting order waits for."""
        row = self._session.get(ApprovalRow, order_id)
        return Approval(row.link, row.expires_at) if row else None

    def _resolve(self, order_id: int, *, asked_before: bool) -> None:
        order = self._rows.get(order_id)
        before = OrderState(order.state)
        key, amount = self._claim(order)
        customer_id = order.customer_id
        if not amount:  # store credit pays for all of it
            return self._record(order_id, before, Charge("paid"))
        self._unit.checkpoint(durable=True)
        try:
            charge = self._payments.find(key, amount, customer_id) if asked_before else None
            if charge is None and before == OrderState.WAITING:
                raise PaymentUnknown("the provider does not know what it wants approved")
            charge = charge or self._payments.charge(key, amount, customer_id)
        except PaymentDeclined as declined:
            self._note(order_id, "declined")
            self._fail(order_id, before, declined.reason, gone=asked_before)
            raise
        except PaymentNeedsApproval as needed:
            self._note(order_id, "approval")
            self._wait(order_id, needed.link)
            raise
        except PaymentUnknown:
            self._note(order_id, "unknown")
            # An event of the provider may have told the outcome before its answer got lost.
            if OrderState(self._rows.get(order_id).state) not in UNSETTLED:
                return self.finish(order_id)
            self._unit.checkpoint()
            raise
        self._note(order_id, charge.state)
        return self._record(order_id, before, charge)

    def _note(self, order_id: int, outcome: str) -> None:
        self._unit.note(f"payment_{outcome}")
        _log.info("The payment of order %s: %s", order_id, outcome)

    def _record(self, order_id: int, before: OrderState, charge: Charge) -> None:
        if self._rows.move(order_id, before, OrderState.PLACED) or (
            before == OrderState.PLACING
            and self._rows.move(order_id, OrderState.WAITING, OrderState.PLACED)
        ):
            self._rows.note_payment(order_id, state=charge.state, reference=charge.reference)
            self._unit.note("order_placed")
            self._books.placed(self._rows.get(order_id), paid=charge.state == "paid")

    def _fail(self, order_id: int, before: OrderState, reason: str, *, gone: bool) -> None:
        if self._rows.move(order_id, before, OrderState.FAILED):
            self._put_back(order_id)
            self._rows.note_payment(order_id, state="declined", reason=reason)
            if gone:
                self._books.declined(self._rows.get(order_id))
        self._unit.checkpoint()

    def _wait(self, order_id: int, link: str) -> None:
        if self._rows.move(order_id, OrderState.PLACING, OrderState.WAITING):
            until = self._unit.now + APPROVAL_HOLDS
            self._session.add(ApprovalRow(order_id=order_id, link=link, expires_at=until))
            self._rows.note_payment(order_id, state="approval")
            self._books.needs_approval(self._rows.get(order_id))
        self._unit.checkpoint()

    def _lapse(self, order_id: int) -> bool:
        approval = self.find_approval(order_id)
        late = approval is not None and approval.expires_at <= self._unit.now
        if late and self._rows.move(order_id, OrderState.WAITING, OrderState.FAILED):
            self._put_back(order_id)
            # What nobody approved has to be called off, or it could be approved still.
            self._rows.note_payment(order_id, state="refunding", reason="approval_expired")
            self._books.declined(self._rows.get(order_id))
        self._unit.checkpoint()
        return late

    def _put_back(self, order_id: int) -> None:
        order = self._rows.get(order_id)
        self._rows.return_stock(order)
        self._books.not_made(order)
        quantities = {line.sku: line.quantity for line in order.lines}
        self._quotes.undo(order_id, order.owner, quantities)

    def _claim(self, order: OrderRow) -> tuple[str, Money]:
        return order.payment.idempotency_key, self._money(order.payment.amount_minor)

    def _money(self, amount_minor: int) -> Money:
        return Money(amount_minor, self._unit.profile.currency)
