"""Readings of sentences alone, for an interaction model that may be no shop's."""

from __future__ import annotations

from interaction_models import CatalogNames, Locale
from interaction_models.normalizer import Normalizer
from skill.conversation.turn import Reading
from skill.understanding.lists import Lists
from skill.understanding.matcher import Match, Matcher


class Sentences:
    """The sentences and lists of a locale, which an utterance fits word for word or not at all."""

    def __init__(self, locale: Locale) -> None:
        self._normalizer = Normalizer(locale.speech)
        lists = Lists(locale, CatalogNames(), self._normalizer)
        self._matcher = Matcher(locale, lists, self._normalizer)

    def read(self, text: str) -> tuple[Reading, ...]:
        """The readings, those first that say most in words of their own."""
        found = self._matcher.match(self._normalizer.normalize(text), None)
        ranked: list[Match] = sorted(found, key=lambda match: (-match.literal, match.intent))
        return tuple(Reading(match.intent, match.slots) for match in ranked)
