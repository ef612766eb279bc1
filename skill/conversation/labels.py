"""How products, sizes, times and places are named, as lines for ``phrases``."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Literal

from fulfillment.carts import CartLine
from fulfillment.catalog import Product, Size
from fulfillment.orders import DeliverySlot, QuoteLine
from skill.conversation.answer import Joint, Line, Series, Spelled, say

_UNITS = {
    "oz": "ounce",
    "lb": "pound",
    "fl oz": "fluid-ounce",
    "pt": "pint",
    "qt": "quart",
    "gal": "gallon",
    "ct": "count",
    "each": "count",
    "rolls": "roll",
    "sheets": "sheet",
    "slices": "slice",
    "bags": "bag",
    "pods": "pod",
    "tablets": "tablet",
    "loads": "load",
    "ft": "foot",
    "in": "inch",
    "m": "meter",
    "g": "gram",
    "kg": "kilogram",
    "ml": "milliliter",
    "cl": "centiliter",
    "l": "liter",
    "100 g": "hundred-grams",
    "100 ml": "hundred-milliliters",
}


def number(count: int) -> Line:
    """A small count in words, a larger one in digits."""
    return say("number", n=count)


def size(value: Size) -> Line:
    """A size as it is said alone: "12 ounces", "6 times 12 fluid ounces"."""
    return _size("size", value)


def _single(value: Size) -> bool:
    return value.unit in ("ct", "each") and value.total == 1


def unit_key(unit: str) -> str:
    """The name of a unit inside the identifiers of replies: "fl oz" is "fluid-ounce"."""
    return _UNITS.get(unit, "other")


def _size(style: str, value: Size) -> Line:
    one = say(f"{style}-{unit_key(value.unit)}", amount=_plain(value.amount), unit=value.unit)
    if value.count == 1:
        return one
    if unit_key(value.unit) == "count":
        return say(f"{style}-packs-count", count=value.count, amount=_plain(value.amount))
    return say(f"{style}-packs", count=value.count, size=one)


def _plain(amount: Decimal) -> int | float:
    return int(amount) if amount == int(amount) else float(amount)


def per(unit: str) -> Line:
    """A unit that a price is for: "an ounce"."""
    return say(f"per-{unit_key(unit)}", unit=unit)


def full(product: Product) -> Line:
    """Brand, name and size, for a product that is spoken of alone."""
    if _single(product.size):
        return short(product)
    return say("product-full", brand=product.brand, name=product.called, size=size(product.size))


def subject(product: Product) -> Line:
    """The full name as the subject of a sentence: a size in the middle is closed by a comma."""
    return full(product) if _single(product.size) else say("product-subject", product=full(product))


def short(product: Product) -> Line:
    """Brand and name, where the size is known already."""
    return say("product-short", brand=product.brand, name=product.called)


def counted(product: Product | QuoteLine, quantity: int, size_of: Size) -> Line:
    """A number of a product inside a list: "two 12-ounce Juniper Row ground coffee"."""
    return say(
        "counted-single" if _single(size_of) else "counted",
        count=quantity,
        number=number(quantity),
        size=_size("sized", size_of),
        brand=product.brand,
        name=product.called if isinstance(product, Product) else product.name,
    )


def cart_line(line: CartLine) -> Line:
    """One line of a cart inside a list."""
    return counted(line.product, line.quantity, line.product.size)


def spelled(product: Product) -> Spelled:
    """The brand letter by letter: the part of a product's name nobody can guess."""
    return Spelled(product.brand)


def day(moment: datetime | date, today: date, style: Literal["on", "bare"] = "on") -> Line:
    """A day as people say it, seen from ``today``: "tomorrow", "on Friday", "on November 20".

    The bare style leaves out the "on", for use after another preposition.
    """
    value = moment.date() if isinstance(moment, datetime) else moment
    away = (value - today).days
    if -1 <= away <= 1:
        return say(("day-yesterday", "day-today", "day-tomorrow")[away + 1])
    if 1 < away < 7:
        return say(f"weekday-{style}", weekday=say(f"weekday-{value.weekday()}"))
    return say(f"date-{style}", month=say(f"month-{value.month}"), day=value.day)


def slot(value: DeliverySlot, now: datetime, zone: tzinfo) -> Line:
    """When a delivery comes: the day, the part of the day, and between which hours."""
    starts, ends = value.starts.astimezone(zone), value.ends.astimezone(zone)
    return say(
        "delivery-slot",
        day=day(starts, now.astimezone(zone).date()),
        daypart=value.label,
        starts=_hour(starts),
        ends=_hour(ends),
    )


def slot_day(value: DeliverySlot, now: datetime, zone: tzinfo) -> Line:
    """The day and the part of the day of a delivery, without its hours."""
    starts, today = value.starts.astimezone(zone), now.astimezone(zone).date()
    return say("slot-day", day=day(starts, today), daypart=value.label)


def _hour(moment: datetime) -> Line:
    """A time of day: each locale says it by the hour up to 23, or by the twelve and the half."""
    half = "pm" if moment.hour >= 12 else "am"
    hour, twelve = moment.hour, moment.hour % 12 or 12
    if not moment.minute:
        return say("hour", hour=hour, twelve=twelve, half=half)
    minutes = f"{moment.minute:02}"
    return say("hour-minutes", hour=hour, twelve=twelve, half=half, minutes=minutes)


def series(lines: list[Line], joint: Joint = "and") -> Series:
    """Lines as a list, at most three."""
    return Series(tuple(lines[:3]), joint)
