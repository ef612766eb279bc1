"""What all languages share when number words become digits. Pure, standard library only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def plain_number(value: Decimal) -> str:
    """A number without trailing zeros: "12", "0.5"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rewriting(guard: re.Pattern[str], rules: Sequence[Rule]) -> Callable[[str], str]:
    """A function that applies ``rules`` one after the other where ``guard`` is found."""

    def rewrite(text: str) -> str:
        if guard.search(text) is None:
            return text
        for pattern, replacement in rules:
            text = pattern.sub(replacement, text)
        return text

    return rewrite
