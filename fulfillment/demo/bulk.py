"""Many more products, made of the demo's own words: something to measure against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice, product

from fulfillment.catalog.product import Product
from fulfillment.catalog.size import Size
from fulfillment.demo.files import read_departments
from fulfillment.shop import Shop

_LINES = ("family", "weekend", "harvest", "village", "golden", "little", "northern", "evening")

_AT_ONCE = 10_000


def grow(shop: Shop, products: int) -> int:
    """Add products until there are as many; the number added. The same ones every time.

    Each is a product of the demo under another name, brand, size, price and stock.
    """
    with shop.open() as work:
        missing = products - work.catalog.count()
        if missing <= 0:
            return 0
        seeds = [listing.product for listing in read_departments(work.profile.locale)]
        varied = islice(_varied(seeds), missing)
        while some := list(islice(varied, _AT_ONCE)):
            work.catalog.add_many(some)
        return missing


def synthetic(products: int, locale: str) -> Iterator[Product]:
    """So many of the same products, without a shop."""
    seeds = [listing.product for listing in read_departments(locale)]
    return islice(_varied(seeds), products)


def _varied(seeds: Sequence[Product]) -> Iterator[Product]:
    brands = sorted({seed.brand for seed in seeds})
    variants = product(brands, _LINES)
    for generation, (brand, line) in enumerate(cycle(variants), start=1):
        for seed in seeds:
            yield _variant(seed, generation, brand, line)


def _variant(seed: Product, generation: int, brand: str, line: str) -> Product:
    return replace(
        seed,
        sku=f"{seed.sku}-{generation}",
        gtin="",
        name=f"{line} {seed.name}",
        brand=brand,
        size=Size(seed.size.count, seed.size.amount * (1 + generation % 3), seed.size.unit),
        price=seed.price * (1 + generation % 3),
        stock=(seed.stock * generation) % 101,
        popularity=seed.popularity * 7 * generation % 50,
    )
