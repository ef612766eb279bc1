"""Google's JSON into a Turn, by tables. What a screen or a session says back is a hint only."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from skill.channels.google_actions import names
from skill.channels.payload import find, items, section, text
from skill.conversation.turn import Caller, Capabilities, Slot, Turn

DEFAULT_LOCALE = "en-US"
# What devices with a screen can do; one without a voice lacks SPEECH.
SCREEN, SPEECH = "RICH_RESPONSE", "SPEECH"
_SHOPPER = re.compile(r"[!-~]{1,64}")
_DIGITS = re.compile(r"[0-9 ]+")
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

Meaning = tuple[str, dict[str, Slot]]


def is_health_check(payload: Mapping[str, Any]) -> bool:
    """Whether Google only asks if somebody is there."""
    return text(payload, "handler", "name") == names.HANDLER_HEALTH


def read_turn(payload: Mapping[str, Any], token: str | None) -> Turn:
    """The shopper's turn in a request; ``token`` is the linked account's."""
    intent, slots = _meaning(payload)
    able = capabilities(payload)
    session_id, request_id = _session(payload), _fingerprint(payload)
    return Turn(
        channel="actions",
        locale=_locale(payload),
        session_id=session_id,
        caller=Caller(shopper(payload), token),
        request_id=request_id,
        intent=intent,
        slots=slots,
        capabilities=Capabilities(screen=SCREEN in able, speaker=SPEECH in able or not able),
        new_session=turn_number(payload) == 0,
        raw=payload,
    )


def capabilities(payload: Mapping[str, Any]) -> frozenset[str]:
    """What the device says that it can do; nothing where it says nothing."""
    able = items(payload, "device", "capabilities")
    return frozenset(each for each in able if isinstance(each, str))


def turn_number(payload: Mapping[str, Any]) -> int:
    """How many turns of this session came before."""
    number = find(payload, "session", "params", names.PARAM_TURN)
    # Google keeps parameters as JSON, whose numbers may come back as 1.0.
    whole = isinstance(number, int | float) and not isinstance(number, bool) and number == number
    return int(number) if whole and 0 <= number < 1_000_000 else 0


def shopper(payload: Mapping[str, Any]) -> str:
    """The guest of this session: as we named them, or by a name made of the session's."""
    known = text(payload, "user", "params", names.PARAM_SHOPPER)
    return known if _SHOPPER.fullmatch(known) else _digest(f"shopper {_session(payload)}")


def is_linking(payload: Mapping[str, Any]) -> bool:
    """Whether the request tells how linking an account went."""
    return text(payload, "handler", "name") in names.LINKING_HANDLERS


def _meaning(payload: Mapping[str, Any]) -> Meaning:
    handler, intent = text(payload, "handler", "name"), text(payload, "intent", "name")
    if touched := _touched(payload):
        return "Choose", {names.SLOT_PRODUCT: touched}
    if handler in names.LINKING_HANDLERS:
        return handler, {}
    return names.INTENTS.get(intent, intent) or handler or "Fallback", dict(_slots(payload))


def _touched(payload: Mapping[str, Any]) -> Slot | None:
    """The item of a list that was touched, or named as it is shown."""
    slot = section(payload, "scene", "slots", names.SLOT_SHOWN)
    key = text(slot, "value") if slot.get("updated") is True else ""
    key = key or text(payload, "intent", "params", names.SLOT_SHOWN, "resolved")
    if not key or key == names.NOTHING_SHOWN:
        return None
    titles = dict(_taught(payload, names.TYPE_SHOWN))
    return Slot(titles.get(key) or key, key)


def _slots(payload: Mapping[str, Any]) -> Iterator[tuple[str, Slot]]:
    """What was heard in the scene's slots just now, and then in the intent's parameters."""
    for name, slot in section(payload, "scene", "slots").items():
        if text(slot, "status") == "FILLED" and find(slot, "updated") is True:
            yield from _slot(payload, name, "", find(slot, "value"))
    for name, heard in section(payload, "intent", "params").items():
        yield from _slot(payload, name, text(heard, "original"), find(heard, "resolved"))


def _slot(
    payload: Mapping[str, Any], name: str, original: str, resolved: Any
) -> Iterator[tuple[str, Slot]]:
    words = original.strip() or _as_words(resolved)
    value = _value(resolved)
    if name == names.SLOT_PRODUCT:
        taught = dict(_taught(payload, names.TYPE_PRODUCT))
        value = value if value in taught else None
    elif name in names.AS_HEARD and not _DIGITS.fullmatch(str(value)):
        value = None
    elif isinstance(value, str) and _same(value, words):
        # Unknown words resolve to themselves: our own lists know better what they mean.
        value = None
    if words:
        yield name, Slot(words, value)


def _as_words(resolved: Any) -> str:
    if isinstance(resolved, list):
        return ", ".join(filter(None, map(_as_words, resolved)))
    return "" if (value := _value(resolved)) is None else str(value)


def _value(resolved: Any) -> str | int | None:
    """A number, an entry's name, or a day as it is written; None for anything else."""
    match resolved:
        case bool():
            return None
        case int():
            return resolved
        case float() if resolved.is_integer():
            return int(resolved)
        case str():
            return resolved.strip() or None
        case {"year": int(year), "month": int(month), "day": int(day)} if year and month and day:
            return f"{year:04}-{month:02}-{day:02}"
    return None


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _taught(payload: Mapping[str, Any], type_: str) -> Iterator[tuple[str, str]]:
    """The names of a type's entries that we taught for this session, with what is shown of them."""
    for override in items(payload, "session", "typeOverrides"):
        if text(override, "name") == type_:
            for entry in items(override, "synonym", "entries"):
                if name := text(entry, "name"):
                    yield name, text(entry, "display", "title")


def _locale(payload: Mapping[str, Any]) -> str:
    named = (text(payload, "user", "locale"), text(payload, "session", "languageCode"))
    return next(filter(_LOCALE.fullmatch, named), DEFAULT_LOCALE)


def _session(payload: Mapping[str, Any]) -> str:
    """The session; one is made up where there is none, so that no two shoppers ever share it."""
    return text(payload, "session", "id") or f"outside-{_fingerprint(payload)}"


def _fingerprint(payload: Mapping[str, Any]) -> str:
    return _digest(json.dumps(payload, sort_keys=True))


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:32]
