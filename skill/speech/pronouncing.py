"""How English words are said, in the phones of the CMU dictionary: as it has them, or by rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from fulfillment.search.sound_english import phonemes

_CMU = "P B T D K G F V S Z M N L R W HH TH DH SH ZH CH JH NG Y IY IH EH AE AA AO OW UH UW AH"
_CMU += " AH EY AY AW OY ER"
# Our phonemes as the phones of the CMU dictionary, which PocketSphinx reads.
_PHONES = dict(zip("pbtdkgfvszmnlrwhTDSZCJNjiIeaAOoUu@VEYWQR", _CMU.split(), strict=True))


def by_rule(words: Iterable[str]) -> dict[str, str]:
    """How each word is said, in phones of the CMU dictionary, by our rules for English."""
    said = {word: phonemes(word) for word in words}
    return {w: " ".join(_PHONES[one] for one in sounds) for w, sounds in said.items() if sounds}


class Dictionary:
    """The pronunciations of a dictionary's file, and those by rule of what it lacks."""

    def __init__(self, path: Path) -> None:
        self._ways = _read(path)

    def ways(self, word: str) -> tuple[str, ...]:
        """Every way to say a word, the usual one first; none where it has no sound."""
        if found := self._ways.get(word):
            return found
        return tuple(by_rule([word]).values())

    def phrase(self, words: Iterable[str]) -> str:
        """The usual way to say words in a row."""
        return " ".join(ways[0] for word in words if (ways := self.ways(word)))


@cache
def _read(path: Path) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, phones = line.partition(" ")
        name = word.partition("(")[0]  # "read(2)" is another way to say "read"
        found[name] = (*found.get(name, ()), phones.strip())
    return found
