"""The tables of promotions and of goods set aside. Amounts are minor units."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fulfillment.storage.base import Base


class PromotionRow(Base):
    """A promotion of the shop; its fields are those of ``promotions.promotion.Promotion``.

    An empty list of SKUs, categories or departments bounds nothing.
    """

    __tablename__ = "promotions"

    code: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    kind: Mapped[str]
    value: Mapped[int]
    buy: Mapped[int]
    pay: Mapped[int]
    skus: Mapped[list[str]]
    categories: Mapped[list[str]]
    departments: Mapped[list[str]]
    goods_from_minor: Mapped[int | None]
    starts: Mapped[datetime | None]
    ends: Mapped[datetime | None]
    needs_coupon: Mapped[bool]
    once_per_shopper: Mapped[bool]
    most_uses: Mapped[int | None]
    stacks: Mapped[bool]
    position: Mapped[int]
    active: Mapped[bool]


class CouponRow(Base):
    """A code that opens a promotion. ``key`` is the code without what speech does not carry."""

    __tablename__ = "coupons"

    key: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    promotion: Mapped[str] = mapped_column(ForeignKey("promotions.code"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class CartCouponRow(Base):
    """A coupon that a shopper has named for the cart."""

    __tablename__ = "cart_coupons"

    owner: Mapped[str] = mapped_column(ForeignKey("carts.owner"), primary_key=True)
    coupon: Mapped[str] = mapped_column(ForeignKey("coupons.key"), primary_key=True)
    added_at: Mapped[datetime]


class PromotionUseRow(Base):
    """A promotion that an order was placed with."""

    __tablename__ = "promotion_uses"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    promotion: Mapped[str] = mapped_column(ForeignKey("promotions.code"), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    coupon: Mapped[str | None] = mapped_column(ForeignKey("coupons.key"), index=True)


class StockHoldRow(Base):
    """Pieces of a product that are kept for an open quote until it expires."""

    __tablename__ = "stock_holds"
    __table_args__ = (CheckConstraint("quantity > 0", name="hold_positive"),)

    quote_id: Mapped[str] = mapped_column(ForeignKey("quotes.id"), primary_key=True)
    sku: Mapped[str] = mapped_column(ForeignKey("products.sku"), primary_key=True, index=True)
    quantity: Mapped[int]
    expires_at: Mapped[datetime]
