"""The demo shops' files, read with nothing but the standard library."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

DEMO = Path(__file__).parents[2] / "fulfillment" / "demo" / "shops"
LOCALES = sorted(path.name for path in DEMO.iterdir())
COLUMNS = [
    *("sku", "gtin", "name", "brand", "category", "size", "price_minor", "tax", "stock"),
    *("attributes", "synonyms", "goes_with", "instead_of", "popularity", "description"),
]
SIZE = re.compile(
    r"(?:([1-9]\d*) x )?(\d+(?:\.\d+)?) "
    r"(oz|lb|fl oz|pt|qt|gal|kg|g|l|cl|ml|m|ft|in|ct|each"
    r"|rolls|sheets|bags|pods|tablets|loads|slices)\b"
)
IN_BASE_UNITS = {
    "oz": ("weight", 1.0),
    "lb": ("weight", 16.0),
    "g": ("weight", 1 / 28.349523125),
    "kg": ("weight", 1000 / 28.349523125),
    "fl oz": ("volume", 1.0),
    "pt": ("volume", 16.0),
    "qt": ("volume", 32.0),
    "gal": ("volume", 128.0),
    "ml": ("volume", 1 / 29.5735295625),
    "cl": ("volume", 10 / 29.5735295625),
    "l": ("volume", 1000 / 29.5735295625),
}
HEALTH_CLAIMS = re.compile(
    r"\b(health\w*|cures?|heals?|immun\w*|detox\w*|prevents?|remed\w+|medic\w+|diet(ary)?|slimming"
    r"|sant[ée]|gu[ée]ri\w*|soigne\w*|d[ée]tox\w*|pr[ée]vient|rem[èe]des?|m[ée]dic\w+|minceur)\b"
)
WEEKDAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
STATES = {"delivered", "sent", "placed"}

Row = dict[str, str]


@dataclass(frozen=True)
class DemoShop:
    """The files of one demo shop."""

    folder: Path

    @cached_property
    def files(self) -> list[Path]:
        return sorted((self.folder / "products").glob("*.csv"))

    @cached_property
    def departments(self) -> dict[str, list[Row]]:
        return {path.stem: rows_of(path) for path in self.files}

    @cached_property
    def products(self) -> list[Row]:
        return [row for rows in self.departments.values() for row in rows]

    @cached_property
    def by_sku(self) -> dict[str, Row]:
        return {row["sku"]: row for row in self.products}

    @cached_property
    def shop(self) -> dict[str, Any]:
        return self.toml("shop.toml")

    @cached_property
    def shoppers(self) -> dict[str, dict[str, Any]]:
        return {shopper["handle"]: shopper for shopper in self.toml("shoppers.toml")["shopper"]}

    @cached_property
    def orders(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            (s["handle"], order) for s in self.shoppers.values() for order in s.get("order", [])
        ]

    def toml(self, name: str) -> dict[str, Any]:
        return tomllib.loads((self.folder / name).read_text(encoding="utf-8"))

    def in_category(self, category: str) -> list[Row]:
        return [row for row in self.products if row["category"] == category]

    def grouped(self, *columns: str) -> Mapping[tuple[str, ...], list[Row]]:
        groups = defaultdict(list)
        for row in self.products:
            groups[tuple(row[column] for column in columns)].append(row)
        return groups

    def days_with(self, handle: str, category: str) -> list[int]:
        return sorted(
            order["days_ago"]
            for order in self.shoppers[handle]["order"]
            if any(self.by_sku[line["sku"]]["category"] == category for line in order["lines"])
        )

    def usual_gap(self, handle: str, category: str) -> float:
        days = self.days_with(handle, category)
        return median(later - earlier for earlier, later in pairwise(days))

    def bought(self, handle: str) -> list[str]:
        return [line["sku"] for o in self.shoppers[handle]["order"] for line in o["lines"]]


@cache
def demo_shop(locale: str) -> DemoShop:
    """The demo shop of a locale, read once."""
    return DemoShop(DEMO / locale)


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cell(row: Row, column: str) -> list[str]:
    return row[column].split(";") if row[column] else []


def amount(size: str) -> tuple[str, float]:
    match = SIZE.fullmatch(size)
    assert match, size
    kind, factor = IN_BASE_UNITS.get(match[3], (match[3], 1))
    return kind, int(match[1] or 1) * float(match[2]) * factor
