"""A product as it is handed out. Pure, standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from fulfillment.catalog.size import Size
from fulfillment.money import Money


@dataclass(frozen=True, slots=True)
class Product:
    """What can be bought, with its price and stock as of the moment it was read.

    ``synonyms`` are other names that shoppers use. ``popularity`` only orders products among
    each other: higher is more popular. ``title`` is what a feed calls the product, for the eye;
    ``spoken_name``, where the merchant has given one, is said in place of ``name``. Variants of
    one thing share their ``parent``. What is not ``listed`` is no longer sold.
    """

    sku: str
    gtin: str
    name: str
    brand: str
    category: str
    department: str
    size: Size
    price: Money
    tax_category: str
    stock: int
    attributes: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    description: str = ""
    popularity: int = 0
    title: str = ""
    spoken_name: str = ""
    parent: str = ""
    listed: bool = True

    @property
    def available(self) -> bool:
        return self.listed and self.stock > 0

    @property
    def called(self) -> str:
        """What is said for the product, beside its brand and size."""
        return self.spoken_name or self.name
