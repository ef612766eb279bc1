"""What was typed into a form."""

from __future__ import annotations

from flask import request

from skill.conversation.plain import clean


def typed(name: str) -> str:
    """What a field of one line holds, on one line and without what cannot be shown."""
    return " ".join(clean(request.form.get(name, "")).split())


def typed_lines(name: str) -> str:
    """What a field of several lines holds, without empty lines and what cannot be shown."""
    lines = (" ".join(clean(line).split()) for line in request.form.get(name, "").splitlines())
    return "\n".join(line for line in lines if line)


def typed_secret(name: str) -> str:
    """What a field for a password holds, to the letter."""
    return request.form.get(name, "")
