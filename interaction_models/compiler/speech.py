"""What a speech recogniser is told of a locale: its sentences by question, its lists as words.

A recogniser knows words only: lower case, no digits, no signs; accents and apostrophes stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from interaction_models.catalogue import catalogue_values
from interaction_models.compiler.samples import every_branch
from interaction_models.compiler.templates import Templates
from interaction_models.compiler.types import slots_in
from interaction_models.compiler.values import spoken
from interaction_models.locale import Locale
from interaction_models.words import CatalogNames, SentenceSource, SlotValues, plain

Words = tuple[str, ...]

# What a recogniser tells apart well; the rest of a catalogue is found by sound.
MOST_NAMES = 1_000
SHORTEST_CODE, LONGEST_CODE = 4, 8  # digits
# Numbers beyond are said rarely, and every sentence with a number grows by all of them.
_LARGEST_NUMBER = 99
# The question of each small grammar, and intents that answer it beside those with ``answers``.
QUESTIONS = {
    "yes_no": ("yes-no", ()),
    "choice": ("choice", ()),
    "quantity": ("quantity", ()),
    "daypart": ("daypart", ()),
    "reason": ("reason", ()),
    "anything_else": ("anything-else", ("Done",)),
}
_NO_LETTER = re.compile(r"[^\w']+|_")
_SLOT = re.compile(r"\{(\w+)\}")
_DIGIT = re.compile(r"\d")
_ZERO = {"en": ("zero", "oh"), "fr": ("zéro",)}


class Spoken:
    """A locale and a shop's names as recognisers take them."""

    def __init__(self, locale: Locale, names: CatalogNames) -> None:
        self.locale = locale
        self.templates = Templates(locale)
        self._names = names
        self._ways: dict[str, tuple[Words, ...]] = {}

    @cached_property
    def sentences(self) -> tuple[SentenceSource, ...]:
        """What is understood at any time."""
        every = (each for intent in self.locale.intents.values() for each in intent.sentences)
        return tuple(source for source in every if source.after is None)

    def answers(self, grammar: str) -> tuple[SentenceSource, ...]:
        """What may be said to the question of a small grammar (a key of QUESTIONS).

        That is its answers, what else the intents that answer it are said with, products apart,
        and what is said at any time: help, stop and the other intents that Amazon has, too.
        """
        question, also = QUESTIONS[grammar]
        return tuple(dict.fromkeys(self._answers(question, also)))

    def always(self) -> tuple[SentenceSource, ...]:
        """The sentences of the intents that Amazon has, too."""
        intents = (intent for intent in self.locale.intents.values() if intent.alexa)
        return tuple(each for intent in intents for each in intent.sentences if each.after is None)

    def _answers(self, question: str, also: Words) -> Iterator[SentenceSource]:
        for intent in self.locale.intents.values():
            fitting = [each for each in intent.sentences if each.after == question]
            if fitting or intent.name in also:
                yield from fitting
                yield from (s for s in intent.sentences if s.after is None and not self._open(s))
        yield from self.always()

    def _open(self, source: SentenceSource) -> bool:
        lists = (name for _, name in slots_in(self.templates.tree(source), self.templates))
        return any(self.locale.lists[name].wildcard for name in lists)

    def ways(self, list_name: str) -> tuple[Words, ...]:
        """Every way to say a value of a list, the plainest first; products by sales rank."""
        if list_name not in self._ways:
            texts = self._texts(self.locale.lists[list_name])
            said = (words(spoken(text, self.locale.language)) for text in texts)
            self._ways[list_name] = tuple(dict.fromkeys(way for way in said if way))
        return self._ways[list_name]

    def is_large(self, list_name: str) -> bool:
        """Whether the shop's catalogue fills a list."""
        return self.locale.lists[list_name].catalogue is not None

    def is_code(self, list_name: str) -> bool:
        """Whether a list takes digits said one by one, SHORTEST_CODE to LONGEST_CODE of them."""
        return self.locale.lists[list_name].digits

    def patterns(self, sources: Iterable[SentenceSource]) -> tuple[Words, ...]:
        """The sentences in which every alternative occurs, as words and ``[list]`` for a slot.

        A sentence with a list that is empty is left out.
        """
        found = (pattern for source in sources for pattern in self._patterns(source))
        return tuple(dict.fromkeys(pattern for pattern in found if pattern))

    def _patterns(self, source: SentenceSource) -> Iterator[Words]:
        lists = dict(slots_in(self.templates.tree(source), self.templates))
        if all(self.ways(name) for name in lists.values()):
            for text in every_branch(source, self.templates):
                pieces = _SLOT.split(text)
                yield tuple(
                    token
                    for number, piece in enumerate(pieces)
                    for token in (self._class(lists[piece]) if number % 2 else words(piece))
                )

    def _class(self, list_name: str) -> Words:
        """What stands for a list in a pattern; a code is said digit by digit."""
        return (f"[{list_name}]",) * (SHORTEST_CODE if self.is_code(list_name) else 1)

    def digits(self) -> tuple[Words, ...]:
        """The words for the digits from zero to nine, as a list of codes tells or as numbers."""
        lists = self.locale.lists
        codes = next((each.also for each in lists.values() if each.digits), {})
        counted = lists["quantity"].values if "quantity" in lists else {}
        numbers = {str(number): texts[:1] for number, texts in counted.items()}
        zero = {"0": _ZERO.get(self.locale.language, ())}
        said = {**zero, **numbers, **codes}
        texts = (text for digit in "0123456789" for text in said.get(digit, ()))
        return tuple(words(text) for text in texts)

    def _texts(self, values: SlotValues) -> Iterator[str]:
        if values.digits:
            yield from (" ".join(way) for way in self.digits())
        elif values.catalogue:
            listed = catalogue_values(values, self._names, self.locale.lists["quantity"])
            for ways in list(listed.values())[:MOST_NAMES]:
                yield from ways
        else:
            for identifier, texts in values.values.items():
                if not isinstance(identifier, int) or identifier <= _LARGEST_NUMBER:
                    yield from texts


def words(text: str) -> Words:
    """A text's words; none where it has digits, since nobody knows how they would be said."""
    return () if _DIGIT.search(text) else tuple(_NO_LETTER.sub(" ", plain(text)).split())
