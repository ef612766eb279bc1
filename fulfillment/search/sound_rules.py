"""Letters to phonemes by rules that look at their neighbours. Pure, standard library only.

A phoneme is one character, the same for all languages, so that strings of them can be compared as
they are:

    p b t d k g f v s z m n l r w h   as in English, and
    T thin   D this   S ship   Z measure   C chip   J jam   N sing   j yes   G agneau (French)
    i bead   I bid    e bed    a bad       A father O law   o go     U book  u food   @ about
    E day    Y buy    W now    Q boy       R bird   2 peu   y lune   1 vin   3 blanc  4 bon (French)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_CONTEXT = {
    "#": "[aeiouyéèï]+",
    "V": "[aeiouyéèï]",
    ":": "[^aeiouyéèï]*",
    "^": "[^aeiouyéèï]",
    ".": "[bdgjlmnrvwz]",
    "~": "(?![aeiouyéèïnmh])",
    "+": "[eiyéèï]",
    "&": "(?:s|c|g|z|x|j|ch|sh)",
    "@": "(?:t|s|r|d|l|z|n|j|th|ch|sh)",
    "%": "(?:er|e|es|ed|ing|ely|ers)$",
}
_RULE = re.compile(r"(\S*)\[(\S+)\](\S*)=(\S*)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """``letters`` sound like ``phonemes`` where what stands before and after them fits."""

    letters: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    phonemes: str

    def fits(self, word: str, at: int) -> bool:
        """Whether the rule is for the letters of ``word`` at this place."""
        end = at + len(self.letters)
        return (
            word.startswith(self.letters, at)
            and (self.after is None or self.after.match(word, end) is not None)
            and (self.before is None or self.before.search(word, 0, at) is not None)
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules by the letter that they begin with; of those that fit, the first is taken."""

    by_letter: Mapping[str, tuple[_Rule, ...]]

    def phonemes(self, word: str) -> str:
        """The phonemes of one word in small letters without accents; unknown signs are silent."""
        found: list[str] = []
        at = 0
        while at < len(word):
            rule = next((r for r in self.by_letter.get(word[at], ()) if r.fits(word, at)), None)
            found.append(rule.phonemes if rule else "")
            at += len(rule.letters) if rule else 1
        return "".join(found)


@lru_cache(maxsize=8)
def read_rules(text: str) -> Rules:
    """Rules written as ``before[letters]after=phonemes``, blanks between them.

    In what stands before and after, ``_`` is the end of the word, ``V`` a vowel, ``#`` one or more,
    ``^`` a consonant, ``:`` any number of them, ``.`` a voiced one, ``+`` one of e, i and y, ``&``
    a hissing one, ``@`` one after which a long u is plain, ``%`` an ending like -er or -ing,
    ``~`` what lets a vowel and n become nasal in French; a letter is itself.
    """
    by_letter: dict[str, list[_Rule]] = {}
    for before, letters, after, phonemes in _RULE.findall(text):
        rule = _Rule(
            letters,
            re.compile(_context(before, "^") + "$") if before else None,
            re.compile(_context(after, "$")) if after else None,
            phonemes,
        )
        by_letter.setdefault(letters[0], []).append(rule)
    return Rules({letter: tuple(rules) for letter, rules in by_letter.items()})


def _context(signs: str, end: str) -> str:
    return "".join(end if sign == "_" else _CONTEXT.get(sign, sign) for sign in signs)
