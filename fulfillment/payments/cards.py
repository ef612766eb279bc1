"""The port to whoever keeps shoppers' cards: numbers go there from the browser, never to us.

Everything here asks the provider or opens short transactions of its own, so that it is not called
while another transaction is open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CardSetup:
    """A card about to be stored: ``secret`` lets one browser tell it to the provider."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Card:
    """A stored card as it may be shown: brand, the last four digits, and the end of its time."""

    brand: str
    last4: str
    month: int
    year: int


class Cards(Protocol):
    """Keeps at most one card of each customer. Everything may raise :class:`PaymentUnknown`."""

    def begin(self, customer_id: int) -> CardSetup:
        """Let a customer's browser tell the provider a card."""

    def finish(self, customer_id: int, setup_id: str) -> bool:
        """Charge the card of this setup from now on, and no other; False where it came to none.

        Of a setup that is another customer's nothing comes.
        """

    def hear(self, event_setup_id: str) -> None:
        """Take note of a setup that has succeeded, as the provider's event says, once."""

    def find(self, customer_id: int) -> Card | None:
        """The card that a customer's orders are charged to."""

    def remove(self, customer_id: int) -> None:
        """Charge a customer's card no longer, and have the provider forget it."""

    def forget(self, customer_id: int) -> None:
        """Have the provider forget the customer."""

    def find_charge(self, reference: str) -> str | None:
        """The whole key of the charge that the provider calls by ``reference``."""
