"""Returns: offered with what they bring, agreed to once, refunded once.

Agreeing counts the pieces as returned in the same transaction that writes the refund down, under
the return's own name: a process that dies leaves an offer or a refund that settling finishes, and
nothing is paid back twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from sqlalchemy import select, update

from fulfillment.aftercare.lines import take_back
from fulfillment.aftercare.returned import REASONS, Piece, Return
from fulfillment.aftercare.shares import Worth, worth
from fulfillment.customers.shop_rules import read_rules
from fulfillment.errors import (
    PaymentUnknown,
    RefundRefused,
    ReturnNotFound,
    ReturnRefused,
)
from fulfillment.money import Money, zero
from fulfillment.orders.order import Order, OrderState
from fulfillment.orders.orders import Orders
from fulfillment.orders.refunding import Way
from fulfillment.payments.store_credit import StoreCredit
from fulfillment.storage.aftercare import ReturnRow
from fulfillment.storage.statements import changed_rows
from fulfillment.unit import Unit

# What was not paid to a provider goes back as store credit: cash was taken at the door.
_WAYS: dict[str, Way] = {"payment": "payment", "credit": "credit"}
_CREDITED = ("pay_on_delivery", StoreCredit.method)


class Returns:
    """The returns of a shop. Goods that come back are not put on the shelf again."""

    def __init__(self, unit: Unit, orders: Orders) -> None:
        self._unit = unit
        self._session = unit.session
        self._orders = orders

    def offer(
        self, order_id: int, customer_id: int, wanted: Mapping[int, int], reason: str
    ) -> Return:
        """What ``wanted`` pieces, by the positions of their lines, bring back; nothing moves yet.

        Raises :class:`OrderNotFound` or :class:`ReturnRefused`; ValueError for a reason or a number
        of pieces that is none.
        """
        if reason not in REASONS or not wanted or min(wanted.values()) < 1:
            raise ValueError(f"no return of {dict(wanted)} as {reason}")
        order = self._orders.get(order_id, customer_id)
        self._check_time(order)
        amount = self._amount(order, wanted)
        row = ReturnRow(
            id=secrets.token_hex(8),
            order_id=order_id,
            customer_id=customer_id,
            state="offered",
            lines=[_line_document(order, at, pieces) for at, pieces in sorted(wanted.items())],
            reason=reason,
            way="credit" if order.payment_method in _CREDITED else "payment",
            amount_minor=amount.amount_minor,
            created_at=self._unit.now,
        )
        self._session.add(row)
        self._session.flush()
        return self._read(row)

    def agree(self, return_id: str, customer_id: int) -> Return:
        """Take the goods back and give the money; called again, it goes on where it had stopped.

        Commits. Where the provider does not answer, the return stays ``agreed`` and its refund will
        be settled. Raises :class:`ReturnNotFound` or :class:`ReturnRefused`.
        """
        row = self._row(return_id, customer_id)
        if row.state != "refunded" and row.amount_minor:
            self._refund(row)
        elif row.state == "offered":
            self._take_goods(row)
        return self._finished(self._row(return_id, customer_id))

    def get(self, return_id: str, customer_id: int) -> Return:
        """A return of a customer. Raises :class:`ReturnNotFound`."""
        return self._read(self._row(return_id, customer_id))

    def of_order(self, order_id: int) -> list[Return]:
        """The returns of an order that were agreed to, the oldest first."""
        agreed = select(ReturnRow).where(
            ReturnRow.order_id == order_id, ReturnRow.state != "offered"
        )
        rows = self._session.scalars(agreed.order_by(ReturnRow.created_at, ReturnRow.id))
        return [self._read(row) for row in rows]

    def _check_time(self, order: Order) -> None:
        if order.state != OrderState.DELIVERED:
            raise ReturnRefused("not_delivered")
        if self._unit.now > order.delivery.ends + read_rules(self._unit).return_time:
            raise ReturnRefused("too_late")

    def _amount(self, order: Order, wanted: Mapping[int, int]) -> Money:
        amount = _worth(order, wanted).amount
        over = read_rules(self._unit).return_over
        if over is not None and over < amount:
            raise ReturnRefused("needs_person")
        return amount

    def _refund(self, row: ReturnRow) -> None:
        """Goods and money in one transaction, which the refund commits once it is written down."""
        order_id, part, way = row.order_id, f"return-{row.id}", row.way
        amount, tax = self._money(row.amount_minor), sum(each["tax"] for each in row.lines)
        savepoint = self._session.begin_nested()
        try:
            self._take_goods(row)
            self._orders.refund(order_id, amount, part, _WAYS[way], self._money(tax))
        except PaymentUnknown:
            return
        except ReturnRefused:
            savepoint.rollback()
            raise
        except RefundRefused as error:
            # Refused before anything was committed, and of this return or not at all.
            if savepoint.is_active:
                savepoint.rollback()
            raise ReturnRefused("needs_person") from error

    def _take_goods(self, row: ReturnRow) -> None:
        moved = update(ReturnRow).where(ReturnRow.id == row.id, ReturnRow.state == "offered")
        if not changed_rows(self._session, moved.values(state="agreed")):
            return
        self._check_time(self._orders.get(row.order_id, row.customer_id))
        for line in row.lines:
            at, before, more = line["position"], line["returned"], line["quantity"]
            if not take_back(self._session, row.order_id, at, before, more):
                raise ReturnRefused("nothing_left")

    def _finished(self, row: ReturnRow) -> Return:
        done = self._read(row)
        if done.state == "refunded":
            ended = update(ReturnRow).where(ReturnRow.id == row.id)
            changed_rows(self._session, ended.values(state="refunded"))
        self._unit.checkpoint()
        return done

    def _row(self, return_id: str, customer_id: int) -> ReturnRow:
        query = select(ReturnRow).where(
            ReturnRow.id == return_id, ReturnRow.customer_id == customer_id
        )
        fresh = query.execution_options(populate_existing=True)
        row: ReturnRow | None = self._session.scalars(fresh).first()
        if row is None:
            raise ReturnNotFound(f"no return {return_id}")
        return row

    def _read(self, row: ReturnRow) -> Return:
        """The return; whether its money is there, its refund knows."""
        return Return(
            id=row.id,
            order_id=row.order_id,
            lines=tuple(Piece(each["position"], each["quantity"]) for each in row.lines),
            reason=row.reason,
            amount=self._money(row.amount_minor),
            way=row.way,
            state="refunded" if row.state == "agreed" and self._paid(row) else row.state,
        )

    def _money(self, amount_minor: int) -> Money:
        return Money(amount_minor, self._unit.profile.currency)

    def _paid(self, row: ReturnRow) -> bool:
        refunds = {each.part: each.state for each in self._orders.refunds(row.order_id)}
        return not row.amount_minor or refunds.get(f"return-{row.id}") == "done"


def _worth(order: Order, wanted: Mapping[int, int]) -> Worth:
    """Raises :class:`ReturnRefused` for pieces that the order does not have, or no more."""
    lines = {line.position: line for line in order.lines}
    if any(at not in lines or lines[at].left < pieces for at, pieces in wanted.items()):
        raise ReturnRefused("nothing_left")
    nothing = zero(order.total.currency)
    worths = (worth(order, lines[at], pieces) for at, pieces in wanted.items())
    return sum(worths, Worth(nothing, nothing))


def _line_document(order: Order, position: int, pieces: int) -> dict[str, int]:
    """Pieces of a line that go back, how many had come back before, and the tax on them."""
    line = next(line for line in order.lines if line.position == position)
    tax = worth(order, line, pieces).tax.amount_minor
    return {"position": position, "quantity": pieces, "returned": line.returned, "tax": tax}
