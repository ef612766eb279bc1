"""Codes said one digit after the other: "one two double three", "1234", "12 34"."""

from __future__ import annotations

from collections.abc import Iterator

from interaction_models import SlotValues
from interaction_models.normalizer import Normalizer

_SHORTEST, _LONGEST = 4, 8  # digits
# The key in a list's "also" of the words that double the digit after them.
_DOUBLE = "double"


class SaidDigits:
    """The runs of digits in an utterance, as one list of a locale has the words for them."""

    def __init__(self, words: SlotValues, normalizer: Normalizer) -> None:
        said = {
            normalizer.normalize(way): digit for digit, ways in words.also.items() for way in ways
        }
        self._digits = {word: digit for word, digit in said.items() if digit != _DOUBLE}
        self._doubles = {word for word, digit in said.items() if digit == _DOUBLE}

    def runs(self, words: list[str]) -> Iterator[tuple[str, str]]:
        """Every run of four to eight digits with those digits, zeros in front included."""
        for start in range(len(words)):
            digits, doubled = "", False
            for end in range(start, len(words)):
                if words[end] in self._doubles and not doubled:
                    doubled = True
                    continue
                here = self._of(words[end])
                if here is None or (doubled and len(here) > 1) or len(digits + here) > _LONGEST:
                    break
                digits, doubled = digits + here * (1 + doubled), False
                if _SHORTEST <= len(digits) <= _LONGEST:
                    yield " ".join(words[start : end + 1]), digits

    def _of(self, word: str) -> str | None:
        """The digits of one word: of "five", or of "12"."""
        return word if word.isascii() and word.isdigit() else self._digits.get(word)
