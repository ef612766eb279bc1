"""Finding by sound: the keys that products have, and what a word or a whole query sounds like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from fulfillment.catalog.product import Product
from fulfillment.search.language import WORD, Language
from fulfillment.search.sound import chance, codes, features, trigrams
from fulfillment.search.text import may_be_misspelt

# Alike enough to stand for a word in a phrase, by sound and letters; as many are taken at most.
_WORD, _MOST = 0.62, 4
# So much more alike may two names be than the words in which they differ.
_SHARED = 0.13
# So many names are compared word by word, after all that are at hand were compared as a whole.
_LOOKED_AT = 40


def spoken(product: Product) -> Iterator[str]:
    """What a product may be called aloud: its name, alone and with the brand, and other names."""
    yield product.called
    yield f"{product.brand} {product.called}"
    if product.called != product.name:
        yield product.name
    yield product.category
    yield from product.synonyms


def sound_keys(product: Product, language: Language) -> str:
    """The keys by which the sound of a product's names is found, with blanks between them."""
    found = (key for text in spoken(product) for key in trigrams(text, language.name))
    return " ".join(dict.fromkeys(found))


class Saying:
    """What was said, to be compared with what products are called."""

    def __init__(self, query: str, language: Language) -> None:
        self._language = language
        words = WORD.findall(language.plain(query))
        told = [word for word in words if word not in language.fillers]
        # Words that mean nothing may still be what a number or a name was taken for.
        self._texts = tuple(dict.fromkeys(tuple(text) for text in (told, words) if text))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its sound."""
        name = self._language.name
        keys = (key for text in self._texts for key in trigrams(" ".join(text), name))
        return tuple(dict.fromkeys(keys))

    @property
    def sure(self) -> float:
        """How alike a name must be that this stands for it; one in twenty are by chance."""
        return chance(" ".join(max(self._texts, default=())), self._language.name, one_in=20)

    @property
    def likely(self) -> float:
        """How alike a name must be to ask whether it is meant; one in five are by chance."""
        return chance(" ".join(max(self._texts, default=())), self._language.name, one_in=5)

    def nearest(self, products: Sequence[Product]) -> list[int]:
        """Which of ``products`` may be meant, by their places: a few, the most alike first."""
        language = self._language.name
        named = [(at, name) for at, product in enumerate(products) for name in set(spoken(product))]
        sounds = [features(name, language) for _, name in named]
        alike = Levenshtein.normalized_similarity
        found = [
            (-like, named[number][0])
            for text in self._texts
            for _, like, number in process.extract(
                features(" ".join(text), language), sounds, scorer=alike, limit=_LOOKED_AT
            )
        ]
        return list(dict.fromkeys(at for _, at in sorted(found)))

    def like(self, product: Product, having: frozenset[str] = frozenset()) -> float:
        """How much it sounds like the best of a product's names, or is written like it: 0 to 1.

        Only names that have all stems of ``having`` are looked at. Names are no more alike than the
        words in which they differ, by a margin.
        """
        stem = self._language.stem
        names = [_words(text, self._language) for text in set(spoken(product))]
        names = [name for name in names if having <= {stem(word) for word in name}]
        pairs = ((text, name) for text in self._texts for name in names if name)
        return max((self._alike(*pair) for pair in pairs), default=0.0)

    def _alike(self, said: Sequence[str], name: Sequence[str]) -> float:
        language = self._language
        first = [word for word in said if word not in name]
        second = [word for word in name if word not in said and word not in language.fillers]
        if not first and not second:
            return 1.0
        if not (first and second) or not may_be_misspelt("".join(first), "".join(second), language):
            return 0.0
        return min(self._near(said, name), self._near(first, second) + _SHARED)

    def _near(self, said: Sequence[str], name: Sequence[str]) -> float:
        """How alike two phrases are, by their sounds or by their letters."""
        language = self._language.name
        sounds = (features(" ".join(said), language), features(" ".join(name), language))
        letters = ("".join(said), "".join(name))
        return max(Levenshtein.normalized_similarity(*pair) for pair in (sounds, letters))


@lru_cache(maxsize=16384)
def _words(text: str, language: Language) -> tuple[str, ...]:
    return tuple(WORD.findall(language.plain(text)))


class WordSounds:
    """Known words by their sound, the most frequent first."""

    def __init__(self, words: Sequence[str], language: Language) -> None:
        self._language = language
        self._by_code: Mapping[str, list[str]] = _by_code(words, language)
        self.like = lru_cache(maxsize=4096)(self._like)

    def _like(self, word: str) -> tuple[tuple[str, float], ...]:
        """Known words that sound like ``word``, with how much, the most alike first."""
        name = self._language.name
        near = dict.fromkeys(w for code in codes(word, name) for w in self._by_code.get(code, ()))
        said = features(word, name)
        found = [
            (known, self._near(said, features(known, name), word, known))
            for known in near
            if known != word and may_be_misspelt(word, known, self._language)
        ]
        kept = sorted((pair for pair in found if pair[1] >= _WORD), key=lambda pair: -pair[1])
        return tuple(kept[:_MOST])

    @staticmethod
    def _near(said: str, sound: str, word: str, known: str) -> float:
        alike = Levenshtein.normalized_similarity
        return (alike(said, sound) + alike(word, known)) / 2


def _by_code(words: Iterable[str], language: Language) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        for code in codes(word, language.name):
            found[code].append(word)
    return dict(found)
