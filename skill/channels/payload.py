"""Reads a platform's JSON without trusting its shape: a missing or odd value is an empty one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def find(value: Any, *path: str) -> Any:
    """What lies at ``path`` inside nested objects, or None."""
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def section(value: Any, *path: str) -> Mapping[str, Any]:
    """The object at ``path``, or an empty one."""
    found = find(value, *path)
    return found if isinstance(found, Mapping) else _NOTHING


def text(value: Any, *path: str) -> str:
    """The string at ``path``, or an empty one."""
    found = find(value, *path)
    return found if isinstance(found, str) else ""


def items(value: Any, *path: str) -> list[Any]:
    """The array at ``path``, or an empty one."""
    found = find(value, *path)
    return found if isinstance(found, list) else []
