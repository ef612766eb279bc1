"""Pay on delivery, and the till of these tests, keep the contract of payment providers."""

from __future__ import annotations

from fulfillment.payments import PaymentProvider, PayOnDelivery
from tests.fulfillment.payment_contract import PaymentProviderContract
from tests.fulfillment.shopfloor import Till, usd


class TestPayOnDelivery(PaymentProviderContract):
    def provider(self) -> PaymentProvider:
        return PayOnDelivery()

    def test_the_money_is_due_at_the_door(self) -> None:
        assert PayOnDelivery().charge("order-1", usd(500), 1).state == "due"


class TestTill(PaymentProviderContract):
    def provider(self) -> PaymentProvider:
        self._till = Till()
        return self._till

    def returned(self) -> int:
        return sum(amount.amount_minor for amount in self._till.refunds.values())
