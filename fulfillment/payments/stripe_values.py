"""Stripe's amounts and words, and ours. Pure rules, standard library only.

https://docs.stripe.com/currencies and https://docs.stripe.com/declines/codes
"""

from __future__ import annotations

from fulfillment.money import Money, exponent

# Currencies whose amounts Stripe takes in other digits than ISO 4217 gives them.
_STRIPE_EXPONENT = {"ISK": 2, "UGX": 2, "MGA": 0}

_REASONS = {
    "insufficient_funds": "insufficient_funds",
    "card_velocity_exceeded": "limit_exceeded",
    "withdrawal_count_limit_exceeded": "limit_exceeded",
    "expired_card": "expired_card",
    "invalid_expiry_month": "expired_card",
    "invalid_expiry_year": "expired_card",
    "incorrect_cvc": "card_details",
    "invalid_cvc": "card_details",
    "incorrect_number": "card_details",
    "invalid_number": "card_details",
    "incorrect_zip": "card_details",
    "processing_error": "try_again",
    "issuer_not_available": "try_again",
    "try_again_later": "try_again",
    "reenter_transaction": "try_again",
    "payment_intent_authentication_failure": "authentication_failed",
}
_APPROVAL = {"authentication_required", "authentication_not_handled"}


def amount_from_stripe(amount: int, currency: str) -> Money:
    """The money that an amount in Stripe's digits is; whatever is less than a unit is left out."""
    wanted = _STRIPE_EXPONENT.get(currency, exponent(currency))
    digits = exponent(currency) - wanted
    more, less = max(0, digits), max(0, -digits)
    return Money(amount * int(10**more) // int(10**less), currency)


def amount_for_stripe(money: Money) -> int:
    """The amount in the digits that Stripe counts in.

    Raises :class:`ValueError` where Stripe cannot take it: of three decimals the last must be 0.
    """
    wanted = _STRIPE_EXPONENT.get(money.currency, exponent(money.currency))
    digits = wanted - exponent(money.currency)
    more, less = max(0, digits), max(0, -digits)
    amount, left = divmod(money.amount_minor * int(10**more), int(10**less))
    if left or (wanted == 3 and amount % 10):
        raise ValueError(f"Stripe takes no charge of {money.decimal()} {money.currency}")
    return amount


def needs_approval(*codes: str | None) -> bool:
    """Whether a decline means that the shopper has to approve the payment."""
    return not _APPROVAL.isdisjoint(codes)


def decline_reason(code: str | None, decline_code: str | None) -> str:
    """Our word for a decline: one of the table's, ``no_card``, or ``card_declined`` for the rest.

    A card reported stolen is among the rest, for Stripe wants no shopper told.
    """
    return _REASONS.get(decline_code or "") or _REASONS.get(code or "") or "card_declined"
