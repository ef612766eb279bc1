"""How signs, units and currencies are said, by language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

Forms = tuple[str, str]  # of one, and of several


@dataclass(frozen=True, slots=True)
class Currency:
    """What a currency and its hundredth are called."""

    major: Forms
    minor: Forms


@dataclass(frozen=True)
class Signs:
    """One language's. ``groups`` stand between thousands, ``point`` before decimals.

    ``none_is_one`` tells whether nothing is counted as one is, as in French.
    """

    currencies: Mapping[str, Currency]
    symbols: Mapping[str, str]
    unit_names: Mapping[str, Forms]
    words: Mapping[str, str]
    fractions: Mapping[str, str]
    joint: str
    minus: str
    times: str
    point: str
    groups: str
    none_is_one: bool = False

    def counted(self, forms: Forms, count: int) -> str:
        """The form that goes with a count."""
        return forms[0 if count == 1 or (count == 0 and self.none_is_one) else 1]

    @cached_property
    def number(self) -> re.Pattern[str]:
        """Figures, with decimals and thousands; no part of a word like "7up"."""
        return re.compile(rf"(?<![\w{self._marks}]){self._figures}(?![^\W\d_]|:\d)")

    @cached_property
    def units(self) -> re.Pattern[str]:
        """A number with the short name of a unit."""
        names = "|".join(sorted(map(re.escape, self.unit_names), key=len, reverse=True))
        count = rf"(?<![\w{self._marks}])(?P<count>{self._figures})"
        return re.compile(rf"{count}\s?(?P<unit>{names})(?!\w)\.?", re.IGNORECASE)

    @cached_property
    def money(self) -> re.Pattern[str]:
        """A sum as it is written, its sign before it or after it."""
        sign = "|".join(map(re.escape, self.symbols))
        before = rf"(?P<sign>{sign})\s?(?P<value>{self._figures})"
        after = rf"(?<![\w{self._marks}])(?P<before>{self._figures})\s?(?P<after>{sign})"
        return re.compile(rf"{before}|{after}")

    @cached_property
    def fraction(self) -> re.Pattern[str]:
        """The fractions that are said as such."""
        names = "|".join(sorted(map(re.escape, self.fractions), key=len, reverse=True))
        return re.compile(rf"(?<![\d/])\s?(?:{names})(?![\d/])")

    @property
    def _marks(self) -> str:
        return re.escape(self.point) + ":"  # of a time of day, which voices read well

    @property
    def _figures(self) -> str:
        grouped = rf"\d{{1,3}}(?:[{self.groups}]\d{{3}})+(?!\d)"
        return rf"(?:{grouped}|\d+)(?:{re.escape(self.point)}\d+)?"


SIGNS = {
    "en": Signs(
        currencies={
            "USD": Currency(("dollar", "dollars"), ("cent", "cents")),
            "CAD": Currency(("dollar", "dollars"), ("cent", "cents")),
            "GBP": Currency(("pound", "pounds"), ("penny", "pence")),
            "EUR": Currency(("euro", "euros"), ("cent", "cents")),
        },
        symbols={"$": "USD", "£": "GBP", "€": "EUR"},
        unit_names={
            "lb": ("pound", "pounds"),
            "lbs": ("pound", "pounds"),
            "fl oz": ("fluid ounce", "fluid ounces"),
            "oz": ("ounce", "ounces"),
            "kg": ("kilogram", "kilograms"),
            "g": ("gram", "grams"),
            "ml": ("millilitre", "millilitres"),
            "cl": ("centilitre", "centilitres"),
            "l": ("litre", "litres"),
            "ct": ("count", "count"),
            "pk": ("pack", "pack"),
            "gal": ("gallon", "gallons"),
        },
        words={"&": "and", "%": "percent", "+": "plus", "#": "number", "°": "degrees"},
        fractions={
            "1/2": "half",
            "½": "half",
            "1/4": "quarter",
            "¼": "quarter",
            "¾": "three quarters",
        },
        joint="and",
        minus="minus",
        times="times",
        point=".",
        groups=",",
    ),
    "fr": Signs(
        currencies={
            "EUR": Currency(("euro", "euros"), ("centime", "centimes")),
            "CHF": Currency(("franc", "francs"), ("centime", "centimes")),
            "USD": Currency(("dollar", "dollars"), ("cent", "cents")),
            "CAD": Currency(("dollar", "dollars"), ("cent", "cents")),
            "GBP": Currency(("livre", "livres"), ("penny", "pence")),
        },
        symbols={"€": "EUR", "$": "USD", "£": "GBP"},
        unit_names={
            "kg": ("kilo", "kilos"),
            "g": ("gramme", "grammes"),
            "ml": ("millilitre", "millilitres"),
            "cl": ("centilitre", "centilitres"),
            "l": ("litre", "litres"),
        },
        words={"&": "et", "%": "pour cent", "+": "plus", "#": "numéro", "°": "degrés"},
        fractions={"1/2": "demi", "½": "demi", "1/4": "quart", "¼": "quart", "¾": "trois quarts"},
        joint="et",
        minus="moins",
        times="fois",
        point=",",
        groups=" \u202f\u00a0",
        none_is_one=True,
    ),
}
