"""The key of a coupon's code: what is left of it when it is said. Pure, standard library only.

"SAVE10", "save ten", "s a v e one zero" and "save one oh" have one key. It is made from the letters
and digits alone, with the number words among them read as digits wherever they stand, even inside
a word: so however a code is cut into words, it keeps its key. The letter O and the digit 0 sound
alike and are one. Codes that cannot be told apart by ear thus have the same key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial

from fulfillment.search.language import either, folded

_TOKEN = re.compile(r"[a-z]+|\d+")
# What is said for a mark inside a code, and for the digit 0 among others.
_MARKS = frozenset({"dash", "hyphen", "minus", "underscore", "dot", "point", "tiret"})
_ZEROS = frozenset({"oh"})


@dataclass(frozen=True, slots=True)
class _Numbers:
    """A language's number words without blanks: up to 99, and those for 100 and 1000."""

    small: Mapping[str, int]
    hundred: str
    thousand: str
    joint: str


def key_of(words: str, language: str) -> str:
    """The key of a code as it is written or said in a language ("en", "fr"); "" where none is."""
    tokens = _TOKEN.findall(folded(words.lower()))
    inner = [_inner(token) for token in tokens[1:-1]]
    joined = "".join([*tokens[:1], *inner, *(_zero(token) for token in tokens[1:][-1:])])
    return _in_digits(joined, _numbers(language)).replace("o", "0")


def _inner(token: str) -> str:
    return "" if token in _MARKS else _zero(token)


def _zero(token: str) -> str:
    return "0" if token in _ZEROS else token


def _in_digits(text: str, numbers: _Numbers) -> str:
    text = re.sub(either(numbers.small), lambda found: str(numbers.small[found[0]]), text)
    text = re.sub(_counted_by(numbers.hundred, 2, numbers), partial(_times, 100), text)
    return re.sub(_counted_by(numbers.thousand, 3, numbers), partial(_times, 1000), text)


def _counted_by(word: str, digits: int, numbers: _Numbers) -> str:
    """A pattern for "2hundred", "100and20"; at most so many digits stand on either side."""
    return rf"(\d{{1,{digits}}})?{word}s?(?:{numbers.joint})?(\d{{1,{digits}}})?(?!\d)"


def _times(size: int, found: re.Match[str]) -> str:
    return str(int(found[1] or 1) * size + int(found[2] or 0))


@cache
def _numbers(language: str) -> _Numbers:
    return _french() if language == "fr" else _english()


def _english() -> _Numbers:
    low = _counted("zero one two three four five six seven eight nine ten eleven twelve thirteen")
    low |= _counted("fourteen fifteen sixteen seventeen eighteen nineteen", 14)
    tens = _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
    ones = {word: value for word, value in low.items() if 1 <= value <= 9}
    both = {ten + one: high + value for ten, high in tens.items() for one, value in ones.items()}
    return _Numbers(low | tens | both, "hundred", "thousand", "and")


def _french() -> _Numbers:
    low = _counted("zero un deux trois quatre cinq six sept huit neuf dix onze douze treize")
    low |= _counted("quatorze quinze seize dixsept dixhuit dixneuf", 14) | {"une": 1}
    tens = _counted("vingt trente quarante cinquante soixante septante huitante nonante", 20, 10)
    above = {word: value for word, value in low.items() if value}
    found = low | tens | {"octante": 80, "quatrevingt": 80, "quatrevingts": 80}
    for ten, high in tens.items():
        # From sixty on French French counts up to nineteen more.
        most = 19 if ten == "soixante" else 9
        more = {word: high + value for word, value in above.items() if value <= most}
        found |= {ten + word: value for word, value in more.items()}
        found |= {f"{ten}et{word}": value for word, value in more.items()}
    found |= {f"quatrevingt{word}": 80 + value for word, value in above.items()}
    return _Numbers(found, "cent", "mille", "")


def _counted(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    return {word: start + step * at for at, word in enumerate(words.split())}
