"""The tables of what follows an order: messages to the outside, returns, matters for a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fulfillment.storage.base import Base, Document


class OutboxRow(Base):
    """Something that has to be told to the outside, at least once.

    ``key`` lets it be written down once. It is due from ``due_at`` on, which also moves ahead while
    somebody delivers it. ``delivered_at`` is None until it was; ``given_up`` ends the attempts.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("outbox_open", "delivered_at", "given_up", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    document: Mapped[Document]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(server_default="0")
    delivered_at: Mapped[datetime | None]
    given_up: Mapped[bool]
    error: Mapped[str] = mapped_column(server_default="")


class ReturnRow(Base):
    """Goods of an order that a shopper gives back.

    States: ``offered``, ``agreed`` (the money is on its way), ``refunded``. ``lines`` lists
    ``position`` and ``quantity``; ``way`` is where the money goes: ``payment`` or ``credit``.
    """

    __tablename__ = "returns"

    id: Mapped[str] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    state: Mapped[str]
    lines: Mapped[list[Document]]
    reason: Mapped[str]
    way: Mapped[str]
    amount_minor: Mapped[int]
    created_at: Mapped[datetime]


class TicketRow(Base):
    """A matter for a person of the shop, with all that is needed to take it up."""

    __tablename__ = "tickets"

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    context: Mapped[Document]
    created_at: Mapped[datetime]
