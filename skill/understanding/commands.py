"""Several commands in one breath, and a command that is corrected before it is finished."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from interaction_models import IntentWords
from interaction_models.normalizer import Normalizer
from skill.conversation.turn import Reading, Slot
from skill.understanding.items import Items
from skill.understanding.marks import Marker
from skill.understanding.pieces import Correction, Piece, Pieces, together
from skill.understanding.products import BARE, ProductPhrases

CONSENT = ("Yes", "PlaceOrder")
_COURTESIES = ("Hello", "Repeat", "Thanks", "Wait")
_DOING = ("browse", "cart", "checkout", "reorder", "orders")  # families that can stand in a row
_ALSO = ("UseCoupon",)  # what can stand in a row besides
_FIRST = ("GiveCode", *_ALSO)  # what can begin one besides
_LAST = ("Checkout", "Done")  # what ends a row, wherever in it it was said
_PARTLY = 0.8  # how sure a part of what was said is, beside the whole
_MOST = 10  # pieces; more is a story

# The readings of a normalised text that fits a sentence as a whole, best first.
Whole = Callable[[str, str | None], list[Reading]]


@dataclass(frozen=True, slots=True)
class _Found:
    reading: Reading
    pieces: int
    joint: str


class Commands:
    """Takes utterances of one locale apart into commands."""

    def __init__(
        self,
        whole: Whole,
        products: ProductPhrases,
        marker: Marker,
        normalizer: Normalizer,
        intents: Mapping[str, IntentWords],
    ) -> None:
        self._whole, self._products, self._normalizer = whole, products, normalizer
        self._pieces = Pieces(products, normalizer)
        self._items = Items(marker, self._pieces, normalizer.speech)
        self._families = {name: words.family for name, words in intents.items()}
        self._slots = {name: words.slots for name, words in intents.items()}
        self._refusals = frozenset(normalizer.speech.refusals)

    def swallowed(self, reading: Reading) -> bool:
        """Whether a name of any words holds a second command, an aside or a correction."""
        named = reading.slots.get("product") or reading.slots.get("coupon")
        if named is None or self._products.names(named.text):
            return False
        return self._pieces.holds_more(named.text)

    def corrected(self, said: str, expects: str | None) -> list[Reading]:
        """The readings of what was meant in the end: "add two milks, no, I said three"."""
        for correction in self._pieces.corrections(said):
            first = self._best(correction.before, expects)
            if first is None or ("product" in first.slots and self._is_name(correction)):
                continue
            if changed := self._changed(first, correction.after):
                return [changed]
            whole = self._whole(correction.after, expects)
            if whole and whole[0].intent not in CONSENT:
                return [_partly(reading) for reading in whole]
        return []

    def several(self, text: str, expects: str | None) -> list[Reading]:
        """A reading of the first of several commands, with those after it in ``then``; or none.

        Of what is no command in a row, as a courtesy, the first alone is read.
        """
        pieces = self._pieces.apart(text)
        entire = len(pieces) == 1 and pieces[0].text == self._normalizer.normalize(text)
        if entire or not 0 < len(pieces) <= _MOST:
            return []
        found = list(self._in_turn(pieces, expects))
        meant = [f.reading for f in found if self._is_meant(f)]
        meant = meant or [f.reading for f in found[:1]]
        if sum(f.pieces for f in found) == len(pieces):
            return self._row(meant)
        if single := self._single(pieces, expects):
            return [single]
        return (
            [] if all(map(_is_bare, meant)) else self._row([_partly(reading) for reading in meant])
        )

    def unfolded(self, reading: Reading) -> Reading | None:
        """A reading with what its product's name holds besides; None where that is just a name."""
        name = reading.slots["product"].text
        if self._products.names(name):
            return None
        if listed := self.listed(reading):
            return listed
        for correction in self._pieces.corrections(name):
            first = _named(reading, correction.before)
            if not self._is_name(correction):
                return self._changed(first, correction.after)
        return self._continued(reading, self._pieces.apart(name))

    def listed(self, reading: Reading) -> Reading | None:
        """A reading whose product is a list of names, as one for each; None where it is none."""
        product = reading.slots.get("product")
        if product is None or self._products.names(product.text):
            return None
        items = self._items.of_list(product.text)
        if not items:
            return None
        amount = {n: slot for n, slot in reading.slots.items() if n in ("quantity", "unit")}
        first = replace(reading, slots={**items[0], **amount})
        return replace(first, then=tuple(replace(reading, slots=item) for item in items[1:]))

    def _row(self, readings: list[Reading]) -> list[Reading]:
        """The first reading with those after it that can stand in a row, what ends it last."""
        if not readings or not (self._does(readings[0]) or readings[0].intent in _FIRST):
            return readings[:1]
        first, *others = _amounts_joined(readings)
        doing = [first, *(reading for reading in others if self._does(reading))]
        ordered = sorted(doing, key=lambda reading: reading.intent in _LAST)
        return [replace(ordered[0], then=tuple(ordered[1:]))]

    def _continued(self, reading: Reading, pieces: list[Piece]) -> Reading | None:
        """The reading with a shorter name, and the commands after it, where all are understood."""
        for at in range(1, len(pieces)):
            short = together(pieces[:at])
            first = _named(reading, short)
            rest = list(self._in_turn(pieces[at:], None, first))
            doing = all(self._does(f.reading) for f in rest)
            entire = sum(f.pieces for f in rest) == len(pieces) - at
            if doing and entire and (at == 1 or self._products.names(short)):
                return self._row([first, *(f.reading for f in rest)])[0]
        return None

    def _does(self, reading: Reading) -> bool:
        """Whether a command can stand anywhere in a row."""
        return self._families[reading.intent] in _DOING or reading.intent in _ALSO

    def _is_meant(self, found: _Found) -> bool:
        """Whether a command is one of a row; "bananas, my usual" means the usual bananas."""
        aside = self._families[found.reading.intent] == "reorder" and not found.joint
        return found.reading.intent not in _COURTESIES and bool(not aside or found.reading.slots)

    def _single(self, pieces: list[Piece], expects: str | None) -> Reading | None:
        """All pieces as one command after all: "put rice and pudding on my list"."""
        found = self._best(together(pieces), expects)
        if found is None or found.confidence <= BARE or self.swallowed(found):
            return None
        return self.listed(found) or found

    def _best(self, text: str, expects: str | None) -> Reading | None:
        found = self._whole(text, expects) or self._products.bare(text, expects)
        return found[0] if found and found[0].intent not in CONSENT else None

    def _is_name(self, correction: Correction) -> bool:
        """Whether a plain "no" belongs to the name: "butter no salt"."""
        return correction.mark in self._refusals and not self._items.counts(correction.after)

    def _changed(self, first: Reading, after: str) -> Reading | None:
        """The first command with what was said after the correction in place of its own."""
        said = self._items.slots(after)
        slots = {n: slot for n, slot in said.items() if n in self._slots[first.intent]}
        return _partly(replace(first, slots={**first.slots, **slots})) if slots else None

    def _in_turn(
        self, pieces: list[Piece], expects: str | None, before: Reading | None = None
    ) -> Iterator[_Found]:
        """The commands that pieces make, each as long as it can be; other pieces are left out."""
        at = 0
        while at < len(pieces):
            found = self._longest(pieces[at:], before, expects if not at else None)
            if found is not None:
                yield found
                before = found.reading
            at += found.pieces if found else 1

    def _longest(
        self, pieces: list[Piece], before: Reading | None, expects: str | None
    ) -> _Found | None:
        for length in range(len(pieces), 0, -1):
            if found := self._command(pieces[:length], before, expects):
                return _Found(found, length, pieces[0].joint)
        return None

    def _command(
        self, pieces: list[Piece], before: Reading | None, expects: str | None
    ) -> Reading | None:
        """The command that pieces make together, if they do."""
        text = together(pieces)
        if before is not None and (short := self._like(before, text)):
            return short
        found = [_not_yet(r) for r in self._whole(text, expects) if r.intent != "Yes"]
        if not found and len(pieces) == 1 and self._items.of(text):
            found = self._products.bare(text, expects)
        if not found or self.swallowed(found[0]):
            return None
        return found[0] if self._of_one(found[0], pieces) else None

    def _of_one(self, found: Reading, pieces: list[Piece]) -> bool:
        """Whether the product's name is that of one thing, or stands in one piece."""
        product = found.slots.get("product")
        if product is None or self._products.names(product.text):
            return True
        apart = self._pieces.joins(product.text)
        return not apart and any(product.text in piece.text for piece in pieces)

    def _like(self, before: Reading, text: str) -> Reading | None:
        """What is said without a verb, done as the command before it: "and three eggs"."""
        if "product" not in before.slots:
            return None
        item = self._items.of(text)
        return replace(before, slots=item, then=()) if item else None


def _named(reading: Reading, name: str) -> Reading:
    return replace(reading, slots={**reading.slots, "product": Slot(name)})


def _partly(reading: Reading) -> Reading:
    return replace(reading, confidence=round(reading.confidence * _PARTLY, 2))


def _amounts_joined(readings: list[Reading]) -> Iterator[Reading]:
    """The readings, a bare name and the amount after it as one: "the oranges, four pounds"."""
    before: Reading | None = None
    for reading in readings:
        named = before is not None and before.confidence <= BARE
        if before is not None and named and "quantity" in reading.slots and not _names(reading):
            before = replace(reading, slots={**before.slots, **reading.slots})
            continue
        if before is not None:
            yield before
        before = reading
    if before is not None:
        yield before


def _not_yet(reading: Reading) -> Reading:
    """In a row nothing is agreed to: where the order is to be placed, it is read back first."""
    return Reading("Checkout") if reading.intent == "PlaceOrder" else reading


def _is_bare(reading: Reading) -> bool:
    """Whether a part of an utterance is a name or a number, which talk may hold as well."""
    return reading.confidence <= BARE or reading.intent == "ChangeQuantity"


def _names(reading: Reading) -> bool:
    return "product" in reading.slots
