"""The shopper whom a command names."""

from __future__ import annotations

from fulfillment.customers import Customer
from fulfillment.shop import Work


def shopper(work: Work, handle: str) -> Customer:
    """The customer who signs in as ``handle``. Raises ValueError where there is none."""
    customer = work.customers.find_by_handle(handle)
    if customer is None:
        raise ValueError(f"there is no shopper {handle!r}")
    return customer
