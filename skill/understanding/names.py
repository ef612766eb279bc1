"""The words of a shop's catalogue, taken from its products."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from interaction_models import CatalogNames
from skill.understanding.sizes import spoken_size


class NamedProduct(Protocol):
    """What a product says about itself in words; ``size`` is text or has its text as ``str``."""

    @property
    def name(self) -> str: ...
    @property
    def brand(self) -> str: ...
    @property
    def synonyms(self) -> Collection[str]: ...
    @property
    def attributes(self) -> Collection[str]: ...
    @property
    def department(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def size(self) -> object: ...
    @property
    def popularity(self) -> int: ...


def names_from_products(products: Iterable[NamedProduct], locale: str = "en-US") -> CatalogNames:
    """The catalogue's words, each once, those of the products that sell best first.

    Sizes are said as in ``locale``.
    """
    ranked = sorted(products, key=lambda product: (-product.popularity, product.name))
    synonyms: dict[str, dict[str, None]] = {}
    for product in ranked:
        others = synonyms.setdefault(product.name, {})
        others.update(dict.fromkeys(text for text in product.synonyms if text != product.name))
    return CatalogNames(
        products=_once([*synonyms, *(product.category for product in ranked)]),
        synonyms={name: tuple(others) for name, others in synonyms.items() if others},
        brands=_once(product.brand for product in ranked),
        attributes=_once(text for product in ranked for text in product.attributes),
        departments=_once(product.department for product in ranked),
        sizes=_once(spoken_size(str(product.size), locale) for product in ranked),
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
