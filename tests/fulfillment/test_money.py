"""Money adds up, and taxes are rounded as stated."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.money import Money, exponent, share, share_included, total, zero

AMOUNTS = st.integers(-(10**9), 10**9)
RATES = st.integers(0, 10000)


@given(AMOUNTS, RATES)
def test_a_share_is_within_half_a_minor_unit_of_the_exact_one(amount: int, rate: int) -> None:
    exact = Fraction(amount * rate, 10000)
    assert abs(share(amount, rate) - exact) <= Fraction(1, 2)


@given(AMOUNTS, RATES)
def test_a_refund_is_rounded_like_the_charge(amount: int, rate: int) -> None:
    assert share(-amount, rate) == -share(amount, rate)


@given(st.integers(0, 10**9), RATES)
def test_tax_that_is_in_a_price_is_the_tax_on_the_rest_of_it(price: int, rate: int) -> None:
    tax = share_included(price, rate)
    assert 0 <= tax <= price
    exact = Fraction(price * rate, 10000 + rate)
    assert abs(tax - exact) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("amount", "rate", "tax"),
    [(1000, 825, 83), (999, 825, 82), (200, 825, 17), (2, 2500, 1), (0, 825, 0), (-2, 2500, -1)],
)
def test_half_a_cent_is_rounded_up(amount: int, rate: int, tax: int) -> None:
    assert share(amount, rate) == tax


@given(st.lists(AMOUNTS))
def test_a_total_is_the_sum_of_its_parts_in_any_order(amounts: list[int]) -> None:
    money = [Money(amount, "USD") for amount in amounts]
    assert total(money, "USD") == total(money[::-1], "USD") == Money(sum(amounts), "USD")


@given(AMOUNTS, AMOUNTS, st.integers(0, 99))
def test_a_quantity_distributes_over_a_sum(first: int, second: int, times: int) -> None:
    a, b = Money(first, "USD"), Money(second, "USD")
    assert (a + b) * times == a * times + b * times
    assert (a + b) - b == a
    assert (a < b) == (first < second)


def test_two_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="EUR and USD"):
        Money(1, "EUR") + Money(1, "USD")
    with pytest.raises(ValueError, match="cannot be mixed"):
        total([Money(1, "EUR")], "USD")


def test_no_money_is_false_and_some_is_true() -> None:
    assert not zero("USD")
    assert Money(-1, "USD")


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(499, "USD"), "4.99"),
        (Money(-5, "USD"), "-0.05"),
        (Money(500, "JPY"), "500"),
        (Money(1, "KWD"), "0.001"),
    ],
)
def test_an_amount_has_the_digits_of_its_currency(money: Money, text: str) -> None:
    assert money.decimal() == text
    assert exponent(money.currency) == len(text.partition(".")[2])
