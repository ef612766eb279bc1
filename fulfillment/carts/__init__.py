"""What somebody means to buy: imports ``catalog`` and what lies below it; no other subject."""

from fulfillment.carts.cart import Cart, CartLine
from fulfillment.carts.carts import LIMIT, Carts

__all__ = ["LIMIT", "Cart", "CartLine", "Carts"]
