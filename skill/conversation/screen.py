"""What a screen or the terminal may show beside the words: product and cart rows."""

from __future__ import annotations

from collections.abc import Sequence

from fulfillment.carts import Cart
from fulfillment.catalog import Product
from skill.conversation import labels
from skill.conversation.answer import Line, Row, Rows, say


def product_row(product: Product) -> Row:
    """A product with its size and price."""
    title = labels.short(product)
    detail = say("row-detail", size=labels.size(product.size), price=product.price)
    return Row(product.sku, title, detail)


def rows(products: Sequence[Product], title: Line | None = None) -> Rows:
    """A list of products."""
    return Rows(title or say("title-products"), tuple(product_row(p) for p in products[:10]))


def cart_rows(cart: Cart) -> Rows:
    """The cart, a row a line, with its sum as the title."""
    lines = tuple(
        Row(
            line.product.sku,
            labels.cart_line(line),
            say("plain-price", price=line.total),
        )
        for line in cart.lines
    )
    return Rows(say("title-cart", total=cart.subtotal), lines)
