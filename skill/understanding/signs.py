"""Intents told by words of theirs, for wordings that no sentence template foresees."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from interaction_models import Locale
from interaction_models.normalizer import Normalizer
from skill.conversation.turn import Reading

# How sure an intent is of which some words are heard, and one of which every word is: a little less
# than `coster bench understanding` finds them right on recorded utterances.
_HOLDS = 0.9
_MADE_OF = 0.95
_LONGEST = 20  # words; longer talk is a story
_PART = re.compile(r"\s([+~-])\s")


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
        intents = locale.intents.values()
        self._holding = [
            _holding(intent.name, source.text, normalizer)
            for intent in intents
            for source in intent.in_other_words
        ]
        self._made_of = [
            _made_of(intent.name, source.text, normalizer)
            for intent in intents
            for source in intent.made_of
        ]

    def read(self, text: str) -> list[Reading]:
        """What a normalised utterance may mean by its words alone, best first."""
        if len(text.split()) > _LONGEST:
            return []
        entire = _best(self._made_of, text)
        held = [intent for intent in _best(self._holding, text) if intent not in entire]
        readings = [Reading(intent, confidence=_MADE_OF) for intent in entire]
        return [*readings, *(Reading(intent, confidence=_HOLDS) for intent in held)]


def _best(signs: Iterable[_Sign], text: str) -> list[str]:
    """The intents whose signs the text has, those with most letters first."""
    found: dict[str, int] = {}
    for sign in signs:
        if letters := sign.letters(text):
            found[sign.intent] = max(letters, found.get(sign.intent, 0))
    return sorted(found, key=lambda intent: (-found[intent], intent))


def _holding(intent: str, text: str, normalizer: Normalizer) -> _Sign:
    parts = _parts(text)
    return _Sign(
        intent,
        needed=tuple(_any_of(part, normalizer) for mark, part in parts if mark == "+"),
        barred=tuple(_any_of(part, normalizer) for mark, part in parts if mark == "-"),
    )


def _made_of(intent: str, text: str, normalizer: Normalizer) -> _Sign:
    parts = _parts(text)
    own, *_ = (part for mark, part in parts if mark == "+")
    beside = "|".join(part for mark, part in parts if mark in "+~")
    entire = re.compile(rf"^(?:(?:{_alternatives(beside, normalizer)})(?: |$))+$")
    barred = tuple(_any_of(part, normalizer) for mark, part in parts if mark == "-")
    return _Sign(intent, needed=(_any_of(own, normalizer), entire), barred=barred)


def _parts(text: str) -> list[tuple[str, str]]:
    first, *rest = _PART.split(text)
    return [("+", first), *zip(rest[::2], rest[1::2], strict=True)]


def _any_of(alternatives: str, normalizer: Normalizer) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(alternatives, normalizer)})\b")


def _alternatives(text: str, normalizer: Normalizer) -> str:
    spoken = {normalizer.normalize(phrase) for phrase in text.split("|")}
    return "|".join(map(re.escape, sorted(spoken, key=lambda phrase: (-len(phrase), phrase))))
