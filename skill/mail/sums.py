"""What an order comes to, sum by sum, as letters and pages name them."""

from __future__ import annotations

from collections.abc import Iterator

from fulfillment.money import Money
from fulfillment.orders import Order
from skill.conversation.answer import Line, say


def summed(order: Order) -> Iterator[tuple[Line, Money]]:
    """The sums of an order with their names, from the goods to what is left to pay."""
    yield say("mail-sum-goods"), order.goods
    for discount in order.discounts:
        # Where it makes the delivery free, that is the delivery's sum.
        if discount.amount:
            yield say("mail-sum-discount", what=discount.label), discount.amount * -1
    yield say("mail-sum-delivery"), order.delivery_cost
    if not order.tax_included:
        yield say("mail-sum-tax"), order.tax
    yield say("mail-sum-total"), order.total
    if order.tax_included:
        yield say("mail-sum-tax-included"), order.tax
    if order.credit:
        yield say("mail-sum-credit"), order.credit * -1
        yield say("mail-sum-to-pay"), order.to_pay
