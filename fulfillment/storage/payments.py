"""The tables of how money is asked for and given back. Amounts are minor units."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fulfillment.storage.base import Base


class PaymentSettingRow(Base):
    """What payments have to know of this shop: ``key_prefix`` tells its charges from others'."""

    __tablename__ = "payment_settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class StoredCardRow(Base):
    """A customer's card as the provider knows it: its names for the customer and for the card.

    ``card`` is "" while there is none.
    """

    __tablename__ = "stored_cards"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    account: Mapped[str]
    card: Mapped[str]


class ChargeRequestRow(Base):
    """With which card a charge is asked for under its key, so that every try is the same.

    ``reference`` is the provider's name for the charge, once it is known.
    """

    __tablename__ = "charge_requests"

    idempotency_key: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str]
    card: Mapped[str]
    asked_at: Mapped[datetime]
    reference: Mapped[str] = mapped_column(default="")


class ApprovalRow(Base):
    """The approval that an order waits for: where the shopper gives it, and until when."""

    __tablename__ = "approvals"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    link: Mapped[str]
    expires_at: Mapped[datetime]


class PaymentEventRow(Base):
    """A provider's event that was dealt with; it may come again."""

    __tablename__ = "payment_events"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    received_at: Mapped[datetime]


class RefundRow(Base):
    """A part of an order's payment that goes back; ``part`` names it. States: started, done.

    ``credit_minor`` of the amount goes back as store credit.
    """

    __tablename__ = "refunds"
    __table_args__ = (
        UniqueConstraint("order_id", "part"),
        CheckConstraint("amount_minor > 0", name="refund_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    part: Mapped[str]
    amount_minor: Mapped[int]
    credit_minor: Mapped[int] = mapped_column(server_default="0")
    state: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime]
