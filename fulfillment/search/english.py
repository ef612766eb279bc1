"""English, as it is spoken to a shop. Pure, standard library only."""

from __future__ import annotations

import re
from functools import lru_cache

from fulfillment.catalog.size import unit_spellings
from fulfillment.search.english_numbers import digits
from fulfillment.search.language import WORD, Language, either, folded

_FILLERS = """
a an and any are buy can could do for from get give have i id ill in is it kind ll like me my need
of on one ones or pack packs packet packets please some stuff take that the them there these this
those to want we with would you your
"""
_DESCRIBING = """
beige black blue brown clear cyan gold gray green grey large magenta medium metallic multicolour new
orange original pink purple red silver small transparent white yellow
"""
_POSSESSIVE = re.compile(r"['\u2019]s?\b")
_IRREGULAR = {"loaves": "loaf", "leaves": "leaf", "halves": "half", "knives": "knife"}
_SPELLINGS = unit_spellings()


def plain(text: str) -> str:
    """Lower case, no accents, no possessives, numbers in digits, one blank between words."""
    cleaned = _POSSESSIVE.sub("", folded(text.lower())).replace("%", " percent ")
    return digits(" ".join(WORD.findall(cleaned)))


@lru_cache(maxsize=16384)
def stem(token: str) -> str:
    """A word without its plural: boxes, berries and tomatoes lose what box and berry have not."""
    if token in _IRREGULAR:
        return _IRREGULAR[token]
    if len(token) < 4:
        return token
    if token.endswith(("xes", "ches", "shes", "sses", "zzes", "oes")):
        return token[:-2]
    singular = token[:-1] if token.endswith("s") and token[-2] not in "su" else token
    return singular[:-2] + "y" if singular.endswith("ie") else singular


ENGLISH = Language(
    name="en",
    plain=plain,
    stem=stem,
    token=re.compile(
        rf"(?P<amount>\d+(?:\.\d+)?) ?(?P<unit>{either(_SPELLINGS)}|packs?)\b"
        rf"|(?:\ban? )?\b(?P<bare>{either(s for s in _SPELLINGS if len(s) > 2)})\b"
        r"|(?P<number>\d+(?:\.\d+)?)|(?P<word>[a-z]+)"
    ),
    containers=re.compile(
        r"\b(?:(?<!\d )packs?|bags?|bottles?|box(?:es)?|bunch(?:es)?|cans?|cartons?|cases?|cups?"
        r"|jars?|jugs?|kinds?|loaf|loaves|packages?|packets?|pieces?|sticks?|tins?|tubs?|tubes?)"
        r" of (?!\d)"
    ),
    pack_of=re.compile(r"\b(?:packs?|boxe?s?|cases?) of (\d+)\b"),
    pack=r"\1 pack",
    fillers=frozenset(_FILLERS.split()),
    # A noun after one of these is not what is asked for: "food for cats" is food.
    prepositions=frozenset(("by", "for", "from", "in", "with", "without")),
    numbered=frozenset(("size", "stage", "step", "number", "type", "grade")),
    negations=("un", "non", "anti"),
    single="single",
    unit_words={},
    joining=frozenset(("and", "or", "the", "a", "an")),
    relating=frozenset(("by", "for", "from", "in", "of", "to", "with", "without")),
    describing=frozenset(_DESCRIBING.split()),
)
