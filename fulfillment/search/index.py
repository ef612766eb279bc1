"""An inverted index over all products, in memory: what a word is worth for which product."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from fulfillment.catalog.product import Product
from fulfillment.catalog.rows import COLUMNS, to_product
from fulfillment.search.english import ENGLISH
from fulfillment.search.language import Language
from fulfillment.search.languages import language_of
from fulfillment.search.spelling import spelling
from fulfillment.search.text import size_tokens, tokens
from fulfillment.storage.models import ShopRow

_NOUN, _BRAND, _SIZE, _MENTION = 3.0, 2.0, 1.0, 0.3
# BM25's usual constants, over a weighted sum of fields (Robertson, Zaragoza and Taylor, "Simple
# BM25 extension to multiple weighted fields", 2004).
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Index:
    """Products by number, the most popular first, with prices and stock of when it was built.

    ``postings`` say what a term is worth for each product that has it, descriptions apart;
    ``nouns`` which products have it in name, synonyms or category; ``phrases`` which products
    are called exactly so, by name, synonym or category, its stems joined by blanks; ``correct``
    finds the known word that an unknown one resembles. ``departments`` are in alphabetical order.
    All words are of one ``language``.
    """

    products: tuple[Product, ...]
    postings: Mapping[str, Mapping[int, float]]
    nouns: Mapping[str, frozenset[int]]
    phrases: Mapping[str, frozenset[int]]
    correct: Callable[[str], str | None]
    departments: tuple[str, ...]
    language: Language


def read_index(session: Session) -> Index:
    """An index of all products in the database, in the language of its shop."""
    shop = session.execute(select(ShopRow.currency, ShopRow.locale)).first()
    currency, locale = shop or ("", "")
    rows = session.execute(select(*COLUMNS))
    return build_index((to_product(row, currency) for row in rows), language_of(locale))


def build_index(products: Iterable[Product], language: Language = ENGLISH) -> Index:
    """An index of ``products``, whose texts are of ``language``."""
    listed = tuple(sorted(products, key=lambda product: (-product.popularity, product.sku)))
    weights = [_weights(product, language) for product in listed]
    nouns: defaultdict[str, set[int]] = defaultdict(set)
    phrases: defaultdict[str, set[int]] = defaultdict(set)
    for number, product in enumerate(listed):
        for name in _names(product):
            stems = tokens(name, language)
            phrases[" ".join(stems)].add(number)
            for term in stems:
                nouns[term].add(number)
    postings = _postings(weights)
    return Index(
        products=listed,
        postings=postings,
        nouns={term: frozenset(numbers) for term, numbers in nouns.items()},
        phrases={phrase: frozenset(numbers) for phrase, numbers in phrases.items()},
        correct=spelling(_vocabulary(postings), language),
        departments=tuple(sorted({product.department for product in listed})),
        language=language,
    )


def _names(product: Product) -> Iterator[str]:
    yield product.name
    yield product.category
    yield from product.synonyms


def _weights(product: Product, language: Language) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    weighted = [
        (_NOUN, [product.name, *product.synonyms]),
        (_BRAND, [product.brand, product.category, *product.attributes]),
        (_SIZE, [product.department]),
    ]
    for weight, texts in weighted:
        for term in {term for text in texts for term in tokens(text, language)}:
            found[term] += weight
    for term in size_tokens(product.size, language):
        found[term] += _SIZE
    # A description lifts what the other fields have, and finds nothing on its own.
    for term in set(tokens(product.description, language)) & found.keys():
        found[term] += _MENTION
    return found


def _postings(weights: list[dict[str, float]]) -> dict[str, dict[int, float]]:
    lengths = [sum(of_product.values()) for of_product in weights]
    average = sum(lengths) / len(lengths) if lengths else 1.0
    spread = Counter(term for of_product in weights for term in of_product)
    rarity = {term: _idf(count, len(weights)) for term, count in spread.items()}
    postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for number, of_product in enumerate(weights):
        damping = _K1 * (1 - _B + _B * lengths[number] / average)
        for term, weight in of_product.items():
            worth = rarity[term] * weight * (_K1 + 1) / (weight + damping)
            postings[term][number] = worth
    return dict(postings)


def _idf(count: int, total: int) -> float:
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


def _vocabulary(postings: Mapping[str, Mapping[int, float]]) -> tuple[str, ...]:
    # The most frequent first: of two words that resemble a third equally, the first is taken.
    words = [term for term in postings if term.isalpha() and len(term) > 3]
    return tuple(sorted(words, key=lambda term: (-len(postings[term]), term)))
