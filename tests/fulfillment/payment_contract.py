"""What every payment provider must do: inherited by the tests of each."""

from __future__ import annotations

from fulfillment.payments import PaymentProvider
from tests.fulfillment.shopfloor import usd


class PaymentProviderContract:
    """Give ``provider`` a provider whose next charges succeed."""

    def provider(self) -> PaymentProvider:
        raise NotImplementedError

    def test_a_provider_has_a_name(self) -> None:
        assert self.provider().method

    def test_the_same_key_is_the_same_charge(self) -> None:
        provider = self.provider()
        first = provider.charge("order-1", usd(500), 1)
        assert provider.charge("order-1", usd(500), 1) == first

    def test_two_keys_are_two_charges(self) -> None:
        provider = self.provider()
        first = provider.charge("order-1", usd(500), 1)
        assert provider.charge("order-2", usd(500), 1).reference != first.reference

    def test_a_charge_stands_as_paid_or_due(self) -> None:
        assert self.provider().charge("order-1", usd(500), 1).state in ("paid", "due")

    def returned(self) -> int | None:
        """The cents that went back so far; None where no money moves."""
        return None  # as with a provider that takes none before the door

    def test_a_refund_that_is_asked_for_twice_is_made_once(self) -> None:
        provider = self.provider()
        provider.charge("order-1", usd(500), 1)
        provider.refund("order-1", usd(500))
        once = self.returned()
        provider.refund("order-1", usd(500))
        assert once in (None, 500)
        assert self.returned() == once
