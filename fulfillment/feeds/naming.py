"""What is said for the products of a shop, and where somebody should look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fulfillment.catalog.catalog import Catalog
from fulfillment.feeds.cleaning import clean, rules_of


@dataclass(frozen=True, slots=True)
class Named:
    """A product's name as it is ``said``; ``edited``: by the merchant, else made of the title."""

    sku: str
    said: str
    title: str
    edited: bool
    doubts: tuple[str, ...]


def names_of(catalog: Catalog, locale: str) -> Iterator[Named]:
    """The names of all products that are listed, by SKU, in constant memory."""
    rules = rules_of(locale)
    for product in catalog.each():
        title = product.title or product.name
        doubts = clean(title, rules, brand=product.brand).doubts
        edited = bool(product.spoken_name)
        yield Named(product.sku, product.called, title, edited, doubts)
