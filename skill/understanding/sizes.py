"""Sizes as they are written on a product, as they are spoken; standard library only."""

from __future__ import annotations

import re

_UNITS = {
    "oz": "ounces", "fl oz": "fluid ounces", "lb": "pounds", "lbs": "pounds", "gal": "gallons",
    "qt": "quarts", "pt": "pints", "l": "liters", "ml": "milliliters", "cl": "centiliters",
    "g": "grams", "kg": "kilograms", "ct": "count", "pk": "pack", "in": "inches", "ft": "feet",
}  # fmt: skip
_SINGULAR = {"feet": "foot", "inches": "inch"}
_PARTS = {"0.5": "half", "0.25": "quarter"}
_SIZE = re.compile(r"(?:(\d+)\s*x\s*)?(\d+(?:\.\d+)?)\s*([a-z][a-z ]*)")


def spoken_size(written: str) -> str:
    """A written size as it is said: "12 oz" is "12 ounces".

    Several in a pack: "6 x 12 fl oz" is "6 times 12 fluid ounces".
    A size that cannot be read is returned in lower case.
    """
    written = written.casefold().strip()
    match = _SIZE.fullmatch(written)
    if match is None:
        return written
    count, amount, unit = match.groups()
    unit = _UNITS.get(unit.strip(), unit.strip())
    if amount == "1" or amount in _PARTS:
        unit = _SINGULAR.get(unit, unit.removesuffix("s"))
    size = f"{_PARTS.get(amount, amount)} {unit}"
    return f"{count} times {size}" if count else size
