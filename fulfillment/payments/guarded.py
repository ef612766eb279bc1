"""A provider within a time budget and behind a circuit breaker: nobody waits for one that is down.

A call that takes too long goes on in a thread of its own, and its outcome is unknown until it is
settled, just as if the answer had been lost on the way. After a few such calls none is made for a
while: a charge that was never asked for is declined, and anything else is unknown.
"""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as OutOfTime
from functools import partial
from typing import TypeVar

from fulfillment.errors import PaymentDeclined, PaymentError, PaymentUnknown
from fulfillment.money import Money
from fulfillment.payments.breaker import Breaker
from fulfillment.payments.provider import WHOLE, Charge, PaymentProvider

BUDGET_S = 2.0
_FAILURES, _PAUSE_S = 3, 20.0
# Calls that may go on at once; the breaker opens long before so many are lost.
_AT_ONCE = 32

R = TypeVar("R")


class Guarded:
    """A :class:`PaymentProvider` whose calls take at most ``budget_s``. Threads may share it."""

    def __init__(
        self,
        provider: PaymentProvider,
        budget_s: float = BUDGET_S,
        breaker: Breaker | None = None,
    ) -> None:
        self._provider = provider
        self._budget_s = budget_s
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="payments")
        self._breaker = breaker or Breaker(_FAILURES, _PAUSE_S)

    @property
    def method(self) -> str:
        """The provider's name."""
        return self._provider.method

    @property
    def is_down(self) -> bool:
        """Whether the provider has not answered lately, so that little is asked of it."""
        return self._breaker.is_open

    def charge(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge:
        """See :meth:`PaymentProvider.charge`. Declined as ``try_again`` while nothing is asked."""
        if not self._breaker.enter():
            # Whoever charges again has asked what became of the first time, with find.
            raise PaymentDeclined("try_again")
        return self._asked(partial(self._provider.charge, idempotency_key, amount, customer_id))

    def find(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge | None:
        """See :meth:`PaymentProvider.find`."""
        self._check()
        return self._asked(partial(self._provider.find, idempotency_key, amount, customer_id))

    def refund(self, idempotency_key: str, amount: Money, part: str = WHOLE) -> None:
        """See :meth:`PaymentProvider.refund`."""
        self._check()
        return self._asked(partial(self._provider.refund, idempotency_key, amount, part))

    def returned(self, idempotency_key: str) -> Money | None:
        """See :meth:`PaymentProvider.returned`."""
        self._check()
        return self._asked(partial(self._provider.returned, idempotency_key))

    def _check(self) -> None:
        if not self._breaker.enter():
            raise PaymentUnknown("the provider does not answer")

    def _asked(self, call: Callable[[], R]) -> R:
        """What the call gives in time, with the breaker told of it."""
        running = self._threads.submit(contextvars.copy_context().run, call)
        try:
            found = running.result(self._budget_s)
        except OutOfTime as error:
            # One that has not begun is never made.
            running.cancel()
            self._breaker.failed()
            raise PaymentUnknown("the provider took too long") from error
        except PaymentUnknown:
            self._breaker.failed()
            raise
        except PaymentError:
            # The provider is there where it declines.
            self._breaker.worked()
            raise
        self._breaker.worked()
        return found
