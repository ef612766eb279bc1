"""How long what somebody buys lasts them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fulfillment.customers.rhythm import Rhythm, rhythm
from fulfillment.customers.usual import Purchase

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def bought(*days_ago: float, quantity: int = 1) -> list[Purchase]:
    return [Purchase("milk", quantity, NOW - timedelta(days=days)) for days in days_ago]


def known(*days_ago: float, quantity: int = 1) -> Rhythm:
    found = rhythm(bought(*days_ago, quantity=quantity), NOW)
    assert found is not None
    return found


def test_two_purchases_are_no_rhythm() -> None:
    assert rhythm(bought(7, 14), NOW) is None
    assert rhythm([], NOW) is None


def test_the_usual_time_is_the_median_gap() -> None:
    found = known(6, 13, 20, 60)
    assert found.days == pytest.approx(7)
    assert found.since == pytest.approx(6)
    assert found.share == pytest.approx(6 / 7)


@pytest.mark.parametrize(
    ("since", "due", "over"),
    [(1, False, False), (5, False, False), (6, True, False), (20, True, False), (22, False, True)],
)
def test_a_thing_is_due_around_its_time_and_its_habit_ends_long_after_it(
    since: int, *, due: bool, over: bool
) -> None:
    found = known(since, since + 7, since + 14)
    assert (found.due, found.over) == (due, over)


def test_two_pieces_last_twice_as_long() -> None:
    purchases = bought(28, 21, 14) + bought(7, quantity=2)
    found = rhythm(purchases, NOW)
    assert found is not None
    assert found.days == pytest.approx(14)
    assert not found.due
    assert known(7, 14, 21, quantity=2).days == pytest.approx(7)


def test_two_orders_of_one_day_are_one_purchase() -> None:
    assert rhythm(bought(7, 14, 13.9), NOW) is None
    found = known(7, 14, 21, 28, 27.9)
    assert found.days == pytest.approx(7)


def test_the_order_in_which_purchases_come_makes_no_difference() -> None:
    assert known(6, 13, 20) == known(20, 6, 13)
