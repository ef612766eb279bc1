"""Which of several ways to understand an utterance is meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from interaction_models import Speech
from skill.conversation.turn import Reading, Slot
from skill.understanding.matcher import Match
from skill.understanding.products import BARE, ProductPhrases
from skill.understanding.vocabulary import Vocabulary

# What answers each question, before anything else that the same words may mean.
_ANSWERS = {
    "yes-no": ("Yes", "No"),
    "choice": ("Choose", "Vary"),
    "product": ("SearchProduct",),
    "quantity": ("ChangeQuantity",),
    "anything-else": ("No",),
    "daypart": ("ChangeDelivery",),
    "reason": ("GiveReason",),
}
QUESTIONS = tuple(_ANSWERS)  # the kinds of question that a reading may answer
# Of slots that fit the same words: "the small one" asks for a size before it asks for a quality.
_SURER = ("quantity", "ordinal", "pick", "size", "brand", "attribute", "unit")
_UNKNOWN = 0.6  # how sure a reading is that rests on a word the shop does not know
_ENOUGH = 6  # letters of its own that a template needs then, as "the" and "one"
_FEW = 3  # words that may be unknown


@dataclass(frozen=True, slots=True)
class _Ranked:
    match: Match
    reading: Reading


class Ranker:
    """Orders matches: first those with the fewest letters under a wildcard, then with most own."""

    def __init__(self, products: ProductPhrases, vocabulary: Vocabulary, speech: Speech) -> None:
        self._products = products
        self._vocabulary = vocabulary
        self._articles = speech.articles
        self._pointers = frozenset(speech.pointers)
        self._measures = frozenset(speech.measures)

    def rank(self, matches: Iterable[Match], expects: str | None) -> list[Reading]:
        """The readings that hold, best first, each intent with the same slots once."""
        asked = _ANSWERS.get(expects or "", ())
        held = [ranked for match in matches if (ranked := self._weigh(match))]
        held.sort(key=lambda ranked: _order(ranked, asked))
        unique: dict[object, Reading] = {}
        for ranked in held:
            reading = ranked.reading
            key = (reading.intent, tuple(sorted((n, s.text) for n, s in reading.slots.items())))
            unique.setdefault(key, reading)
        return list(unique.values())

    def heard(self, matches: Iterable[Match], intent: str) -> Reading | None:
        """The best match of an intent with all the words its product took, as a platform has it."""
        named = [m for m in matches if m.intent == intent and "product" in m.slots]
        named.sort(key=lambda match: (len(match.wild), -match.literal))
        return Reading(intent, named[0].slots) if named else None

    def unknown(self, matches: Iterable[Match]) -> list[Reading]:
        """The readings in which a brand or an attribute is one that the shop does not have."""
        held = [match for match in matches if self._names_unknown(match)]
        held.sort(key=lambda match: (len(match.wild), -match.literal, _sureness(match)))
        return [Reading(match.intent, match.slots, _UNKNOWN) for match in held[:1]]

    def wished(self, matches: Iterable[Match]) -> list[Reading]:
        """The search for a thing that the shop does not know, said with an article."""
        for match in matches:
            first, *rest = match.wild.split() or [""]
            if match.intent == "SearchProduct" and first in self._articles and len(rest) <= _FEW:
                name = self._products.clean(match.wild)
                if name is not None and len(match.slots) == 1:
                    return [Reading("SearchProduct", {"product": Slot(name)}, BARE)]
        return []

    def _names_unknown(self, match: Match) -> bool:
        words = match.wild.split()
        name = self._products.clean(match.wild)
        if name is None or self._vocabulary.names(name) or "product" in match.slots:
            return False
        pointing = not self._pointers.isdisjoint(words)
        return match.literal >= _ENOUGH and len(words) <= _FEW and not pointing

    def _weigh(self, match: Match) -> _Ranked | None:
        heard = match.slots.get("product")
        if heard is None:
            return _Ranked(match, Reading(match.intent, match.slots))
        name = self._products.clean(heard.text)
        if name is None or self._part_of_name(match, name):
            return None
        if match.if_sold and not self._products.sold(name):
            return None
        slots = {**match.slots, "product": replace(heard, text=name)}
        return _Ranked(match, Reading(match.intent, slots, self._products.confidence(name)))

    def _part_of_name(self, match: Match, name: str) -> bool:
        """Whether what was taken for another slot belongs to the name: "two percent milk"."""
        pick = match.slots.get("pick")
        if pick is not None:
            return self._vocabulary.has(f"{pick.text} {name.split()[0]}")
        quantity = match.slots.get("quantity")
        if quantity is None or "unit" in match.slots:
            return False
        if quantity.text in self._articles and not match.literal:
            return True
        first = name.split()[0]
        return first in self._measures or self._vocabulary.counts_on(quantity.text, first)


def _order(ranked: _Ranked, asked: tuple[str, ...]) -> tuple[object, ...]:
    match, reading = ranked.match, ranked.reading
    return (
        len(match.wild),
        -match.literal,
        reading.intent not in asked,
        len(match.slots),
        _sureness(match),
        reading.intent,
    )


def _sureness(match: Match) -> list[int]:
    return [_SURER.index(name) for name in match.slots if name in _SURER]
