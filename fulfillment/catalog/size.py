"""Sizes of products and what one unit costs. Pure rules, standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from fulfillment.money import Money

# Unit → (dimension, how many of the dimension's smallest unit). US customary units are exact by
# definition: 16 oz to the pound, 128 US fluid ounces to the gallon (NIST Handbook 44, Appendix C).
_UNITS: dict[str, tuple[str, Fraction]] = {
    "oz": ("mass", Fraction("28.349523125")),
    "lb": ("mass", Fraction("453.59237")),
    "g": ("mass", Fraction(1)),
    "kg": ("mass", Fraction(1000)),
    "fl oz": ("volume", Fraction("29.5735295625")),
    "pt": ("volume", Fraction("473.176473")),
    "qt": ("volume", Fraction("946.352946")),
    "gal": ("volume", Fraction("3785.411784")),
    "ml": ("volume", Fraction(1)),
    "cl": ("volume", Fraction(10)),
    "l": ("volume", Fraction(1000)),
    "in": ("length", Fraction("25.4")),
    "ft": ("length", Fraction("304.8")),
    "yd": ("length", Fraction("914.4")),
    "m": ("length", Fraction(1000)),
}
_ALIASES = {
    **dict.fromkeys(("ounce", "ounces"), "oz"),
    **dict.fromkeys(("lbs", "pound", "pounds"), "lb"),
    **dict.fromkeys(("gram", "grams", "gramme", "grammes"), "g"),
    **dict.fromkeys(("kilo", "kilos", "kilogram", "kilograms", "kgs"), "kg"),
    **dict.fromkeys(("floz", "fluid ounce", "fluid ounces", "fl ounce", "fl ounces"), "fl oz"),
    **dict.fromkeys(("pint", "pints"), "pt"),
    **dict.fromkeys(("quart", "quarts"), "qt"),
    **dict.fromkeys(("gallon", "gallons"), "gal"),
    **dict.fromkeys(("milliliter", "milliliters", "millilitre", "millilitres"), "ml"),
    **dict.fromkeys(("centiliter", "centiliters", "centilitre", "centilitres"), "cl"),
    **dict.fromkeys(("liter", "liters", "litre", "litres"), "l"),
    "ea": "each",
    **dict.fromkeys(("inch", "inches"), "in"),
    **dict.fromkeys(("foot", "feet"), "ft"),
    **dict.fromkeys(("yard", "yards"), "yd"),
    **dict.fromkeys(("meter", "meters", "metre", "metres"), "m"),
    **dict.fromkeys(("count", "counts", "piece", "pieces", "pcs", "pc"), "ct"),
}
_FRENCH_ALIASES = {
    **dict.fromkeys(("gramme", "grammes"), "g"),
    **dict.fromkeys(("kilo", "kilos", "kilogramme", "kilogrammes"), "kg"),
    **dict.fromkeys(("millilitre", "millilitres"), "ml"),
    **dict.fromkeys(("centilitre", "centilitres"), "cl"),
    **dict.fromkeys(("litre", "litres"), "l"),
    **dict.fromkeys(("mètre", "mètres", "metre", "metres"), "m"),
    **dict.fromkeys(("pièce", "pièces", "piece", "pieces", "unité", "unités"), "ct"),
    **dict.fromkeys(("unite", "unites"), "ct"),
}
# Things that are counted have names only: as units of a merchant's list they are canonical too.
_FRENCH_COUNTED = {
    **dict.fromkeys(("rouleau", "rouleaux"), "rolls"),
    **dict.fromkeys(("sachet", "sachets"), "bags"),
    **dict.fromkeys(("dosette", "dosettes", "capsule", "capsules"), "pods"),
    **dict.fromkeys(("tablette", "tablettes", "pastille", "pastilles"), "tablets"),
    **dict.fromkeys(("tranche", "tranches"), "slices"),
    **dict.fromkeys(("feuille", "feuilles"), "sheets"),
    **dict.fromkeys(("lavage", "lavages"), "loads"),
}
_CANONICAL = {**_FRENCH_COUNTED, **_FRENCH_ALIASES, **_ALIASES}
_METRIC = ("g", "kg", "ml", "cl", "l", "m")
# What a price is compared by: unit → (reference, how many of it that is).
_REFERENCES: dict[str, tuple[str, Decimal]] = {
    "pt": ("fl oz", Decimal(16)),
    "qt": ("fl oz", Decimal(32)),
    "gal": ("fl oz", Decimal(128)),
    "g": ("100 g", Decimal("0.01")),
    "ml": ("100 ml", Decimal("0.01")),
    "cl": ("100 ml", Decimal("0.1")),
}
_SIZE = re.compile(
    r"(?:(?P<count>\d+)\s*x\s*)?(?P<amount>\d+(?:\.\d+)?|\.\d+)?\s*(?P<unit>[^\d\s].*)?"
)


@dataclass(frozen=True, slots=True)
class Size:
    """``count`` pieces of ``amount`` ``unit`` each: "6 x 12 fl oz".

    A unit of no mass, volume or length counts pieces ("ct", "rolls", "bunch").
    """

    count: int
    amount: Decimal
    unit: str

    @property
    def total(self) -> Decimal:
        return self.amount * self.count

    def comparable(self, other: Size) -> bool:
        """Whether one of the two can be said to be larger."""
        return dimension(self.unit) == dimension(other.unit)

    @property
    def magnitude(self) -> Fraction:
        """The whole size in grams, millilitres, millimetres or pieces, whichever applies."""
        return Fraction(self.total) * _factor(self.unit)

    def __str__(self) -> str:
        piece = f"{_plain(self.amount)} {self.unit}"
        return piece if self.count == 1 else f"{self.count} x {piece}"


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """What one ``unit`` costs, rounded half up to the minor unit."""

    money: Money
    unit: str


@lru_cache(maxsize=4096)
def parse_size(text: str) -> Size:
    """The size that ``text`` states: "1 gal", "6 x 12 fl oz", "bunch". Raises ValueError."""
    match = _SIZE.fullmatch(text.strip().lower())
    if match is None or not (match["amount"] or match["unit"]):
        raise ValueError(f"no size: {text!r}")
    amount = Decimal(match["amount"] or 1)
    count = int(match["count"] or 1)
    if amount <= 0 or count <= 0:
        raise ValueError(f"no size: {text!r}")
    return Size(count, amount, canonical_unit(match["unit"] or "ct"))


def canonical_unit(unit: str) -> str:
    """The one spelling of a unit: "ounces" → "oz"; an unknown unit stays as it is."""
    plain = " ".join(unit.lower().replace(".", " ").split())
    return _CANONICAL.get(plain, plain)


def unit_price(price: Money, size: Size) -> UnitPrice:
    """What one unit of a product costs, in the unit its size is usually compared by.

    Pounds and kilograms stay; pints, quarts and gallons become fluid ounces; grams and millilitres
    come by the hundred; what is counted costs so much a piece. Half a minor unit is rounded up.
    """
    reference, factor = _REFERENCES.get(size.unit, (size.unit, Decimal(1)))
    each = Decimal(price.amount_minor) / (size.total * factor)
    rounded = int(each.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return UnitPrice(Money(rounded, price.currency), reference)


def dimension(unit: str) -> str:
    """``mass``, ``volume``, ``length``, or the unit itself where it only counts pieces."""
    return _UNITS[unit][0] if unit in _UNITS else unit


def unit_spellings(language: str = "en") -> list[str]:
    """Every way in which a unit that we know is written or said in English or French.

    English leaves out "in", which alone says too little; French is metric.
    """
    if language == "fr":
        return [*_METRIC, *_FRENCH_ALIASES, "ct"]
    return [*(unit for unit in _UNITS if unit != "in"), *_ALIASES, "ct", "each"]


def _factor(unit: str) -> Fraction:
    return _UNITS[unit][1] if unit in _UNITS else Fraction(1)


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
