"""Readings of wordings that no sentence foresees, guessed by the tables the compiler has made."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from interaction_models import Locale
from interaction_models.features import is_slot
from interaction_models.guess import OTHER, Guess, Tables, evidence, guess
from interaction_models.locale import ROOT
from interaction_models.normalizer import Plurals
from interaction_models.reading import slots_of
from skill.conversation.turn import Reading, Slot
from skill.understanding.marks import Marked, Marker

LEAST = 0.6  # how sure a guess must be
_LONGEST = 20  # words; longer talk is a story
_KNOWN = 0.8  # the share of words that sentences must have
_TALKING = ("navigation", "orders", "support")  # families that a word more does not change
# Consent is never guessed, nor what answers a question that nobody asked.
_NEVER = (
    "Yes", "PlaceOrder", "KeepWords", "GiveCode", "Choose", "ChangeQuantity", "ChangeDelivery",
    "Vary", OTHER,
)  # fmt: skip
_MOST = 0.9  # how sure a guess can be beside a sentence that fits


class Guesser:
    """Guesses what is meant, in one locale."""

    def __init__(self, locale: Locale, marker: Marker, plurals: Plurals) -> None:
        self._tables = tables_of(locale.name)
        self._marker = marker
        self._plurals = plurals
        self._families = {intent.name: intent.family for intent in locale.intents.values()}
        self._slots = {intent.name: intent.slots for intent in locale.intents.values()}
        self._of_products = {
            intent.name
            for intent in locale.intents.values()
            if intent.sentences
            and all("product" in slots_of([s], locale.rules) for s in intent.sentences)
        }

    def read(self, text: str) -> list[Reading]:
        """The reading of a normalised utterance, if a guess is sure enough; never a consent."""
        marked = self._marker.mark(text)
        if len(text.split()) > _LONGEST or all(map(is_slot, marked.words)):
            return []
        found = self._guess(marked)
        if found is None or found.intent in _NEVER or not self._holds(found, marked.slots):
            return []
        sure = self._certainty(found)
        slots = {n: slot for n, slot in marked.slots.items() if n in self._slots[found.intent]}
        return [Reading(found.intent, slots, sure)] if sure >= LEAST else []

    def likeliest(self, text: str) -> tuple[str, float] | None:
        """The intent that a normalised utterance looks like most, however unsure that is."""
        found = self._guess(self._marker.mark(text))
        if found is None or found.intent == OTHER:
            return None
        return found.intent, self._certainty(found)

    def _guess(self, marked: Marked) -> Guess | None:
        if self._tables is None or not marked.words:
            return None
        return guess([self._plurals.singular(word) for word in marked.words], self._tables)

    def _certainty(self, found: Guess) -> float:
        """How sure a guess is, from 0 to 1, as the tables have measured it."""
        calibration = self._tables.calibration if self._tables else ()
        value = sum(w * seen for w, seen in zip(calibration, evidence(found), strict=True))
        return round(min(_MOST, 1 / (1 + math.exp(-value))), 2)

    def _holds(self, found: Guess, slots: Mapping[str, Slot]) -> bool:
        takes = "product" in self._slots.get(found.intent, ())
        named = "product" in slots
        if named and not takes:
            return False
        known = _KNOWN if self._families[found.intent] in _TALKING else 1.0
        return found.known >= known and (named or found.intent not in self._of_products)


@cache
def tables_of(locale: str) -> Tables | None:
    """The built tables of a locale, read once; None where none were built."""
    path = ROOT / "built" / "understanding" / f"{locale}.json"
    return Tables.from_json(path.read_text(encoding="utf-8")) if path.is_file() else None
