"""The shop's promotions, the coupons that open some of them, and the carts that name coupons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Row, RowMapping, delete, insert

from fulfillment.carts.carts import Carts
from fulfillment.errors import (
    CouponExpired,
    CouponUnknown,
    CouponUsed,
    PromotionNotFound,
)
from fulfillment.promotions.keys import key_of
from fulfillment.promotions.promotion import Coupon, Offer, Promotion
from fulfillment.promotions.rows import (
    ACTIVE,
    COUPONS,
    IN_ORDER,
    OF_CART,
    coupons,
    promotions,
    to_coupon,
    to_promotion,
    to_row,
)
from fulfillment.promotions.uses import Used, Uses
from fulfillment.search.languages import language_of
from fulfillment.storage.faults import shop_errors
from fulfillment.storage.prices import CartCouponRow, CouponRow
from fulfillment.storage.statements import changed_rows
from fulfillment.unit import Unit


class Reduced(Protocol):
    """Terms, as far as promotions look at them."""

    @property
    def discounts(self) -> Sequence[Used]: ...


class Promotions:
    """What the merchant offers, and what of it is open to whom."""

    def __init__(self, unit: Unit, carts: Carts) -> None:
        self._unit = unit
        self._session = unit.session
        self._carts = carts
        self._uses = Uses(unit)

    def save(self, promotion: Promotion) -> None:
        """Offer a promotion, in place of the one with the same code."""
        self._session.merge(to_row(promotion))
        self._session.flush()

    def stop(self, code: str) -> Promotion:
        """End a promotion at once. Raises :class:`PromotionNotFound`."""
        stopped = replace(self.get(code), active=False)
        self.save(stopped)
        return stopped

    def get(self, code: str) -> Promotion:
        """The promotion with this code. Raises :class:`PromotionNotFound`."""
        row = self._session.execute(IN_ORDER.where(promotions.c.code == code)).mappings().first()
        if row is None:
            raise PromotionNotFound(f"no promotion {code}")
        return to_promotion(row)

    def all(self) -> list[Promotion]:
        """Every promotion, on or not, in the merchant's order."""
        return [to_promotion(row) for row in self._session.execute(IN_ORDER).mappings()]

    def running(self) -> list[Promotion]:
        """The promotions that are open to everybody now, in the merchant's order."""
        now = self._unit.now
        on = [each for each in self.all() if each.running(now) and not each.needs_coupon]
        used_up = self._uses.used_up(on, None)
        return [each for each in on if each.code not in used_up]

    def open_to(self, owner: str, customer_id: int) -> list[Offer]:
        """The promotions that are open to a customer with a cart now, coupon ones included."""
        offers: dict[str, Offer] = {}
        for row in self._session.execute(ACTIVE, {"owner": owner}).mappings():
            promotion, coupon = to_promotion(row), self._valid_coupon(row, customer_id)
            if promotion.running(self._unit.now) and (coupon or not promotion.needs_coupon):
                offers.setdefault(promotion.code, Offer(promotion, coupon))
        used_up = self._uses.used_up([each.promotion for each in offers.values()], customer_id)
        return [offer for code, offer in offers.items() if code not in used_up]

    def issue(
        self,
        code: str,
        promotion: str,
        expires_at: datetime | None = None,
        customer_id: int | None = None,
    ) -> Coupon:
        """A new coupon, for everybody or for one customer, that holds until ``expires_at``.

        Raises :class:`PromotionNotFound`, or ValueError where the code has neither letters nor
        digits, sounds like another one, or has expired already.
        """
        opened, key = self.get(promotion), self._key(code)
        if not key:
            raise ValueError("a coupon's code needs letters or digits")
        if expires_at is not None and expires_at <= self._unit.now:
            raise ValueError(f"coupon {code} would have expired already")
        if (there := self._find(key)) is not None:
            raise ValueError(f"a coupon that sounds like {code} is there already: {there.code}")
        row = CouponRow(
            key=key,
            code=code,
            promotion=opened.code,
            customer_id=customer_id,
            expires_at=expires_at,
            created_at=self._unit.now,
        )
        with shop_errors():
            self._session.add(row)
            self._session.flush()
        return Coupon(code, opened.label, expires_at, opened.code, key, customer_id)

    def issued(self, customer_id: int | None = None) -> list[Coupon]:
        """Every coupon by its code, or those alone that were issued to one customer."""
        found = COUPONS.order_by(coupons.c.code)
        if customer_id is not None:
            found = found.where(coupons.c.customer_id == customer_id)
        return [to_coupon(row) for row in self._session.execute(found)]

    def use(self, owner: str, customer_id: int | None, words: str) -> Coupon:
        """Name a coupon for a cart, by its code however it is said; naming it twice is no harm.

        Raises :class:`CouponUnknown`, also for somebody else's coupon; :class:`CouponExpired` where
        it or its promotion is over; :class:`CouponUsed` where it is used up.
        """
        found = self._find(self._key(words))
        if found is None or found.customer_id not in (None, customer_id):
            raise CouponUnknown("no coupon has this code")
        self._check(self.get(found.promotion), found.expires_at, customer_id)
        self._name(owner, [found.key])
        return to_coupon(found)

    def coupons(self, owner: str) -> list[Coupon]:
        """The coupons that are named for a cart, the first one first, expired or not."""
        return [to_coupon(row) for row in self._session.execute(OF_CART, {"owner": owner})]

    def forget(self, owner: str) -> None:
        """Name no coupons for a cart any more."""
        theirs = delete(CartCouponRow).where(CartCouponRow.owner == owner)
        changed_rows(self._session, theirs)

    def merge(self, source_owner: str, target_owner: str) -> None:
        """Let the coupons of one cart follow it into another."""
        moved = [coupon.key for coupon in self.coupons(source_owner)]
        if moved and source_owner != target_owner:
            self._name(target_owner, moved)
            self.forget(source_owner)

    def lock(self, customer_id: int, terms: Reduced) -> None:
        """Keep others from using up the promotions of terms that are about to be accepted."""
        self._uses.lock(terms.discounts, customer_id)

    def record(self, order_id: int, customer_id: int, terms: Reduced) -> None:
        """Write down the promotions that an order was placed with."""
        self._uses.record(order_id, customer_id, terms.discounts)

    def restore(self, owner: str, order_id: int) -> None:
        """Name the coupons of an order that failed for a cart again, which has its goods back."""
        if keys := self._uses.coupons(order_id):
            self._name(owner, keys)

    def _valid_coupon(self, row: RowMapping, customer_id: int) -> str | None:
        """The key of the coupon in a row of :data:`ACTIVE`, where it is of use to a customer."""
        expires_at, to = row["coupon_expires_at"], row["coupon_customer_id"]
        over = expires_at is not None and expires_at <= self._unit.now
        return None if over or to not in (None, customer_id) else row["coupon"]

    def _check(
        self, promotion: Promotion, expires_at: datetime | None, customer_id: int | None
    ) -> None:
        now = self._unit.now
        over = expires_at is not None and expires_at <= now
        if over or promotion.ended(now) or not promotion.active:
            raise CouponExpired("the coupon is over")
        if not promotion.running(now):
            raise CouponUnknown("the coupon's promotion has not begun")
        if self._uses.used_up([promotion], customer_id):
            raise CouponUsed("the coupon is used up")

    def _name(self, owner: str, keys: Sequence[str]) -> None:
        self._carts.lock(owner)
        there = {coupon.key for coupon in self.coupons(owner)}
        values = [
            {"owner": owner, "coupon": key, "added_at": self._unit.now}
            for key in keys
            if key not in there
        ]
        if values:
            self._session.execute(insert(CartCouponRow), values)

    def _find(self, key: str) -> Row[*tuple[Any, ...]] | None:
        return self._session.execute(COUPONS.where(coupons.c.key == key)).first()

    def _key(self, words: str) -> str:
        return key_of(words, language_of(self._unit.profile.locale).name)
