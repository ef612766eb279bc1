"""What may be ordered at once and on one day."""

from __future__ import annotations

from datetime import timedelta

from fulfillment.customers import Exceeded, ShopRules
from fulfillment.shop import Shop, Work
from tests.conftest import Clock
from tests.fulfillment.shopfloor import buy, offer, usd

ANNA = 1


def exceeded(work: Work, total: int) -> Exceeded | None:
    return work.customers.limits.exceeded(ANNA, usd(total))


def test_without_limits_nothing_is_too_much(work: Work) -> None:
    assert work.customers.rules == ShopRules()
    assert exceeded(work, 10_000_000) is None


def test_an_order_may_come_to_its_limit_and_no_further(work: Work) -> None:
    work.customers.limits.set(ANNA, order=usd(3000), day=None)
    assert exceeded(work, 3000) is None
    assert exceeded(work, 3001) == Exceeded("order", usd(3000), usd(3000))
    work.customers.limits.set(ANNA, order=None, day=None)
    assert exceeded(work, 3001) is None


def test_the_tighter_of_the_shoppers_and_the_merchants_limit_holds(work: Work) -> None:
    work.customers.set_rules(ShopRules(order_limit=usd(2000), day_limit=usd(9000)))
    work.customers.limits.set(ANNA, order=usd(3000), day=usd(2500))
    assert exceeded(work, 2001) == Exceeded("order", usd(2000), usd(2000))
    work.customers.limits.set(ANNA, order=usd(1000), day=usd(2500))
    assert exceeded(work, 2600) == Exceeded("order", usd(1000), usd(1000))


def test_of_a_days_limit_what_was_ordered_that_day_is_gone(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        work.customers.limits.set(ANNA, order=None, day=usd(1500))
        order = buy(work, offer(work))
    assert order.total == usd(800)
    with corner.open() as work:
        assert exceeded(work, 700) is None
        assert exceeded(work, 701) == Exceeded("day", usd(1500), usd(700))
        assert work.customers.limits.exceeded(2, usd(5000)) is None
    clock.now += timedelta(days=1)
    with corner.open() as work:
        assert exceeded(work, 1500) is None


def test_what_was_taken_back_is_not_counted(corner: Shop) -> None:
    with corner.open() as work:
        work.customers.limits.set(ANNA, order=None, day=usd(1500))
        order = buy(work, offer(work))
        work.orders.cancel(order.id, ANNA)
    with corner.open() as work:
        assert exceeded(work, 1500) is None


def test_the_rules_of_the_shop_are_kept(corner: Shop) -> None:
    rules = ShopRules(usd(1), usd(2), usd(3), timedelta(minutes=4))
    with corner.open() as work:
        work.customers.set_rules(ShopRules())
        work.customers.set_rules(rules)
    with corner.open() as work:
        assert work.customers.rules == rules
