"""The demo shop's files, read with nothing but the standard library."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

DEMO = Path(__file__).parents[2] / "fulfillment" / "demo"
COLUMNS = [
    *("sku", "gtin", "name", "brand", "category", "size", "price_minor", "tax", "stock"),
    *("attributes", "synonyms", "goes_with", "instead_of", "popularity", "description"),
]
SIZE = re.compile(
    r"(?:([1-9]\d*) x )?(\d+(?:\.\d+)?) "
    r"(oz|lb|fl oz|pt|qt|gal|ct|rolls|sheets|bags|pods|tablets|loads|each|ft|in)"
)
IN_BASE_UNITS = {
    "oz": ("weight", 1),
    "lb": ("weight", 16),
    "fl oz": ("volume", 1),
    "pt": ("volume", 16),
    "qt": ("volume", 32),
    "gal": ("volume", 128),
}
HEALTH_CLAIMS = re.compile(
    r"\b(health\w*|cures?|heals?|immun\w*|detox\w*|prevents?|remed\w+|medic\w+|diet(ary)?|slimming)\b"
)
WEEKDAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
STATES = {"delivered", "sent", "placed"}

Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


FILES = sorted((DEMO / "products").glob("*.csv"))
DEPARTMENTS = {path.stem: rows_of(path) for path in FILES}
PRODUCTS = [row for rows in DEPARTMENTS.values() for row in rows]
BY_SKU = {row["sku"]: row for row in PRODUCTS}
SHOP = toml("shop.toml")
SHOPPERS = {shopper["handle"]: shopper for shopper in toml("shoppers.toml")["shopper"]}
ORDERS = [(s["handle"], order) for s in SHOPPERS.values() for order in s.get("order", [])]


def cell(row: Row, column: str) -> list[str]:
    return row[column].split(";") if row[column] else []


def in_category(category: str) -> list[Row]:
    return [row for row in PRODUCTS if row["category"] == category]


def grouped(*columns: str) -> dict[tuple[str, ...], list[Row]]:
    groups = defaultdict(list)
    for row in PRODUCTS:
        groups[tuple(row[column] for column in columns)].append(row)
    return groups


def amount(size: str) -> tuple[str, float]:
    match = SIZE.fullmatch(size)
    assert match, size
    kind, factor = IN_BASE_UNITS.get(match[3], (match[3], 1))
    return kind, int(match[1] or 1) * float(match[2]) * factor


def days_with(handle: str, category: str) -> list[int]:
    return sorted(
        order["days_ago"]
        for order in SHOPPERS[handle]["order"]
        if any(BY_SKU[line["sku"]]["category"] == category for line in order["lines"])
    )


def usual_gap(handle: str, category: str) -> float:
    return median(later - earlier for earlier, later in pairwise(days_with(handle, category)))
