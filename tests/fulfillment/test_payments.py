"""Pay on delivery, and the till of these tests, keep the contract of payment providers."""

from __future__ import annotations

import pytest

from fulfillment.errors import PaymentDeclined
from fulfillment.payments import PaymentProvider, PayOnDelivery
from fulfillment.shop import Work
from tests.fulfillment.payment_contract import PaymentProviderContract
from tests.fulfillment.shopfloor import Till, usd


class TestPayOnDelivery(PaymentProviderContract):
    def provider(self) -> PaymentProvider:
        return PayOnDelivery()

    def test_the_money_is_due_at_the_door(self) -> None:
        assert PayOnDelivery().charge("order-1", usd(500), 1).state == "due"


class TestStoreCredit(PaymentProviderContract):
    @pytest.fixture(autouse=True)
    def _with_credit(self, work: Work) -> None:
        self._credit = work.credit
        work.credit.give(1, usd(1000), "gift")

    def provider(self) -> PaymentProvider:
        return self._credit

    def returned(self) -> int:
        return self._credit.balance(1).amount_minor - 500  # of a thousand, five hundred were spent

    def test_nobody_spends_more_than_they_have(self) -> None:
        with pytest.raises(PaymentDeclined, match="insufficient_credit"):
            self._credit.charge("order-1", usd(1001), 1)
        assert self._credit.balance(1) == usd(1000)

    def test_a_charge_that_was_not_made_is_not_found(self) -> None:
        assert self._credit.find("order-1", usd(1), 1) is None
        charge = self._credit.charge("order-1", usd(1), 1)
        assert self._credit.find("order-1", usd(1), 1) == charge

    def test_credit_is_given_in_amounts_above_zero(self) -> None:
        with pytest.raises(ValueError, match="above zero"):
            self._credit.give(1, usd(0), "nothing")


class TestTill(PaymentProviderContract):
    def provider(self) -> PaymentProvider:
        self._till = Till()
        return self._till

    def returned(self) -> int:
        return sum(amount.amount_minor for amount in self._till.refunds.values())
