"""Under which name a customer's cart and conversations are kept. Pure, standard library only."""

from __future__ import annotations

# What such names begin with; a guest's begins otherwise.
CUSTOMER = "customer:"


def customer_owner(customer_id: int) -> str:
    """The owner that stands for a customer on every channel."""
    return f"{CUSTOMER}{customer_id}"
