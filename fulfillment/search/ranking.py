"""One ranked answer from several signals, each of which can be told apart afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tantivy import Query

from fulfillment.catalog.product import Product
from fulfillment.search.called import alike
from fulfillment.search.engine import Terms
from fulfillment.search.fields import Entry
from fulfillment.search.found import Ranked
from fulfillment.search.index import K1, B, Index, Load
from fulfillment.search.language import Language
from fulfillment.search.matching import match
from fulfillment.search.readings import as_written, together
from fulfillment.search.structure import has
from fulfillment.search.text import Word, analyse, join_counts

# What a signal adds at most, beside BM25, which is worth about 3 to 9 a word. That all words are
# there counts before how often; that the product is what the noun says, before a rarer mention.
# docs/search.md says on what these were chosen.
_ALL_WORDS, _NOUN, _USUAL, _DEPARTMENT, _SOLD_OUT = 10.0, 2.0, 4.0, 1.0, -4.0
# How alike an unknown word must be to a known one to be looked for as well, and how little less
# than the most alike.
_ALIKE, _AS_ALIKE = 0.6, 0.12
# How many candidates are weighed in a large shop.
_FEW = 64


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the words: what the shopper buys, which department is in talk.

    Products that have any stem of ``without`` are left out.
    """

    usual: Collection[str] = ()
    department: str | None = None
    without: frozenset[str] = frozenset()

    def allows(self, product: Product, language: Language) -> bool:
        """Whether a product has nothing that must not be."""
        return not any(has(product, stem, language) for stem in self.without)


def rank(
    index: Index, query: str, load: Load, around: Around = Around(), limit: int = 10
) -> list[Ranked]:
    """The products that have any of a query's words, the best first; descriptions count, too."""
    asked = _Asked(index, _reading(index, query, load))
    candidates = dict.fromkeys(sku for query_ in asked.queries() for sku in _find(index, query_))
    entries = index.entries(list(candidates), load)
    allowed = [entry for entry in entries if around.allows(entry.product, index.language)]
    found = [weigh(asked, entry, around) for entry in allowed]
    return sorted(found, key=_place)[:limit]


def _reading(index: Index, query: str, load: Load) -> Sequence[Word]:
    """The words as they were said, unless products only fit what they were taken for."""
    words = join_counts(analyse(query, index.language), index, index.language)
    words = as_written(index, words, "text")
    wanted = [
        Terms.some([Terms.one("text", form) for form in word.forms])
        for word in words
        if word.required
    ]
    if not wanted or index.engine.find(Terms.all(wanted), 1):
        return words
    if all(index.engine.has("text", form) for word in words for form in word.forms[:1]):
        # Of a compound said in two words both spellings count, which the words one by one see to.
        return words
    readings = [match(index, query, load).words, together(index, words, "text")]
    told = " ".join(word.said or word.text for word in words)
    return max(filter(None, readings), key=lambda read: _alike(told, read, index), default=words)


def _alike(told: str, reading: Sequence[Word], index: Index) -> float:
    return alike(told, " ".join(word.said or word.text for word in reading), index.language)


def weigh(asked: _Asked, entry: Entry, around: Around) -> Ranked:
    """What each signal gives a product."""
    product = entry.product
    signals = {
        "words": asked.bm25(entry),
        "all words": _ALL_WORDS * asked.coverage(entry),
        "noun": _NOUN * (asked.noun in entry.heads or bool(asked.joined & entry.heads)),
        "usual": _USUAL * (product.sku in around.usual),
        "department": _DEPARTMENT * (product.department == around.department),
        "sold out": _SOLD_OUT * (not product.available),
    }
    told = {name: value for name, value in signals.items() if value}
    return Ranked(product, sum(told.values()), told)


class _Asked:
    """The words of one query, with how rare they are in one index."""

    def __init__(self, index: Index, words: Sequence[Word]) -> None:
        has = index.engine.has
        self._summary = index.summary
        said = [_forms(index, word) for word in words]
        self._said = [tuple(forms) for forms in said]
        self._words = [tuple(f for f in forms if has("text", f)) for forms in self._said]
        pairs = [first.text + second.text for first, second in pairwise(words)]
        self.joined = frozenset(pair for pair in pairs if has("text", pair))
        nouns = [word.text for word in words if not word.aside and not word.is_size]
        self.noun = (nouns[0 if index.language.head_first else -1]) if nouns else None
        worth = {form: like for forms in said for form, like in forms.items()}
        worth |= dict.fromkeys(self.joined, 1.0)
        self.rarity = {term: index.rarity(term) * like for term, like in worth.items()}

    def queries(self) -> list[Query]:
        """What to ask the engine for: products with all words, and those with any."""
        known = [
            Terms.some([Terms.one("text", form) for form in forms])
            for forms in self._words
            if forms
        ]
        joined = [Terms.one("text", pair) for pair in sorted(self.joined)]
        if not known and not joined:
            return []
        return [*([Terms.all(known)] if len(known) > 1 else ()), Terms.some([*known, *joined])]

    def bm25(self, entry: Entry) -> float:
        """BM25 over short fields and description, each by its own average length."""
        title = 1 - B + B * sum(entry.title.values()) / self._summary.title
        text = 1 - B + B * sum(entry.text.values()) / self._summary.text
        total = 0.0
        for term, rarity in self.rarity.items():
            times = entry.title.get(term, 0) / title + entry.text.get(term, 0) / text
            total += rarity * times * (K1 + 1) / (times + K1)
        return total

    def coverage(self, entry: Entry) -> float:
        """How much of the query a product has, by what the words tell: 0 to 1."""
        if any(pair in entry.title for pair in self.joined):
            return 1.0
        worths = [max(self.rarity[form] for form in forms) for forms in self._said]
        had = [any(_in(entry, form) for form in forms) for forms in self._said]
        whole = sum(worths)
        covered = sum(worth for worth, has_it in zip(worths, had, strict=True) if has_it)
        return covered / whole if whole else 0.0


def _forms(index: Index, word: Word) -> dict[str, float]:
    """What a word may stand for, and what each is worth: itself, or what is most alike to it."""
    forms = dict.fromkeys(word.forms, 1.0)
    if word.is_size or any(index.engine.has("text", form) for form in word.forms):
        return forms
    near = index.alike(word.text)
    best = max((like for _, like in near), default=0.0)
    least = max(_ALIKE, best - _AS_ALIKE)
    return forms | {known: (like / best) ** 4 for known, like in near if like >= least}


def _in(entry: Entry, term: str) -> bool:
    """Whether a product has a term anywhere."""
    return term in entry.weights or term in entry.text


def _find(index: Index, query: Query) -> Iterable[str]:
    return (sku for sku, _ in index.engine.find(query, index.candidates(_FEW)))


def _place(ranked: Ranked) -> tuple[float, int, str]:
    return (-ranked.score, -ranked.product.popularity, ranked.product.sku)
