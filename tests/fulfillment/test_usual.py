"""What somebody usually buys, from what they bought."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fulfillment.customers.usual import Purchase, rank

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def bought(sku: str, *days_ago: float, quantity: int = 1) -> list[Purchase]:
    return [Purchase(sku, quantity, NOW - timedelta(days=days)) for days in days_ago]


def skus(*purchases: list[Purchase]) -> list[str]:
    return [habit.sku for habit in rank([p for some in purchases for p in some], NOW)]


def test_what_was_bought_more_often_comes_first() -> None:
    assert skus(bought("tea", 5), bought("milk", 5, 12, 19)) == ["milk", "tea"]


def test_an_old_habit_gives_way_to_a_new_one() -> None:
    assert skus(bought("old", 300, 307, 314), bought("new", 3, 10)) == ["new", "old"]


def test_a_purchase_weighs_half_after_ninety_days() -> None:
    assert rank(bought("milk", 90), NOW)[0].weight == pytest.approx(0.5)
    assert rank(bought("milk", 0, 180), NOW)[0].weight == pytest.approx(1.25)


def test_equal_habits_are_ordered_the_same_way_every_time() -> None:
    assert (
        skus(bought("b", 7), bought("a", 7)) == skus(bought("a", 7), bought("b", 7)) == ["a", "b"]
    )


def test_a_habit_tells_how_often_when_last_and_at_which_distance() -> None:
    habit = rank(bought("milk", 5, 12, 26), NOW)[0]
    assert habit.times == 3
    assert habit.last_bought == NOW - timedelta(days=5)
    assert habit.every_days == pytest.approx(10.5)


def test_one_purchase_has_no_distance() -> None:
    assert rank(bought("milk", 5), NOW)[0].every_days is None


def test_the_quantity_is_the_most_frequent_and_the_latest_of_equals() -> None:
    often = bought("eggs", 30, 37, quantity=1) + bought("eggs", 2, quantity=3)
    assert rank(often, NOW)[0].quantity == 1
    equals = bought("eggs", 30, quantity=1) + bought("eggs", 2, quantity=3)
    assert rank(equals, NOW)[0].quantity == 3


def test_nothing_bought_is_no_habit() -> None:
    assert rank([], NOW) == []
