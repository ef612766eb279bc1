"""Finds the commands that a platform has left inside a product's name, with all it takes for that.

A platform knows one command at a time: of "add milk and remove the bread" it makes a product called
"milk and remove the bread". Only such a name opens the understanding, which takes a second.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from interaction_models import Locale
from interaction_models.normalizer import Normalizer
from skill.conversation.turn import Reading

if TYPE_CHECKING:
    from skill.understanding import Understanding


class Unfolding:
    """Unfolds readings in one locale; ``open_understanding`` is called when first needed."""

    def __init__(self, locale: Locale, open_understanding: Callable[[], Understanding]) -> None:
        self._locale, self._open = locale, open_understanding

    def __call__(self, reading: Reading) -> Reading:
        """The reading, with the commands after it where its product's name holds some."""
        product = reading.slots.get("product")
        if product is None or not self._joins.search(f" {product.text.casefold()} "):
            return reading
        return self._understanding.unfold(reading)

    @cached_property
    def _joins(self) -> re.Pattern[str]:
        speech = Normalizer(self._locale.speech).speech
        words = {*speech.joins, *speech.conjunctions, *speech.corrections}
        return re.compile(rf"\s(?:{'|'.join(map(re.escape, sorted(words))) or '(?!)'})\s")

    @cached_property
    def _understanding(self) -> Understanding:
        return self._open()
