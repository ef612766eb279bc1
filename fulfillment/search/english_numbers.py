"""English number words into digits: "twenty four" → "24", "half a gallon" → "0.5 gallon". Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from fulfillment.catalog.size import unit_spellings
from fulfillment.search.language import either
from fulfillment.search.numbers import Rule, plain_number, rewriting

_ONES_WORDS = "one two three four five six seven eight nine"
_TEENS_WORDS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: value for value, word in enumerate(_ONES_WORDS.split(), start=1)}
_TEENS = {word: value for value, word in enumerate(_TEENS_WORDS.split(), start=10)}
_TENS = {word: value * 10 for value, word in enumerate(_TENS_WORDS.split(), start=2)}
_SMALL = {**_ONES, **_TEENS}
_UNIT = rf"(?:{either(unit_spellings())})\b"


_SOME_NUMBER = re.compile(rf"\d|\b(?:{either([*_SMALL, *_TENS])}|hundred|half|quarter|dozen)\b")

# Applied one after the other. "One" is a number only before what is counted, for "the red one".
_RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (
            rf"\b({either(_TENS)})(?: ({either(_ONES)}))?\b",
            lambda m: str(_TENS[m[1]] + _ONES.get(m[2] or "", 0)),
        ),
        (
            rf"\bone (?={_UNIT}|(?:percent|ply|hundred|dozen|point|packs?|and a half)\b)",
            lambda _: "1 ",
        ),
        (rf"\b(?!one\b)({either(_SMALL)})\b", lambda m: str(_SMALL[m[1]])),
        (
            r"\b(\d+) hundred(?: and)?(?: (\d+)\b)?",
            lambda m: str(int(m[1]) * 100 + int(m[2] or 0)),
        ),
        (r"\b(\d+) point (\d+)\b", lambda m: f"{m[1]}.{m[2]}"),
        (rf"\b(\d+) and a half (?={_UNIT})", lambda m: f"{m[1]}.5 "),
        (rf"\bhalf (?:an? )?(?={_UNIT}|dozen\b)", lambda _: "0.5 "),
        (rf"\bquarter (?:of )?(?:an? )?(?={_UNIT})", lambda _: "0.25 "),
        (
            r"\b(?:an? )?(?:(\d+(?:\.\d+)?) )?dozen\b",
            lambda m: plain_number(Decimal(m[1] or 1) * 12),
        ),
    )
)

# Lower case, one blank between words.
digits = rewriting(_SOME_NUMBER, _RULES)
