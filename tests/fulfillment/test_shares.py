"""What goes back piece by piece comes, in the end, to exactly what was paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.aftercare.shares import Worth, worth
from fulfillment.money import Money
from fulfillment.orders import DeliverySlot, Order, OrderState
from fulfillment.orders.order import OrderLine

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def order_of(line: OrderLine, *, included: bool = False) -> Order:
    free = Money(0, line.total.currency)
    return Order(
        id=1,
        customer_id=1,
        state=OrderState.DELIVERED,
        lines=(line,),
        goods=line.total,
        delivery_cost=free,
        tax=line.tax,
        total=line.net if included else line.net + line.tax,
        placed_at=NOW,
        delivery=DeliverySlot("morning@2026-11-20", "in the morning", NOW, NOW, free),
        address_label="home",
        payment_method="till",
        payment_state="paid",
        reason="",
        discounts=(),
        credit=free,
        tax_included=included,
    )


def line_of(quantity: int, total: int, discount: int, tax: int, currency: str) -> OrderLine:
    return OrderLine(
        sku="bread",
        name="bread",
        brand="Hazel",
        size="1 ct",
        quantity=quantity,
        unit_price=Money(total // quantity, currency),
        total=Money(total, currency),
        tax=Money(tax, currency),
        discount=Money(discount, currency),
        position=0,
    )


@st.composite
def lines_in_portions(draw: st.DrawFn) -> tuple[OrderLine, list[tuple[int, bool]]]:
    """A line, and portions that empty it: how many pieces, and whether before or after delivery."""
    quantity = draw(st.integers(1, 40))
    total = draw(st.integers(0, 1_000_000))
    discount = draw(st.integers(0, total))
    tax = draw(st.integers(0, total))
    currency = draw(st.sampled_from(["USD", "JPY", "KWD"]))
    portions, left = [], quantity
    while left:
        pieces = draw(st.integers(1, left))
        portions.append((pieces, draw(st.booleans())))
        left -= pieces
    return line_of(quantity, total, discount, tax, currency), portions


@given(lines_in_portions(), st.booleans())
def test_all_portions_of_a_line_come_to_what_it_has_cost(
    drawn: tuple[OrderLine, list[tuple[int, bool]]], included: bool
) -> None:
    line, portions = drawn
    whole = order_of(line, included=included)
    nothing = Money(0, line.total.currency)
    sum_ = Worth(nothing, nothing)
    for pieces, early in portions:
        part = worth(whole, line, pieces)
        assert nothing <= part.tax
        assert nothing <= part.amount
        sum_ += part
        left_out, came_back = (pieces, 0) if early else (0, pieces)
        line = replace(line, given_up=line.given_up + left_out, returned=line.returned + came_back)
    assert sum_ == Worth(whole.total, whole.tax)


@given(lines_in_portions())
def test_no_piece_is_worth_a_unit_more_than_another(
    drawn: tuple[OrderLine, list[tuple[int, bool]]],
) -> None:
    line, _ = drawn
    worths = []
    for gone in range(line.quantity):
        part = worth(order_of(line), replace(line, returned=gone), 1)
        worths.append((part.amount - part.tax).amount_minor)
    assert max(worths) - min(worths) <= 1


def test_a_third_of_ten_dollars_is_rounded_once() -> None:
    line = line_of(3, 1000, 0, 0, "USD")
    worths = [worth(order_of(line), replace(line, returned=gone), 1) for gone in range(3)]
    assert [part.amount.amount_minor for part in worths] == [333, 334, 333]


def test_more_pieces_than_are_left_are_worth_nothing_at_all() -> None:
    line = replace(line_of(3, 900, 0, 0, "USD"), given_up=1, returned=1)
    with pytest.raises(ValueError, match="2 pieces of 1"):
        worth(order_of(line), line, 2)
