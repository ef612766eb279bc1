"""French number words into digits: "quatre-vingt-dix" → "90", "un litre et demi" → "1.5 litre".

Pure, standard library only. The text has no accents and no hyphens any more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from fulfillment.catalog.size import unit_spellings
from fulfillment.search.language import either, folded
from fulfillment.search.numbers import Rule, plain_number, rewriting

_ONES_WORDS = "un deux trois quatre cinq six sept huit neuf"
_TEENS_WORDS = "dix onze douze treize quatorze quinze seize"
_ONES = {word: value for value, word in enumerate(_ONES_WORDS.split(), start=1)} | {"une": 1}
_TEENS = {word: value for value, word in enumerate(_TEENS_WORDS.split(), start=10)}
_TEENS |= {f"dix {word}": 10 + _ONES[word] for word in ("sept", "huit", "neuf")}
_ROUND = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
# Belgium and Switzerland count their tens plainly.
_ROUND |= {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_DOZENS = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20}
_UNIT = rf"(?:{either(map(folded, unit_spellings('fr')))})\b"
_NUMBER = r"\d+(?:\.\d+)?"


def _words() -> Mapping[str, int]:
    """Every number from 1 to 99, as it is said, without hyphens."""
    found = {**_ONES, **_TEENS, **_ROUND, "quatre vingts": 80, "quatre vingt": 80}
    for tens, value in _ROUND.items():
        found |= {f"{tens} {word}": value + one for word, one in _ONES.items() if one > 1}
        found |= {f"{tens} et {word}": value + 1 for word in ("un", "une")}
    for word, teen in _TEENS.items():
        found[f"soixante {word}"] = found[f"soixante et {word}"] = 60 + teen
        found[f"quatre vingt {word}"] = 80 + teen
    return found | {f"quatre vingt {word}": 80 + one for word, one in _ONES.items()}


_WORDS = _words()
_SOME_NUMBER = re.compile(
    rf"\d|\b(?:{either({word.split()[0] for word in _WORDS})}|cent|demie?|quart|livres?"
    rf"|{either(_DOZENS)}s?)\b"
)


def _times(match: re.Match[str], size: int) -> str:
    """So many dozens, or half of one."""
    return plain_number(Decimal(match[1] or 1) * size)


def _livre(match: re.Match[str]) -> str:
    """A "livre" is 500 grams at the market, whatever it was by law."""
    return f"{_times(match, 500)} g"


# Applied one after the other. "Un" is a number only before what is counted: else it is an article.
_RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (rf"\b(?!une?\b(?! cent))({either(_WORDS)})\b", lambda m: str(_WORDS[m[1]])),
        (rf"\bune? (?=(?:{_UNIT}|{either(_DOZENS)}s?|livres?|virgule)\b)", lambda _: "1 "),
        # "Pour cent" is a share, not a hundred.
        (r"\b(\d+) cents?\b(?: (\d{1,2})\b)?", lambda m: str(int(m[1]) * 100 + int(m[2] or 0))),
        (r"(?<!pour )\bcent\b(?: (\d{1,2})\b)?", lambda m: str(100 + int(m[1] or 0))),
        (r"\b(\d+) virgule (\d+)\b", lambda m: f"{m[1]}.{m[2]}"),
        (rf"\b(\d+) ((?:{_UNIT}|livres?\b)) et demie?\b", lambda m: f"{m[1]}.5 {m[2]}"),
        (rf"\b(?:une? )?demie? (?=(?:{_UNIT}|douzaines?|livres?)\b)", lambda _: "0.5 "),
        (rf"\b3 quarts? de (?={_UNIT})", lambda _: "0.75 "),
        (rf"\b(?:une? |1 )?quart de (?={_UNIT})", lambda _: "0.25 "),
        (rf"\b(?:({_NUMBER}) )?livres?\b", _livre),
    )
) + tuple(
    (re.compile(rf"\b(?:({_NUMBER}) )?{word}s?\b"), lambda m, n=number: _times(m, n))
    for word, number in _DOZENS.items()
)

# Lower case, one blank between words.
digits = rewriting(_SOME_NUMBER, _RULES)
