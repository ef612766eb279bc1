"""What the merchant asks for before an order is placed, and how long goods can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from fulfillment.money import Money
from fulfillment.storage.guards import ShopRulesRow
from fulfillment.unit import Unit


@dataclass(frozen=True, slots=True)
class ShopRules:
    """The merchant's rules; an amount that is None is no rule.

    From ``code_over`` on, an order needs the voice code of a shopper who has one. Nobody orders
    for more than ``order_limit`` at once or ``day_limit`` on one day. A shopper can take an order
    back by voice within ``undo`` of placing it, and return goods within ``return_time`` of their
    delivery; above ``return_over`` only a person takes them back.
    """

    code_over: Money | None = None
    order_limit: Money | None = None
    day_limit: Money | None = None
    undo: timedelta = timedelta(minutes=10)
    return_time: timedelta = timedelta(days=30)
    return_over: Money | None = None


def read_rules(unit: Unit) -> ShopRules:
    """The rules of this shop, or those of a shop that has set none."""
    row = unit.session.get(ShopRulesRow, 1)
    if row is None:
        return ShopRules()
    return ShopRules(
        code_over=amount(unit, row.code_over_minor),
        order_limit=amount(unit, row.order_limit_minor),
        day_limit=amount(unit, row.day_limit_minor),
        undo=timedelta(minutes=row.undo_minutes),
        return_time=timedelta(days=row.return_days),
        return_over=amount(unit, row.return_over_minor),
    )


def write_rules(unit: Unit, rules: ShopRules) -> None:
    """Make ``rules`` those of this shop, in place of the ones before."""
    row = ShopRulesRow(
        id=1,
        code_over_minor=minor(rules.code_over),
        order_limit_minor=minor(rules.order_limit),
        day_limit_minor=minor(rules.day_limit),
        undo_minutes=int(rules.undo.total_seconds() // 60),
        return_days=rules.return_time.days,
        return_over_minor=minor(rules.return_over),
    )
    unit.session.merge(row)
    unit.session.flush()


def amount(unit: Unit, amount_minor: int | None) -> Money | None:
    """A stored amount in the shop's currency."""
    return None if amount_minor is None else Money(amount_minor, unit.profile.currency)


def minor(sum_: Money | None) -> int | None:
    """An amount as it is stored."""
    return None if sum_ is None else sum_.amount_minor
