"""The port to payment providers, and the provider that needs none: pay on delivery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from fulfillment.money import Money

WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge that stands: ``paid`` already, or ``due`` when the goods arrive.

    ``reference`` is the provider's own name for it.
    """

    state: Literal["paid", "due"]
    reference: str = ""


class PaymentProvider(Protocol):
    """Takes and returns money. The same idempotency key always means the same charge."""

    @property
    def method(self) -> str:
        """The provider's name, kept with each payment."""

    def charge(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge:
        """Charge a customer once per key, however often it is called.

        Raises :class:`PaymentDeclined`, :class:`PaymentNeedsApproval`, or :class:`PaymentUnknown`
        when no answer came.
        """

    def find(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge | None:
        """What became of the charge under this key; None where the provider knows of none.

        Takes no money. Raises what :meth:`charge` raises.
        """

    def refund(self, idempotency_key: str, amount: Money, part: str = WHOLE) -> None:
        """Return so much of the charge made under this key, once per ``part``.

        A charge that was not taken is called off. Raises :class:`PaymentUnknown`.
        """

    def returned(self, idempotency_key: str) -> Money | None:
        """What of the charge made under this key has gone back in all, whoever has returned it.

        None where the provider keeps no account of it. Raises :class:`PaymentUnknown`.
        """


class PayOnDelivery:
    """The money is owed at the door; until then nothing is taken and nothing can be refunded."""

    method = "pay_on_delivery"

    def charge(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge:  # noqa: ARG002
        return Charge("due", idempotency_key)

    def find(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge | None:
        """What is owed is owed, whether it was asked for before or not."""
        return self.charge(idempotency_key, amount, customer_id)

    def refund(self, idempotency_key: str, amount: Money, part: str = WHOLE) -> None:
        """What is owed for an order that is cancelled is owed no longer; no money moves."""

    def returned(self, idempotency_key: str) -> Money | None:  # noqa: ARG002
        """Nobody but the shop knows what went back at the door."""
        return None
