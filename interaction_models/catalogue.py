"""How the names a catalogue gives to a slot are said; standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from interaction_models.words import CatalogNames, SlotValues, plain

_NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?![\w.])")


def catalogue_values(
    words: SlotValues, names: CatalogNames, quantity: SlotValues
) -> Mapping[str, tuple[str, ...]]:
    """The values of a slot that the catalogue fills, each with the ways to say it.

    ``quantity`` is the locale's list of numbers; it says digits in words. The first way of each
    is its own name in lower case.
    """
    if words.catalogue is None:
        raise ValueError(f"{words.name} does not take its values from the catalogue")
    values: tuple[str, ...] = getattr(names, words.catalogue)
    synonyms = names.synonyms if words.catalogue == "products" else {}
    return {value: _ways([value, *synonyms.get(value, ())], words, quantity) for value in values}


def _ways(texts: Iterable[str], words: SlotValues, quantity: SlotValues) -> tuple[str, ...]:
    ways = dict.fromkeys(plain(text) for text in texts)
    if words.split_at:
        parts = (part for way in list(ways) for part in way.split(f" {words.split_at} "))
        ways.update(dict.fromkeys(parts))
    for phrase, others in words.also.items():
        found = re.compile(rf"\b{re.escape(phrase)}\b")
        said = [found.sub(other, way) for way in ways if found.search(way) for other in others]
        ways.update(dict.fromkeys(said))
    ways.update(dict.fromkeys(_in_words(way, quantity) for way in list(ways)))
    return tuple(ways)


def _in_words(text: str, quantity: SlotValues) -> str:
    """The text with its whole numbers below a thousand in words."""
    return _NUMBER.sub(lambda digits: _word(int(digits[0]), quantity) or digits[0], text)


def _word(number: int, quantity: SlotValues) -> str | None:
    texts = quantity.values.get(number)
    return texts[0] if texts else None
