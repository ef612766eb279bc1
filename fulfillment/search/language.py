"""What differs between languages when words are taken apart. Pure, standard library only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


# Without eq two languages are the same only when they are one object, which hashes fast: texts are
# taken apart by cached functions that have the language for an argument.
@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """How one language writes numbers, sizes, plurals, and the words that mean nothing.

    ``plain`` brings text to lower case, without accents, numbers in digits, one blank between
    words; the patterns read such text. ``containers`` are cut out ("a bag of"); ``pack_of`` finds
    the count of a pack, which ``pack`` then writes as an amount. ``token`` has the groups
    ``amount`` and ``unit``, ``bare`` for a unit alone, ``number`` and ``word``. ``fillers`` mean
    nothing; a noun after one of ``prepositions`` is not what is asked for. A number after one of
    ``numbered`` is no quantity. A word that starts with one of ``negations`` is the opposite of
    one that does not. ``unit_words`` says what things of a unit are called ("rolls" is "rouleaux"
    in French), ``single`` what a product of one piece is called. ``joining`` words stand between
    two things, ``relating`` ones before a thing that only tells more of the one before;
    ``describing`` ones are colours and the like, which titles put after the noun. ``head_first`` is
    true where the noun stands before what describes it.
    """

    name: str
    plain: Callable[[str], str]
    stem: Callable[[str], str]
    token: re.Pattern[str]
    containers: re.Pattern[str]
    pack_of: re.Pattern[str]
    pack: str
    fillers: frozenset[str]
    prepositions: frozenset[str]
    numbered: frozenset[str]
    negations: tuple[str, ...]
    single: str
    unit_words: Mapping[str, tuple[str, ...]]
    joining: frozenset[str] = frozenset()
    relating: frozenset[str] = frozenset()
    describing: frozenset[str] = frozenset()
    head_first: bool = False


WORD = re.compile(r"\d+(?:\.\d+)?|[a-z]+")


def either(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def folded(text: str) -> str:
    """``text`` without accents; ligatures become two letters."""
    if text.isascii():
        return text
    # Unicode does not take œ and æ apart: it calls them letters of their own.
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
