"""The nouns that a text says a thing to be: a "monitor arm" is an arm. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from fulfillment.search.language import Language, folded

_PART = re.compile(r"[^\W\d_]+|\d[\w.]*|[^\w\s]")
# Written inside a name without ending it.
_GLUE = frozenset("\u00ae\u2122'\u2019.")
# After one of these a new part begins, and what followed a preposition is over.
_BREAKS = frozenset(",;-\u2013\u2014|")


@lru_cache(maxsize=16384)
def heads(text: str, language: Language) -> frozenset[str]:
    """The stems of the head nouns of a title or short description.

    A title is taken apart at numbers, punctuation and joining words; of each part the last word is
    the noun (the first where describing words follow), without colours and the like. What follows a
    preposition names another thing: "drum for laser printer" is a drum.
    """
    return frozenset(language.stem(noun) for noun in _nouns(folded(text.lower()), language))


def _nouns(text: str, language: Language) -> Iterator[str]:
    part: list[str] = []
    aside = False
    for found in _PART.findall(text):
        if found in _GLUE:
            continue
        ends = not found[0].isalpha() or found in language.joining
        if found.isalpha() and not ends and found not in language.relating:
            part.append(found)
            continue
        yield from _noun(part, language, aside=aside)
        part = []
        aside = _aside(found, language, aside=aside)
    yield from _noun(part, language, aside=aside)


def _aside(mark: str, language: Language, *, aside: bool) -> bool:
    if mark in language.relating or mark == "(":
        return True
    return aside and mark not in _BREAKS and mark != ")"


def _noun(part: list[str], language: Language, *, aside: bool) -> Iterator[str]:
    nouns = [word for word in part if word not in language.describing] or part
    if nouns and not aside:
        yield nouns[0] if language.head_first else nouns[-1]
