"""Sizes inside titles written for eyes: "12pk 12oz Cans", "6 x 330ml", "(Pack of 24)". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from fulfillment.catalog.size import Size, canonical_unit, dimension, parse_size

_AMOUNT = r"\d+\s+\d+/\d+|\d+/\d+|\d+(?:[.,]\d+)?|[.,]\d+"
_MEASURES = ("mass", "volume", "length")
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class SizeWords:
    """What a language writes in sizes: units, packs, containers, and what is poured.

    ``units`` are spellings that titles have beside those that sizes know, by the unit they mean;
    ``packs`` are words after a number of packages, ``pack_of`` before one; ``counts`` are words
    after a number of pieces; ``containers`` say nothing beside a size. ``drinks`` are words that
    make an ounce a fluid one.
    """

    units: dict[str, str]
    packs: tuple[str, ...]
    pack_of: tuple[str, ...]
    counts: dict[str, str]
    containers: tuple[str, ...]
    drinks: frozenset[str]


class SizeFinder:
    """Finds and takes the sizes out of titles of one language."""

    def __init__(self, words: SizeWords) -> None:
        self._words = words
        units = _either([*words.units, *words.counts])
        held = rf"(?:\s*-?\s*(?:{_either(words.containers)})\b\.?)?"
        packs = _either(words.packs)
        before = _either(words.pack_of)
        number = r"(?<![\w.,/])"
        self._multiple = re.compile(
            rf"{number}(?:(?:{before})\s*)?(?P<count>\d+)\s*[x*]\s*(?P<amount>{_AMOUNT})\s*-?\s*(?P<unit>{units})"
            rf"(?!\w)\.?{held}",
            re.IGNORECASE,
        )
        self._one = re.compile(
            rf"{number}(?P<amount>{_AMOUNT})\s*-?\s*(?P<unit>{units})(?!\w)\.?{held}"
            r"(?:\s*x\s*(?P<count>\d+)(?!\w))?",
            re.IGNORECASE,
        )
        self._counts = re.compile(rf"{number}\d+\s*-?\s*(?:ct|count|pcs?)(?!\w)\.?", re.IGNORECASE)
        self._pack = re.compile(
            rf"\(?{number}(?:(?P<count>\d+)\s*-?\s*(?:{packs})(?!\w)\.?{held}"
            rf"|(?:{before})\s*(?P<of>\d+)(?!\w){held}"
            r"|(?<=\s)x\s?(?P<times>\d+)(?!\w))\)?",
            re.IGNORECASE,
        )

    def find(self, title: str, category: str = "") -> tuple[str, Size | None]:
        """A title without what it says of the size, and the size."""
        if not any(character.isdigit() for character in title):
            return title, None
        found = self._multiple.search(title)
        if found is None:
            found = self._measure(title)
        rest = title if found is None else f"{title[: found.start()]} , {title[found.end() :]}"
        pack = self._pack.search(rest)
        packs = 1 if pack is None else int(pack["count"] or pack["of"] or pack["times"])
        if pack is not None:
            rest = f"{rest[: pack.start()]} , {rest[pack.end() :]}"
        if found is None:
            return rest, Size(1, Decimal(packs), "ct") if 1 < packs < _MOST else None
        poured = self._poured(f"{title} {category}", found[0])
        return self._whole(rest, found, packs, poured, title)

    def read(self, text: str) -> Size | None:
        """The size that a text is, if it is one and nothing else."""
        rest, size = self.find(text)
        return size if size is not None and not rest.strip(" ,()") else None

    def _whole(
        self, rest: str, found: re.Match[str], packs: int, poured: bool, title: str
    ) -> tuple[str, Size | None]:
        one = self._size(found["amount"], found["unit"], poured)
        if one is None:
            return title, None
        count = int(found["count"] or 1) * packs
        if dimension(one.unit) == "mass" and count == 1:
            # A count beside a weight: nobody knows whether the weight is that of one or of all.
            rest = self._counts.sub(" ", rest)
        if one.unit == "ct" and count == 1:
            rest, other = self._second(rest)
            if other is not None:
                # "24 ct 12 fl oz" are so many of them; a weight beside a count is that of all.
                times = int(one.amount) if dimension(other.unit) == "volume" else 1
                return rest, Size(times, other.amount, other.unit)
        return rest, Size(count, one.amount, one.unit) if 0 < count < _MOST else one

    def _second(self, rest: str) -> tuple[str, Size | None]:
        for found in self._one.finditer(rest):
            size = self._size(found["amount"], found["unit"], self._poured(rest, found[0]))
            if size is not None and dimension(size.unit) in _MEASURES:
                return f"{rest[: found.start()]} , {rest[found.end() :]}", size
        return rest, None

    def _measure(self, title: str) -> re.Match[str] | None:
        """The best statement of a size: the first that is no mere number of pieces."""
        every = list(self._one.finditer(title))
        for found in every:
            size = self._size(found["amount"], found["unit"], poured=False)
            if size is not None and dimension(size.unit) in ("mass", "volume"):
                return found
        return every[0] if every else None

    def _size(self, amount: str, unit: str, poured: bool) -> Size | None:
        plain = " ".join(unit.lower().replace(".", " ").split())
        words = self._words
        known = words.units.get(plain) or words.counts.get(plain) or canonical_unit(plain)
        if known == "oz" and poured:
            known = "fl oz"
        try:
            number = _number(amount)
            dozens = known == "dozen"
            return parse_size(f"{number * 12 if dozens else number} {'ct' if dozens else known}")
        except (ValueError, InvalidOperation, ZeroDivisionError):
            return None

    def _poured(self, text: str, size: str) -> bool:
        words = set(re.findall(r"[^\W\d_]+", f"{text} {size}".lower()))
        return bool(words & self._words.drinks)


def _number(text: str) -> Decimal:
    whole, _, fraction = text.strip().rpartition(" ")
    if "/" in fraction:
        above, _, below = fraction.partition("/")
        part = Decimal(above) / Decimal(below)
        return (part + Decimal(whole or 0)).quantize(Decimal("0.001"))
    number = Decimal(text.replace(",", "."))
    if not 0 < number < _MOST:
        raise ValueError(text)
    return number


def _either(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, whose dots and blanks may be missing."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\.?\s*") for word in ordered)
