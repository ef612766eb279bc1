"""Promotions and coupons between the database and the outside."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Row, RowMapping, bindparam, select

from fulfillment.promotions.promotion import Coupon, Kind, Promotion
from fulfillment.storage.prices import CartCouponRow, CouponRow, PromotionRow
from fulfillment.storage.statements import table_of

promotions, coupons = table_of(PromotionRow), table_of(CouponRow)
cart_coupons = table_of(CartCouponRow)
_PROMOTION = tuple(part.name for part in fields(Promotion))

# Built once, for they are part of every quote.
IN_ORDER = select(promotions).order_by(promotions.c.position, promotions.c.code)
COUPONS = select(
    *(coupons.c[name] for name in ("key", "code", "promotion", "expires_at", "customer_id")),
    promotions.c.label,
).join_from(coupons, promotions, promotions.c.code == coupons.c.promotion)
# One row for each coupon of the cart that opens a promotion, else one with no coupon.
ACTIVE = (
    IN_ORDER.add_columns(
        coupons.c.key.label("coupon"),
        coupons.c.expires_at.label("coupon_expires_at"),
        coupons.c.customer_id.label("coupon_customer_id"),
    )
    .select_from(
        promotions.outerjoin(
            cart_coupons.join(coupons, cart_coupons.c.coupon == coupons.c.key),
            (coupons.c.promotion == promotions.c.code)
            & (cart_coupons.c.owner == bindparam("owner")),
        )
    )
    .where(promotions.c.active)
    .order_by(cart_coupons.c.added_at, coupons.c.key)
)
OF_CART = (
    COUPONS.join(cart_coupons, cart_coupons.c.coupon == coupons.c.key)
    .where(cart_coupons.c.owner == bindparam("owner"))
    .order_by(cart_coupons.c.added_at, coupons.c.key)
)


def to_promotion(row: RowMapping) -> Promotion:
    """The promotion of a row that has its columns, and maybe others."""
    values = {name: row[name] for name in _PROMOTION}
    lists = {name: tuple(row[name]) for name in ("skus", "categories", "departments")}
    return Promotion(**{**values, **lists, "kind": Kind(row["kind"])})


def to_row(promotion: Promotion) -> PromotionRow:
    """A promotion as its row."""
    values = asdict(promotion)
    lists = {name: list(values[name]) for name in ("skus", "categories", "departments")}
    return PromotionRow(**{**values, **lists, "kind": promotion.kind.value})


def to_coupon(row: Row[*tuple[Any, ...]]) -> Coupon:
    """The coupon of a row of :data:`COUPONS`."""
    return Coupon(row.code, row.label, row.expires_at, row.promotion, row.key, row.customer_id)
