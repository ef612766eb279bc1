"""Codes said digit by digit or in pairs: "one two double three", "twelve thirty four"."""

from __future__ import annotations

from collections.abc import Iterator

from interaction_models import SlotValues
from interaction_models.normalizer import Normalizer

_SHORTEST, _LONGEST = 4, 8  # digits
# The key in a list's "also" of the words that double the digit after them.
_DOUBLE = "double"
_PAIR_WORDS = 4  # of a number below a hundred, as "quatre vingt dix sept"


class SaidDigits:
    """The runs of digits in an utterance, as one list of a locale has the words for them."""

    def __init__(
        self, words: SlotValues, normalizer: Normalizer, numbers: SlotValues | None = None
    ) -> None:
        spoken = numbers.texts if numbers else ()
        self._pairs = {
            normalizer.normalize(text): str(number)
            for text, number in spoken
            if isinstance(number, int) and 10 <= number <= 99
        }
        said = {
            normalizer.normalize(way): digit for digit, ways in words.also.items() for way in ways
        }
        self._digits = {word: digit for word, digit in said.items() if digit != _DOUBLE}
        self._doubles = {word for word, digit in said.items() if digit == _DOUBLE}

    def runs(self, words: list[str]) -> Iterator[tuple[str, str]]:
        """Every run of four to eight digits with those digits, zeros in front included."""
        for start in range(len(words)):
            digits, end = "", start
            while (found := self._next(words, end)) is not None:
                here, end = found
                digits += here
                if _SHORTEST <= len(digits) <= _LONGEST:
                    yield " ".join(words[start:end]), digits

    def _next(self, words: list[str], at: int) -> tuple[str, int] | None:
        """The digits of what stands at a place, and where they end."""
        if at < len(words) and words[at] in self._doubles:
            doubled = self._of(words[at + 1]) if at + 1 < len(words) else None
            return (doubled * 2, at + 2) if doubled and len(doubled) == 1 else None
        for end in range(min(at + _PAIR_WORDS, len(words)), at, -1):
            if pair := self._pairs.get(" ".join(words[at:end])):
                return pair, end
        here = self._of(words[at]) if at < len(words) else None
        return (here, at + 1) if here else None

    def _of(self, word: str) -> str | None:
        """The digits of one word: of "five", or of "12"."""
        return word if word.isascii() and word.isdigit() else self._digits.get(word)
