"""What somebody buys next, of all they have bought."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import log

import pytest

from fulfillment.customers.habits import Signals, predict, signals
from fulfillment.customers.usual import Purchase

NOW = datetime(2026, 11, 20, tzinfo=UTC)
NONE: dict[str, float] = {}


def bought(sku: str, *days_ago: float) -> list[Purchase]:
    return [Purchase(sku, 1, NOW - timedelta(days=days)) for days in days_ago]


def found(*purchases: list[Purchase], kinds: dict[str, str] | None = None) -> dict[str, Signals]:
    history = [purchase for some in purchases for purchase in some]
    return signals(history, NOW, kinds=kinds or {}, sells={})


def test_the_signals_say_how_often_how_lately_and_how_far_apart() -> None:
    milk = found(bought("milk", 60, 120), bought("tea", 30))["milk"]
    assert milk.frequency == pytest.approx(log(2))
    assert milk.recency == pytest.approx(0.5 + 0.25)
    assert milk.since == pytest.approx(log(61))
    assert milk.left_out == 1
    assert milk.rhythm == pytest.approx(1)


def test_one_purchase_has_no_rhythm_and_today_is_far_from_a_usual_month() -> None:
    once, daily = found(bought("once", 3))["once"], found(bought("milk", 0, 30, 60))["milk"]
    assert once.rhythm == 0
    assert daily.rhythm < 0.01


def test_the_kind_counts_what_is_bought_in_another_brand() -> None:
    kinds = {"oat": "milk", "soy": "milk", "tea": "tea"}
    everything = found(bought("oat", 40), bought("soy", 5, 20), bought("tea", 40), kinds=kinds)
    assert everything["oat"].kind == pytest.approx(log(3))
    assert everything["oat"].kind_since == pytest.approx(log(6))
    assert everything["tea"].kind == 0


def test_what_sells_is_measured_against_the_other_products_in_any_unit() -> None:
    history = [*bought("a", 5), *bought("b", 5)]
    few = signals(history, NOW, kinds={}, sells={"a": 3, "b": 0})
    many = signals(history, NOW, kinds={}, sells={"a": 300, "b": 0})
    assert few["a"].sells == pytest.approx(many["a"].sells) == pytest.approx(1)
    assert few["b"].sells == pytest.approx(-1)
    same = signals(history, NOW, kinds={}, sells={"a": 5, "b": 5})
    assert same["a"].sells == same["b"].sells == 0


@pytest.mark.parametrize(
    "better",
    [bought("better", 7, 14, 21), bought("better", 1), bought("better", 30, 60)],
    ids=["more often", "more lately", "when it is due"],
)
def test_the_better_habit_comes_first(better: list[Purchase]) -> None:
    history = [*bought("other", 70), *better]
    assert predict(history, NOW, kinds={}, sells=NONE) == ["better", "other"]


def test_of_equal_habits_the_one_that_sells_comes_first() -> None:
    history = [*bought("a", 7), *bought("b", 7)]
    assert predict(history, NOW, kinds={}, sells={"b": 9}) == ["b", "a"]
    assert predict(history, NOW, kinds={}, sells=NONE) == ["a", "b"]


def test_nothing_bought_is_nothing_to_predict() -> None:
    assert predict([], NOW, kinds={}, sells=NONE) == []
