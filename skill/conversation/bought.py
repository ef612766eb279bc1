"""Finds what a shopper means among what they have bought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fulfillment.catalog import Product
from fulfillment.orders import Order, OrderState
from fulfillment.orders.order import OrderLine
from fulfillment.search import differences
from skill.conversation import labels
from skill.conversation.answer import Line, say
from skill.conversation.dialogue import Dialogue

# So many of the latest orders are looked through.
LOOKED_THROUGH = 50


def orders_in(d: Dialogue, *states: OrderState) -> list[Order]:
    """The shopper's orders in one of these states, the newest first."""
    return [
        each for each in d.work.orders.recent(d.buyer.id, LOOKED_THROUGH) if each.state in states
    ]


def fitting(
    d: Dialogue, orders: Iterable[Order], words: str | None, *, gone: bool = False
) -> tuple[Order, Sequence[Product]] | None:
    """The first order that has what the words mean, and what of it they may mean.

    Without words that is all of it. ``gone`` looks at what went back instead of what is left.
    """
    for order in orders:
        lines = [line for line in order.lines if (line.left == 0) == gone]
        products = d.products(line.sku for line in lines)
        if words:
            products = list(differences.meant(products, words, d.work.search.language))
        if products:
            return order, products
    return None


def line_of(order: Order, product: Product) -> OrderLine:
    """The line of an order that holds a product. Raises LookupError."""
    return next(line for line in order.lines if line.sku == product.sku)


def pieces(line: OrderLine, count: int) -> Line:
    """So many pieces of a line, as they are named in a sentence."""
    return say("pieces", count=count, number=labels.number(count), brand=line.brand, name=line.name)


def goods(order: Order, wanted: Sequence[Sequence[int]]) -> Line:
    """Pieces of several lines, each by its position and number: the first, and how many more."""
    lines = {line.position: line for line in order.lines}
    first = pieces(lines[wanted[0][0]], wanted[0][1])
    more = len(wanted) - 1
    return say("goods-back", first=first, more=more, number=labels.number(more))
