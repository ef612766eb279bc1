"""A bank that answers as a transcript says: it keeps real charges, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fulfillment.errors import PaymentDeclined, PaymentError, PaymentNeedsApproval, PaymentUnknown
from fulfillment.money import Money
from fulfillment.payments import Charge
from fulfillment.payments.provider import WHOLE

APPROVAL_PAGE = "https://bank.example/approve"


@dataclass
class Till:
    """Charges cards: one charge a key, which is taken, waits for approval, is lost or declined.

    ``answer`` is what the next charge comes to (see :meth:`will`). A charge whose answer got lost
    cannot be found out about either until the line is mended. While it is not ``reachable``,
    nothing can be returned.
    """

    method: str = "stripe"
    answer: str = "paid"
    reachable: bool = True
    charges: dict[str, str] = field(default_factory=dict)
    taken: dict[str, Money] = field(default_factory=dict)
    returned: dict[tuple[str, str], Money] = field(default_factory=dict)

    def will(self, what: str) -> None:
        """``paid``, ``approval``, ``unknown`` or ``declined:<reason>`` is of charges to come.

        ``approved``, ``refused``, ``settled`` and ``lost`` are of those that are open: the shopper
        has approved or not; an answer that got lost was a charge, or was none.
        """
        ends = {"approved": "paid", "refused": "declined:authentication_failed"}
        ends |= {"settled": "paid", "lost": "declined:card_declined"}
        if what not in ends:
            self.answer = what
            return
        self.answer = "paid"
        for key, state in self.charges.items():
            if state in ("approval", "unknown"):
                self.charges[key] = ends[what]

    def charge(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge:
        self.charges.setdefault(idempotency_key, self.answer)
        charge = self.find(idempotency_key, amount, customer_id)
        assert charge is not None
        return charge

    def find(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge | None:
        state = self.charges.get(idempotency_key)
        if state is None:
            return None
        if objection := _objection(state):
            raise objection
        assert self.taken.setdefault(idempotency_key, amount) == amount
        return Charge("paid", f"charge of {idempotency_key}")

    def refund(self, idempotency_key: str, amount: Money, part: str = WHOLE) -> None:
        if not self.reachable:
            raise PaymentUnknown("no answer")
        if idempotency_key in self.taken:
            self.returned[idempotency_key, part] = amount
        else:
            self.charges[idempotency_key] = "declined:card_declined"

    @property
    def kept(self) -> Mapping[str, int]:
        """What the shop has of each charge, in minor units; nothing of those that went back."""
        kept = {key: amount.amount_minor for key, amount in self.taken.items()}
        for (key, _), amount in self.returned.items():
            kept[key] -= amount.amount_minor
        return {key: minor for key, minor in kept.items() if minor}


def _objection(state: str) -> PaymentError | None:
    kind, _, reason = state.partition(":")
    if kind == "declined":
        return PaymentDeclined(reason)
    if kind == "unknown":
        return PaymentUnknown("no answer")
    return PaymentNeedsApproval(APPROVAL_PAGE) if kind == "approval" else None
