"""A reply's parts as words to be spoken: sums, numbers and units without any sign.

A synthetic voice guesses at signs: "$4.99" becomes "dollar four point nine nine" with one and "four
ninety-nine" with another. The words and their order are otherwise those of
:func:`skill.conversation.plain.plain`. A language without a table below keeps its figures, which
its voice reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any

from babel.numbers import get_currency_name

from fulfillment.money import Money, exponent
from skill.channels.voice.signs import SIGNS, Signs
from skill.conversation.plain import Atom, clean, flat, money, plain
from skill.conversation.reply import Amount, Part, Pause, Spelling, Text
from skill.speech.errors import EngineMissing

_SIZE = re.compile(r"(?<=\d)\s*[x\u00d7]\s*(?=\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A pause longer than this is a sentence's end.
_LONG_PAUSE_MS = 250


def said(parts: Iterable[Part], locale: str) -> str:
    """The words of ``parts`` as they are spoken in ``locale``. Raises EngineMissing."""
    if locale.partition("-")[0] not in SIGNS:
        return plain(parts, locale)
    text = "".join(_said(atom, locale) for atom in flat(parts))
    return re.sub(r"\s+([,.?!])", r"\1", " ".join(text.split()))


def _said(atom: Atom, locale: str) -> str:
    match atom:
        case Text(text):
            return in_words(clean(text), locale)
        case Amount(sum_):
            return sum_in_words(sum_, locale)
        case Spelling():
            # A full stop after each letter would end a sentence; a comma is heard as a pause.
            return ", ".join(plain((atom,), locale).replace(",", "").split())
        case Pause(milliseconds):
            return " " if milliseconds < _LONG_PAUSE_MS else ". "


def sum_in_words(amount: Money, locale: str) -> str:
    """A sum as it is said: "four dollars and ninety-nine cents".

    Another currency than those of the table goes by its name: "four point nine nine Swiss francs".
    Raises EngineMissing.
    """
    language = locale.partition("-")[0]
    signs = SIGNS.get(language)
    if signs is None:
        return money(amount, locale)
    names = signs.currencies.get(amount.currency)
    if names is None:
        return _named_sum(amount, language)
    whole, rest = divmod(abs(amount.amount_minor), 10 ** exponent(amount.currency))
    many, few = signs.counted(names.major, whole), signs.counted(names.minor, rest)
    pieces = [f"{_number(whole, language)} {many}"] if whole or not rest else []
    pieces += [f"{_number(rest, language)} {few}"] if rest else []
    minus = f"{signs.minus} " if amount.amount_minor < 0 else ""
    return minus + f" {signs.joint} ".join(pieces)


def _named_sum(amount: Money, language: str) -> str:
    units = Decimal(amount.amount_minor).scaleb(-exponent(amount.currency))
    name = get_currency_name(amount.currency, count=units, locale=language)
    return f"{_number(units, language)} {name}"


def in_words(text: str, locale: str) -> str:
    """A text with its numbers, units and signs as words. Raises EngineMissing."""
    language = locale.partition("-")[0]
    signs = SIGNS.get(language)
    if signs is None:
        return text
    text = signs.money.sub(lambda found: _written_sum(found, locale, signs), text)
    text = _SIZE.sub(f" {signs.times} ", text)
    text = signs.units.sub(lambda found: _unit(found, signs), text)
    text = signs.fraction.sub(lambda found: f" {signs.fractions[found[0].strip()]} ", text)
    text = signs.number.sub(lambda found: _plain_number(found[0], signs, language), text)
    for sign, words in signs.words.items():
        text = text.replace(sign, f" {words} ")
    return re.sub(r" {2,}", " ", text)


def _written_sum(found: re.Match[str], locale: str, signs: Signs) -> str:
    currency = signs.symbols[found["sign"] or found["after"]]
    value = _value(found["value"] or found["before"], signs)
    minor = int(Decimal(value).scaleb(exponent(currency)))
    return sum_in_words(Money(minor, currency), locale)


def _unit(found: re.Match[str], signs: Signs) -> str:
    one = _value(found["count"], signs) == 1
    return f"{found['count']} {signs.unit_names[found['unit'].lower()][0 if one else 1]}"


def _value(written: str, signs: Signs) -> Decimal:
    for mark in signs.groups:
        written = written.replace(mark, "")
    return Decimal(written.replace(signs.point, "."))


@cache
def _num2words() -> Any:
    try:
        return import_module("num2words").num2words
    except ImportError as error:
        raise EngineMissing("num2words") from error


def _number(value: Decimal | int, language: str) -> str:
    words = _num2words()
    whole = int(value) if value == int(value) else value
    return str(words(whole, lang=language)).replace(",", "")


def _plain_number(written: str, signs: Signs, language: str) -> str:
    if _YEAR.fullmatch(written):
        return str(_num2words()(int(written), lang=language, to="year"))
    return _number(_value(written, signs), language)
