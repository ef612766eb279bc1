"""What is offered to a shopper, word for word. Pure, standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from fulfillment.money import Money, total


@dataclass(frozen=True, slots=True)
class Discount:
    """What a promotion takes off the goods; nothing where it makes the delivery free.

    ``label`` is said after "with": "ten percent off coffee". ``coupon`` is the key of the coupon
    that opened it.
    """

    code: str
    label: str
    amount: Money
    coupon: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """So many pieces of one product at one price.

    ``total`` is before ``discount``, this line's share of all promotions; ``tax`` is the tax on
    what is left.
    """

    sku: str
    name: str
    brand: str
    size: str
    quantity: int
    unit_price: Money
    total: Money
    tax: Money
    discount: Money

    @property
    def net(self) -> Money:
        """What the pieces cost after promotions, tax aside where it is added."""
        return self.total - self.discount


@dataclass(frozen=True, slots=True)
class DeliverySlot:
    """One delivery of one day. ``code`` is ``<option>@<date>``, the date being the shop's own."""

    code: str
    label: str
    starts: datetime
    ends: datetime
    cost: Money

    @property
    def option(self) -> str:
        """The code of the delivery option that this slot is one day of."""
        return self.code.partition("@")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything a shopper says yes to.

    ``delivery.cost`` is what is charged, after free delivery. ``total`` is goods less discounts,
    delivery and, where ``tax_included`` is false, tax. ``credit`` is the part of it that the
    shopper's store credit pays.
    """

    seller: str
    lines: tuple[QuoteLine, ...]
    goods: Money
    discounts: tuple[Discount, ...]
    delivery: DeliverySlot
    address_label: str
    address: str = field(repr=False)
    tax: Money
    tax_included: bool
    total: Money
    credit: Money

    @property
    def discount(self) -> Money:
        """What all promotions take off the goods."""
        return total([each.amount for each in self.discounts], self.total.currency)

    @property
    def to_pay(self) -> Money:
        """What is left to pay after store credit."""
        return self.total - self.credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Terms):
    """Terms offered in one conversation until ``expires_at``; the fingerprint is of the terms."""

    id: str
    customer_id: int
    conversation: str
    expires_at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Consent:
    """The shopper's yes: what our side said, what was heard, on which channel, and when.

    ``quote_hash`` is the fingerprint of the terms that were read out. ``words_heard`` is the
    intent's name where a platform brings no words, and never holds a code. ``code_given`` says
    that the right voice code was given to this very order.
    """

    words_said: str = field(repr=False)
    words_heard: str = field(repr=False)
    channel: str
    at: datetime
    quote_hash: str = ""
    code_given: bool = False
