"""How products that fit the same words differ, and which of them is meant. Pure rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from fulfillment.catalog.product import Product
from fulfillment.search.english import ENGLISH
from fulfillment.search.language import Language
from fulfillment.search.text import Word, analyse, join_counts, may_be_misspelt, size_tokens, tokens

Superlative = Literal["cheapest", "dearest", "largest", "smallest"]
Aspect = Literal["name", "brand", "size", "attribute", "price"]


@dataclass(frozen=True, slots=True)
class Choice:
    """The products behind one answer; ``label`` can be spoken as it is, prices apart."""

    label: str
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What tells products apart, and the answers to it, the most popular first.

    A label for a price is its amount in major units ("4.99"); say the price of a product of the
    choice instead.
    """

    by: Aspect
    choices: tuple[Choice, ...]


def narrow(products: Sequence[Product], words: str, language: Language = ENGLISH) -> list[Product]:
    """The products that have all the words: in brand, name, attributes, size, category, department.

    A word that none of them has is taken for the one it most resembles. Empty when nothing fits, or
    when no word means anything.
    """
    known = [_vocabulary(p, language).union(tokens(p.department, language)) for p in products]
    return _having(products, known, words, language)


def meant(products: Sequence[Product], words: str, language: Language = ENGLISH) -> list[Product]:
    """The products that are called so, by name, synonym or category, else those that fit.

    Unlike :func:`narrow` it does not look at departments: "coffee" does not mean what merely stands
    beside the coffee.
    """
    stems = tuple(word.text for word in analyse(words, language))
    called = [p for p in products if any(tokens(name, language) == stems for name in _names(p))]
    known = [_vocabulary(p, language) for p in products]
    return called or _having(products, known, words, language)


def called(products: Sequence[Product], words: str, language: Language = ENGLISH) -> list[Product]:
    """The products whose whole name was said, before those whose names merely contain it.

    The brand and the size may have been said along with it. All of them when none is called so.
    """
    sizes = {token for product in products for token in size_tokens(product.size, language)}
    heard = join_counts(analyse(words, language), sizes, language)
    wanted = [word.text for word in heard if word.required and not word.is_size]

    def whole(product: Product) -> bool:
        brand = tokens(product.brand, language)
        return [word for word in wanted if word not in brand] == list(
            tokens(product.name, language)
        )

    return [product for product in products if whole(product)] or list(products)


def pick(products: Sequence[Product], how: Superlative) -> Product | None:
    """The product that a superlative means, the more popular of two that are alike.

    None when it cannot be said: there are none, all are alike, or their sizes do not compare.
    """
    measure, direction = _SUPERLATIVES[how]
    if len(products) < 2:
        return products[0] if products else None
    first = products[0]
    if measure is _magnitude and not all(p.size.comparable(first.size) for p in products):
        return None
    if len({measure(product) for product in products}) == 1:
        return None
    return min(products, key=lambda p: (direction * measure(p), -p.popularity, p.sku))


def difference(products: Sequence[Product]) -> Difference:
    """What tells these products apart: their name, else brand, size, attributes, price."""
    for aspect, labels in _ASPECTS:
        found = labels(products)
        if found is not None and len(set(found)) > 1:
            return Difference(aspect, _choices(products, found))
    return Difference("price", _choices(products, [_price(product) for product in products]))


def _choices(products: Sequence[Product], labels: Sequence[str]) -> tuple[Choice, ...]:
    groups: dict[str, list[Product]] = {}
    for product, label in zip(products, labels, strict=True):
        groups.setdefault(label, []).append(product)
    choices = [Choice(label, tuple(members)) for label, members in groups.items()]
    return tuple(sorted(choices, key=lambda c: -max(p.popularity for p in c.products)))


def _having(
    products: Sequence[Product], vocabularies: Sequence[set[str]], words: str, language: Language
) -> list[Product]:
    known = set().union(*vocabularies)
    heard = join_counts(analyse(words, language), known, language)
    wanted = [_heard(word, known, language) for word in heard if word.required]
    fitting = [
        (product, vocabulary)
        for product, vocabulary in zip(products, vocabularies, strict=True)
        if wanted and all(not vocabulary.isdisjoint(forms) for forms in wanted)
    ]
    # A bare number may be a quantity; where it is part of a name, it tells the name from others.
    numbers = [word.forms for word in heard if not word.required]
    exact = [p for p, has in fitting if all(not has.isdisjoint(forms) for forms in numbers)]
    return exact or [product for product, _ in fitting]


def _names(product: Product) -> tuple[str, ...]:
    return (product.name, product.category, *product.synonyms)


def _vocabulary(product: Product, language: Language) -> set[str]:
    texts = (product.brand, *_names(product), *product.attributes)
    found = {token for text in texts for token in tokens(text, language)}
    return found.union(size_tokens(product.size, language))


def _heard(word: Word, known: set[str], language: Language) -> tuple[str, ...]:
    if word.is_size or not known.isdisjoint(word.forms) or len(word.text) < 4:
        return word.forms
    possible = [other for other in known if may_be_misspelt(word.text, other, language)]
    return tuple(get_close_matches(word.text, possible, n=1, cutoff=0.8)) or word.forms


def _own_attributes(products: Sequence[Product]) -> list[str] | None:
    shared = set(products[0].attributes).intersection(*(p.attributes for p in products))
    own = [" ".join(a for a in p.attributes if a not in shared) for p in products]
    return own if all(own) else None


def _price(product: Product) -> str:
    return product.price.decimal()


def _amount(product: Product) -> float:
    return product.price.amount_minor


def _magnitude(product: Product) -> float:
    return float(product.size.magnitude)


_SUPERLATIVES: dict[Superlative, tuple[Callable[[Product], float], int]] = {
    "cheapest": (_amount, 1),
    "dearest": (_amount, -1),
    "smallest": (_magnitude, 1),
    "largest": (_magnitude, -1),
}
_ASPECTS: tuple[tuple[Aspect, Callable[[Sequence[Product]], list[str] | None]], ...] = (
    ("name", lambda products: [p.name for p in products]),
    ("brand", lambda products: [p.brand for p in products]),
    ("size", lambda products: [str(p.size) for p in products]),
    ("attribute", lambda products: _own_attributes(products) if products else None),
    ("price", lambda products: [_price(p) for p in products]),
)
