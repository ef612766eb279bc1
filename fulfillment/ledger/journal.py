"""What is written into the ledger, and on which accounts. Pure, standard library only.

Debits are above zero and credits below, so that what is in balance adds up to nothing:

=============  ======================================================================
``door``       owed by shoppers when the goods arrive
``cash``       taken at the door
``provider``   taken through the payment provider
``advances``   store credit spent on orders that are not placed yet
``refunds due``  owed to shoppers for orders that were given up or returned
``store credit``  owed to shoppers, by customer
``sales``, ``delivery``, ``tax``  what placed orders brought, tax apart
``refunds``    sales that were taken back, without their tax
``goodwill``   store credit that was given away
=============  ======================================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fulfillment.money import Money


class Account(StrEnum):
    """The accounts of the table above."""

    DOOR = "door"
    CASH = "cash"
    PROVIDER = "provider"
    ADVANCES = "advances"
    REFUNDS_DUE = "refunds due"
    STORE_CREDIT = "store credit"
    SALES = "sales"
    DELIVERY = "delivery"
    TAX = "tax"
    REFUNDS = "refunds"
    GOODWILL = "goodwill"


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount on an account, or on one customer's part of it; a credit is below zero."""

    account: Account
    amount: Money
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Journal:
    """One thing that happened to money, under a key that lets it be written once.

    Postings of nothing are left out. Raises :class:`ValueError` where the rest do not add up to
    nothing.
    """

    key: str
    kind: str
    postings: tuple[Posting, ...]
    order_id: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "postings", tuple(each for each in self.postings if each.amount))
        if sum(each.amount.amount_minor for each in self.postings):
            raise ValueError(f"{self.key} is out of balance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What a placed order brings: ``sales``, ``delivery`` and ``tax`` are all of its total."""

    order_id: int
    sales: Money
    delivery: Money
    tax: Money
    credit: Money
    money: Account

    @property
    def total(self) -> Money:
        return self.sales + self.delivery + self.tax


def placed(sale: Sale) -> Journal:
    """The order stands: it is paid by what was advanced, and the rest as ``money`` says."""
    return Journal(
        f"order-{sale.order_id}-placed",
        "order placed",
        (
            Posting(Account.ADVANCES, sale.credit),
            Posting(sale.money, sale.total - sale.credit),
            *_credits(
                (Account.SALES, sale.sales),
                (Account.DELIVERY, sale.delivery),
                (Account.TAX, sale.tax),
            ),
        ),
        sale.order_id,
    )


def owed(order_id: int, part: str, amount: Money, tax: Money) -> Journal:
    """A part of an order's total is owed to the shopper again; ``tax`` of it was tax."""
    return Journal(
        f"order-{order_id}-owed-{part}",
        "refund agreed",
        (
            Posting(Account.REFUNDS, amount - tax),
            Posting(Account.TAX, tax),
            *_credits((Account.REFUNDS_DUE, amount)),
        ),
        order_id,
    )


def given_back(order_id: int, part: str, amount: Money, money: Account) -> Journal:
    """What was owed went back the way it had come."""
    postings = (Posting(Account.REFUNDS_DUE, amount), *_credits((money, amount)))
    return Journal(f"order-{order_id}-back-{part}", "refund paid", postings, order_id)


def not_made(order_id: int, credit: Money) -> Journal:
    """The order is none: the credit that was advanced for it is owed again."""
    postings = (Posting(Account.ADVANCES, credit), *_credits((Account.REFUNDS_DUE, credit)))
    return Journal(f"order-{order_id}-not-made", "order not made", postings, order_id)


def taken_late(order_id: int, amount: Money) -> Journal:
    """Money came in for an order that is none: it is owed at once."""
    postings = (Posting(Account.PROVIDER, amount), *_credits((Account.REFUNDS_DUE, amount)))
    return Journal(f"order-{order_id}-late", "paid too late", postings, order_id)


def paid_at_door(order_id: int, amount: Money) -> Journal:
    """The goods arrived, and what was owed for them was paid."""
    postings = (Posting(Account.CASH, amount), *_credits((Account.DOOR, amount)))
    return Journal(f"order-{order_id}-delivered", "paid at the door", postings, order_id)


def credit_given(
    key: str, amount: Money, customer_id: int, source: Account, order_id: int | None, note: str = ""
) -> Journal:
    """Store credit for a customer, from goodwill or for what is owed to them."""
    postings = (Posting(source, amount), Posting(Account.STORE_CREDIT, amount * -1, customer_id))
    return Journal(key, "credit given", postings, order_id, note)


def credit_spent(key: str, amount: Money, customer_id: int, order_id: int | None) -> Journal:
    """Store credit that a customer spends on an order which is not placed yet."""
    postings = (Posting(Account.STORE_CREDIT, amount, customer_id),)
    advanced = _credits((Account.ADVANCES, amount))
    return Journal(key, "credit spent", (*postings, *advanced), order_id)


def _credits(*amounts: tuple[Account, Money]) -> Iterable[Posting]:
    return [Posting(account, amount * -1) for account, amount in amounts]
