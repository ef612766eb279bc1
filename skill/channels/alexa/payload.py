"""Reads Alexa's JSON without trusting its shape: a missing or odd value is an empty one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skill.channels.payload import find, items, section, text

__all__ = ["find", "interfaces", "items", "request_type", "section", "text"]


def request_type(payload: Mapping[str, Any]) -> str:
    """Alexa's name for the kind of request."""
    return text(payload, "request", "type")


def interfaces(payload: Mapping[str, Any]) -> frozenset[str]:
    """The interfaces that the device supports."""
    return frozenset(section(payload, "context", "System", "device", "supportedInterfaces"))
