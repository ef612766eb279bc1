"""A reply's parts as plain words, for cards, chats, terminals and speakers without markup.

Channels with markup build on the same :func:`flat` parts and :func:`money`, so that all of them say
the same words in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency

from fulfillment.money import Money, exponent
from skill.conversation.reply import Amount, Listing, Part, Pause, Spelling, Text

Atom = Text | Amount | Spelling | Pause

# What neither XML 1.0 nor a screen can carry: controls, lone surrogates and non-characters.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_COUNTRY = re.compile(r"\b[A-Z]{2}([$£¥])|(?<=[$£¥])[A-Z]{2}\b")
# A currency without a sign of its own, which would be read as one with the number after it.
_BARE_CODE = re.compile(r"\b([A-Z]{3})(?=\d)")


def plain(parts: Iterable[Part], locale: str) -> str:
    """The words of ``parts``: "$4.99" for money, "H I" for a spelling, "a, b and c" for a list."""
    return " ".join("".join(_plain(atom, locale) for atom in flat(parts)).split())


def flat(parts: Iterable[Part]) -> Iterator[Atom]:
    """The parts with lists laid out as their items, commas and joint."""
    for part in parts:
        if isinstance(part, Listing):
            yield from _laid_out(part)
        else:
            yield part


def _laid_out(listing: Listing) -> Iterator[Atom]:
    last = len(listing.items) - 1
    for index, item in enumerate(listing.items):
        if index:
            joint = listing.joint.strip() if index == last else ""
            yield Text(f" {joint} " if joint else ", ")
        yield from flat(item)


def _plain(atom: Atom, locale: str) -> str:
    match atom:
        case Text(text):
            return clean(text)
        case Amount(sum_):
            return money(sum_, locale)
        case Spelling(text):
            return ", ".join(" ".join(word.upper()) for word in clean(text).split())
        case Pause():
            return " "


def clean(text: str) -> str:
    """The text without characters that no channel can carry."""
    return _UNSPEAKABLE.sub("", text)


def shortened(text: str, limit: int) -> str:
    """The text within ``limit`` characters, cut after a word where it must be cut."""
    if len(text) <= limit:
        return text
    kept = text[: max(limit - 1, 0)]
    return (kept.rpartition(" ")[0] or kept) + "…" if limit > 0 else ""


def money(amount: Money, locale: str) -> str:
    """A sum as it is written in ``locale``, a language tag such as "en-US": "$4.99"."""
    units = Decimal(amount.amount_minor).scaleb(-exponent(amount.currency))
    written: str = format_currency(units, amount.currency, locale=_babel_locale(locale))
    # No-break spaces inside the sum would be read or shown as odd characters by some devices.
    # A shop has one currency: its own dollars need no "US" before them in Britain or France.
    apart = _BARE_CODE.sub(r"\1 ", " ".join(written.split()))
    return _COUNTRY.sub(lambda found: found[1] or "", apart)


@lru_cache(maxsize=64)
def _babel_locale(tag: str) -> Locale:
    for name in (tag, tag.partition("-")[0]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en", "US")
