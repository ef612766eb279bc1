"""What shoppers' words and product texts are taken apart into. Pure, standard library only.

Both sides go the same way, so that "two liters" meets "2 l" and "tomatoes" meets "tomato".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from fulfillment.catalog.size import Size, canonical_unit, dimension, unit_spellings
from fulfillment.search.numbers import digits, plain_number

_FILLERS = """
a an and any are buy can could do for from get give have i id ill in is it kind ll like me my need
of on one ones or pack packs packet packets please some stuff take that the them there these this
those to want we with would you your
"""
_STOP = frozenset(_FILLERS.split())
# A noun after one of these is not what is asked for: "food for cats" is food.
_PREPOSITIONS = frozenset(("by", "for", "from", "in", "with", "without"))
_CONTAINER = re.compile(
    r"\b(?:(?<!\d )packs?|bags?|bottles?|box(?:es)?|bunch(?:es)?|cans?|cartons?|cases?|cups?"
    r"|jars?|jugs?|kinds?|loaf|loaves|packages?|packets?|pieces?|sticks?|tins?|tubs?|tubes?)"
    r" of (?!\d)"
)
_PACK_OF = re.compile(r"\b(?:packs?|boxe?s?|cases?) of (\d+)\b")
_SPELLINGS = sorted(unit_spellings(), key=len, reverse=True)
_TOKEN = re.compile(
    rf"(?P<amount>\d+(?:\.\d+)?) ?(?P<unit>{'|'.join(_SPELLINGS)}|packs?)\b"
    rf"|(?:\ban? )?\b(?P<bare>{'|'.join(s for s in _SPELLINGS if len(s) > 2)})\b"
    r"|(?P<number>\d+(?:\.\d+)?)|(?P<word>[a-z]+)"
)
_POSSESSIVE = re.compile(r"['\u2019]s?\b")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|[a-z]+")
_NEGATIONS = ("un", "non", "anti")
# A number after one of these is no quantity: "size four".
_NUMBERED = frozenset(("size", "stage", "step", "number", "type", "grade"))
_IRREGULAR = {"loaves": "loaf", "leaves": "leaf", "halves": "half", "knives": "knife"}


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that was asked for; a product has it when it has any of ``forms``.

    ``required`` is false for a bare number, which may be a quantity as well. ``aside`` marks what
    follows a preposition.
    """

    text: str
    forms: tuple[str, ...]
    required: bool = True
    aside: bool = False
    is_size: bool = False


def analyse(query: str) -> list[Word]:
    """The words of a query that mean something, in their order."""
    found: list[Word] = []
    aside = False
    for match in _TOKEN.finditer(_CONTAINER.sub(" ", _PACK_OF.sub(r"\1 pack", plain(query)))):
        if match["word"] in _PREPOSITIONS and found:
            aside = True
        word = _word(match, aside=aside)
        if word is not None and found and found[-1].text in _NUMBERED:
            word = replace(word, required=True)
        if word is not None:
            found.append(word)
    if any(word.required for word in found):
        return found
    return [Word(word.text, word.forms, aside=word.aside) for word in found]


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """The stems of a product's text, in their order, without words that mean nothing."""
    return tuple(stem(token) for token in _PLAIN.findall(plain(text)) if token not in _STOP)


def may_be_misspelt(word: str, known: str) -> bool:
    """Whether one word may stand for another; "unscented" never stands for "scented"."""
    return word.startswith(_NEGATIONS) == known.startswith(_NEGATIONS)


@lru_cache(maxsize=4096)
def size_tokens(size: Size) -> tuple[str, ...]:
    """What a product's size is found by: the whole, one piece, how many pieces, and its unit."""
    pieces = size.total if dimension(size.unit) == size.unit else Decimal(size.count)
    found = [_size_form(size.amount, size.unit), _size_form(size.total, size.unit)]
    if pieces > 1:
        number = plain_number(pieces)
        found += [f"#pack:{number}", number]
    if dimension(size.unit) == size.unit:
        found += [_counted_form(plain_number(n), size.unit) for n in (size.amount, size.total)]
    if size.unit == "each" and pieces == 1:
        found.append("single")
    return tuple(dict.fromkeys([*found, *tokens(size.unit)]))


def join_counts(words: list[Word], known: Container[str]) -> list[Word]:
    """``words`` with a number and what it counts made one size, where that size is known.

    "Forty bags" is a size where something comes in bags of forty, else a quantity and a word.
    """
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        if before is not None and not before.required:
            form = _counted_form(before.text, word.text)
            if form in known:
                joined[-1] = Word(form, (form,), aside=word.aside, is_size=True)
                continue
        joined.append(word)
    return joined


def plain(text: str) -> str:
    """Lower case, no accents, no possessives, numbers in digits, one blank between words."""
    letters = text.lower()
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters)
        letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    cleaned = _POSSESSIVE.sub("", letters).replace("%", " percent ")
    return digits(" ".join(_PLAIN.findall(cleaned)))


@lru_cache(maxsize=16384)
def stem(token: str) -> str:
    """A word without its plural: boxes, berries and tomatoes lose what box and berry have not."""
    if token in _IRREGULAR:
        return _IRREGULAR[token]
    if len(token) < 4:
        return token
    if token.endswith(("xes", "ches", "shes", "sses", "zzes", "oes")):
        return token[:-2]
    singular = token[:-1] if token.endswith("s") and token[-2] not in "su" else token
    return singular[:-2] + "y" if singular.endswith("ie") else singular


def _word(match: re.Match[str], *, aside: bool) -> Word | None:
    if match["unit"] is not None:
        return _size_word(Decimal(match["amount"]), match["unit"], aside=aside)
    if match["bare"] is not None:
        # A unit alone is one of it, unless it is part of a name: pound cake.
        one = _size_word(Decimal(1), match["bare"], aside=aside)
        name = stem(match["bare"])
        return replace(one, text=name, forms=(name, *one.forms))
    if match["number"] is not None:
        return Word(match["number"], (match["number"],), required=False, aside=aside)
    if match["word"] in _STOP:
        return None
    return Word(stem(match["word"]), (stem(match["word"]),), aside=aside)


def _size_word(amount: Decimal, spelling: str, *, aside: bool) -> Word:
    unit = canonical_unit(spelling)
    # Nobody says "fluid": an ounce is one or the other.
    units = ("oz", "fl oz") if unit == "oz" else (unit,)
    forms = tuple(_size_form(amount, each) for each in units)
    return Word(forms[0], forms, aside=aside, is_size=True)


def _counted_form(number: str, unit: str) -> str:
    return f"#{stem(unit)}:{number}"


def _size_form(amount: Decimal, unit: str) -> str:
    size = Size(1, amount, unit)
    kind = dimension(unit)
    if kind == unit:
        return f"#pack:{plain_number(amount)}"
    return f"#{kind}:{float(size.magnitude):.1f}"
