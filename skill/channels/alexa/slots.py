"""Alexa's slots and touches, as slots of a turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skill.channels.alexa.payload import find, items, section, text
from skill.conversation.turn import Slot

# Names that a reply taught Alexa for this session resolve under an authority of their own.
_DYNAMIC = "amzn1.er-authority.echo-sdk.dynamic"
_MATCH = "ER_SUCCESS_MATCH"
# Alexa sends a question mark for a number it heard but could not make out.
_UNHEARD = frozenset(("", "?"))


def read_slots(intent: Mapping[str, Any]) -> dict[str, Slot]:
    """The slots in which something was heard."""
    read = {name: _read(raw) for name, raw in section(intent, "slots").items()}
    return {name: slot for name, slot in read.items() if slot}


def _read(raw: Any) -> Slot | None:
    parts = [part for part in _simple_values(section(raw, "slotValue")) if _words(part)]
    said = [raw] if _words(raw) else parts
    if not said:
        return None
    resolved = [] if len(parts) > 1 else [_resolved(part) for part in (raw, *parts)]
    return Slot(", ".join(map(_words, said)), next(filter(None, resolved), None))


def _simple_values(value: Mapping[str, Any]) -> list[Any]:
    return items(value, "values") if "values" in value else [value]


def _words(part: Any) -> str:
    words = text(part, "value").strip()
    return "" if words in _UNHEARD else words


def _resolved(part: Any) -> str | None:
    authorities = items(part, "resolutions", "resolutionsPerAuthority")
    matched = [each for each in authorities if text(each, "status", "code") == _MATCH]
    matched.sort(key=lambda each: not text(each, "authority").startswith(_DYNAMIC))
    for authority in matched:
        for value in items(authority, "values"):
            if found := text(value, "value", "id") or text(value, "value", "name"):
                return found
    return None


def touched(arguments: list[Any]) -> dict[str, Slot]:
    """What was touched: the key of our own lists' items, or an ordinal.

    ``arguments`` are those of ``screen``'s touches: "choose", the key, and the title shown.
    """
    key = arguments[1] if len(arguments) > 1 and arguments[0] == "choose" else None
    title = arguments[2] if len(arguments) > 2 else None
    return touched_token(key, title)


def touched_token(key: Any, title: Any = None) -> dict[str, Slot]:
    """One item by its key, as a slot; nothing where the key is neither a text nor a number."""
    if isinstance(key, bool) or not isinstance(key, str | int) or key == "":
        return {}
    return {"product": Slot(title if isinstance(title, str) and title else str(key), key)}


def element_token(request: Mapping[str, Any]) -> dict[str, Slot]:
    """The item of a Display template that was touched."""
    return touched_token(find(request, "token"))
