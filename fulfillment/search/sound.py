"""What words sound like, and how alike two of them sound: pure, but for ``rapidfuzz``.

=============  ==================================================================================
phonemes       a text as one string of phonemes, a character each, with no blanks between words:
               "pan cake" and "pancake", "2 percent" and "too percent" come out the same
distance       how far apart two texts sound, from 0 to 1; "b" is near "p", "m" near "n"
codes          keys for an index of words: any word that sounds much like another shares one
trigrams       keys for an index of phrases: those that sound alike share most of them
=============  ==================================================================================

All take a locale ("fr-FR") or a language ("fr"); what is not French is read as English.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from fulfillment.search import sound_english, sound_french

# A phoneme as features, so that two which are alike share most of them: manner, place and voice of
# a consonant; height, place and length of a vowel. What is easily lost has fewer.
_FEATURES = {
    "p": "Cql-", "b": "Cql+", "t": "Cqt-", "d": "Cqt+", "k": "Cqk-", "g": "Cqk+", "C": "Cqj-",
    "J": "Cqj+", "f": "Cxl-", "v": "Cxl+", "T": "Cxd-", "D": "Cxd+", "s": "Cxt-", "z": "Cxt+",
    "S": "Cxj-", "Z": "Cxj+", "h": "Cx", "m": "Cnl+", "n": "Cnt+", "N": "Cnk+", "G": "Cnj+",
    "l": "Czt+", "r": "Czr+", "w": "Cwl+", "j": "Cwj+",
    "i": "V1f:", "I": "V1f", "y": "V1f:", "e": "V2f", "E": "V2f:", "2": "V2c:", "a": "V3f",
    "@": "V2c", "V": "V2c", "A": "V3b:", "O": "V3b:", "o": "V2b:", "U": "V1b", "u": "V1b:",
    "Y": "V3cI", "W": "V3cU", "Q": "V2bI", "R": "V2cCzr+",
    "1": "V2fn", "3": "V3bn", "4": "V2bn",
}  # fmt: skip
_AS_FEATURES = {ord(phoneme): features for phoneme, features in _FEATURES.items()}
# Consonants in classes of what is taken for each other; vowels, h and glides have none.
_CLASSES = str.maketrans(
    "pbtdTDkgfvszSZCJmnNGlrR134", "PPTTTTKKFFSSSSSSNNNNLRRNNN", "hjwiIyeE2a@VAOoUuYWQ"
)
_VOWELS = str.maketrans(
    "pbtdTDkgfvszSZCJmnNGlriIyeE2a@VAOoUuYWQ",
    "PPTTTTKKFFSSSSSSNNNNLRaaaaaaaaaaaaaaaaa",
    "hjw",
) | {ord("R"): "aR", ord("1"): "aN", ord("3"): "aN", ord("4"): "aN"}
_TWICE = re.compile(r"(.)\1+")
_FIRST_VOWEL = re.compile("^[iIyeE2a@VAOoUuYWQR134]")


@lru_cache(maxsize=65536)
def phonemes(text: str, locale: str = "en") -> str:
    """How a text is said, its words without blanks between them; "" of what has no sound."""
    language = locale[:2].lower()
    return sound_french.phonemes(text) if language == "fr" else sound_english.phonemes(text)


def features(text: str, locale: str = "en") -> str:
    """The phonemes of a text taken apart, so that an edit distance knows which are alike."""
    return as_features(phonemes(text, locale))


def as_features(said: str) -> str:
    """Phonemes taken apart."""
    return said.translate(_AS_FEATURES)


def distance(first: str, second: str, locale: str = "en") -> float:
    """How differently two texts are said: 0 alike, 1 nothing in common."""
    return Levenshtein.normalized_distance(features(first, locale), features(second, locale))


def codes(word: str, locale: str = "en") -> tuple[str, ...]:
    """Up to three keys of one word, or of a phrase as if it were one; none of what has no sound.

    They keep the classes of consonants, and whether a vowel comes first; one without the last
    consonant, one without the first vowel, since those are what is not heard.
    """
    said = phonemes(word, locale)
    bones = _bones(said)
    if _FIRST_VOWEL.match(said) and len(bones) > 2:
        return tuple(dict.fromkeys((f"A{bones}", bones, f"A{bones[:-1]}")))
    if len(bones) > 2:
        return (bones, bones[:-1])
    return (said.translate(_VOWELS) or bones,) if said else ()


@lru_cache(maxsize=16384)
def trigrams(text: str, locale: str = "en") -> tuple[str, ...]:
    """Every three neighbouring sounds of a whole phrase, roughly; blanks do not count.

    The sounds are classes of consonants, and "a" for any vowel.
    """
    rough = f"_{phonemes(text, locale).translate(_VOWELS)}_"
    return tuple(dict.fromkeys(rough[at : at + 3] for at in range(max(1, len(rough) - 2))))


def _bones(said: str) -> str:
    """The classes of the consonants, none twice in a row."""
    return _TWICE.sub(r"\1", said.translate(_CLASSES))
