"""What everything is called aloud, to find whose name was said however its words were misheard.

Names are compared whole, by their sounds and by their letters, so that it does not matter where a
recogniser has put the blanks, or which words it made of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import Indel, Levenshtein

from fulfillment.catalog.product import Product
from fulfillment.search.language import WORD, Language
from fulfillment.search.sound import as_features, features, phonemes, trigrams
from fulfillment.search.text import may_be_misspelt

# The share of sounds in how alike two names are; the rest is their letters'.
_SOUNDS = 0.75
# So many names are looked at closely, of those whose phonemes are alike at all.
_LOOKED_AT, _LEAST = 120, 0.25
# So much more alike than the words in which they differ may two names be, to be the same for sure.
_SHARED = 0.13
# How sure it is that what sounds the same was meant, however short.
_SAME = 0.9
# So little apart that both may be meant.
_AS_LIKE = 0.02
# How sure it is that a name was meant, as a logistic function of how alike it is, by how much it
# is ahead of the next (not more than _AHEAD counts), and of one through the number of its sounds.
# docs/search.md says on what this was fitted.
_BIAS, _LIKE, _GAP, _SHORT, _AHEAD = -12.22, 19.21, 16.02, -21.55, 0.2


@dataclass(frozen=True, slots=True)
class Heard:
    """The names that a query sounds like most, which is how ``like`` them: 0 to 1.

    ``sure`` is the probability that one of them was meant, which is small where some words were
    heard right and the others are quite different ones. ``skus`` are whose names they are.
    """

    like: float
    sure: float
    skus: tuple[str, ...]


NOBODY = Heard(0.0, 0.0, ())


def spoken(product: Product) -> Iterator[str]:
    """What a product may be called aloud: its name, alone and with the brand, and other names."""
    yield product.called
    yield f"{product.brand} {product.called}"
    if product.called != product.name:
        yield product.name
    yield product.category
    yield from product.synonyms


def names_of(product: Product, language: Language) -> Iterator[str]:
    """The same in lower case, numbers in digits, each once."""
    plain = (_plain(text, language) for text in spoken(product))
    return (name for name in dict.fromkeys(plain) if name)


def sound_keys(product: Product, language: Language) -> str:
    """The keys by which the sound of a product's names is found, with blanks between them."""
    found = (key for text in spoken(product) for key in trigrams(text, language.name))
    return " ".join(dict.fromkeys(found))


def ways_to_say(query: str, language: Language) -> tuple[str, ...]:
    """What of a query may be a name: its words without those that mean nothing, and all of them.

    Words that mean nothing may still be what a number or a name was taken for.
    """
    whole = _plain(query, language)
    told = " ".join(word for word in whole.split() if word not in language.fillers)
    return tuple(text for text in dict.fromkeys((told, whole)) if text)


def alike(first: str, second: str, language: Language) -> float:
    """How alike two names are, by sounds and letters, blanks left out: 0 to 1."""
    first, second = _plain(first, language), _plain(second, language)
    sounds = (features(first, language.name), features(second, language.name))
    letters = (first.replace(" ", ""), second.replace(" ", ""))
    return _blended(Levenshtein.normalized_similarity(*sounds), letters)


class Called:
    """Names, how they sound, and the SKUs of what is called so. It may be shared by threads."""

    def __init__(
        self, names: Mapping[str, Sequence[str]], language: Language, said: Iterable[str] = ()
    ) -> None:
        self._language = language
        self._names = list(names)
        self._skus = [tuple(skus) for skus in names.values()]
        self._said = list(said) or [phonemes(name, language.name) for name in self._names]
        self._known = frozenset(self._names)
        self._by_sound: dict[str, list[int]] = {}
        for at, sounds in enumerate(self._said):
            self._by_sound.setdefault(sounds, []).append(at)

    @classmethod
    def of(cls, names: Iterable[tuple[str, Iterable[str]]], language: Language) -> Called:
        """SKUs and the names of what each stands for."""
        return cls(_by_name(names, {}), language)

    def to_json(self) -> dict[str, Any]:
        """What :meth:`read` makes the same of."""
        return {"names": self._names, "said": self._said, "skus": self._skus}

    @classmethod
    def read(cls, document: Mapping[str, Any], language: Language) -> Called:
        """Raises KeyError, TypeError or ValueError for what :meth:`to_json` did not write."""
        names = dict(zip(document["names"], document["skus"], strict=True))
        return cls(names, language, document["said"])

    def changed(
        self, names: Iterable[tuple[str, Iterable[str]]], gone: Callable[[str], bool]
    ) -> Called:
        """The names without those of SKUs that are ``gone``, and with others, as for :meth:`of`."""
        kept = {
            name: [sku for sku in skus if not gone(sku)]
            for name, skus in zip(self._names, self._skus, strict=True)
        }
        now = _by_name(names, kept)
        return Called({name: skus for name, skus in now.items() if skus}, self._language)

    def sounding_the_same(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Whose names sound just like one of ``texts``; nobody's where one of them is a name."""
        if any(text in self._known for text in texts):
            return ()
        found = (self._by_sound.get(phonemes(text, self._language.name), ()) for text in texts)
        return tuple(
            dict.fromkeys(sku for names in found for at in names for sku in self._skus[at])
        )

    def nearest(self, texts: Sequence[str]) -> Heard:
        """Whose names any of ``texts`` sounds most like; ``texts`` are ways to say one query."""
        best = NOBODY
        for text in texts:
            best = max(best, self._nearest(text), key=lambda heard: (heard.sure, heard.like))
            if best.sure >= _SAME:
                break
        return best

    def _nearest(self, text: str) -> Heard:
        ranked = sorted(self._compared(text), reverse=True)
        if not ranked:
            return NOBODY
        best, first = ranked[0]
        near = [at for like, at in ranked if like >= best - _AS_LIKE]
        # Other names of the same thing are no rivals.
        theirs = {sku for at in near for sku in self._skus[at]}
        rivals = (like for like, at in ranked if theirs.isdisjoint(self._skus[at]))
        ahead = best - next(rivals, 0.0)
        said = phonemes(text, self._language.name)
        differing = self._differing(text, self._names[first])
        sure = _probability(min(best, differing + _SHARED), ahead, len(said))
        if said == self._said[first]:
            sure = max(sure, _SAME)
        skus = dict.fromkeys(sku for at in near for sku in self._skus[at])
        return Heard(best, sure, tuple(skus))

    def _differing(self, text: str, name: str) -> float:
        """How alike the words are in which two texts differ."""
        first, second = _differences(text, name)
        return alike(" ".join(first), " ".join(second), self._language) if first or second else 1.0

    def _compared(self, text: str) -> Iterator[tuple[float, int]]:
        letters, language = text.replace(" ", ""), self._language.name
        # Whole phonemes are compared first: features tell more, and take three times as long.
        found = process.extract(
            phonemes(text, language),
            self._said,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=_LEAST,
            limit=_LOOKED_AT,
        )
        sounds = features(text, language)
        for _, _, at in found:
            name = self._names[at]
            if not self._opposite(text, name):
                sounding = Levenshtein.normalized_similarity(sounds, self._features(at))
                yield _blended(sounding, (letters, name.replace(" ", ""))), at

    def _features(self, at: int) -> str:
        return as_features(self._said[at])

    def _opposite(self, text: str, name: str) -> bool:
        """Whether one says that something is, and the other that it is not."""
        first, second = _differences(text, name)
        return not may_be_misspelt("".join(first), "".join(second), self._language)


def _differences(text: str, name: str) -> tuple[list[str], list[str]]:
    """The words of each that are not words of the other."""
    said, meant = text.split(), name.split()
    return [w for w in said if w not in meant], [w for w in meant if w not in said]


def _by_name(
    names: Iterable[tuple[str, Iterable[str]]], found: dict[str, list[str]]
) -> dict[str, list[str]]:
    for sku, each in names:
        for name in each:
            found.setdefault(name, []).append(sku)
    return found


def _blended(sounds: float, letters: tuple[str, str]) -> float:
    return _SOUNDS * sounds + (1 - _SOUNDS) * Indel.normalized_similarity(*letters)


def _probability(like: float, ahead: float, sounds: int) -> float:
    told = _LIKE * like + _GAP * min(ahead, _AHEAD) + _SHORT / max(sounds, 1)
    return 1 / (1 + math.exp(-_BIAS - told))


@lru_cache(maxsize=65536)
def _plain(text: str, language: Language) -> str:
    return " ".join(WORD.findall(language.plain(text)))
