"""The money side of orders: asked for, waited for, returned, each outcome written down once.

Nothing here is in a transaction while a provider is asked. States move by conditional updates, so
that an answer and an event that tells of it may come in any order.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, update

from fulfillment.carts.carts import Carts
from fulfillment.errors import (
    Conflict,
    PaymentDeclined,
    PaymentNeedsApproval,
    PaymentUnknown,
    RefundRefused,
)
from fulfillment.money import Money
from fulfillment.orders.order import UNMADE, UNSETTLED, Approval, OrderState, Refund
from fulfillment.orders.rows import OrderRows
from fulfillment.payments.provider import Charge, PaymentProvider
from fulfillment.storage.models import OrderRow, PaymentRow
from fulfillment.storage.payments import ApprovalRow, RefundRow
from fulfillment.storage.statements import changed_rows
from fulfillment.unit import Unit

# How long the goods are kept for a shopper who has to approve the payment.
APPROVAL_HOLDS = timedelta(hours=1)
_RETURNABLE = ("paid", "due", "refunded_part")


class Settlement:
    """Brings the payments of orders to their end.

    Commits as it goes, but for the last thing that is written: the caller does.
    """

    def __init__(
        self, unit: Unit, carts: Carts, rows: OrderRows, payments: PaymentProvider
    ) -> None:
        self._unit = unit
        self._session = unit.session
        self._carts = carts
        self._rows = rows
        self._payments = payments

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
            self._finish_refunds(order_id)
            self.finish(order_id)
        except PaymentNeedsApproval:
            if not self._lapse(order_id):
                return False
        except PaymentDeclined:
            pass
        self.give_back(order_id)
        return True

    def reclaim(self, order_id: int) -> None:
        """Return money that was taken for an order that is none: it failed or was cancelled.

        So it happens when a shopper approves a payment after its time. Raises
        :class:`PaymentUnknown`.
        """
        order = self._rows.get(order_id)
        if OrderState(order.state) not in UNMADE or order.payment.state == "refunding":
            return
        key, amount = self._claim(order)
        customer_id = order.customer_id
        self._unit.checkpoint()
        try:
            taken = self._payments.find(key, amount, customer_id)
        except (PaymentDeclined, PaymentNeedsApproval):
            return
        if taken is not None:
            self._rows.note_payment(order_id, state="refunding")
            self.give_back(order_id)

    def give_back(self, order_id: int) -> None:
        """Return what is left of a payment in state ``refunding``. Raises :class:`PaymentUnknown`.

        A charge that was never taken is called off by this.
        """
        order = self._rows.get(order_id)
        if order.payment.state != "refunding":
            return
        self._finish_refunds(order_id)
        key, amount = self._claim(order)
        left = amount - self._returned(order_id)
        self._unit.checkpoint(durable=True)
        if left:
            self._payments.refund(key, left)
        self._rows.note_payment(order_id, state="refunded")

    def refund(self, order_id: int, amount: Money, part: str) -> None:
        """Return a part of an order's payment, once per name of the part.

        Raises :class:`RefundRefused`, :class:`OrderNotFound`, :class:`Conflict` where the part was
        named before with another amount, or :class:`PaymentUnknown`: settling finishes it.
        """
        # The lock keeps two refunds from each taking what only suffices for one.
        self._session.execute(
            select(PaymentRow.id).where(PaymentRow.order_id == order_id).with_for_update()
        )
        order = self._rows.get(order_id)
        known = self._find_refund(order_id, part)
        if known is not None and known.amount_minor != amount.amount_minor:
            raise Conflict(f"refund {part} of order {order_id} was of another amount")
        if known is None:
            self._begin_refund(order, amount, part)
        self._finish_refunds(order_id)

    def refunds(self, order_id: int) -> list[Refund]:
        """The parts of an order's payment that went back, or are on their way."""
        return [
            Refund(row.part, self._money(row.amount_minor), row.state)
            for row in self._refund_rows(order_id)
        ]

    def find_approval(self, order_id: int) -> Approval | None:
        """What a waiting order waits for."""
        row = self._session.get(ApprovalRow, order_id)
        return Approval(row.link, row.expires_at) if row else None

    def _resolve(self, order_id: int, *, asked_before: bool) -> None:
        order = self._rows.get(order_id)
        before = OrderState(order.state)
        key, amount = self._claim(order)
        customer_id = order.customer_id
        self._unit.checkpoint(durable=True)
        try:
            charge = self._payments.find(key, amount, customer_id) if asked_before else None
            if charge is None and before == OrderState.WAITING:
                raise PaymentUnknown("the provider does not know what it wants approved")
            charge = charge or self._payments.charge(key, amount, customer_id)
        except PaymentDeclined as declined:
            self._fail(order_id, before, declined.reason)
            raise
        except PaymentNeedsApproval as needed:
            self._wait(order_id, needed.link)
            raise
        except PaymentUnknown:
            # An event of the provider may have told the outcome before its answer got lost.
            if OrderState(self._rows.get(order_id).state) not in UNSETTLED:
                return self.finish(order_id)
            self._unit.checkpoint()
            raise
        return self._record(order_id, before, charge)

    def _record(self, order_id: int, before: OrderState, charge: Charge) -> None:
        if self._rows.move(order_id, before, OrderState.PLACED) or (
            before == OrderState.PLACING
            and self._rows.move(order_id, OrderState.WAITING, OrderState.PLACED)
        ):
            self._rows.note_payment(order_id, state=charge.state, reference=charge.reference)

    def _fail(self, order_id: int, before: OrderState, reason: str) -> None:
        if self._rows.move(order_id, before, OrderState.FAILED):
            self._put_back(order_id)
            self._rows.note_payment(order_id, state="declined", reason=reason)
        self._unit.checkpoint()

    def _wait(self, order_id: int, link: str) -> None:
        if self._rows.move(order_id, OrderState.PLACING, OrderState.WAITING):
            until = self._unit.now + APPROVAL_HOLDS
            self._session.add(ApprovalRow(order_id=order_id, link=link, expires_at=until))
            self._rows.note_payment(order_id, state="approval")
        self._unit.checkpoint()

    def _lapse(self, order_id: int) -> bool:
        approval = self.find_approval(order_id)
        late = approval is not None and approval.expires_at <= self._unit.now
        if late and self._rows.move(order_id, OrderState.WAITING, OrderState.FAILED):
            self._put_back(order_id)
            # What nobody approved has to be called off, or it could be approved still.
            self._rows.note_payment(order_id, state="refunding", reason="approval_expired")
        self._unit.checkpoint()
        return late

    def _put_back(self, order_id: int) -> None:
        order = self._rows.get(order_id)
        self._rows.return_stock(order)
        self._carts.put_back(order.owner, {line.sku: line.quantity for line in order.lines})

    def _begin_refund(self, order: OrderRow, amount: Money, part: str) -> None:
        left = self._money(order.payment.amount_minor) - self._returned(order.id)
        returnable = order.payment.state in _RETURNABLE
        if not returnable or not amount or amount.amount_minor < 0 or left < amount:
            raise RefundRefused(left.amount_minor if returnable else 0)
        self._session.add(
            RefundRow(
                order_id=order.id,
                part=part,
                amount_minor=amount.amount_minor,
                state="started",
                created_at=self._unit.now,
            )
        )
        self._session.flush()

    def _finish_refunds(self, order_id: int) -> None:
        started = [row for row in self._refund_rows(order_id) if row.state == "started"]
        if not started:
            return
        key, amount = self._claim(self._rows.get(order_id))
        parts = [(row.part, self._money(row.amount_minor)) for row in started]
        self._unit.checkpoint(durable=True)
        for part, portion in parts:
            self._payments.refund(key, portion, part)
            self._note_returned(order_id, part, amount)
            self._unit.checkpoint()

    def _note_returned(self, order_id: int, part: str, amount: Money) -> None:
        done = update(RefundRow).where(RefundRow.order_id == order_id, RefundRow.part == part)
        changed_rows(self._session, done.values(state="done"))
        whole = self._returned(order_id) == amount
        state = "refunded" if whole else "refunded_part"
        noted = update(PaymentRow).where(
            PaymentRow.order_id == order_id, PaymentRow.state.in_(_RETURNABLE)
        )
        changed_rows(self._session, noted.values(state=state))

    def _returned(self, order_id: int) -> Money:
        given = select(func.coalesce(func.sum(RefundRow.amount_minor), 0))
        minor = self._session.scalar(given.where(RefundRow.order_id == order_id))
        return self._money(int(minor or 0))

    def _find_refund(self, order_id: int, part: str) -> RefundRow | None:
        return next((row for row in self._refund_rows(order_id) if row.part == part), None)

    def _refund_rows(self, order_id: int) -> list[RefundRow]:
        theirs = select(RefundRow).where(RefundRow.order_id == order_id).order_by(RefundRow.id)
        fresh = theirs.execution_options(populate_existing=True)
        return list(self._session.scalars(fresh))

    def _claim(self, order: OrderRow) -> tuple[str, Money]:
        return order.payment.idempotency_key, self._money(order.payment.amount_minor)

    def _money(self, amount_minor: int) -> Money:
        return Money(amount_minor, self._unit.profile.currency)
