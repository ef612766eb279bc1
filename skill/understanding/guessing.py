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
from skill.understanding.marks import Marker

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
        words = text.split()
        tables = self._tables
        if tables is None or not 0 < len(words) <= _LONGEST:
            return []
        marked = self._marker.mark(text)
        if all(map(is_slot, marked.words)):
            return []
        found = guess([self._plurals.singular(word) for word in marked.words], tables)
        if found is None or found.intent in _NEVER or not self._holds(found, marked.slots):
            return []
        sure = certainty(found, tables)
        slots = {n: slot for n, slot in marked.slots.items() if n in self._slots[found.intent]}
        return [Reading(found.intent, slots, sure)] if sure >= LEAST else []

    def _holds(self, found: Guess, slots: Mapping[str, Slot]) -> bool:
        takes = "product" in self._slots.get(found.intent, ())
        named = "product" in slots
        if named and not takes:
            return False
        known = _KNOWN if self._families[found.intent] in _TALKING else 1.0
        return found.known >= known and (named or found.intent not in self._of_products)


def certainty(found: Guess, tables: Tables) -> float:
    """How sure a guess is, from 0 to 1, as the tables have measured it."""
    pairs = zip(tables.calibration, evidence(found), strict=True)
    value = sum(weight * seen for weight, seen in pairs)
    return round(min(_MOST, 1 / (1 + math.exp(-value))), 2)


@cache
def tables_of(locale: str) -> Tables | None:
    """The built tables of a locale, read once; None where none were built."""
    path = ROOT / "built" / "understanding" / f"{locale}.json"
    return Tables.from_json(path.read_text(encoding="utf-8")) if path.is_file() else None
