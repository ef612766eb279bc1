"""What the words of an utterance may be in the locale's and the catalogue's lists.

hassil searches a list value by value behind a wildcard, so it is given only the values that stand
in the utterance: what a list holds does not matter to the time a sentence takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from hassil import TextSlotList, WildcardSlotList

from interaction_models import CatalogNames, Locale, SlotValues
from interaction_models.catalogue import catalogue_values
from skill.understanding.text import Normalizer

# Shoppers name brands and qualities that the shop does not have: "the Goya one".
_OPEN = ("brand", "attribute")


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
        self.empty = {name: TextSlotList(name, []) for name in self._values}
        texts = (text for values in self._values.values() for text in values)
        self._longest = max((len(text.split()) for text in texts), default=0)

    def within(self, text: str, *, unknown: bool) -> dict[str, Any]:
        """The lists that have something in the text by name, each with that alone.

        With ``unknown`` a brand or an attribute may be any words.
        """
        phrases = set(self._phrases(text.split()))
        found: dict[str, Any] = dict(self._wildcards)
        for name, values in self._values.items():
            if there := [(phrase, values[phrase]) for phrase in phrases if phrase in values]:
                found[name] = TextSlotList.from_tuples(there, allow_template=False, name=name)
        return found | self._open if unknown else found

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
