"""What orders do to the books: each journal adds up to nothing, and is written once."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from fulfillment.errors import PaymentDeclined, PaymentNeedsApproval, PaymentUnknown, RefundRefused
from fulfillment.ledger import Account, Journal, Posting
from fulfillment.orders import OrderState
from fulfillment.payments import PayOnDelivery
from fulfillment.shop import Shop
from tests.conftest import Clock
from tests.fulfillment.books import check_books
from tests.fulfillment.shopfloor import Till, buy, offer, usd

TAX = 50  # 8.25 % of two soaps at 3.00


def on(shop: Shop) -> dict[str, int]:
    """The accounts by name."""
    return {account.value: amount for account, amount in check_books(shop).items()}


@pytest.fixture
def door(engine: Engine, clock: Clock) -> Shop:
    """The small shop where goods are paid at the door."""
    return Shop(engine, payments=PayOnDelivery(), clock=clock)


def told(shop: Shop) -> list[str]:
    """The kinds of the messages that wait, which wait no longer."""
    kinds = []
    with shop.open() as work:
        while message := work.outbox.claim():
            kinds.append(message.kind)
            work.outbox.mark_delivered(message)
    return sorted(kinds)


def place(shop: Shop, sku: str = "soap", quantity: int = 2) -> int:
    with shop.open() as work:
        return buy(work, offer(work, sku=sku, quantity=quantity)).id


def test_a_journal_out_of_balance_is_refused() -> None:
    with pytest.raises(ValueError, match="out of balance"):
        Journal("one", "test", (Posting(Account.CASH, usd(1)),))


def test_a_sale_is_money_in_and_sales_delivery_and_tax(corner: Shop) -> None:
    place(corner)
    assert on(corner) == {"provider": 950, "sales": -600, "delivery": -300, "tax": -TAX}


def test_what_is_due_at_the_door_is_cash_once_the_goods_are_there(door: Shop) -> None:
    order = place(door)
    assert on(door)["door"] == 950
    with door.open() as work:
        for state in (OrderState.PICKING, OrderState.SENT, OrderState.DELIVERED):
            delivered = work.orders.advance(order, state)
    assert delivered.state == "delivered"
    assert on(door) == {"cash": 950, "sales": -600, "delivery": -300, "tax": -TAX}
    with door.open() as work:
        assert work.orders.get(order, 1).payment_state == "paid"


def test_a_cancelled_order_leaves_nothing_but_taken_back_sales(corner: Shop, door: Shop) -> None:
    for shop in (corner, door):
        order = place(shop)
        with shop.open() as work:
            work.orders.cancel(order, 1)
    assert on(corner) == {"sales": -1200, "delivery": -600, "refunds": 1800}


def test_credit_pays_first_and_the_provider_the_rest(corner: Shop, till: Till) -> None:
    with corner.open() as work:
        assert work.credit.give(1, usd(400), "sorry-1", "late delivery")
        assert not work.credit.give(1, usd(400), "sorry-1")
        assert work.credit.balance(1) == usd(400)
    order = place(corner)
    assert till.charges == {f"order-{order}": usd(550)}
    assert on(corner) == {
        "provider": 550,
        "goodwill": 400,
        "sales": -600,
        "delivery": -300,
        "tax": -TAX,
    }
    with corner.open() as work:
        placed = work.orders.get(order, 1)
    assert (placed.credit, placed.to_pay, placed.total) == (usd(400), usd(550), usd(950))


def test_an_order_that_credit_pays_in_full_asks_no_provider(corner: Shop, till: Till) -> None:
    with corner.open() as work:
        work.credit.give(1, usd(2000), "sorry-1")
    order = place(corner)
    assert till.asked == []
    with corner.open() as work:
        placed = work.orders.get(order, 1)
        assert (placed.payment_method, placed.payment_state) == ("store_credit", "paid")
        assert work.credit.balance(1) == usd(1050)
        work.orders.cancel(order, 1)
    with corner.open() as work:
        assert work.credit.balance(1) == usd(2000)
    assert till.refunds == {}
    assert check_books(corner, settled=True)


def test_credit_of_an_order_that_is_declined_is_there_again(corner: Shop, till: Till) -> None:
    with corner.open() as work:
        work.credit.give(1, usd(400), "sorry-1")
    till.refusal = PaymentDeclined("insufficient_funds")
    with pytest.raises(PaymentDeclined):
        place(corner)
    assert on(corner) == {"goodwill": 400, "store credit": -400}


def test_credit_stays_advanced_while_nobody_knows(corner: Shop, till: Till) -> None:
    with corner.open() as work:
        work.credit.give(1, usd(400), "sorry-1")
    till.refusal = PaymentUnknown()
    with pytest.raises(PaymentUnknown):
        place(corner)
    assert on(corner) == {"goodwill": 400, "advances": -400}
    till.refusal = None
    with corner.open() as work:
        assert [order.state for order in work.orders.settle()] == ["placed"]
    assert on(corner)["provider"] == 550


@pytest.mark.parametrize("late", [True, False])
def test_an_approval_that_never_comes_gives_the_credit_back(
    corner: Shop, till: Till, clock: Clock, late: bool
) -> None:
    with corner.open() as work:
        work.credit.give(1, usd(400), "sorry-1")
    till.refusal = PaymentNeedsApproval("https://bank.example/1")
    with pytest.raises(PaymentNeedsApproval):
        place(corner)
    order = 1
    if late:
        clock.forward(hours=2)
    with corner.open() as work:
        _ = work.orders.settle() if late else work.orders.cancel(order, 1)
    assert till.called_off == [f"order-{order}"]
    assert on(corner) == {"goodwill": 400, "store credit": -400}
    assert check_books(corner, settled=True)


def test_parts_go_back_as_money_first_and_then_as_credit(corner: Shop, till: Till) -> None:
    with corner.open() as work:
        work.credit.give(1, usd(400), "sorry-1")
    order = place(corner)
    with corner.open() as work:
        work.orders.refund(order, usd(500), "a")
        work.orders.refund(order, usd(450), "b")
        with pytest.raises(RefundRefused):
            work.orders.refund(order, usd(1), "c")
        assert [part.credit for part in work.orders.refunds(order)] == [usd(0), usd(400)]
        assert work.orders.get(order, 1).payment_state == "refunded"
        assert work.credit.balance(1) == usd(400)
    assert till.refunds == {f"order-{order} a": usd(500), f"order-{order} b": usd(50)}
    assert on(corner) == {
        "sales": -600,
        "delivery": -300,
        "refunds": 900,
        "goodwill": 400,
        "store credit": -400,
    }


def test_cash_from_the_door_goes_back_as_store_credit(door: Shop) -> None:
    order = place(door)
    with door.open() as work:
        for state in (OrderState.PICKING, OrderState.SENT, OrderState.DELIVERED):
            work.orders.advance(order, state)
        work.orders.refund(order, usd(325), "soap", tax=usd(25))
        assert work.credit.balance(1) == usd(325)
    assert on(door) == {
        "cash": 950,
        "sales": -600,
        "delivery": -300,
        "tax": -25,
        "refunds": 300,
        "store credit": -325,
    }


def test_each_event_has_its_message_once(corner: Shop, till: Till) -> None:
    order = place(corner)
    with corner.open() as work:
        work.orders.refund(order, usd(100), "a")
        work.orders.refund(order, usd(100), "a")
        work.orders.cancel(order, 1)
        work.orders.cancel(order, 1)
    assert told(corner) == ["cancelled", "receipt", "refunded", "refunded"]


def test_what_was_never_taken_is_not_told_as_a_refund(
    door: Shop, corner: Shop, till: Till, clock: Clock
) -> None:
    order = place(door)
    with door.open() as work:
        work.orders.cancel(order, 1)
    assert told(door) == ["cancelled", "receipt"]
    till.refusal = PaymentNeedsApproval()
    with pytest.raises(PaymentNeedsApproval):
        place(corner)
    clock.forward(hours=2)
    with corner.open() as work:
        work.orders.settle()
    assert told(corner) == ["approval", "payment_failed"]


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        ("UPDATE postings SET amount_minor = 1 WHERE account = 'provider'", "out of balance"),
        ("DELETE FROM postings", "of 0 postings"),
        ("UPDATE orders SET total_minor = 1", "a sale of 950"),
        ("UPDATE orders SET state = 'failed'", "there is no order"),
        ("UPDATE journals SET kind = 'nothing'", "no sale was written"),
        ("UPDATE postings SET account = 'refunds due' WHERE account = 'sales'", "600 are owed"),
        (
            "UPDATE postings SET account = 'store credit', customer_id = 1 "
            "WHERE account = 'provider'",
            "950 of store credit too much",
        ),
        ("UPDATE postings SET account = 'advances' WHERE account = 'sales'", "600 stay advanced"),
    ],
)
def test_what_was_tampered_with_is_found(
    corner: Shop, engine: Engine, spoil: str, found: str
) -> None:
    place(corner)
    with corner.open() as work:
        assert work.audit() == []
    with engine.begin() as connection:
        connection.execute(text(spoil))
    with corner.open() as work:
        assert any(found in fault.what for fault in work.audit())
