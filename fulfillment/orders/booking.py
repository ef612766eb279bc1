"""What the books and the outside are told of an order, in the transaction in which it happens."""

from __future__ import annotations

from fulfillment.ledger import Account, Ledger, journal
from fulfillment.ledger.journal import Sale
from fulfillment.money import Money, proportion, total
from fulfillment.outbox import Outbox
from fulfillment.payments.store_credit import StoreCredit
from fulfillment.storage.models import OrderRow
from fulfillment.unit import Unit

# The state of a payment that these books know nothing of.
ELSEWHERE = "settled"


class Bookkeeper:
    """Writes journals and messages, each once however often it is told. It never commits."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._outbox = Outbox(unit)
        self.ledger = Ledger(unit)
        self.credit = StoreCredit(unit, self.ledger)

    def began(self, order: OrderRow) -> None:
        """Credit is advanced to an order. Raises :class:`PaymentDeclined` for too little of it."""
        if order.credit_minor:
            key, amount = order.payment.idempotency_key, self._money(order.credit_minor)
            self.credit.charge(key, amount, order.customer_id, order.id)

    def placed(self, order: OrderRow, *, paid: bool) -> None:
        """The order stands; ``paid`` already, or at the door."""
        on_delivery = order.tax_minor - sum(line.tax_minor for line in order.lines)
        delivery = order.delivery_minor - (on_delivery if order.tax_included else 0)
        sales = order.total_minor - order.tax_minor - delivery
        sale = Sale(
            order_id=order.id,
            sales=self._money(sales),
            delivery=self._money(delivery),
            tax=self._money(order.tax_minor),
            credit=self._money(order.credit_minor),
            money=Account.PROVIDER if paid else Account.DOOR,
        )
        self.ledger.post(journal.placed(sale))
        self._tell("receipt", order)

    def not_made(self, order: OrderRow) -> None:
        """There is no order after all: advanced credit is the customer's again."""
        if order.credit_minor:
            credit = self._money(order.credit_minor)
            self.ledger.post(journal.not_made(order.id, credit))
            self.credit.refund(order.payment.idempotency_key, credit, "not-made")

    def declined(self, order: OrderRow) -> None:
        """No money could be taken, and somebody who is gone has to hear it."""
        self._tell("payment_failed", order)

    def needs_approval(self, order: OrderRow) -> None:
        """The shopper is asked to approve the payment."""
        self._tell("approval", order)

    def cancelled(self, order: OrderRow) -> None:
        """The order was given up."""
        self._tell("cancelled", order)

    def owed(
        self, order: OrderRow, part: str, amount: Money, left: Money, tax: Money | None = None
    ) -> None:
        """Of what is ``left`` of the total, an amount is owed to the shopper again.

        ``tax`` of it was tax; where that is not said, it is as much of the tax as of the rest. An
        order that never stood brought nothing, and owes none of it; one that was settled elsewhere
        brought its tax there.
        """
        if self.was_placed(order.id) or order.payment.state == ELSEWHERE:
            kept = self.ledger.balance(Account.TAX, order_id=order.id) * -1
            tax = min(kept, tax or proportion(kept, amount, left))
            self.ledger.post(journal.owed(order.id, part, amount, tax))

    def given_back(self, order: OrderRow, part: str, money: Money, credit: Money) -> None:
        """What was owed went back: ``money`` the way it had come, ``credit`` as store credit."""
        source = self.money_account(order.id)
        if money and self._was_taken(order.id):
            self.ledger.post(journal.given_back(order.id, part, money, source))
        if credit:
            key = order.payment.idempotency_key
            self.credit.repay(key, credit, part, order.customer_id, order.id)
        # What was only owed at the door is owed no longer: there is nothing to tell of a refund.
        if credit or (money and source != Account.DOOR and self._was_taken(order.id)):
            document = {"order_id": order.id, "part": part}
            self._outbox.put(f"refunded-{order.id}-{part}", "refunded", document)

    def taken_late(self, order: OrderRow) -> None:
        """Money came in for an order that failed or was given up."""
        if not self.was_placed(order.id):
            amount = self._money(order.payment.amount_minor)
            self.ledger.post(journal.taken_late(order.id, amount))

    def delivered(self, order: OrderRow) -> None:
        """The goods are there; what was owed at the door is paid."""
        owed = self.ledger.balance(Account.DOOR, order_id=order.id)
        self.ledger.post(journal.paid_at_door(order.id, owed))

    def returned(self, order_id: int) -> Money:
        """What of an order's money has gone back through the provider."""
        journals = self.ledger.of_order(order_id)
        back = [
            posting.amount * -1
            for each in journals
            for posting in each.postings
            if posting.account == Account.PROVIDER and posting.amount.amount_minor < 0
        ]
        return total(back, self._unit.profile.currency)

    def was_placed(self, order_id: int) -> bool:
        """Whether a sale was written of an order."""
        return self.ledger.knows(f"order-{order_id}-placed")

    def money_account(self, order_id: int) -> Account:
        """Where the money of an order is: to come at the door, taken there, or taken before."""
        for account in (Account.CASH, Account.DOOR):
            if self.ledger.balance(account, order_id=order_id):
                return account
        return Account.PROVIDER

    def _was_taken(self, order_id: int) -> bool:
        return self.ledger.knows(f"order-{order_id}-placed", f"order-{order_id}-late")

    def _tell(self, kind: str, order: OrderRow) -> None:
        self._outbox.put(f"{kind}-{order.id}", kind, {"order_id": order.id})

    def _money(self, amount_minor: int) -> Money:
        return Money(amount_minor, self._unit.profile.currency)
