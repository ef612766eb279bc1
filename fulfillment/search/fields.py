"""What a product is found by, field by field. Pure, standard library only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from fulfillment.catalog.product import Product
from fulfillment.search.heads import heads
from fulfillment.search.language import Language
from fulfillment.search.text import size_tokens, tokens

NOUN, BRAND, SIZE, MENTION = 3, 2, 1, 0.3


@dataclass(frozen=True)
class Entry:
    """One product, taken apart as far as it is asked for.

    ``names`` are the stems of its name, category and synonyms, one tuple each. ``weights`` say how
    much a term counts: 3 for a name, 2 for brand, category and attributes, 1 for department and
    size, and 0.3 more where the description repeats it. ``title`` counts the terms of all short
    fields, ``text`` those of the description. ``heads`` are the nouns that it is called by.
    """

    product: Product
    language: Language

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        stems = (tokens(name, self.language) for name in _names(self.product))
        return tuple(each for each in stems if each)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        return _weights(self.product, self.language)

    @cached_property
    def weight(self) -> float:
        """How much all its terms count together."""
        return sum(self.weights.values())

    @cached_property
    def title(self) -> Mapping[str, int]:
        return Counter(_title(self.product, self.language))

    @cached_property
    def text(self) -> Mapping[str, int]:
        return Counter(tokens(self.product.description, self.language))

    @cached_property
    def heads(self) -> frozenset[str]:
        named = (*_names(self.product), self.product.description)
        return frozenset(chain.from_iterable(heads(each, self.language) for each in named))


def _names(product: Product) -> Iterator[str]:
    yield product.name
    if product.called != product.name:
        yield product.called
    yield product.category
    yield from product.synonyms


def _title(product: Product, language: Language) -> list[str]:
    found = list(tokens(product.name, language))
    # A brand or category that the name tells already is no second mention of it.
    for more in (product.brand, product.category, *product.synonyms, *product.attributes):
        found += [term for term in tokens(more, language) if term not in found]
    return found


def _weights(product: Product, language: Language) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    weighted = [
        (NOUN, [product.name, product.called, *product.synonyms]),
        (BRAND, [product.brand, product.category, *product.attributes]),
        (SIZE, [product.department]),
    ]
    for weight, texts in weighted:
        for term in {term for each in texts for term in tokens(each, language)}:
            found[term] += weight
    for term in size_tokens(product.size, language):
        found[term] += SIZE
    # A description lifts what the other fields have, and finds nothing on its own.
    for term in found.keys() & set(tokens(product.description, language)):
        found[term] += MENTION
    return dict(found)
