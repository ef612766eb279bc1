"""Store credit: money that the shop owes a customer; it pays before anything else does."""

from __future__ import annotations

from sqlalchemy import select

from fulfillment.errors import PaymentDeclined
from fulfillment.ledger import Account, Ledger
from fulfillment.ledger.journal import credit_given, credit_spent
from fulfillment.money import Money
from fulfillment.payments.provider import WHOLE, Charge
from fulfillment.storage.models import CustomerRow
from fulfillment.unit import Unit


class StoreCredit:
    """A :class:`PaymentProvider` whose money is in the ledger, within the caller's transaction."""

    method = "store_credit"

    def __init__(self, unit: Unit, ledger: Ledger) -> None:
        self._unit = unit
        self._ledger = ledger

    def balance(self, customer_id: int) -> Money:
        """What a customer has."""
        return self._ledger.balance(Account.STORE_CREDIT, customer_id=customer_id) * -1

    def give(self, customer_id: int, amount: Money, key: str, note: str = "") -> bool:
        """Give credit away, once per key; False where it was given before.

        Raises :class:`ValueError` unless the amount is above zero.
        """
        if amount.amount_minor <= 0:
            raise ValueError("credit is given in amounts above zero")
        source = Account.GOODWILL
        journal = credit_given(f"goodwill-{key}", amount, customer_id, source, None, note)
        return self._ledger.post(journal)

    def charge(
        self, idempotency_key: str, amount: Money, customer_id: int, order_id: int | None = None
    ) -> Charge:
        """Spend credit, once per key. Raises :class:`PaymentDeclined` where there is too little."""
        charge = Charge("paid", idempotency_key)
        if self._ledger.knows(_spent(idempotency_key)):
            return charge
        # Of two orders at the same moment, the second must see what the first has left.
        customer = select(CustomerRow.id).where(CustomerRow.id == customer_id)
        self._unit.session.execute(customer.with_for_update())
        if self.balance(customer_id) < amount:
            raise PaymentDeclined("insufficient_credit")
        self._ledger.post(credit_spent(_spent(idempotency_key), amount, customer_id, order_id))
        return charge

    def find(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge | None:  # noqa: ARG002
        """The charge under this key, if it was made."""
        spent = self._ledger.knows(_spent(idempotency_key))
        return Charge("paid", idempotency_key) if spent else None

    def refund(self, idempotency_key: str, amount: Money, part: str = WHOLE) -> None:
        """Return so much of a charge, once per part: until then the order owes it."""
        spent = self._ledger.find(_spent(idempotency_key))
        if spent is not None:
            customer_id = next(each.customer_id for each in spent.postings if each.customer_id)
            self.repay(idempotency_key, amount, part, customer_id, spent.order_id)

    def returned(self, idempotency_key: str) -> Money | None:  # noqa: ARG002
        """Nobody but the shop returns store credit."""
        return None

    def repay(
        self, idempotency_key: str, amount: Money, part: str, customer_id: int, order_id: int | None
    ) -> None:
        """Return as credit what an order owes a customer, once per part, however it was paid."""
        key = f"credit-{idempotency_key}-back-{part}"
        source = Account.REFUNDS_DUE
        self._ledger.post(credit_given(key, amount, customer_id, source, order_id))


def _spent(idempotency_key: str) -> str:
    return f"credit-{idempotency_key}"
