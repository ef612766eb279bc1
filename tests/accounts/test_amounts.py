"""Sums are read as people type them, each language with its own comma."""

from __future__ import annotations

import pytest

from fulfillment.money import Money
from skill.accounts.amounts import amount_field, typed_amount


@pytest.mark.parametrize(
    ("text", "currency", "locale", "minor"),
    [
        ("12.50", "USD", "en-US", 1250),
        ("$1,250.50", "USD", "en-US", 125050),
        ("12 USD", "USD", "en-US", 1200),
        ("£5", "GBP", "en-GB", 500),
        ("12,50 €", "EUR", "fr-FR", 1250),
        ("1 250,50", "EUR", "fr-FR", 125050),
        ("500", "JPY", "en-US", 500),
        ("1.125", "KWD", "en-US", 1125),
    ],
)
def test_a_sum_is_read(text: str, currency: str, locale: str, minor: int) -> None:
    assert typed_amount(text, currency, locale) == Money(minor, currency)


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_nothing_is_no_sum_and_no_mistake(text: str) -> None:
    assert typed_amount(text, "USD", "en-US") is None


@pytest.mark.parametrize(
    "text", ["0", "-1", "1e9", "NaN", "Infinity", "$", "ten", "1.999", "9" * 40, "1.2.3", "5 EUR"]
)
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no sum"):
        typed_amount(text, "USD", "en-US")


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "fr-FR"])
@pytest.mark.parametrize(("minor", "currency"), [(1250, "USD"), (123456, "EUR"), (500, "JPY")])
def test_what_stands_in_a_field_is_read_as_the_same_sum(
    minor: int, currency: str, locale: str
) -> None:
    amount = Money(minor, currency)
    assert typed_amount(amount_field(amount, locale), currency, locale) == amount
    assert amount_field(None, locale) == ""
