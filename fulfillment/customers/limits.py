"""How much may be ordered at once and on one day, as the shopper or the merchant set it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select

from fulfillment.customers.shop_rules import amount, minor, read_rules
from fulfillment.money import Money
from fulfillment.storage.guards import SpendingLimitRow
from fulfillment.storage.models import CustomerRow, OrderRow
from fulfillment.unit import Unit

_UNMADE = ("cancelled", "failed")


@dataclass(frozen=True, slots=True)
class Exceeded:
    """A limit that an order would pass; ``left`` is what could still be ordered within it."""

    kind: Literal["order", "day"]
    limit: Money
    left: Money


@dataclass(frozen=True, slots=True)
class OwnLimits:
    """What a shopper does not want to pass; None is no limit."""

    order: Money | None = None
    day: Money | None = None


class Limits:
    """The limits of all customers, in sums that orders come to in all."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def set(self, customer_id: int, *, order: Money | None, day: Money | None) -> None:
        """Set a shopper's own limits; None is no limit."""
        row = SpendingLimitRow(
            customer_id=customer_id, order_minor=minor(order), day_minor=minor(day)
        )
        self._session.merge(row)
        self._session.flush()

    def own(self, customer_id: int) -> OwnLimits:
        """A shopper's own limits."""
        row = self._session.get(SpendingLimitRow, customer_id)
        if row is None:
            return OwnLimits()
        return OwnLimits(amount(self._unit, row.order_minor), amount(self._unit, row.day_minor))

    def exceeded(self, customer_id: int, total: Money, quote_id: str = "") -> Exceeded | None:
        """The tightest limit that an order for ``total`` would pass now, if any.

        An order that the quote has led to already does not count: after a crash the same yes is
        answered again, and must find its own order.
        Where there is a limit for a day, other orders of the same customer wait until this
        transaction ends, so that two of them cannot pass it together.
        """
        passed = [found for found in self._all(customer_id, quote_id) if _more(total, found.left)]
        return min(passed, key=lambda found: found.left.amount_minor, default=None)

    def _all(self, customer_id: int, quote_id: str) -> Iterator[Exceeded]:
        own = self._session.get(SpendingLimitRow, customer_id)
        rules = read_rules(self._unit)
        own_order = amount(self._unit, own.order_minor) if own else None
        own_day = amount(self._unit, own.day_minor) if own else None
        for limit in filter(None, (own_order, rules.order_limit)):
            yield Exceeded("order", limit, limit)
        days = [limit for limit in (own_day, rules.day_limit) if limit is not None]
        spent = self._spent_today(customer_id, quote_id) if days else 0
        for limit in days:
            left = Money(max(0, limit.amount_minor - spent), limit.currency)
            yield Exceeded("day", limit, left)

    def _spent_today(self, customer_id: int, quote_id: str) -> int:
        """What the orders of the shop's own today come to, in minor units."""
        customer = select(CustomerRow.id).where(CustomerRow.id == customer_id)
        self._session.execute(customer.with_for_update())
        zone = ZoneInfo(self._unit.profile.time_zone)
        today = self._unit.now.astimezone(zone).date()
        midnight = datetime.combine(today, time(), zone).astimezone(UTC)
        orders = select(func.coalesce(func.sum(OrderRow.total_minor), 0)).where(
            OrderRow.customer_id == customer_id,
            OrderRow.placed_at >= midnight,
            OrderRow.state.not_in(_UNMADE),
            or_(OrderRow.quote_id.is_(None), OrderRow.quote_id != quote_id),
        )
        return int(self._session.scalar(orders) or 0)


def _more(total: Money, left: Money) -> bool:
    return total.amount_minor > left.amount_minor
