"""Money that goes back: agreed in one transaction, returned outside of any, once per part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select, update

from fulfillment.errors import Conflict, RefundRefused
from fulfillment.ledger import Account
from fulfillment.money import Money
from fulfillment.orders.booking import ELSEWHERE, Bookkeeper
from fulfillment.orders.order import Refund
from fulfillment.orders.rows import OrderRows
from fulfillment.payments.provider import WHOLE, PaymentProvider
from fulfillment.storage.models import OrderRow, PaymentRow
from fulfillment.storage.payments import RefundRow
from fulfillment.storage.statements import changed_rows
from fulfillment.unit import Unit

Way = Literal["payment", "credit"]
_RETURNABLE = ("paid", "due", "refunded_part")


@dataclass(frozen=True, slots=True)
class Left:
    """What of an order's total is not returned yet, and how much of that can go back as money."""

    total: Money
    money: Money


class Refunds:
    """Returns what orders have taken: through the provider, and store credit as store credit."""

    def __init__(
        self, unit: Unit, rows: OrderRows, books: Bookkeeper, payments: PaymentProvider
    ) -> None:
        self._unit = unit
        self._session = unit.session
        self._rows = rows
        self._books = books
        self._payments = payments

    def refund(
        self,
        order_id: int,
        amount: Money,
        part: str,
        way: Way = "payment",
        tax: Money | None = None,
    ) -> None:
        """Return a part of what an order took. See :meth:`Orders.refund`."""
        self._lock(order_id)
        order = self._rows.get(order_id)
        known = next((row for row in self._parts(order_id) if row.part == part), None)
        if known is not None and known.amount_minor != amount.amount_minor:
            raise Conflict(f"refund {part} of order {order_id} was of another amount")
        if known is None:
            self._begin(order, amount, part, way, tax)
        self.finish(order_id)

    def finish(self, order_id: int) -> None:
        """Return what was agreed to and has not gone back. Raises :class:`PaymentUnknown`."""
        started = [(row.part, row) for row in self._parts(order_id) if row.state == "started"]
        if not started:
            return
        key = self._rows.get(order_id).payment.idempotency_key
        parts = [
            (part, self._money(row.amount_minor - row.credit_minor), self._money(row.credit_minor))
            for part, row in started
        ]
        self._unit.checkpoint(durable=True)
        for part, money, credit in parts:
            if money:
                self._payments.refund(key, money, part)
            self._note(order_id, part, money, credit)
            self._unit.checkpoint()

    def owe_all(self, order: OrderRow) -> None:
        """An order is given up: all that is left of it is owed, unless it was settled elsewhere."""
        if self._books.was_placed(order.id):
            left = self.left(order)
            self._books.owed(order, WHOLE, left.total, left.total)

    def give_all(self, order_id: int) -> None:
        """Return what is left of an order in payment state ``refunding``.

        A charge that was never taken is called off by this. Raises :class:`PaymentUnknown`.
        """
        if self._rows.get(order_id).payment.state != "refunding":
            return
        self.finish(order_id)
        order = self._rows.get(order_id)
        key, left = order.payment.idempotency_key, self.left(order)
        self._unit.checkpoint(durable=True)
        if left.money:
            self._payments.refund(key, left.money)
        order = self._rows.get(order_id)
        credit = left.total - left.money if self._books.was_placed(order_id) else left.total * 0
        self._books.given_back(order, WHOLE, left.money, credit)
        self._rows.note_payment(order_id, state="refunded")

    def notice(self, order_id: int) -> None:
        """Write down what went back without us, such as from the provider's own pages.

        Nothing is concluded while refunds of ours are on their way. Raises
        :class:`PaymentUnknown`.
        """
        key = self._rows.get(order_id).payment.idempotency_key
        self._unit.checkpoint()
        gone = self._payments.returned(key)
        self._lock(order_id)
        order = self._rows.get(order_id)
        ours = self._books.returned(order_id)
        under_way = any(row.state == "started" for row in self._parts(order_id))
        returnable = order.payment.state in ("paid", "refunded_part")
        if gone is None or gone <= ours or under_way or not returnable:
            return
        part, elsewhere = f"elsewhere-{gone.amount_minor}", gone - ours
        self._write(order, part, elsewhere, elsewhere * 0)
        self._note(order_id, part, elsewhere, elsewhere * 0)

    def left(self, order: OrderRow) -> Left:
        """What of an order's total has not been returned, or is not about to be."""
        sums = select(
            func.coalesce(func.sum(RefundRow.amount_minor), 0).label("amount"),
            func.coalesce(func.sum(RefundRow.credit_minor), 0).label("credit"),
        ).where(RefundRow.order_id == order.id)
        gone = self._session.execute(sums).one()
        whole = order.payment.amount_minor + order.credit_minor - int(gone.amount)
        money = order.payment.amount_minor - (int(gone.amount) - int(gone.credit))
        return Left(self._money(whole), self._money(min(money, whole)))

    def of(self, order_id: int) -> list[Refund]:
        """The parts that went back, or are on their way."""
        return [
            Refund(
                row.part, self._money(row.amount_minor), row.state, self._money(row.credit_minor)
            )
            for row in self._parts(order_id)
        ]

    def _begin(
        self, order: OrderRow, amount: Money, part: str, way: Way, tax: Money | None
    ) -> None:
        elsewhere = order.payment.state == ELSEWHERE
        left = self.left(order)
        returnable = order.payment.state in _RETURNABLE or (elsewhere and way == "credit")
        if not returnable or amount.amount_minor <= 0 or left.total < amount:
            raise RefundRefused(left.total.amount_minor if returnable else 0)
        # Nobody is at the door any more to hand cash back.
        cash = self._books.money_account(order.id) == Account.CASH
        credit = amount if way == "credit" or cash else max(amount - left.money, amount * 0)
        self._write(order, part, amount, credit, tax)

    def _write(
        self, order: OrderRow, part: str, amount: Money, credit: Money, tax: Money | None = None
    ) -> None:
        self._books.owed(order, part, amount, self.left(order).total, tax)
        self._session.add(
            RefundRow(
                order_id=order.id,
                part=part,
                amount_minor=amount.amount_minor,
                credit_minor=credit.amount_minor,
                state="started",
                created_at=self._unit.now,
            )
        )
        self._session.flush()

    def _lock(self, order_id: int) -> None:
        """Keep two refunds from each taking what only suffices for one."""
        payment = select(PaymentRow.id).where(PaymentRow.order_id == order_id)
        self._session.execute(payment.with_for_update())

    def _note(self, order_id: int, part: str, money: Money, credit: Money) -> None:
        done = update(RefundRow).where(RefundRow.order_id == order_id, RefundRow.part == part)
        changed_rows(self._session, done.values(state="done"))
        order = self._rows.get(order_id)
        self._books.given_back(order, part, money, credit)
        state = "refunded_part" if self.left(order).total else "refunded"
        noted = update(PaymentRow).where(
            PaymentRow.order_id == order_id, PaymentRow.state.in_(_RETURNABLE)
        )
        changed_rows(self._session, noted.values(state=state))

    def _parts(self, order_id: int) -> list[RefundRow]:
        theirs = select(RefundRow).where(RefundRow.order_id == order_id).order_by(RefundRow.id)
        fresh = theirs.execution_options(populate_existing=True)
        return list(self._session.scalars(fresh))

    def _money(self, amount_minor: int) -> Money:
        return Money(amount_minor, self._unit.profile.currency)
