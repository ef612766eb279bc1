"""Words that titles join, or cut off, set apart so that each can be said. Pure.

"GRND/PATTY", "mac&chs", "MLT-PK", "Hygn.Napkins", "outlet(s)", "SODA (EXCP".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLURAL = re.compile(r"(?<=[^\W\d_])\((e?s)\)", re.IGNORECASE)
_BRACKETS = str.maketrans("()[]{}", ",,,,,,")
_PRICE = re.compile(r"[$£€]\s?\d+(?:[.,]\d{1,2})?(?!\w)|(?<![\w.,])\d+[.,]\d\d\s?[$£€]")
_ARROW = re.compile(r"[-=]+>|<[-=]+")
# What follows a dot in a web address is shorter.
_COLON = re.compile(r"(?<=[^\W\d_])[:;](?=[^\W\d_])")
_DOT = re.compile(r"(?<=[^\W\d_]{3})\.(?=[^\W\d_]{4})")
_HANGING = re.compile(r"(?<=\w)-(?=[\s,])")
_SIGNS = re.compile(r"[/&+]")
# Most titles have nothing of all this.
_SUSPECT = re.compile(r"[^\w\s,'!%]|(?<!\S)[^\W\d_](?!\S)")
_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|['.-](?=[^\W\d_]))*[.']?")


def set_apart(title: str, short: Mapping[str, str], between: Mapping[str, str]) -> str:
    """A title whose words stand apart.

    ``short`` are the abbreviations, also for signs such as "&" and "w/"; ``between`` are words of
    one letter that stand for another one between two others.
    """
    if not _SUSPECT.search(title):
        return title
    title = _uncut(_PLURAL.sub(r"\1", _ARROW.sub(" ", _PRICE.sub(" ", title))))
    title = _COLON.sub(" , ", title)
    title = _HANGING.sub(" ,", _DOT.sub(" ", title.translate(_BRACKETS)))
    words = " ".join(_apart(word, short) for word in title.split()).split()
    return " ".join(_ended(_bridged(words, between), short))


def _uncut(title: str) -> str:
    """A title without a bracket at its end that nobody closed: there it was cut off."""
    opened = title.rfind("(")
    if opened < 0 or ")" in title[opened:]:
        return title
    before = title[:opened]
    return before if re.search(r"[^\W\d_]{2}", before) else title


def _apart(word: str, short: Mapping[str, str]) -> str:
    bare = word.strip(".,")
    if bare.lower() in short or not ("-" in bare or _SIGNS.search(bare)):
        return word
    if bare[1:2] == "/" and bare[:2].lower() in short:
        return f"{short[bare[:2].lower()]} {_apart(bare[2:], short)}"
    return " ".join(_parts(word, short))


def _parts(word: str, short: Mapping[str, str]) -> list[str]:
    pieces = _SIGNS.split(word)
    if len(pieces) > 1:
        if not all(_LETTERS.fullmatch(piece.strip(",.")) for piece in pieces if piece.strip(",.")):
            return [word]
        long = [len(piece.strip(",.")) > 1 for piece in pieces]
        # "M&M", "AT&T" and "M/F" are as they are; a single letter at the end was cut off.
        if not all(long[:-1]) or (not long[-1] and pieces[-1] and len(pieces[0]) < 3):
            return [word]
        if not long[-1]:
            pieces, long = pieces[:-1], long[:-1]
        sign = "&" in word or "+" in word
        joined = short.get("&", "&") if sign else ""
        expanded = [" ".join(_hyphened(piece, short)) for piece in pieces if piece]
        return [f" {joined} ".join(expanded)] if sign else expanded
    return _hyphened(word, short)


def _hyphened(word: str, short: Mapping[str, str]) -> list[str]:
    """The parts of a word with hyphens, if one of them is an abbreviation."""
    parts = [part for part in word.split("-") if part]
    if len(parts) > 1 and any(part.strip(".,").lower() in short for part in parts):
        return parts
    return [word]


def _bridged(words: list[str], between: Mapping[str, str]) -> list[str]:
    said = list(words)
    for at in range(1, len(words) - 1):
        stands = between.get(words[at].lower())
        if stands and words[at - 1][-1:].isalpha() and words[at + 1][:1].isalpha():
            said[at] = stands
    return said


def _ended(words: list[str], short: Mapping[str, str]) -> list[str]:
    """Words without "with C" at their end, of which the rest was cut off."""
    signs = [sign for sign in ("&", "w/", "s/") if sign in short]
    ends = {*signs, *(short[sign] for sign in signs)}
    if len(words) > 2 and words[-2].lower() in ends and len(words[-1]) == 1 and words[-1].isalpha():
        return words[:-2]
    return words
