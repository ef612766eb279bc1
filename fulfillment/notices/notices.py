"""Reads what messages tell of, by the ids that they hold."""

from __future__ import annotations

from sqlalchemy import select

from fulfillment.money import Money
from fulfillment.notices.notice import OrderNotice
from fulfillment.orders.order import Approval, Refund
from fulfillment.orders.reading import to_order
from fulfillment.orders.rows import OrderRows
from fulfillment.storage.payments import ApprovalRow, RefundRow
from fulfillment.unit import Unit


class Notices:
    """Orders, whoever they belong to: for letters to their owners, never for a shopper's words."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def of_order(self, order_id: int) -> OrderNotice:
        """An order and its money. Raises :class:`OrderNotFound`."""
        row = OrderRows(self._unit).get(order_id)
        return OrderNotice(
            order=to_order(row, self._unit.profile.currency),
            tax_included=row.tax_included,
            # A provider's name for a charge is written down with the order that it makes stand.
            stood=bool(row.payment.reference),
            approval=self._approval(order_id),
            refunds=self._refunds(order_id),
        )

    def _approval(self, order_id: int) -> Approval | None:
        row = self._session.get(ApprovalRow, order_id)
        return Approval(row.link, row.expires_at) if row else None

    def _refunds(self, order_id: int) -> tuple[Refund, ...]:
        theirs = select(RefundRow).where(RefundRow.order_id == order_id).order_by(RefundRow.id)
        return tuple(
            Refund(
                row.part, self._money(row.amount_minor), row.state, self._money(row.credit_minor)
            )
            for row in self._session.scalars(theirs)
        )

    def _money(self, amount_minor: int) -> Money:
        return Money(amount_minor, self._unit.profile.currency)
