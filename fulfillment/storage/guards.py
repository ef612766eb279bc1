"""The tables of what guards an order: the merchant's rules, voice codes, limits.

Amounts are minor units of the shop's one currency.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fulfillment.storage.base import Base


class ShopRulesRow(Base):
    """What the merchant asks for before an order is placed or returned; one row at most."""

    __tablename__ = "shop_rules"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    code_over_minor: Mapped[int | None]
    order_limit_minor: Mapped[int | None]
    day_limit_minor: Mapped[int | None]
    undo_minutes: Mapped[int]
    return_days: Mapped[int] = mapped_column(server_default="30")
    return_over_minor: Mapped[int | None]


class VoiceCodeRow(Base):
    """A shopper's voice code, as an Argon2 hash, and when it is asked for.

    ``failures`` counts wrong codes in a row. ``asked`` is a name of ``voice_code.When``, and
    ``over_minor`` goes with ``above``.
    """

    __tablename__ = "voice_codes"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    code_hash: Mapped[str | None]
    failures: Mapped[int]
    asked: Mapped[str]
    over_minor: Mapped[int | None]


class SpendingLimitRow(Base):
    """What a shopper does not want to pass, for one order and for one day."""

    __tablename__ = "spending_limits"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    order_minor: Mapped[int | None]
    day_minor: Mapped[int | None]
