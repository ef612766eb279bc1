"""Other ways to find a product by its name, to measure against: SQLite's FTS5, and rapidfuzz."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from rapidfuzz import fuzz, process

from fulfillment.catalog.product import Product

Search = Callable[[str], list[str]]
_WORD = re.compile(r"\w+")


def fts5(products: Iterable[Product], file: Path, tokenizer: str) -> Search:
    """FTS5 over name, brand, category and description; any word will do, BM25 orders.

    ``tokenizer`` is one of FTS5's own, such as "unicode61" or "trigram".
    """
    connection = sqlite3.connect(file)
    connection.execute(
        f"CREATE VIRTUAL TABLE found USING fts5(sku UNINDEXED, name, text, tokenize='{tokenizer}')"
    )
    rows = ((p.sku, p.name, f"{p.brand} {p.category} {p.description}") for p in products)
    connection.executemany("INSERT INTO found VALUES (?, ?, ?)", rows)
    connection.commit()

    def search(query: str) -> list[str]:
        wanted = " OR ".join(f'"{word}"' for word in _WORD.findall(query))
        statement = "SELECT sku FROM found WHERE found MATCH ? ORDER BY rank LIMIT 10"
        return [sku for (sku,) in connection.execute(statement, (wanted,))]

    return search


def plain_rapidfuzz(products: Iterable[Product]) -> Search:
    """The names that rapidfuzz's WRatio calls the most similar, looked at one by one."""
    named = {product.sku: f"{product.brand} {product.name}".lower() for product in products}

    def search(query: str) -> list[str]:
        found = process.extract(query.lower(), named, scorer=fuzz.WRatio, limit=10)
        return [sku for _, _, sku in found]

    return search
