"""A payment provider that is down keeps nobody waiting, and nothing is charged twice or unasked."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import pytest

from fulfillment.errors import PaymentDeclined, PaymentUnknown
from fulfillment.money import Money
from fulfillment.payments.breaker import Breaker
from fulfillment.payments.guarded import Guarded
from fulfillment.payments.provider import Charge, PayOnDelivery

SUM = Money(500, "USD")


@dataclass
class Ticking:
    """A clock in seconds."""

    now_s: float = 0.0

    def __call__(self) -> float:
        return self.now_s


@dataclass
class Hanging(PayOnDelivery):
    """A provider that answers nobody while it is ``down``."""

    down: bool = True
    asked: list[str] = field(default_factory=list)
    back: threading.Event = field(default_factory=threading.Event)

    def charge(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge:
        self.asked.append(idempotency_key)
        if self.down:
            self.back.wait(10)
        return super().charge(idempotency_key, amount, customer_id)


def guarded(provider: PayOnDelivery, clock: Ticking) -> Guarded:
    """A guard that waits a twentieth of a second, and pauses for twenty after two failures."""
    return Guarded(provider, 0.05, Breaker(2, 20.0, clock))


def test_a_charge_that_hangs_is_unknown_in_time() -> None:
    provider = Hanging()
    begun = time.monotonic()
    with pytest.raises(PaymentUnknown):
        guarded(provider, Ticking()).charge("order-1", SUM, 1)
    assert time.monotonic() - begun < 5
    provider.back.set()


def test_after_failures_nothing_is_asked_and_a_new_charge_is_declined() -> None:
    provider, clock = Hanging(), Ticking()
    guard = guarded(provider, clock)
    for number in range(2):
        with pytest.raises(PaymentUnknown):
            guard.charge(f"order-{number}", SUM, 1)
    assert guard.is_down
    with pytest.raises(PaymentDeclined) as declined:
        guard.charge("order-3", SUM, 1)
    assert declined.value.reason == "try_again"
    # What became of an earlier charge is not known any better than before.
    with pytest.raises(PaymentUnknown):
        guard.find("order-0", SUM, 1)
    with pytest.raises(PaymentUnknown):
        guard.refund("order-0", SUM)
    assert provider.asked == ["order-0", "order-1"]
    provider.back.set()


def test_after_a_pause_one_tries_and_the_rest_wait_for_it() -> None:
    clock = Ticking()
    breaker = Breaker(1, 20.0, clock)
    breaker.failed()
    assert not breaker.enter()
    clock.now_s = 20.0
    assert breaker.enter()
    assert not breaker.enter()
    breaker.worked()
    assert breaker.enter()
    assert not breaker.is_open


def test_a_provider_that_is_back_is_asked_again() -> None:
    provider, clock = Hanging(), Ticking()
    guard = guarded(provider, clock)
    for number in range(2):
        with pytest.raises(PaymentUnknown):
            guard.charge(f"order-{number}", SUM, 1)
    provider.down = False
    provider.back.set()
    clock.now_s = 21.0
    assert guard.charge("order-2", SUM, 1).state == "due"
    assert not guard.is_down


class Refusing(PayOnDelivery):
    """A provider that declines everything."""

    def charge(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge:
        raise PaymentDeclined("insufficient_funds")


def test_a_declined_charge_is_an_answer() -> None:
    guard = guarded(Refusing(), Ticking())
    for number in range(5):
        with pytest.raises(PaymentDeclined, match="insufficient_funds"):
            guard.charge(f"order-{number}", SUM, 1)
    assert not guard.is_down
