"""What can be bought: imports ``storage``, ``money`` and ``errors``; no other subject."""

from fulfillment.catalog.catalog import Catalog
from fulfillment.catalog.product import Product
from fulfillment.catalog.size import Size, UnitPrice, parse_size, unit_price

__all__ = ["Catalog", "Product", "Size", "UnitPrice", "parse_size", "unit_price"]
