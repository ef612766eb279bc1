"""Prices as merchants write them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.feeds.entry import Reason
from fulfillment.feeds.prices import PriceRefused, read_price, with_tax, without_tax
from fulfillment.money import Money


@pytest.mark.parametrize(
    ("text", "currency", "comma", "minor"),
    [
        ("4.99 USD", "USD", ".", 499),
        ("USD 4.99", "USD", ".", 499),
        ("$4.99", "USD", ".", 499),
        ("4,99 €", "EUR", ",", 499),
        ("€ 1.234,50", "EUR", ",", 123450),
        ("1 234,50 EUR", "EUR", ",", 123450),
        ("1\u202f234,50\u00a0€", "EUR", ",", 123450),
        ("1,234.50", "USD", ".", 123450),
        ("1,234", "USD", ".", 123400),
        ("1.234", "EUR", ",", 123400),
        ("1,234,567.00", "USD", ".", 123456700),
        ("4.990", "USD", ".", 499),
        (".99", "USD", ".", 99),
        ("12", "USD", ".", 1200),
        ("500 JPY", "JPY", ".", 500),
        ("1.137", "KWD", ".", 1137),
        ("1'234.50 CHF", "CHF", ".", 123450),
    ],
)
def test_a_price_is_read(text: str, currency: str, comma: str, minor: int) -> None:
    assert read_price(text, currency, comma) == minor


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.PRICE_MISSING),
        ("  ", Reason.PRICE_MISSING),
        ("-4.99 USD", Reason.PRICE_NEGATIVE),
        ("$-4.99", Reason.PRICE_NEGATIVE),
        ("0.00", Reason.PRICE_ZERO),
        ("free", Reason.PRICE_UNREADABLE),
        ("4.99.1", Reason.PRICE_UNREADABLE),
        ("4.999", Reason.PRICE_UNREADABLE),
        ("1,23,4.00", Reason.PRICE_UNREADABLE),
        ("4.99 USD each", Reason.PRICE_UNREADABLE),
        ("4.99 EUR", Reason.CURRENCY_WRONG),
        ("€4.99", Reason.CURRENCY_WRONG),
        ("21474836.48", Reason.PRICE_TOO_HIGH),
        ("9" * 10_000, Reason.PRICE_TOO_HIGH),
        ("<script>", Reason.PRICE_UNREADABLE),
    ],
)
def test_what_is_no_price_is_refused_by_name(text: str, reason: Reason) -> None:
    with pytest.raises(PriceRefused) as refused:
        read_price(text, "USD", ".")
    assert refused.value.reason is reason


def test_a_currency_may_stand_in_a_column_of_its_own() -> None:
    assert read_price("4.99", "USD", ".", "USD") == 499
    with pytest.raises(PriceRefused):
        read_price("4.99", "USD", ".", "EUR")


@given(minor=st.integers(1, 2**31 - 1), currency=st.sampled_from(["USD", "JPY", "KWD"]))
def test_our_own_way_of_writing_a_price_is_read_back(minor: int, currency: str) -> None:
    text = f"{Money(minor, currency).decimal()} {currency}"
    assert read_price(text, currency, ".") == minor


@given(minor=st.integers(1, 10**7), rate=st.integers(0, 3000))
def test_tax_that_is_added_can_be_taken_away_again(minor: int, rate: int) -> None:
    assert without_tax(with_tax(minor, rate), rate) == minor


@given(text=st.text(max_size=40))
def test_no_text_is_more_than_a_price_or_refused(text: str) -> None:
    with suppress(PriceRefused):
        assert 0 < read_price(text, "USD", ".") < 2**31
