"""Which of an utterance's words name something: a product, a number, a size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interaction_models import Speech
from skill.conversation.turn import Slot
from skill.understanding.lists import Lists
from skill.understanding.vocabulary import Vocabulary

# Of lists that have the same words, the first is meant.
_LISTS = (
    "size", "brand", "attribute", "department", "unit", "daypart", "date", "pick", "quantity",
    "ordinal",
)  # fmt: skip
_LONGEST = 6  # words of a name


@dataclass(frozen=True, slots=True)
class Marked:
    """An utterance with the slot's name, as ``{product}``, in the place of what names something.

    ``slots`` holds the first of each kind, ``all`` every one with its kind, in their order.
    """

    words: tuple[str, ...]
    slots: Mapping[str, Slot]
    all: tuple[tuple[str, Slot], ...] = ()


class Marker:
    """Finds names in utterances of one locale."""

    def __init__(self, lists: Lists, vocabulary: Vocabulary, speech: Speech) -> None:
        self._lists = lists
        self._vocabulary = vocabulary
        self._left_alone = {*speech.articles, *speech.pointers}
        self._not_products = frozenset(speech.not_products)

    def mark(self, text: str) -> Marked:
        """A normalised utterance with its names marked."""
        words = text.split()
        marked: list[str] = []
        slots: dict[str, Slot] = {}
        found: list[tuple[str, Slot]] = []
        at = 0
        while at < len(words):
            name, slot, length = self._longest(words, at)
            marked.append(f"{{{name}}}" if name else words[at])
            if name and slot:
                slots.setdefault(name, slot)
                found.append((name, slot))
            at += length
        return Marked(tuple(marked), slots, tuple(found))

    def _longest(self, words: list[str], at: int) -> tuple[str | None, Slot | None, int]:
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if phrase in self._left_alone:
                continue
            if phrase not in self._not_products and self._vocabulary.names(phrase):
                return "product", Slot(phrase), length
            for name in _LISTS:
                value = self._lists.value(name, phrase)
                if value is not None:
                    return name, Slot(phrase, value), length
        return None, None, 1
