"""How a last basket is predicted and judged, and how weights are fitted."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import UTC, datetime, timedelta
from math import exp
from pathlib import Path

import pytest

from fulfillment.customers.habits import Signals
from skill.commands import bench_reorder as bench
from skill.commands.reorder_weights import NAMES, Choice, fitted

START = datetime(2011, 1, 3, 9, 0, tzinfo=UTC)


def write(path: Path, rows: list[tuple[str, str, int, int, str]]) -> Path:
    """Invoice, code, quantity, day and customer of each line."""
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "CustomerID"])
        for invoice, code, quantity, day, customer in rows:
            writer.writerow([invoice, code, quantity, START + timedelta(days=day), customer])
    return path


def family(customer: str) -> list[tuple[str, str, int, int, str]]:
    """Two baskets of 1001 and 1002, then 1001 and something new."""
    return [
        (f"a{customer}", "1001", 1, 0, customer),
        (f"a{customer}", "1002", 2, 0, customer),
        (f"b{customer}", "1001", 1, 7, customer),
        (f"c{customer}", "1001", 1, 14, customer),
        (f"c{customer}", "1003", 1, 14, customer),
    ]


def signal(**values: float) -> Signals:
    return Signals(**{name: values.get(name, 0.0) for name in NAMES})


def test_cancellations_and_what_is_no_product_are_left_out(tmp_path: Path) -> None:
    rows = family("1.0")
    rows += [("Cx", "1001", -1, 3, "1.0"), ("d", "POST", 1, 4, "1.0"), ("e", "1001", 0, 5, "1.0")]
    baskets = bench.read(write(tmp_path / "invoices.csv.gz", rows))
    assert [(basket.at.day, dict(basket.pieces)) for basket in baskets] == [
        (3, {"1001": 1, "1002": 2}),
        (10, {"1001": 1}),
        (17, {"1001": 1, "1003": 1}),
    ]


def test_only_the_last_basket_is_held_out_and_only_the_past_is_seen(tmp_path: Path) -> None:
    rows = [*family("1.0"), ("z", "1002", 9, 20, "2.0")]
    (person,) = bench.held_out(bench.read(write(tmp_path / "invoices.csv.gz", rows)))
    assert set(person.signals) == {"1001", "1002"}
    assert person.again == {"1001"}
    # 1001 was sold twice and 1002 once before that day; that it sold later is not known yet.
    assert person.signals["1001"].sells > person.signals["1002"].sells


def test_the_figures_stand_in_a_table_by_method(tmp_path: Path) -> None:
    rows = [row for customer in ("1.0", "2.0", "3.0", "4.0") for row in family(customer)]
    found = bench.figures(write(tmp_path / "invoices.csv.gz", rows))
    assert (found["customers"], found["buying_again"]) == (4, 4)
    assert found["methods"]["frequency"] == {"again": 1.0, "error": 0.0, "whole": 0.5}
    table = bench.table(found)
    assert all(name in table for name in found["methods"])
    assert "recall@10" in table


def test_of_more_than_ten_repeats_ten_can_be_hit(tmp_path: Path) -> None:
    codes = [f"{number}" for number in range(2000, 2020)]
    rows = [
        (invoice, code, 1, day, "1.0")
        for invoice, day in (("a", 0), ("b", 7))
        for code in codes
    ]  # fmt: skip
    rows += [(f"{row[0]}2", *row[1:4], "2.0") for row in rows]
    found = bench.figures(write(tmp_path / "invoices.csv.gz", rows))
    assert found["methods"]["frequency"]["again"] == pytest.approx(0.5)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    found = bench.figures(tmp_path / "none.csv")
    assert "not measured" in bench.table(found)
    assert json.dumps(found)


def test_the_weight_of_a_signal_that_tells_is_found() -> None:
    told = [Choice((signal(frequency=2), signal(frequency=0)), frozenset({0})) for _ in range(20)]
    lied = [Choice((signal(frequency=2), signal(frequency=0)), frozenset({1})) for _ in range(5)]
    weights = fitted([*told, *lied], ["frequency", "sells"])
    # Where the likelihood is highest, what was chosen is what was expected, but for the pull.
    chance = 1 / (1 + exp(-2 * weights.frequency))
    assert 2 * 20 - 2 * 25 * chance == pytest.approx(2 * weights.frequency, abs=1e-6)
    assert chance == pytest.approx(20 / 25, abs=0.03)
    assert weights.sells == pytest.approx(0)
    assert weights.rhythm == 0


@pytest.mark.skipif(not bench.DATA.is_file(), reason="the purchase histories are not here")
def test_the_weights_as_shipped_recall_more_than_half_of_what_is_bought_again() -> None:
    people = bench.held_out(bench.read(bench.DATA))
    shipped = bench.judged_as_shipped(people)
    assert shipped["again"] > 0.50
    assert shipped["again"] > bench.judged_alone(people, "frequency")["again"] + 0.05
