"""Intents told by a few words of theirs, for wordings that no sentence template foresees."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from interaction_models import Locale
from skill.conversation.turn import Reading
from skill.understanding.text import Normalizer

_CONFIDENCE = 0.6
_LONGEST = 20  # words; longer talk is a story
_PART = re.compile(r"\s([+-])\s")


@dataclass(frozen=True, slots=True)
class _Sign:
    intent: str
    needed: tuple[re.Pattern[str], ...]
    barred: tuple[re.Pattern[str], ...]

    def letters(self, text: str) -> int:
        """How many letters of the text tell this intent; 0 when it is not this intent."""
        found = [pattern.search(text) for pattern in self.needed]
        if not all(found) or any(pattern.search(text) for pattern in self.barred):
            return 0
        return sum(len(match[0]) for match in found if match)


class Signs:
    """The words of a locale's intents in any other wording."""

    def __init__(self, locale: Locale, normalizer: Normalizer) -> None:
        self._signs = [
            _sign(intent.name, source.text, normalizer)
            for intent in locale.intents.values()
            for source in intent.in_other_words
        ]

    def read(self, text: str) -> list[Reading]:
        """What a normalised utterance may mean by its words alone, best first."""
        if len(text.split()) > _LONGEST:
            return []
        found: dict[str, int] = {}
        for sign in self._signs:
            if letters := sign.letters(text):
                found[sign.intent] = max(letters, found.get(sign.intent, 0))
        ranked = sorted(found, key=lambda intent: (-found[intent], intent))
        return [Reading(intent, confidence=_CONFIDENCE) for intent in ranked]


def _sign(intent: str, text: str, normalizer: Normalizer) -> _Sign:
    first, *rest = _PART.split(text)
    parts = [("+", first), *zip(rest[::2], rest[1::2], strict=True)]
    return _Sign(
        intent,
        needed=tuple(_any_of(part, normalizer) for mark, part in parts if mark == "+"),
        barred=tuple(_any_of(part, normalizer) for mark, part in parts if mark == "-"),
    )


def _any_of(alternatives: str, normalizer: Normalizer) -> re.Pattern[str]:
    spoken: Iterable[str] = map(normalizer.normalize, alternatives.split("|"))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, spoken))})\b")
