"""The values of Alexa's custom slot types: our fixed lists, and the names of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from interaction_models.catalogue import catalogue_values
from interaction_models.compiler.rules import check_values, value_fault
from interaction_models.locale import Locale
from interaction_models.words import CatalogNames, SlotValues

# Alexa takes models up to 1.5 MB per locale; these leave room for the samples.
_MOST_VALUES = {"products": 2_000, "sizes": 500}
_MOST_OTHERS = 500
_MOST_SYNONYMS = 10
_SPOKEN = {"&": " and ", "%": " percent ", "+": " plus ", "/": " "}
_REFUSED = re.compile(r"[^\w' .-]+")


def type_values(locale: Locale, names: CatalogNames, used: set[str]) -> list[dict[str, Any]]:
    """The custom types in use, by name. Raises CompileError for a fault in a fixed list."""
    lists = sorted(locale.lists.values(), key=lambda words: words.alexa)
    custom = [w for w in lists if w.alexa in used and not w.alexa.startswith("AMAZON.")]
    return [{"name": words.alexa, "values": _values(words, locale, names)} for words in custom]


def _values(words: SlotValues, locale: Locale, names: CatalogNames) -> list[dict[str, Any]]:
    if words.catalogue is None:
        check_values(words)
        return [_value(texts, str(id_)) for id_, texts in words.values.items()]
    listed = catalogue_values(words, names, locale.lists["quantity"])
    return _catalogue(listed, _MOST_VALUES.get(words.catalogue, _MOST_OTHERS))


def _catalogue(listed: Mapping[str, tuple[str, ...]], most: int) -> list[dict[str, Any]]:
    """The first values, those that sell best. What names one value is no synonym of another."""
    taken = {spoken(value) for value in listed}
    values: dict[str, dict[str, Any]] = {}
    for value, ways in listed.items():
        name = spoken(value)
        synonyms = [text for text in map(spoken, ways) if text not in taken]
        if len(values) < most and name not in values and not value_fault(name):
            values[name] = _value([name, *synonyms])
            taken.update(values[name]["name"]["synonyms"])
    return list(values.values())


def _value(texts: Iterable[str], id_: str | None = None) -> dict[str, Any]:
    """A value: the first text, and the rest as synonyms."""
    value, *rest = texts
    synonyms = [text for text in dict.fromkeys(rest) if text != value and not value_fault(text)]
    named = {"name": {"value": value, "synonyms": synonyms[:_MOST_SYNONYMS]}}
    return named if id_ is None else {"id": id_, **named}


def spoken(name: str) -> str:
    """A catalogue's name in the characters that Alexa takes, as it is said."""
    for sign, word in _SPOKEN.items():
        name = name.replace(sign, word)
    return " ".join(_REFUSED.sub(" ", name).replace("-", " ").casefold().split())
