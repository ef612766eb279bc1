"""What shoppers' words and product texts are taken apart into. Pure, standard library only.

Both sides go the same way, so that "two liters" meets "2 l" and "tomatoes" meets "tomato". What
depends on the language stands in :class:`~fulfillment.search.language.Language`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from fulfillment.catalog.size import Size, canonical_unit, dimension
from fulfillment.search.english import ENGLISH
from fulfillment.search.language import WORD, Language
from fulfillment.search.numbers import plain_number


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that was asked for; a product has it when it has any of ``forms``.

    ``required`` is false for a bare number, which may be a quantity as well. ``aside`` marks what
    follows a preposition. ``said`` is the word before it lost its plural.
    """

    text: str
    forms: tuple[str, ...]
    required: bool = True
    aside: bool = False
    is_size: bool = False
    said: str = field(default="", compare=False)


def analyse(query: str, language: Language = ENGLISH) -> list[Word]:
    """The words of a query that mean something, in their order."""
    found: list[Word] = []
    aside = False
    for match in language.token.finditer(_without_containers(query, language)):
        if match["word"] in language.prepositions and found:
            aside = True
        word = _word(match, language, aside=aside)
        if word is not None and found and found[-1].text in language.numbered:
            word = replace(word, required=True)
        if word is not None:
            found.append(word)
    if any(word.required for word in found):
        return found
    return [Word(word.text, word.forms, aside=word.aside) for word in found]


@lru_cache(maxsize=65536)
def tokens(text: str, language: Language = ENGLISH) -> tuple[str, ...]:
    """The stems of a product's text, in their order, without words that mean nothing."""
    words = WORD.findall(language.plain(text))
    return tuple(language.stem(word) for word in words if word not in language.fillers)


def may_be_misspelt(word: str, known: str, language: Language = ENGLISH) -> bool:
    """Whether one word may stand for another; "unscented" never stands for "scented"."""
    return word.startswith(language.negations) == known.startswith(language.negations)


@lru_cache(maxsize=4096)
def size_tokens(size: Size, language: Language = ENGLISH) -> tuple[str, ...]:
    """What a product's size is found by: the whole, one piece, how many pieces, and its unit."""
    counts = dimension(size.unit) == size.unit
    pieces = size.total if counts else Decimal(size.count)
    names = language.unit_words.get(size.unit, (size.unit,))
    found = [_size_form(size.amount, size.unit), _size_form(size.total, size.unit)]
    if pieces > 1:
        number = plain_number(pieces)
        found += [f"#pack:{number}", number]
    if counts:
        amounts = [plain_number(amount) for amount in (size.amount, size.total)]
        found += [_counted_form(n, name, language) for name in names for n in amounts]
    if size.unit == "each" and pieces == 1:
        found.append(language.single)
    return tuple(dict.fromkeys([*found, *(t for name in names for t in tokens(name, language))]))


def join_counts(words: list[Word], known: Container[str], language: Language) -> list[Word]:
    """``words`` with a number and what it counts made one size, where that size is known.

    "Forty bags" is a size where something comes in bags of forty, else a quantity and a word.
    """
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        if before is not None and not before.required:
            form = _counted_form(before.text, word.text, language)
            if form in known:
                joined[-1] = Word(form, (form,), aside=word.aside, is_size=True)
                continue
        joined.append(word)
    return joined


def _without_containers(query: str, language: Language) -> str:
    packed = language.pack_of.sub(language.pack, language.plain(query))
    return language.containers.sub(" ", packed)


def _word(match: re.Match[str], language: Language, *, aside: bool) -> Word | None:
    if match["unit"] is not None:
        return _size_word(Decimal(match["amount"]), match["unit"], aside=aside)
    if match["bare"] is not None:
        # A unit alone is one of it, unless it is part of a name: pound cake.
        one = _size_word(Decimal(1), match["bare"], aside=aside)
        name = language.stem(match["bare"])
        return replace(one, text=name, forms=(name, *one.forms))
    if match["number"] is not None:
        return Word(match["number"], (match["number"],), required=False, aside=aside)
    if match["word"] in language.fillers:
        return None
    text = language.stem(match["word"])
    return Word(text, (text,), aside=aside, said=match["word"])


def _size_word(amount: Decimal, spelling: str, *, aside: bool) -> Word:
    unit = canonical_unit(spelling)
    # Nobody says "fluid": an ounce is one or the other.
    units = ("oz", "fl oz") if unit == "oz" else (unit,)
    forms = tuple(_size_form(amount, each) for each in units)
    return Word(forms[0], forms, aside=aside, is_size=True)


def _counted_form(number: str, unit: str, language: Language) -> str:
    return f"#{language.stem(unit)}:{number}"


def _size_form(amount: Decimal, unit: str) -> str:
    size = Size(1, amount, unit)
    kind = dimension(unit)
    if kind == unit:
        return f"#pack:{plain_number(amount)}"
    return f"#{kind}:{float(size.magnitude):.1f}"
