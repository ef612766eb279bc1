"""Setting a shop up in an empty database, and changing what it says of itself."""

from __future__ import annotations

from fulfillment.errors import NotSetUp, ShopError
from fulfillment.founding.description import Described
from fulfillment.shop import Work


class AnotherShop(ShopError):  # noqa: N818 - an outcome of founding
    """The database holds a shop already, of the name ``name``."""

    def __init__(self, name: str) -> None:
        super().__init__(f"this database holds a shop already: {name}")
        self.name = name


def found(work: Work, described: Described) -> None:
    """Set a shop up that sells nothing yet. Raises :class:`AnotherShop`."""
    try:
        raise AnotherShop(work.profile.name)
    except NotSetUp:
        work.set_up(described.profile)
    work.customers.set_rules(described.rules)
    for promotion in described.promotions:
        work.promotions.save(promotion)
    for code, promotion_code in described.coupons:
        work.promotions.issue(code, promotion_code)


def change(work: Work, described: Described) -> None:
    """Let the shop be another; its products, orders and promotions stay.

    Raises :class:`NotSetUp`, and :class:`AnotherShop` where the money is not the same: amounts
    that are kept are in the shop's currency.
    """
    if work.profile.currency != described.profile.currency:
        raise AnotherShop(f"{work.profile.name}, whose money is {work.profile.currency}")
    work.set_up(described.profile)
    work.customers.set_rules(described.rules)
