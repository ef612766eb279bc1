"""Sizes as they are written on a product, as they are spoken; standard library only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SIZE = re.compile(r"(?:(\d+)\s*x\s*)?(\d+(?:\.\d+)?)\s*([a-z][a-z ]*)")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """How one language says sizes: units, one of them, parts of one, and several in a pack.

    ``pieces`` says how many there are of what is only counted, in one pack and in several;
    ``alone`` is a single piece. Below the amount ``singular_below`` a unit stands in the singular;
    ``comma`` separates the decimals that are said.
    """

    units: Mapping[str, str]
    singular: Mapping[str, str]
    parts: Mapping[str, str]
    times: str
    pieces: Mapping[str, tuple[str, str]]
    alone: str = ""
    singular_below: float = 0.0
    comma: str = "."


_ENGLISH = _Spoken(
    units={
        "oz": "ounces", "fl oz": "fluid ounces", "lb": "pounds", "lbs": "pounds",
        "gal": "gallons", "qt": "quarts", "pt": "pints", "l": "liters", "ml": "milliliters",
        "cl": "centiliters", "g": "grams", "kg": "kilograms", "ct": "count", "pk": "pack",
        "in": "inches", "ft": "feet",
    },
    singular={"feet": "foot", "inches": "inch"},
    parts={"0.5": "half", "0.25": "quarter"},
    times="times",
    pieces={},
)  # fmt: skip
_FRENCH = _Spoken(
    units={
        "l": "litres", "ml": "millilitres", "cl": "centilitres", "g": "grammes", "kg": "kilos",
        "m": "mètres", "rolls": "rouleaux", "sheets": "feuilles", "bags": "sachets",
        "pods": "dosettes", "tablets": "tablettes", "loads": "lavages", "slices": "tranches",
    },
    singular={"rouleaux": "rouleau"},
    parts={"0.5": "un demi", "0.25": "un quart de"},
    times="fois",
    pieces=dict.fromkeys(("ct", "each", "pk"), ("par {}", "{} lots de {}")),
    alone="à l'unité",
    singular_below=2.0,
    comma=",",
)  # fmt: skip
_LANGUAGES = {"en": _ENGLISH, "fr": _FRENCH}


def spoken_size(written: str, locale: str = "en-US") -> str:
    """A written size as it is said: "12 oz" is "12 ounces", "6 x 1 l" is "6 fois 1 litre".

    Several in a pack: "6 x 12 fl oz" is "6 times 12 fluid ounces".
    A size that cannot be read is returned in lower case. Languages that we do not know are said
    as English.
    """
    spoken = _LANGUAGES.get(locale.partition("-")[0], _ENGLISH)
    written = written.casefold().strip()
    match = _SIZE.fullmatch(written)
    if match is None:
        return written
    count, amount, unit = match.group(1), match[2], match[3].strip()
    if unit in spoken.pieces:
        return _pieces(count, amount, unit, spoken)
    size = _one(amount, unit, spoken)
    return f"{count} {spoken.times} {size}" if count else size


def _pieces(count: str | None, amount: str, unit: str, spoken: _Spoken) -> str:
    pack, packs = spoken.pieces[unit]
    if count:
        return packs.format(count, amount)
    return spoken.alone if amount == "1" else pack.format(amount)


def _one(amount: str, unit: str, spoken: _Spoken) -> str:
    name = spoken.units.get(unit, unit)
    if amount == "1" or amount in spoken.parts or float(amount) < spoken.singular_below:
        name = spoken.singular.get(name, name.removesuffix("s"))
    return f"{spoken.parts.get(amount, amount.replace('.', spoken.comma))} {name}"
