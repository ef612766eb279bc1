"""The values of Alexa's custom slot types: our fixed lists, and the names of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from interaction_models.catalogue import catalogue_values
from interaction_models.compiler.rules import check_type, check_values, value_fault
from interaction_models.errors import CompileError
from interaction_models.locale import Locale
from interaction_models.words import CatalogNames, SlotValues

# What a model of Alexa's holds at most in its own types, synonyms counted in.
MOST_ENTRIES = 50_000
# Alexa takes models up to 1.5 MB per locale; these leave room for the samples.
_MOST_VALUES = {"products": 2_000, "sizes": 500}
_MOST_OTHERS = 500
_MOST_SYNONYMS = 10
_SPOKEN = {
    "en": {"&": " and ", "%": " percent ", "+": " plus ", "/": " "},
    "fr": {"&": " et ", "%": " pour cent ", "+": " plus ", "/": " "},
}
_REFUSED = re.compile(r"[^\w' .-]+")


def type_values(locale: Locale, names: CatalogNames, used: set[str]) -> list[dict[str, Any]]:
    """The custom types in use, by name.

    Raises CompileError for a fault in a fixed list, a type without values and too many of them.
    """
    lists = sorted(locale.lists.values(), key=lambda words: words.alexa)
    in_use = [words for words in lists if words.alexa in used]
    for words in in_use:
        check_type(words)
    custom = [words for words in in_use if not words.alexa.startswith("AMAZON.")]
    types: dict[str, list[dict[str, Any]]] = {}
    for words in custom:
        if words.alexa in types:
            raise CompileError(words.file, 1, f"another list is of the type {words.alexa} already")
        types[words.alexa] = _values(words, locale, names)
        _check_count(words, types)
    return [{"name": name, "values": values} for name, values in types.items()]


def _check_count(words: SlotValues, types: Mapping[str, list[dict[str, Any]]]) -> None:
    """The type just added has values, and all so far are not too many."""
    if not types[words.alexa]:
        raise CompileError(words.file, 1, f"{words.alexa} has no value that Alexa takes")
    total = sum(1 + len(each["name"]["synonyms"]) for values in types.values() for each in values)
    if total > MOST_ENTRIES:
        message = f"the types up to {words.alexa} have {total} values, more than {MOST_ENTRIES}"
        raise CompileError(words.file, 1, message)


def _values(words: SlotValues, locale: Locale, names: CatalogNames) -> list[dict[str, Any]]:
    if words.catalogue is None:
        check_values(words)
        return [_value(texts, str(id_)) for id_, texts in words.values.items()]
    listed = catalogue_values(words, names, locale.lists["quantity"])
    said = {
        value: [spoken(text, locale.language) for text in (value, *ways)]
        for value, ways in listed.items()
    }
    return _catalogue(said, _MOST_VALUES.get(words.catalogue, _MOST_OTHERS))


def _catalogue(said: Mapping[str, list[str]], most: int) -> list[dict[str, Any]]:
    """The first values, those that sell best. What names one value is no synonym of another."""
    taken = {name for name, *_ in said.values()}
    values: dict[str, dict[str, Any]] = {}
    for name, *ways in said.values():
        synonyms = [text for text in ways if text not in taken]
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


def spoken(name: str, language: str = "en") -> str:
    """A catalogue's name in the characters that Alexa takes, as it is said in a language."""
    for sign, word in _SPOKEN.get(language, {}).items():
        name = name.replace(sign, word)
    return " ".join(_REFUSED.sub(" ", name).replace("-", " ").casefold().split())
