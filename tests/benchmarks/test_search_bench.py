"""``coster bench search`` measures what it says, on judged products of the test's own."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from fulfillment.demo.judged import ndcg, open_judged, read_judgements, read_products
from fulfillment.demo.rivals import fts5, plain_rapidfuzz
from skill.commands import bench_search
from tests.fulfillment.shopfloor import product

GOODS = [
    ("m1", "View monitor 24 inch", "A monitor."),
    ("m2", "Steady monitor arm", "Holds a monitor of any make."),
    ("p1", "Ink laser printer", "Prints."),
    ("p2", "Drum for laser printer", "A drum."),
    ("h1", "Loud headphones", ""),
]
JUDGED = {
    "monitor": {"m1": 3, "m2": 1},
    "laser printer": {"p1": 3, "p2": 0},
    "headphones": {"h1": 3},
    "submarine": {"m1": 0},
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [
        {"id": sku, "title": title, "short_description": text, "supplier": "X", "price": 100}
        for sku, title, text in GOODS
    ]
    with gzip.open(tmp_path / "products.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in rows)
    with (tmp_path / "judgements.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(("query", "product_id", "grade"))
        writer.writerows((q, sku, g) for q, grades in JUDGED.items() for sku, g in grades.items())
    return tmp_path


def test_ndcg_is_one_for_the_best_order_and_counts_the_unjudged_as_nothing() -> None:
    grades = {"a": 3, "b": 1}
    assert ndcg(grades, ["a", "b"]) == 1
    assert ndcg(grades, ["x", "a"]) == pytest.approx(7 / 1.5849625 / (7 + 1 / 1.5849625))
    assert ndcg(grades, ["x"]) == 0


def test_relevance_is_measured_clean_and_misheard(data: Path) -> None:
    found = bench_search.relevance_figures(data)
    assert (found["queries"], found["products"]) == (4, 5)
    assert found["ours"] == 1
    assert found["nothing"]["not"] == {"queries": 1, "nothing": 1.0, "not_exactly": 1.0}
    assert found["nothing"]["sold"]["nothing"] == 0
    letters = found["misheard"]["letters"]
    assert letters["queries"] > 0
    assert 0 <= letters["heard"] <= letters["said"] == 1
    text = bench_search.table({"scale": [], "relevance": found})
    assert "Costermonger                 1.000" in text


def test_it_says_so_when_there_is_no_data(tmp_path: Path) -> None:
    found = bench_search.figures(tmp_path / "none", ())
    assert found["relevance"] is None
    assert "relevance not measured" in bench_search.table(found)


def test_the_judged_shop_sells_what_the_file_lists(data: Path, tmp_path: Path) -> None:
    assert read_judgements(data / "judgements.csv") == JUDGED
    products = read_products(data / "products.jsonl.gz")
    (tmp_path / "shop").mkdir()
    with open_judged(products, tmp_path / "shop").open() as work:
        assert work.catalog.count() == len(GOODS)
        assert work.search.search("headphones").products[0].sku == "h1"


@pytest.mark.parametrize("way", ["unicode61", "trigram", "rapidfuzz"])
def test_the_others_find_plain_words(way: str, tmp_path: Path) -> None:
    goods = [product(sku, name=title) for sku, title, _ in GOODS]
    search = plain_rapidfuzz(goods) if way == "rapidfuzz" else fts5(goods, tmp_path / "f", way)
    assert search("headphones")[0] == "h1"


def test_speed_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    ours = bench_search._measured("ours", 1500, str(tmp_path))
    plain = bench_search._measured("fts5", 1500, str(tmp_path))
    for row in (ours, plain):
        assert row["products"] == 1500
        assert 0 < row["p50_ms"] <= row["p99_ms"]
        assert row["build_s"] > 0
        assert row["disk_mb"] > 0
    assert ours["memory_mb"] > 0
    text = bench_search.table({"scale": [ours, plain], "relevance": None, "missing": "-"})
    assert text.splitlines()[1].startswith("ours ")
