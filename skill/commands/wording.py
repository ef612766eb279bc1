"""From what somebody said to a sentence template, and what it may mean."""

from __future__ import annotations

import re

from interaction_models import CatalogNames, IntentWords, Locale
from interaction_models.normalizer import Normalizer
from skill.conversation.scrubbing import GAP
from skill.understanding import Understanding

_LONGEST = 6  # words of a name
_TEMPLATE = re.compile(r"[{}<>|()\[\]]")
_REFERENCE = re.compile(r"\{(?:\w+:)?(\w+)\}")


class Wording:
    """Takes sentences apart with the words of one locale and the names of a catalogue."""

    def __init__(self, locale: Locale, names: CatalogNames) -> None:
        self._locale = locale
        self._normalizer = Normalizer(locale.speech)
        self._understanding = Understanding(locale, names)

    def guess(self, text: str, expects: str | None) -> tuple[str | None, float]:
        """The likeliest intent of a kept sentence and how sure that is, from 0 to 1.

        None and 0 where no word tells anything.
        """
        said = " ".join(text.replace(GAP, " ").split())
        if readings := self._understanding.understand(said, expects=expects):
            return readings[0].intent, readings[0].confidence
        return self._understanding.likeliest(said) or (None, 0.0)

    def template(self, sentence: str, intent: IntentWords) -> str:
        """The sentence with the intent's slots in the place of what it names.

        A sentence with signs of a template is one already; a gap stands for a product. Raises
        ValueError where a gap stands for more than one.
        """
        if _TEMPLATE.search(sentence):
            return sentence
        slots = [slot for slot in intent.slots if slot in self._locale.lists]
        gaps = sentence.count(GAP)
        if gaps > 1 or (gaps and "product" not in slots):
            raise ValueError(f"{sentence!r} has a gap: say what stands in the place of {GAP}")
        if gaps:
            slots.remove("product")
        parts = [self._marked(part, slots) for part in sentence.split(GAP)]
        return " {product} ".join(parts).strip()

    def example(self, sentence: str) -> str:
        """The sentence as somebody says it: with an example in every gap and slot."""
        lists = self._locale.lists
        whole = sentence.replace(GAP, "{product}")
        return _REFERENCE.sub(lambda slot: lists[slot[1]].example, whole)

    def _marked(self, text: str, slots: list[str]) -> str:
        """Words with each of the slots, once, where something of its list stands."""
        words = self._normalizer.normalize(text).split()
        template, at = [], 0
        while at < len(words):
            slot, length = self._longest(words[at : at + _LONGEST], slots)
            template.append(f"{{{slot}}}" if slot else words[at])
            if slot:
                slots.remove(slot)
            at += length
        return self._normalizer.as_said(text, " ".join(template))

    def _longest(self, words: list[str], slots: list[str]) -> tuple[str | None, int]:
        for length in range(len(words), 0, -1):
            marked = self._understanding.mark(" ".join(words[:length]))
            if len(marked.words) == 1 and (slot := next(iter(marked.slots), None)) in slots:
                return slot, length
        return None, 1
