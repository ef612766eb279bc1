"""A shop from its description: imports ``customers``, ``promotions``, ``profile``, ``money``,
``errors`` and ``shop``; only ``demo`` imports it, of all that sells."""

from fulfillment.founding.description import Described, defaults_of, describe
from fulfillment.founding.founding import AnotherShop, change, found
from fulfillment.founding.sections import Wrong
from fulfillment.founding.writing import document_of, to_toml

__all__ = [
    "AnotherShop",
    "Described",
    "Wrong",
    "change",
    "defaults_of",
    "describe",
    "document_of",
    "found",
    "to_toml",
]
