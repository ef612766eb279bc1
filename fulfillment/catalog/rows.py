"""Products between the database and the outside: the columns that are read, and what they become.

Queries select columns rather than whole rows: a product is read far more often than it changes.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Row

from fulfillment.catalog.product import Product
from fulfillment.catalog.size import parse_size
from fulfillment.money import Money
from fulfillment.storage.models import ProductRow
from fulfillment.storage.statements import table_of

products = table_of(ProductRow)
COLUMNS: tuple[Column[Any], ...] = tuple(
    products.c[name]
    for name in (
        *("sku", "gtin", "name", "brand", "category", "department", "size", "price_minor"),
        *("tax_category", "stock", "attributes", "synonyms", "description", "popularity"),
        *("title", "spoken_name", "parent", "listed"),
    )
)


def to_product(row: Row[Any] | tuple[Any, ...], currency: str) -> Product:
    """The product of a row that starts with :data:`COLUMNS`."""
    sku, gtin, name, brand, category, department, size, price, tax, stock, attributes = row[:11]
    synonyms, description, popularity, title, spoken_name, parent, listed = row[11:18]
    return Product(
        sku=sku,
        gtin=gtin,
        name=name,
        brand=brand,
        category=category,
        department=department,
        size=parse_size(size),
        price=Money(price, currency),
        tax_category=tax,
        stock=stock,
        attributes=tuple(attributes),
        synonyms=tuple(synonyms),
        description=description,
        popularity=popularity,
        title=title,
        spoken_name=spoken_name,
        parent=parent,
        listed=listed,
    )


def to_values(product: Product) -> dict[str, Any]:
    """A product as the values of its row."""
    return {
        "sku": product.sku,
        "gtin": product.gtin,
        "name": product.name,
        "brand": product.brand,
        "category": product.category,
        "department": product.department,
        "size": str(product.size),
        "price_minor": product.price.amount_minor,
        "tax_category": product.tax_category,
        "stock": product.stock,
        "attributes": list(product.attributes),
        "synonyms": list(product.synonyms),
        "description": product.description,
        "popularity": product.popularity,
        "title": product.title,
        "spoken_name": product.spoken_name,
        "parent": product.parent,
        "listed": product.listed,
    }
