"""The tables of the double-entry ledger. Amounts are minor units of the shop's one currency."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fulfillment.storage.base import Base


class JournalRow(Base):
    """One thing that happened to money; ``key`` lets it be written down once."""

    __tablename__ = "journals"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    note: Mapped[str] = mapped_column(server_default="")
    at: Mapped[datetime] = mapped_column(index=True)


class PostingRow(Base):
    """What a journal puts on one account: debits above zero, credits below.

    ``customer_id`` names the sub-account where an account is kept for each customer.
    """

    __tablename__ = "postings"
    __table_args__ = (
        Index("postings_account_customer", "account", "customer_id"),
        CheckConstraint("amount_minor <> 0", name="posting_not_zero"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    journal_id: Mapped[int] = mapped_column(ForeignKey("journals.id"), index=True)
    account: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
