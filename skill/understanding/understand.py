"""Text to ranked readings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from interaction_models import CatalogNames, Locale
from interaction_models.normalizer import Normalizer
from skill.conversation.turn import Reading, Slot
from skill.understanding.commands import CONSENT, Commands
from skill.understanding.guessing import Guesser, tables_of
from skill.understanding.hypotheses import Hypothesis, judged
from skill.understanding.lists import Lists
from skill.understanding.marks import Marked, Marker
from skill.understanding.matcher import Matcher
from skill.understanding.misheard import Misheard
from skill.understanding.products import ProductPhrases
from skill.understanding.ranking import Ranker
from skill.understanding.signs import Signs
from skill.understanding.vocabulary import Vocabulary

_MISHEARD = 0.75  # how sure a wording is that was not heard so
_LONGEST = 14  # words of an utterance that may be misheard


class Understanding:
    """Understands what shoppers of one shop say in one locale."""

    def __init__(self, locale: Locale, names: CatalogNames) -> None:
        normalizer = Normalizer(locale.speech)
        vocabulary = Vocabulary(names, locale, normalizer)
        lists = Lists(locale, names, normalizer)
        self._normalizer = normalizer
        self._matcher = Matcher(locale, lists, normalizer)
        self._signs = Signs(locale, normalizer)
        self._products = ProductPhrases(locale, vocabulary, normalizer.speech)
        self._ranker = Ranker(self._products, vocabulary, normalizer.speech)
        marker = self._marker = Marker(lists, vocabulary, normalizer.speech)
        self._guesser = Guesser(locale, marker, normalizer.plurals)
        known = tables.known if (tables := tables_of(locale.name)) else ()
        self._misheard = Misheard(normalizer.speech, known, normalizer.plurals)
        self._commands = Commands(self._exact, self._products, marker, normalizer, locale.intents)

    def understand(self, text: str, *, expects: str | None = None) -> tuple[Reading, ...]:
        """The readings of an utterance, best first; none when it was not understood.

        ``expects`` names the question the shopper was just asked: "yes-no", "choice", "product",
        "quantity", "anything-else" or "daypart". Of several commands in one breath, the best
        reading is the first one's, with the others in its ``then``.
        """
        readings = self._read(text, self._normalizer.normalize(text), expects)
        if "?" in text:  # "That's right?" asks, whatever its words say.
            readings = [reading for reading in readings if reading.intent not in CONSENT]
        return tuple(self._as_said(text, reading) for reading in readings)

    def understand_heard(
        self, hypotheses: Iterable[Hypothesis], *, expects: str | None = None
    ) -> tuple[Reading, ...]:
        """The readings of what a recogniser may have heard, best first: see :class:`Hypothesis`."""
        return judged(
            hypotheses, lambda text: self.understand(text, expects=expects), self._normalizer
        )

    def likeliest(self, text: str) -> tuple[str, float] | None:
        """The intent that an utterance looks like most, and how sure that is, however unsure."""
        return self._guesser.likeliest(self._normalizer.normalize(text))

    def mark(self, text: str) -> Marked:
        """A normalised utterance with what names something marked."""
        return self._marker.mark(text)

    def whole(self, text: str, *, expects: str | None = None) -> tuple[Reading, ...]:
        """The readings of an utterance as a single command, as a platform hears it.

        A platform knows one command: what comes after it stays in the product's name.
        """
        said = self._normalizer.normalize(text)
        read = self._read(text, said, expects)
        if read and read[0].then:
            plainest = self._plainest(said)
            heard = self._ranker.heard(self._matcher.match(plainest, expects), read[0].intent)
            return (self._as_said(text, heard or _whole(read[0], said)),)
        return tuple(self._as_said(text, reading) for reading in self._exact(said, expects) or read)

    def unfold(self, reading: Reading) -> Reading:
        """A reading by a platform, with the commands that it has left in the product's name."""
        product = reading.slots.get("product")
        if product is None:
            return reading
        said = replace(product, text=self._normalizer.normalize(product.text))
        found = self._commands.unfolded(replace(reading, slots={**reading.slots, "product": said}))
        return self._as_said(product.text, found) if found else reading

    def _read(self, text: str, said: str, expects: str | None) -> list[Reading]:
        found = self._foreseen(text, said, expects)
        if found and not self._unsure_of_name(found[0]):
            return found
        return (
            self._hesitant(text, said, expects)
            or (self._misheard_as(said, expects) if found else found)
            or found
            or self._signs.read(said)
            or self._misheard_as(said, expects)
            or self._unforeseen(said, expects)
        )

    def _misheard_as(self, said: str, expects: str | None) -> list[Reading]:
        """The readings of a wording that this one may stand for, which is no consent."""
        if len(said.split()) > _LONGEST:
            return []
        named = self._products.known(said)
        for wording in self._misheard.wordings(said, named):
            found = [r for r in self._exact(wording, expects) if r.intent not in CONSENT]
            if found and not self._unsure_of_name(found[0]):
                sure = round(found[0].confidence * _MISHEARD, 2)
                return [replace(found[0], confidence=sure)]
        return []

    def _unsure_of_name(self, reading: Reading) -> bool:
        """Whether the product's name is none that the shop knows."""
        product = reading.slots.get("product")
        return product is not None and not self._products.names(product.text)

    def _foreseen(self, text: str, said: str, expects: str | None) -> list[Reading]:
        """The readings of an utterance that is made of sentences."""
        readings = self._exact(said, expects)
        if readings and not self._commands.swallowed(readings[0]):
            listed = self._commands.listed(readings[0])
            return [listed, *readings[1:]] if listed else readings
        return (
            self._commands.corrected(said, expects)
            or self._commands.several(text, expects)
            or readings
        )

    def _hesitant(self, text: str, said: str, expects: str | None) -> list[Reading]:
        """The same without what hesitates, which is no consent."""
        steady = self._normalizer.steadied(said)
        if steady in (said, ""):
            return []
        readings = self._foreseen(self._normalizer.steadied(text), steady, expects)
        readings = readings or self._products.bare(self._plainest(steady), expects)
        return [reading for reading in readings if reading.intent not in CONSENT]

    def _unforeseen(self, said: str, expects: str | None) -> list[Reading]:
        """The readings of words that the shop may not know: of a quality, or of a product."""
        plainest = self._plainest(said)
        matches = list(self._matcher.match(plainest, expects, unknown=True))
        return (
            self._ranker.unknown(matches)
            or self._products.bare(plainest, expects, said)
            or self._guesser.read(said)
            or self._ranker.wished([*self._matcher.match(said, expects), *matches])
        )

    def _exact(self, said: str, expects: str | None) -> list[Reading]:
        """The readings of an utterance that fits a template, as it is or without its politeness."""
        matches = list(self._matcher.match(said, expects))
        refused = self._normalizer.refuses(said)
        for plainer in self._normalizer.plainer(said):
            if any(not match.wild for match in matches):
                break
            more = self._matcher.match(plainer, expects)
            matches += (m for m in more if not (refused and m.intent in CONSENT))
            refused = refused or self._normalizer.refuses(plainer)
        return self._ranker.rank(matches, expects)

    def _plainest(self, said: str) -> str:
        return [said, *self._normalizer.plainer(said)][-1]

    def _as_said(self, text: str, reading: Reading) -> Reading:
        """A reading with its slots as they were said, accents and all."""
        slots = {
            name: replace(slot, text=self._normalizer.as_said(text, slot.text))
            for name, slot in reading.slots.items()
        }
        then = tuple(self._as_said(text, other) for other in reading.then)
        return replace(reading, slots=slots, then=then)


def _whole(reading: Reading, said: str) -> Reading:
    """A bare list of products as a platform hears it, which is one product's name."""
    names = {other.intent for other in (reading, *reading.then)} == {"SearchProduct"}
    slots = {"product": Slot(said)} if names else reading.slots
    return replace(reading, slots=slots, then=())
