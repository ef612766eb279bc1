"""Text to ranked readings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from interaction_models import CatalogNames, Locale, Speech
from skill.conversation.turn import Reading
from skill.understanding.matcher import Matcher
from skill.understanding.products import ProductPhrases
from skill.understanding.ranking import Ranker
from skill.understanding.signs import Signs
from skill.understanding.text import Normalizer
from skill.understanding.vocabulary import Vocabulary

_PARTLY = 0.8  # how sure a part of what was said is, beside the whole
_CONSENT = ("Yes", "PlaceOrder")
_COURTESIES = ("Hello", "Repeat", "Thanks", "Wait")


class Understanding:
    """Understands what shoppers of one shop say in one locale."""

    def __init__(self, locale: Locale, names: CatalogNames) -> None:
        speech = locale.speech
        self._normalizer = Normalizer(speech)
        self._matcher = Matcher(locale, names, self._normalizer)
        self._signs = Signs(locale, self._normalizer)
        vocabulary = Vocabulary(names, locale, self._normalizer)
        self._products = ProductPhrases(locale, vocabulary)
        self._ranker = Ranker(self._products, vocabulary, speech)
        self._break = _break(speech, self._normalizer)

    def understand(self, text: str, *, expects: str | None = None) -> tuple[Reading, ...]:
        """The readings of an utterance, best first; none when it was not understood.

        ``expects`` names the question the shopper was just asked: "yes-no", "choice", "product",
        "quantity", "anything-else" or "daypart". Of several commands the first is understood.
        """
        said = self._normalizer.normalize(text)
        readings = self._exact(said, expects)
        if readings and not self._swallowed(readings[0]):
            return tuple(readings)
        readings = self._first_part(text, said, expects) or readings or self._signs.read(said)
        return tuple(readings or self._unforeseen(said, expects))

    def _unforeseen(self, said: str, expects: str | None) -> list[Reading]:
        """The readings of words that the shop may not know: of a quality, or of a product."""
        plainest = self._plainest(said)
        matches = self._matcher.match(plainest, expects, unknown=True)
        return self._ranker.unknown(matches) or self._products.bare(plainest, expects)

    def _exact(self, said: str, expects: str | None) -> list[Reading]:
        """The readings of an utterance that fits a template, as it is or without its politeness."""
        matches = list(self._matcher.match(said, expects))
        refused = self._normalizer.refuses(said)
        for plainer in self._normalizer.plainer(said):
            if any(not match.wild for match in matches):
                break
            more = self._matcher.match(plainer, expects)
            matches += (m for m in more if not (refused and m.intent in _CONSENT))
            refused = refused or self._normalizer.refuses(plainer)
        return self._ranker.rank(matches, expects)

    def _plainest(self, said: str) -> str:
        return [said, *self._normalizer.plainer(said)][-1]

    def _swallowed(self, reading: Reading) -> bool:
        """Whether the product's name holds a second command."""
        product = reading.slots.get("product")
        return product is not None and self._break.search(product.text) is not None

    def _first_part(self, text: str, said: str, expects: str | None) -> list[Reading]:
        """The readings of the first part that is a whole command; a courtesy only without one."""
        courtesy: list[Reading] = []
        for part in self._parts(text, said):
            readings = [_as_part(reading) for reading in self._exact(part, expects)]
            if readings and self._loses_product(said, part, readings[0]):
                continue
            # Consent counts only as the whole of what was said: money hangs on it.
            readings = [reading for reading in readings if reading.intent not in _CONSENT]
            if readings and readings[0].intent not in _COURTESIES:
                return readings
            courtesy = courtesy or readings
        return courtesy

    def _loses_product(self, said: str, part: str, reading: Reading) -> bool:
        """Whether a reading without a product leaves one out that stands beside it.

        "And the oranges, four pounds" must not become four pounds of what was spoken of before.
        """
        if "product" in reading.slots or reading.intent in _COURTESIES:
            return False
        rest = said.replace(part, "", 1).strip()
        return bool(self._products.bare(self._plainest(rest), None))

    def _parts(self, text: str, said: str) -> Iterator[str]:
        """What may be a whole command in an utterance that is none.

        First what stands before a second command or an afterthought, then each clause between
        commas.
        """
        if later := self._break.search(said):
            yield said[: later.start()]
        clauses = self._normalizer.clauses(text)
        if len(clauses) > 1:
            yield from clauses


def _as_part(reading: Reading) -> Reading:
    return replace(reading, confidence=round(reading.confidence * _PARTLY, 2))


def _break(speech: Speech, normalizer: Normalizer) -> re.Pattern[str]:
    """Where a second command or an afterthought begins."""
    joins, commands, asides = (
        "|".join(re.escape(normalizer.normalize(text)) for text in sorted(texts, key=len)[::-1])
        for texts in (speech.joins, speech.commands, speech.asides)
    )
    return re.compile(rf"\s(?:(?:{joins})\s(?:{commands})|{asides})\b")
