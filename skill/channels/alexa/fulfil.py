"""Answers Alexa's question whether the skill could take a request, before any skill is chosen."""

from __future__ import annotations

from typing import Any

from skill.conversation.turn import Slot, Turn

_ABILITY = {True: "YES", False: "NO", None: "MAYBE"}


def can_fulfil(turn: Turn, able: bool | None) -> dict[str, Any]:
    """The response for ``able``, in which each slot that was heard is rated."""
    slots = {name: _slot(slot, able) for name, slot in turn.slots.items()}
    return {"canFulfillIntent": {"canFulfill": _ABILITY[able], "slots": slots}}


def _slot(slot: Slot, able: bool | None) -> dict[str, str]:
    understood = able if able is not None or slot.value is None else True
    return {
        "canUnderstand": _ABILITY[understood],
        "canFulfill": "NO" if able is False else "YES",
    }
