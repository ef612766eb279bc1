"""What a query says beside what it names: what must not be in it, which is wanted most. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fulfillment.catalog.product import Product
from fulfillment.search.language import WORD, Language

Preference = Literal["cheapest", "dearest", "largest", "smallest"]


@dataclass(frozen=True, slots=True)
class Structure:
    """A query without its structured parts, and these.

    ``without`` are stems that a product must not have, ``prefer`` is which one is wanted most.
    """

    words: str
    without: frozenset[str] = frozenset()
    prefer: Preference | None = None


_WITHOUT: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:without(?: any)?|with no|but not|not(?: an?| the| any)?|no|that (?:is|are) not|"
        r"except(?: for)?|anything but)\s+(?!one\b|more\b|idea\b)(\w+)",
        re.IGNORECASE,
    ),
    # "Sans sucre" is a quality that products state: it stays among the words.
    "fr": re.compile(
        r"\b(?:mais pas(?: de)?|pas(?: de| d['\u2019])?|sauf(?: le| la| les)?|"
        r"qui (?:ne )?(?:soit|est|n['\u2019]est) pas(?: du| de la| de)?)\s*(?!plus\b|trop\b)(\w+)",
        re.IGNORECASE,
    ),
}
_PREFER: Mapping[str, tuple[tuple[Preference, re.Pattern[str]], ...]] = {
    "en": (
        ("cheapest", re.compile(r"\b(?:cheapest|least expensive|lowest priced)\b", re.IGNORECASE)),
        ("dearest", re.compile(r"\b(?:dearest|most expensive|priciest)\b", re.IGNORECASE)),
        ("largest", re.compile(r"\b(?:largest|biggest)\b", re.IGNORECASE)),
        ("smallest", re.compile(r"\b(?:smallest|tiniest)\b", re.IGNORECASE)),
    ),
    "fr": (
        ("cheapest", re.compile(r"\b(?:les? |la )?(?:moins ch(?:er|ère)s?)\b", re.IGNORECASE)),
        ("dearest", re.compile(r"\b(?:les? |la )?plus ch(?:er|ère)s?\b", re.IGNORECASE)),
        ("largest", re.compile(r"\b(?:les? |la )?plus (?:grand|gros)(?:se|e)?s?\b", re.IGNORECASE)),
        ("smallest", re.compile(r"\b(?:les? |la )?plus petite?s?\b", re.IGNORECASE)),
    ),
}
# Said right beside a word, these say that there is none of it: "sugar free", "no sugar".
_FREE = frozenset(("free", "no", "non", "zero", "less", "without", "un"))


def structure(query: str, language: Language) -> Structure:
    """The structured parts of ``query``; where nothing else is left, it stays as it is."""
    without = [language.stem(found) for found in _taken(query, language)]
    words = _WITHOUT[language.name].sub(" ", query)
    prefer = None
    for wish, pattern in _PREFER[language.name]:
        if pattern.search(words):
            words, prefer = pattern.sub(" ", words), wish
            break
    left = " ".join(words.split())
    if not any(word not in language.fillers for word in WORD.findall(language.plain(left))):
        return Structure(query)
    return Structure(left, frozenset(without), prefer)


def _taken(query: str, language: Language) -> list[str]:
    found = (language.plain(word) for word in _WITHOUT[language.name].findall(query))
    return [word for word in found if word and word not in language.fillers]


def has(product: Product, stem: str, language: Language) -> bool:
    """Whether a product has what a word says: in name, category or attributes, unless denied."""
    for text in (product.name, product.category, *product.attributes):
        words = language.plain(text).split()
        for at, word in enumerate(words):
            beside = {*words[max(at - 1, 0) : at], *words[at + 1 : at + 2]}
            if language.stem(word) == stem and beside.isdisjoint(_FREE):
                return True
    return False
