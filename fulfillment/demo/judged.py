"""A shop of products that people have judged for queries: something to measure search against."""

from __future__ import annotations

import csv
import gzip
import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path

from fulfillment.catalog.product import Product
from fulfillment.catalog.size import parse_size
from fulfillment.money import Money
from fulfillment.profile import DeliveryOption, ShopProfile
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema

_AT_ONCE = 5_000
_PROFILE = ShopProfile(
    name="Judged Goods",
    currency="USD",
    tax_rates={},
    free_delivery_over=Money(0, "USD"),
    cutoff_hours=1,
    delivery=(DeliveryOption("day", "by day", time(9), time(17), Money(0, "USD"), 1),),
)

Judgements = Mapping[str, Mapping[str, int]]


def read_judgements(file: Path) -> Judgements:
    """By query, the grade of each judged product: 0 to 3. The file has query,product_id,grade."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["query"]][row["product_id"]] = int(row["grade"])
    return dict(found)


def read_products(file: Path) -> list[Product]:
    """Products of a gzipped file of JSON lines: id, title, short_description, supplier, price."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [_product(json.loads(line)) for line in lines]


def open_judged(products: Sequence[Product], folder: Path) -> Shop:
    """A shop of these products, on a new database in ``folder``."""
    engine = open_engine(f"sqlite:///{folder / 'judged.sqlite3'}")
    create_schema(engine)
    shop = Shop(engine)
    with shop.open() as work:
        work.set_up(_PROFILE)
        for start in range(0, len(products), _AT_ONCE):
            work.catalog.add_many(products[start : start + _AT_ONCE])
    return shop


def ndcg(grades: Mapping[str, int], skus: Sequence[str], at: int = 10) -> float:
    """Normalised discounted cumulative gain: 1 is the best order; what nobody judged counts 0.

    The gain of a grade is 2 to its power, less one (Burges et al., "Learning to rank", 2005).
    """
    ideal = _dcg(sorted(grades.values(), reverse=True)[:at])
    return _dcg([grades.get(sku, 0) for sku in skus[:at]]) / ideal


def _dcg(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _product(told: Mapping[str, object]) -> Product:
    return Product(
        sku=str(told["id"]),
        gtin="",
        name=str(told["title"]),
        brand=str(told["supplier"]),
        category="",
        department="",
        size=parse_size("1 each"),
        price=Money(int(str(told["price"])), "USD"),
        tax_category="",
        stock=1,
        description=str(told.get("short_description") or ""),
    )
