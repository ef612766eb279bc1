"""A promotion: what it takes off, of which goods, when, for whom. Pure, standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from fulfillment.money import Money


class Kind(StrEnum):
    """What a promotion does."""

    PERCENT = "percent"
    AMOUNT = "amount"
    BUY_N_PAY_M = "buy_n_pay_m"
    FREE_DELIVERY = "free_delivery"


class Goods(Protocol):
    """So many pieces of a product, as far as promotions look at them."""

    @property
    def sku(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def department(self) -> str: ...
    @property
    def quantity(self) -> int: ...
    @property
    def unit_price(self) -> Money: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """Something off the price. Raises :class:`ValueError` where the parts do not fit together.

    ``label`` is said after "with": "ten percent off coffee". ``value`` is basis points of a
    percentage, or minor units of an amount; of ``buy`` pieces ``pay`` are paid. A product is meant
    when it is on each of the lists ``skus``, ``categories`` and ``departments`` that is not empty.
    ``goods_from_minor`` is what the whole cart has to be worth before any promotion. It runs from
    ``starts`` until just before ``ends``. ``once_per_shopper`` and ``most_uses`` count orders;
    ``stacks`` and ``position`` are explained in :mod:`fulfillment.promotions.rules`.
    """

    code: str
    label: str
    kind: Kind
    value: int = 0
    buy: int = 0
    pay: int = 0
    skus: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    goods_from_minor: int | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    needs_coupon: bool = False
    once_per_shopper: bool = False
    most_uses: int | None = None
    stacks: bool = False
    position: int = 0
    active: bool = True

    def __post_init__(self) -> None:
        for fault, wrong in _faults(self).items():
            if wrong:
                raise ValueError(f"promotion {self.code}: {fault}")

    @property
    def limited(self) -> bool:
        """Whether orders that were placed before may close it."""
        return self.once_per_shopper or self.most_uses is not None

    def running(self, now: datetime) -> bool:
        """Whether it is on at a moment."""
        begun = self.starts is None or self.starts <= now
        return self.active and begun and not self.ended(now)

    def ended(self, now: datetime) -> bool:
        """Whether it was on, and is no longer."""
        return self.ends is not None and self.ends <= now

    def covers(self, goods: Goods) -> bool:
        """Whether these goods are meant."""
        bounds = (
            (self.skus, goods.sku),
            (self.categories, goods.category),
            (self.departments, goods.department),
        )
        return all(not names or name in names for names, name in bounds)


@dataclass(frozen=True, slots=True)
class Offer:
    """A promotion that is open to a shopper now; ``coupon`` is the key that opened it, if any."""

    promotion: Promotion
    coupon: str | None = None


@dataclass(frozen=True, slots=True)
class Coupon:
    """A code that opens the promotion ``promotion`` (its code), whose label is ``label``.

    With a ``customer_id`` it is of use to that customer alone.
    """

    code: str
    label: str
    expires_at: datetime | None
    promotion: str = ""
    key: str = ""
    customer_id: int | None = None


def _faults(promotion: Promotion) -> dict[str, bool]:
    """What can be wrong with a promotion, and whether it is."""
    kind, value, moments = promotion.kind, promotion.value, (promotion.starts, promotion.ends)
    starts, ends = moments
    return {
        "it has neither a code nor a label": not (promotion.code and promotion.label),
        f"there is no kind {kind!r}": kind not in list(Kind),
        "a percentage is 1 to 10000 basis points": kind == Kind.PERCENT and not 1 <= value <= 10000,
        "an amount is at least one minor unit": kind == Kind.AMOUNT and value < 1,
        "of the pieces bought, at least one is paid and at least one is not": (
            kind == Kind.BUY_N_PAY_M and not 1 <= promotion.pay < promotion.buy
        ),
        "a threshold is at least one minor unit": (
            promotion.goods_from_minor is not None and promotion.goods_from_minor < 1
        ),
        "it can be used at least once": (
            promotion.most_uses is not None and promotion.most_uses < 1
        ),
        "a moment needs its time zone": any(each and each.tzinfo is None for each in moments),
        "it ends before it starts": bool(
            starts and ends and starts.tzinfo and ends.tzinfo and ends <= starts
        ),
    }
