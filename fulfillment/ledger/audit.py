"""Whether the books are right: in balance, and in agreement with the orders they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from fulfillment.ledger.journal import Account
from fulfillment.storage.books import JournalRow, PostingRow
from fulfillment.storage.models import OrderRow, PaymentRow
from fulfillment.storage.payments import RefundRow

_INCOME = (Account.SALES.value, Account.DELIVERY.value, Account.TAX.value)
# Orders whose payment was settled elsewhere have no part in these books.
_ELSEWHERE = "settled"
_OPEN = ("placing", "waiting")
_STANDING = ("placed", "picking", "sent", "delivered")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong; amounts are minor units, and ``order_id`` is the order it is of."""

    what: str
    order_id: int | None = None


def audit(session: Session) -> list[Fault]:
    """Everything that is wrong in the books; nothing where they are right."""
    return [
        *_journals_out_of_balance(session),
        *_orders_without_their_sale(session),
        *_sales_without_their_order(session),
        *_sales_of_another_amount(session),
        *_refunds_not_as_owed(session),
        *_credit_overdrawn(session),
        *_advances_that_stay(session),
    ]


def _journals_out_of_balance(session: Session) -> Iterator[Fault]:
    total = func.coalesce(func.sum(PostingRow.amount_minor), 0)
    sums = select(JournalRow.key, total, func.count(PostingRow.id))
    sums = sums.outerjoin(PostingRow, PostingRow.journal_id == JournalRow.id)
    sums = sums.group_by(JournalRow.id, JournalRow.key)
    wrong = sums.having((total != 0) | (func.count(PostingRow.id) == 0))
    for key, amount, count in session.execute(wrong):
        yield Fault(f"journal {key} of {count} postings is out of balance by {amount}")


def _sale_orders() -> Select[int | None]:
    return select(JournalRow.order_id).where(JournalRow.kind == "order placed")


def _orders_without_their_sale(session: Session) -> Iterator[Fault]:
    standing = select(OrderRow.id).join(PaymentRow)
    standing = standing.where(
        OrderRow.state.in_(_STANDING),
        PaymentRow.state != _ELSEWHERE,
        OrderRow.total_minor != 0,
        OrderRow.id.not_in(_sale_orders()),
    )
    for order_id in session.scalars(standing):
        yield Fault("the order stands, and no sale was written", order_id)


def _sales_without_their_order(session: Session) -> Iterator[Fault]:
    none = select(OrderRow.id).where(
        OrderRow.state.in_((*_OPEN, "failed")), OrderRow.id.in_(_sale_orders())
    )
    for order_id in session.scalars(none):
        yield Fault("a sale was written, and there is no order", order_id)


def _sales_of_another_amount(session: Session) -> Iterator[Fault]:
    income = -func.sum(PostingRow.amount_minor)
    sales = select(OrderRow.id, OrderRow.total_minor, income)
    sales = sales.join(JournalRow, JournalRow.order_id == OrderRow.id)
    sales = sales.join(PostingRow, PostingRow.journal_id == JournalRow.id)
    sales = sales.where(JournalRow.kind == "order placed", PostingRow.account.in_(_INCOME))
    sales = sales.group_by(OrderRow.id, OrderRow.total_minor)
    for order_id, total, amount in session.execute(sales.having(income != OrderRow.total_minor)):
        yield Fault(f"the order comes to {total}, and a sale of {amount} was written", order_id)


def _refunds_not_as_owed(session: Session) -> Iterator[Fault]:
    """What is owed to shoppers must be what is on its way to them, order by order."""
    owed = -func.sum(
        case((PostingRow.account == Account.REFUNDS_DUE.value, PostingRow.amount_minor))
    )
    books = select(JournalRow.order_id, func.coalesce(owed, 0).label("owed")).join(PostingRow)
    books = books.where(JournalRow.order_id.is_not(None)).group_by(JournalRow.order_id)
    whole = set(session.scalars(select(PaymentRow.order_id).where(PaymentRow.state == "refunding")))
    parts = select(RefundRow.order_id, func.sum(RefundRow.amount_minor))
    parts = parts.where(RefundRow.state == "started").group_by(RefundRow.order_id)
    under_way = dict(session.execute(parts).all())
    for order_id, amount in session.execute(books):
        if order_id in whole and amount >= 0:
            continue
        if amount != under_way.get(order_id, 0):
            yield Fault(f"{amount} are owed, {under_way.get(order_id, 0)} on their way", order_id)


def _credit_overdrawn(session: Session) -> Iterator[Fault]:
    balance = -func.sum(PostingRow.amount_minor)
    by_customer = select(PostingRow.customer_id, balance)
    by_customer = by_customer.where(PostingRow.account == Account.STORE_CREDIT.value)
    by_customer = by_customer.group_by(PostingRow.customer_id)
    for customer_id, amount in session.execute(by_customer.having(balance < 0)):
        yield Fault(f"customer {customer_id} has spent {-amount} of store credit too much")


def _advances_that_stay(session: Session) -> Iterator[Fault]:
    """Credit is only advanced to an order while nobody knows whether it will be placed."""
    advanced = -func.sum(PostingRow.amount_minor)
    books = select(JournalRow.order_id, OrderRow.state, advanced, OrderRow.credit_minor)
    books = books.join(PostingRow, PostingRow.journal_id == JournalRow.id)
    books = books.join(OrderRow, OrderRow.id == JournalRow.order_id)
    books = books.where(PostingRow.account == Account.ADVANCES.value)
    books = books.group_by(JournalRow.order_id, OrderRow.state, OrderRow.credit_minor)
    for order_id, state, amount, credit in session.execute(books):
        if amount != (credit if state in _OPEN else 0):
            yield Fault(f"the order is {state}, and {amount} stay advanced to it", order_id)
