"""What the pieces of an order's line are worth once they go back. Pure, standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from fulfillment.money import Money
from fulfillment.orders.order import Order, OrderLine


@dataclass(frozen=True, slots=True)
class Worth:
    """What pieces have cost the shopper, delivery aside, and how much of ``amount`` was tax."""

    amount: Money
    tax: Money

    def __add__(self, other: Worth) -> Worth:
        return Worth(self.amount + other.amount, self.tax + other.tax)


def worth(order: Order, line: OrderLine, more: int) -> Worth:
    """What ``more`` pieces of a line are worth when those that are gone from it went before.

    That is their share of the line after promotions, and of its tax where that was added. Shares
    are rounded half up from the line's beginning on, so that all pieces together are worth exactly
    what the line cost, in whatever portions they go. Raises ValueError for pieces that are not
    there.
    """
    gone = line.given_up + line.returned
    if not 0 <= more <= line.left:
        raise ValueError(f"{more} pieces of {line.left}")
    tax = _portion(line.tax, gone, more, line.quantity)
    net = _portion(line.net, gone, more, line.quantity)
    return Worth(net if order.tax_included else net + tax, tax)


def _portion(whole: Money, gone: int, more: int, of: int) -> Money:
    return _share(whole, gone + more, of) - _share(whole, gone, of)


def _share(whole: Money, pieces: int, of: int) -> Money:
    return Money((2 * whole.amount_minor * pieces + of) // (2 * of), whole.currency)
