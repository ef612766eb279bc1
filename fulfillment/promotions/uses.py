"""Which promotions orders were placed with, and which of them are used up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import case, func, insert, select

from fulfillment.promotions.promotion import Promotion
from fulfillment.storage.models import CustomerRow, OrderRow
from fulfillment.storage.prices import PromotionRow, PromotionUseRow
from fulfillment.unit import Unit

_UNMADE = ("cancelled", "failed")


class Used(Protocol):
    """A promotion that terms contain, and the key of the coupon that opened it."""

    @property
    def code(self) -> str: ...
    @property
    def coupon(self) -> str | None: ...


class Uses:
    """Counts and writes uses. Those of orders that were cancelled or failed never were any."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    def used_up(self, promotions: Iterable[Promotion], customer_id: int | None) -> frozenset[str]:
        """The codes of the promotions that are used up, for a customer or, with None, for all."""
        limited = [promotion for promotion in promotions if promotion.limited]
        if not limited:
            return frozenset()
        counts = self._counts([promotion.code for promotion in limited], customer_id)
        return frozenset(p.code for p in limited if _is_used_up(p, *counts.get(p.code, (0, 0))))

    def lock(self, used: Sequence[Used], customer_id: int) -> None:
        """Keep others from using up what this customer is about to use.

        Of two who would be the last, one waits until the other's order is written.
        """
        limited = (
            select(PromotionRow.most_uses, PromotionRow.once_per_shopper)
            .where(PromotionRow.code.in_([each.code for each in used]))
            .where(PromotionRow.most_uses.is_not(None) | PromotionRow.once_per_shopper)
            .order_by(PromotionRow.code)
            .with_for_update(key_share=True)
        )
        found = self._session.execute(limited).all() if used else []
        if any(row.once_per_shopper for row in found):
            theirs = select(CustomerRow.id).where(CustomerRow.id == customer_id)
            self._session.execute(theirs.with_for_update(key_share=True))

    def record(self, order_id: int, customer_id: int, used: Sequence[Used]) -> None:
        """Write down the promotions of an order."""
        values = [
            {
                "order_id": order_id,
                "promotion": each.code,
                "customer_id": customer_id,
                "coupon": each.coupon,
            }
            for each in used
        ]
        if values:
            self._session.execute(insert(PromotionUseRow), values)

    def coupons(self, order_id: int) -> list[str]:
        """The keys of the coupons that opened an order's promotions."""
        theirs = select(PromotionUseRow.coupon).where(PromotionUseRow.order_id == order_id)
        named = theirs.where(PromotionUseRow.coupon.is_not(None))
        return [key for key in self._session.scalars(named.order_by("coupon")) if key]

    def _counts(self, codes: Sequence[str], customer_id: int | None) -> dict[str, tuple[int, int]]:
        """By promotion, how many orders have used it, and how many of this customer."""
        theirs = case((PromotionUseRow.customer_id == customer_id, 1), else_=0)
        rows = self._session.execute(
            select(PromotionUseRow.promotion, func.count(), func.sum(theirs))
            .join(OrderRow, OrderRow.id == PromotionUseRow.order_id)
            .where(PromotionUseRow.promotion.in_(codes), OrderRow.state.not_in(_UNMADE))
            .group_by(PromotionUseRow.promotion)
        )
        return {code: (int(all_), int(own)) for code, all_, own in rows}


def _is_used_up(promotion: Promotion, by_all: int, by_them: int) -> bool:
    most = promotion.most_uses
    return (most is not None and by_all >= most) or (promotion.once_per_shopper and by_them > 0)
