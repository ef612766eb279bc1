"""The data files of the demo shops, read into plain values.

``shops/<locale>`` holds one shop. ``products/<department>.csv`` lists products, with ``;`` between
the items of a list. ``shop.toml`` is the shop's description, and says how departments are
said that their files' names do not spell; ``shoppers.toml`` who buys there, and what they bought
before.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from typing import Any

from fulfillment.catalog.product import Product
from fulfillment.catalog.size import parse_size
from fulfillment.founding import Described, describe
from fulfillment.money import Money
from fulfillment.orders.order import OrderState

DEFAULT_LOCALE = "en-US"


@dataclass(frozen=True, slots=True)
class Listing:
    """A product and the SKUs that are named beside it."""

    product: Product
    goes_with: tuple[str, ...]
    instead_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastLine:
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PastOrderEntry:
    """An order of a shopper, ``days_ago`` days before the demo shop is filled."""

    days_ago: int
    state: OrderState
    slot: str
    lines: tuple[PastLine, ...]


@dataclass(frozen=True, slots=True)
class Shopper:
    """Somebody with an account at the demo shop."""

    handle: str
    name: str
    address_label: str
    address: str
    region: str
    email: str
    orders: tuple[PastOrderEntry, ...]


def demo_locale(locale: str) -> str:
    """The locale of the demo shop for ``locale``: its own, else one of its language, else en-US."""
    shops = {shop.name for shop in files("fulfillment.demo").joinpath("shops").iterdir()}
    language = locale.partition("-")[0]
    kin = sorted(name for name in shops if name.partition("-")[0] == language)
    wanted = (locale, DEFAULT_LOCALE, *kin) if DEFAULT_LOCALE in kin else (locale, *kin)
    return next((name for name in wanted if name in shops), DEFAULT_LOCALE)


def read_shop(locale: str = DEFAULT_LOCALE) -> Described:
    """The demo shop's name, taxes and deliveries, its rules, and what it takes off."""
    return describe(_toml(locale, "shop.toml"))


def read_departments(locale: str = DEFAULT_LOCALE) -> list[Listing]:
    """Every product of every department, in the order of the departments' files."""
    shop = read_shop(locale)
    said, currency = shop.departments, shop.profile.currency
    sheets = [sheet for sheet in _root(locale).joinpath("products").iterdir() if _is_sheet(sheet)]
    found: list[Listing] = []
    for sheet in sorted(sheets, key=lambda sheet: sheet.name):
        stem = sheet.name.removesuffix(".csv")
        found += _read_sheet(sheet, said.get(stem, stem.replace("-", " ")), currency)
    return found


def read_shoppers(locale: str = DEFAULT_LOCALE) -> list[Shopper]:
    """Every shopper with an account."""
    return [_shopper(entry) for entry in _toml(locale, "shoppers.toml")["shopper"]]


def _root(locale: str) -> Traversable:
    return files("fulfillment.demo").joinpath("shops", demo_locale(locale))


def _toml(locale: str, name: str) -> dict[str, Any]:
    return tomllib.loads(_root(locale).joinpath(name).read_text(encoding="utf-8"))


def _is_sheet(sheet: Traversable) -> bool:
    return sheet.name.endswith(".csv")


def _read_sheet(sheet: Traversable, department: str, currency: str) -> Iterator[Listing]:
    for row in csv.DictReader(StringIO(sheet.read_text(encoding="utf-8"), newline="")):
        yield Listing(
            product=_product(row, department, currency),
            goes_with=_items(row["goes_with"]),
            instead_of=_items(row["instead_of"]),
        )


def _product(row: dict[str, str], department: str, currency: str) -> Product:
    return Product(
        sku=row["sku"],
        gtin=row["gtin"],
        name=row["name"],
        brand=row["brand"],
        category=row["category"],
        department=department,
        size=parse_size(row["size"]),
        price=Money(int(row["price_minor"]), currency),
        tax_category=row["tax"],
        stock=int(row["stock"]),
        attributes=_items(row["attributes"]),
        synonyms=_items(row["synonyms"]),
        description=row["description"],
        popularity=int(row["popularity"]),
    )


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def _shopper(entry: dict[str, Any]) -> Shopper:
    return Shopper(
        handle=entry["handle"],
        name=entry["name"],
        address_label=entry["address_label"],
        address=entry["address"],
        region=entry.get("region", ""),
        email=entry.get("email", ""),
        orders=tuple(_past_order(order) for order in entry.get("order", [])),
    )


def _past_order(order: dict[str, Any]) -> PastOrderEntry:
    return PastOrderEntry(
        days_ago=order["days_ago"],
        state=OrderState(order["state"]),
        slot=order["slot"],
        lines=tuple(PastLine(line["sku"], line["quantity"]) for line in order["lines"]),
    )
