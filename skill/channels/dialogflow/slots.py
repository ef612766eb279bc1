"""Dialogflow's parameters as slots: what was said, and what Dialogflow took it for.

ES and CX resolve alike: a number is a number, a value of our own types its identifier, a date a
moment ("2026-11-20T12:00:00-05:00") or an object of year, month and day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from skill.conversation.plain import clean
from skill.conversation.reply import Term
from skill.conversation.turn import Slot

# What a session entity is called: a name and, after it, the SKU.
_TAUGHT = re.compile(r"(.+) #(\S{1,64})", re.DOTALL)
# In these any words may stand; what Dialogflow takes them for is one of its examples.
_ANYTHING = frozenset(("coupon", "person", "product"))
_LONGEST = 500


def taught(term: Term) -> str:
    """What a session entity for ``term`` is called; :func:`slot` reads it back."""
    return f"{term.name} #{term.value}"


def read(originals: Mapping[str, Any], resolved: Mapping[str, Any]) -> dict[str, Slot]:
    """The slots in which something was heard, by what was said and what it was taken for."""
    names = dict.fromkeys((*originals, *resolved))
    found = {name: slot(name, originals.get(name), resolved.get(name)) for name in names}
    return {name: each for name, each in found.items() if each is not None}


def slot(name: str, original: Any, resolved: Any) -> Slot | None:
    """One parameter as a slot; several values are their words, joined by commas."""
    one = resolved[0] if isinstance(resolved, list) and len(resolved) == 1 else resolved
    if isinstance(one, str) and (found := _TAUGHT.fullmatch(one)):
        return Slot(_words(original) or found[1], found[2])
    words = _words(original) or _words(one)
    if not words:
        return None
    value = None if name in _ANYTHING or isinstance(one, list) else _value(one)
    return Slot(words, value)


def _words(value: Any) -> str:
    match value:
        case bool():
            return ""
        case str():
            return clean(value).strip()[:_LONGEST]
        case int() | float():
            return f"{value:g}" if abs(value) < 1e6 else str(value)
        case list():
            return ", ".join(filter(None, map(_words, value)))[:_LONGEST]
        case Mapping():
            # A person is {"name": …}; a date says itself.
            return _words(value.get("name")) or _day(value) or ""
    return ""


def _value(resolved: Any) -> str | int | None:
    match resolved:
        case bool():
            return None
        case int():
            return resolved
        case float():
            return int(resolved) if resolved.is_integer() else None
        case str():
            return clean(resolved).strip()[:_LONGEST] or None
        case Mapping():
            return _day(resolved)
    return None


def _day(parts: Mapping[str, Any]) -> str | None:
    numbers = [_value(parts.get(name)) for name in ("year", "month", "day")]
    year, month, day = (n if isinstance(n, int) and n > 0 else 0 for n in numbers)
    if not (0 < year < 10_000 and month < 100 and 0 < day < 100 and month):
        return None
    return f"{year:04}-{month:02}-{day:02}"
