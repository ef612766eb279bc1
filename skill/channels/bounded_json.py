"""JSON from outside: an object, no deeper than anything that a platform sends."""

from __future__ import annotations

import json
from typing import Any

# Amazon's and Google's own requests are about ten deep; what a shop puts into a session, less.
MOST_DEEP = 64


def read_object(body: bytes) -> dict[str, Any]:
    """The object in ``body``. Raises ValueError where there is none, or a deeper one."""
    try:
        text = body.decode()
        if _may_be_deeper(text):
            raise ValueError("the JSON is too deep")
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("the JSON is too deep") from error
    if not isinstance(found, dict):
        raise ValueError("the JSON is no object")
    return found


def _may_be_deeper(text: str) -> bool:
    """Whether more is opened than may be, and stands inside each other."""
    if text.count("[") + text.count("{") <= MOST_DEEP:
        return False
    depth = 0
    in_string = escaped = False
    for char in text:
        if in_string:
            # A quote after a backslash does not end what is quoted.
            in_string = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            in_string = True
        elif char in "[{":
            depth += 1
            if depth > MOST_DEEP:
                return True
        elif char in "]}":
            depth -= 1
    return False
