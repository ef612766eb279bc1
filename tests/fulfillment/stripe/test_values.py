"""What Stripe calls amounts and declines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.money import Money
from fulfillment.payments.stripe_values import amount_for_stripe, decline_reason, needs_approval


@pytest.mark.parametrize(
    ("money", "amount"),
    [
        (Money(499, "USD"), 499),
        (Money(500, "JPY"), 500),
        (Money(500, "ISK"), 50000),
        (Money(500, "UGX"), 50000),
        (Money(50000, "MGA"), 500),
        (Money(5120, "KWD"), 5120),
    ],
)
def test_amounts_have_the_digits_that_stripe_counts_in(money: Money, amount: int) -> None:
    assert amount_for_stripe(money) == amount


@pytest.mark.parametrize("money", [Money(5123, "KWD"), Money(50050, "MGA")])
def test_an_amount_that_stripe_would_round_is_refused(money: Money) -> None:
    with pytest.raises(ValueError, match=money.currency):
        amount_for_stripe(money)


@given(st.integers(1, 10**8), st.sampled_from(["USD", "EUR", "JPY", "ISK", "KRW"]))
def test_more_money_is_more_at_stripe(minor: int, currency: str) -> None:
    here, more = Money(minor, currency), Money(minor + 1, currency)
    assert amount_for_stripe(here) < amount_for_stripe(more)
    assert amount_for_stripe(here) % minor == 0


@pytest.mark.parametrize(
    ("code", "decline_code", "reason"),
    [
        ("card_declined", "insufficient_funds", "insufficient_funds"),
        ("card_declined", None, "card_declined"),
        ("card_declined", "fraudulent", "card_declined"),
        ("expired_card", None, "expired_card"),
        ("something_new", "something_newer", "card_declined"),
        (None, None, "card_declined"),
    ],
)
def test_a_decline_has_one_of_our_reasons(
    code: str | None, decline_code: str | None, reason: str
) -> None:
    assert decline_reason(code, decline_code) == reason


def test_a_wish_for_authentication_is_no_decline() -> None:
    assert needs_approval("authentication_required", None)
    assert needs_approval("card_declined", "authentication_required")
    assert not needs_approval("card_declined", None)
