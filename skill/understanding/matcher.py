"""Finds every sentence template an utterance fits, with the hassil library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hassil import recognize_all

from interaction_models import Locale
from interaction_models.normalizer import Normalizer
from skill.conversation.turn import Slot
from skill.understanding.lists import Lists
from skill.understanding.templates import Templates


@dataclass(frozen=True, slots=True)
class Match:
    """One template an utterance fits.

    ``wild`` is the text that a wildcard took, as it stood; ``literal`` the number of letters the
    template itself says.
    """

    intent: str
    slots: Mapping[str, Slot]
    wild: str
    literal: int
    if_sold: bool


class Matcher:
    """The sentences of a locale with the names of a catalogue, ready to be matched."""

    def __init__(self, locale: Locale, lists: Lists, normalizer: Normalizer) -> None:
        self._templates = Templates(locale, normalizer)
        self._lists = lists

    def match(self, text: str, expects: str | None, *, unknown: bool = False) -> Iterator[Match]:
        """Every way the normalised text fits, in no particular order.

        With ``unknown`` a brand or attribute may be one that the catalogue does not have.
        """
        within = self._lists.within(text, unknown=unknown)
        found = recognize_all(
            text,
            self._templates.fitting(text, within.words, expects),
            slot_lists={**self._lists.empty, **within.lists},
            expansion_rules=self._templates.rules,
        )
        for result in found:
            if _whole_words(result, text):
                yield _match(result)


def _whole_words(result: Any, text: str) -> bool:
    """Whether no slot begins or ends inside a word: hassil finds the "a" of "add" in a list."""
    return all(f" {entity.text.strip()} " in f" {text} " for entity in result.entities_list)


def _match(result: Any) -> Match:
    heard = result.entities_list
    return Match(
        intent=result.intent.name,
        slots={entity.name: _slot(entity) for entity in heard},
        wild=" ".join(entity.text.strip() for entity in heard if entity.is_wildcard),
        literal=result.text_chunks_matched,
        if_sold=result.intent_metadata["if_sold"],
    )


def _slot(entity: Any) -> Slot:
    return Slot(entity.text.strip(), None if entity.is_wildcard else entity.value)
