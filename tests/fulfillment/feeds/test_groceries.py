"""92,331 groceries of a real chain, whose prices are drawn for the purpose."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from random import Random

import pytest

from fulfillment.feeds import Columns, Options
from tests.fulfillment.feeds.feeds import Counter

DATA = Path(__file__).parents[4] / "shared/data/groceries_92k.csv.gz"
COLUMNS = Columns(
    {
        "id": "product_id",
        "title": "product_type",
        "category": "product_category",
        "brand": "brand",
        "size": "package_size",
        "price": "price",
    }
)


@pytest.fixture
def backend() -> str:
    """Once is enough for so many."""
    return "sqlite"


@pytest.mark.skipif(not DATA.is_file(), reason=f"{DATA} is not there")
def test_all_groceries_are_imported_and_what_is_wrong_is_named(
    counter: Counter, tmp_path: Path
) -> None:
    path = tmp_path / "priced.csv.gz"
    nameless = _priced(path)
    outcome = counter.take_file(path, Options(columns=COLUMNS))
    assert outcome.read == 92_331
    assert outcome.refused == {"title-missing": nameless}
    assert outcome.changes is not None
    assert outcome.changes.added == 92_331 - nameless
    with counter.shop.open() as work:
        sauce = work.catalog.get("26190")
        assert (sauce.name, str(sauce.size)) == ("apple sauce", "50 oz")
        assert work.catalog.count() == 92_331 - nameless + 5


def _priced(path: Path) -> int:
    """The groceries with prices; how many of them have no name."""
    chance = Random(5)
    nameless = 0
    with (
        gzip.open(DATA, "rt", encoding="utf-8", newline="") as data,
        gzip.open(path, "wt", encoding="utf-8", newline="", compresslevel=1) as priced,
    ):
        rows = csv.DictReader(data)
        table = csv.DictWriter(priced, [*(rows.fieldnames or ()), "price"])
        table.writeheader()
        for row in rows:
            nameless += not row["product_type"].strip()
            table.writerow(row | {"price": f"{chance.randint(25, 2500) / 100:.2f}"})
    return nameless
