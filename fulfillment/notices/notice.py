"""What there is to tell of an order. Pure, standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from fulfillment.money import Money, zero
from fulfillment.orders.order import Approval, Order, Refund


@dataclass(frozen=True, slots=True)
class Returned:
    """What of an order goes back: ``money`` the way it came, ``credit`` as store credit."""

    money: Money
    credit: Money


@dataclass(frozen=True, slots=True)
class OrderNotice:
    """An order and its money. ``stood`` says whether it was ever placed and paid, or to be paid."""

    order: Order
    stood: bool
    approval: Approval | None
    refunds: tuple[Refund, ...]

    def returned(self, part: str) -> Returned:
        """What went back under a part's name; under any other name, what the parts had left."""
        for refund in self.refunds:
            if refund.part == part:
                return Returned(refund.amount - refund.credit, refund.credit)
        return self.left

    @property
    def left(self) -> Returned:
        """What the named parts have left of the order's money; credit only where it was spent."""
        none = zero(self.order.total.currency)
        spent = self.order.credit if self.stood else none
        whole, money = self.order.to_pay + spent, self.order.to_pay
        for refund in self.refunds:
            whole, money = whole - refund.amount, money - (refund.amount - refund.credit)
        money = min(money, whole)
        return Returned(money, whole - money)
