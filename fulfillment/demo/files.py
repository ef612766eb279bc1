"""The data files of the demo shops, read into plain values.

``shops/<locale>`` holds one shop. ``products/<department>.csv`` lists products, with ``;`` between
the items of a list. ``shop.toml`` says who the shop is, what it asks for before an order
(``code``, ``limits``, ``undo``), what is off (``promotion``, ``coupon``), and how departments are
said that their files' names do not spell; ``shoppers.toml`` who buys there, and what they bought
before.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from typing import Any

from fulfillment.catalog.product import Product
from fulfillment.catalog.size import parse_size
from fulfillment.customers.shop_rules import ShopRules
from fulfillment.money import Money
from fulfillment.orders.order import OrderState
from fulfillment.profile import DeliveryOption, ShopProfile
from fulfillment.promotions.promotion import Kind, Promotion

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


@dataclass(frozen=True, slots=True)
class CouponEntry:
    """A coupon of the demo shop, and the code of the promotion that it opens."""

    code: str
    promotion: str


def demo_locale(locale: str) -> str:
    """The locale of the demo shop for ``locale``: its own, else one of its language, else en-US."""
    shops = {shop.name for shop in files("fulfillment.demo").joinpath("shops").iterdir()}
    language = locale.partition("-")[0]
    kin = sorted(name for name in shops if name.partition("-")[0] == language)
    wanted = (locale, DEFAULT_LOCALE, *kin) if DEFAULT_LOCALE in kin else (locale, *kin)
    return next((name for name in wanted if name in shops), DEFAULT_LOCALE)


def read_profile(locale: str = DEFAULT_LOCALE) -> ShopProfile:
    """The demo shop's name, taxes and deliveries."""
    document = _toml(locale, "shop.toml")
    shop = document["shop"] | document.get("delivery_rules", {})
    currency = shop["currency"]
    free_over = shop.get("free_over_minor")
    return ShopProfile(
        name=shop["name"],
        currency=currency,
        country=shop["country"],
        locale=shop["locale"],
        prices_include_tax=shop["prices_include_tax"],
        tax_rates=document["tax"],
        tax_regions=document.get("tax_regions", {}),
        phone=shop["phone"],
        support_hours=shop["support_hours"],
        free_delivery_over=None if free_over is None else Money(free_over, currency),
        cutoff_hours=shop["cutoff_hours"],
        time_zone=shop.get("time_zone", "UTC"),
        delivery=tuple(_delivery(option, currency) for option in document["delivery"]),
    )


def read_rules(locale: str = DEFAULT_LOCALE) -> ShopRules:
    """What the demo shop asks for before an order is placed."""
    document = _toml(locale, "shop.toml")
    currency = document["shop"]["currency"]

    def amount(section: str, name: str) -> Money | None:
        found = document.get(section, {}).get(name)
        return None if found is None else Money(found, currency)

    return ShopRules(
        code_over=amount("code", "over_minor"),
        order_limit=amount("limits", "order_minor"),
        day_limit=amount("limits", "day_minor"),
        undo=timedelta(minutes=document.get("undo", {}).get("minutes", 0)),
    )


def read_promotions(locale: str = DEFAULT_LOCALE) -> list[Promotion]:
    """What the demo shop takes off, in the order of the file."""
    entries = _toml(locale, "shop.toml").get("promotion", [])
    return [_promotion(entry, position) for position, entry in enumerate(entries)]


def read_coupons(locale: str = DEFAULT_LOCALE) -> list[CouponEntry]:
    """The coupons that everybody may use."""
    entries = _toml(locale, "shop.toml").get("coupon", [])
    return [CouponEntry(entry["code"], entry["promotion"]) for entry in entries]


def read_departments(locale: str = DEFAULT_LOCALE) -> list[Listing]:
    """Every product of every department, in the order of the departments' files."""
    document = _toml(locale, "shop.toml")
    said, currency = document.get("departments", {}), document["shop"]["currency"]
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


def _delivery(option: dict[str, Any], currency: str) -> DeliveryOption:
    return DeliveryOption(
        code=option["code"],
        label=option["label"],
        start=time.fromisoformat(option["start"]),
        end=time.fromisoformat(option["end"]),
        cost=Money(option["cost_minor"], currency),
        capacity=option["capacity"],
        days=tuple(option["days"]),
    )


def _promotion(entry: dict[str, Any], position: int) -> Promotion:
    scope = {name: tuple(entry.get(name, ())) for name in ("skus", "categories", "departments")}
    return Promotion(**{**entry, **scope, "kind": Kind(entry["kind"]), "position": position})


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
