"""Whatever happens to orders, in whatever order: the books are right after each step."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from fulfillment.errors import (
    Conflict,
    DeliveryUnavailable,
    OrderNotAdvanced,
    OrderNotCancellable,
    OrderNotFound,
    OutOfStock,
    PaymentDeclined,
    PaymentError,
    PaymentNeedsApproval,
    PaymentUnknown,
    RefundRefused,
)
from fulfillment.ledger import Account
from fulfillment.orders import OrderState
from fulfillment.payments import PayOnDelivery
from fulfillment.shop import Shop
from tests.conftest import Clock
from tests.engines import lent
from tests.fulfillment.books import check_books
from tests.fulfillment.shopfloor import Till, buy, offer, usd
from tests.soaks import SOAKS

_TURNED_DOWN = (
    *(Conflict, DeliveryUnavailable, OrderNotAdvanced, OrderNotCancellable),
    *(OutOfStock, PaymentError, RefundRefused),
)
AMOUNTS = st.integers(1, 1500)
ORDERS = st.integers(1, 5)


class Money(RuleBasedStateMachine):
    """Orders of two customers at a shop with a till, or with none but the door."""

    original: Path
    at_the_door = False

    def __init__(self) -> None:
        super().__init__()
        self._lent = ExitStack()
        folder = self._lent.enter_context(tempfile.TemporaryDirectory())
        self.engine = self._lent.enter_context(lent(Path(shutil.copy(self.original, folder))))
        self.till, self.clock = Till(), Clock()
        payments = PayOnDelivery() if self.at_the_door else self.till
        self.shop = Shop(self.engine, payments=payments, clock=self.clock)
        self.given = 0

    @rule(
        customer=st.integers(1, 2),
        sku=st.sampled_from(["bread", "soap"]),
        quantity=st.integers(1, 2),
        refusal=st.sampled_from([None, PaymentDeclined, PaymentNeedsApproval, PaymentUnknown]),
    )
    def order(
        self, customer: int, sku: str, quantity: int, refusal: type[PaymentError] | None
    ) -> None:
        self.till.refusal = (
            PaymentDeclined("no") if refusal is PaymentDeclined else refusal() if refusal else None
        )
        with suppress(*_TURNED_DOWN), self.shop.open() as work:
            buy(work, offer(work, customer, sku, quantity))

    @rule(customer=st.integers(1, 2), amount=AMOUNTS)
    def give_credit(self, customer: int, amount: int) -> None:
        self.given += 1
        with self.shop.open() as work:
            work.credit.give(customer, usd(amount), f"gift-{self.given}")

    @rule(order=ORDERS, amount=AMOUNTS, credit=st.booleans())
    def refund(self, order: int, amount: int, credit: bool) -> None:
        with suppress(*_TURNED_DOWN, OrderNotFound), self.shop.open() as work:
            way = "credit" if credit else "payment"
            work.orders.refund(order, usd(amount), f"part-{amount}", way)  # type: ignore[arg-type]

    @rule(order=ORDERS)
    def cancel(self, order: int) -> None:
        with suppress(*_TURNED_DOWN), self.shop.open() as work:
            if order <= len(work.orders.latest(100)):
                work.orders.cancel(order, work.orders.look_up(order).customer_id)

    @rule(order=ORDERS, state=st.sampled_from(["picking", "sent", "delivered"]))
    def advance(self, order: int, state: str) -> None:
        with suppress(*_TURNED_DOWN), self.shop.open() as work:
            if order <= len(work.orders.latest(100)):
                work.orders.advance(order, OrderState(state))

    @rule(hours=st.integers(0, 2), works=st.booleans())
    def settle(self, hours: int, works: bool) -> None:
        self.clock.forward(hours=hours)
        if works:
            self.till.refusal = None
        with self.shop.open() as work:
            work.orders.settle()

    @invariant()
    def the_books_are_right(self) -> None:
        check_books(self.shop)

    def teardown(self) -> None:
        with self._lent:
            self._close_the_books()

    def _close_the_books(self) -> None:
        # Nobody approves what is still open.
        self.till.refusal = PaymentNeedsApproval()
        for _ in range(2):
            self.clock.forward(hours=2)
            with self.shop.open() as work:
                work.orders.settle()
        balances = check_books(self.shop, settled=True)
        taken = sum(amount.amount_minor for amount in self.till.charges.values())
        back = sum(amount.amount_minor for amount in self.till.refunds.values())
        assert balances.get(Account.PROVIDER, 0) == taken - back


@pytest.mark.slow
@pytest.mark.parametrize("at_the_door", [False, True])
def test_the_books_are_right_whatever_happens(small_shop_file: Path, at_the_door: bool) -> None:
    machine = type("Machine", (Money,), {"original": small_shop_file, "at_the_door": at_the_door})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=200 if SOAKS else 12,
            stateful_step_count=12,
            deadline=None,
            phases=[Phase.generate],  # explaining and shrinking trace each line of the database
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
