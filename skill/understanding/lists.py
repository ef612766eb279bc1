"""What the words of an utterance may be in the locale's and the catalogue's lists.

hassil searches a list value by value behind a wildcard, so it is given only the values that stand
in the utterance: what a list holds does not matter to the time a sentence takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hassil import TextSlotList, WildcardSlotList

from interaction_models import CatalogNames, Locale, SlotValues
from interaction_models.catalogue import catalogue_values
from interaction_models.normalizer import Normalizer
from skill.understanding.digits import SaidDigits

# Shoppers name brands and qualities that the shop does not have: "the Goya one".
_OPEN = ("brand", "attribute")


@dataclass(frozen=True, slots=True)
class Within:
    """The lists that have something in an utterance, by name, each with that alone.

    ``words`` holds the words of each, or None where any words will do.
    """

    lists: Mapping[str, Any]
    words: Mapping[str, frozenset[str] | None]


class Lists:
    """Every slot list of a locale, with the catalogue's names."""

    def __init__(self, locale: Locale, names: CatalogNames, normalizer: Normalizer) -> None:
        self._values: dict[str, dict[str, Any]] = {}
        self._wildcards = {w.name: WildcardSlotList(w.name) for w in _wild(locale)}
        self._open = {name: WildcardSlotList(name) for name in _OPEN}
        for words in locale.lists.values():
            if not words.wildcard:
                values = self._values.setdefault(words.name, {})
                for text, value in _ways(words, names, locale):
                    values.setdefault(normalizer.normalize(text), value)
        coded = (words for words in locale.lists.values() if words.digits)
        numbers = locale.lists.get("quantity")
        numbers = locale.lists.get("quantity")
        self._digits = {words.name: SaidDigits(words, normalizer, numbers) for words in coded}
        self.empty = {name: TextSlotList(name, []) for name in self._values}
        texts = (text for values in self._values.values() for text in values)
        self._longest = max((len(text.split()) for text in texts), default=0)

    def within(self, text: str, *, unknown: bool) -> Within:
        """What the lists have in the text. With ``unknown`` a brand or attribute is any words."""
        found = dict(self._there(text.split()))
        words = {name: frozenset(" ".join(dict(there)).split()) for name, there in found.items()}
        lists: dict[str, Any] = {
            name: TextSlotList.from_tuples(there, allow_template=False, name=name)
            for name, there in found.items()
        }
        wild = self._wildcards | self._open if unknown else self._wildcards
        return Within(lists | wild, words | dict.fromkeys(wild))

    def _there(self, words: list[str]) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
        phrases = set(self._phrases(words))
        for name, values in self._values.items():
            if there := [(phrase, values[phrase]) for phrase in phrases if phrase in values]:
                yield name, there
        for name, digits in self._digits.items():
            if runs := list(digits.runs(words)):
                yield name, runs

    def value(self, name: str, phrase: str) -> Any:
        """The value that a whole normalised phrase has in a list, or None."""
        return self._values.get(name, {}).get(phrase)

    def _phrases(self, words: list[str]) -> Iterator[str]:
        for start in range(len(words)):
            for end in range(start + 1, min(start + self._longest, len(words)) + 1):
                yield " ".join(words[start:end])


def _wild(locale: Locale) -> Iterable[SlotValues]:
    return (words for words in locale.lists.values() if words.wildcard)


def _ways(words: SlotValues, names: CatalogNames, locale: Locale) -> Iterator[tuple[str, Any]]:
    if words.catalogue is None:
        yield from words.texts
        return
    for value, ways in catalogue_values(words, names, locale.lists["quantity"]).items():
        for way in ways:
            yield way, value
