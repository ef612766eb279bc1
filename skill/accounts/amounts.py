"""Sums of money as shoppers type them and see them in a field: "12.50", in French "12,50"."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from unicodedata import category

from babel import Locale
from babel.numbers import NumberFormatError, format_decimal, parse_decimal

from fulfillment.money import Money, exponent

# More than anybody orders for, and less than what the database cannot hold.
_MOST_MINOR = 1_000_000_000


def typed_amount(text: str, currency: str, locale: str) -> Money | None:
    """The sum that was typed, None for nothing; the currency's sign may stand with it.

    Raises ValueError for what is no sum above zero in this currency.
    """
    solid = "".join(text.split())
    if not solid:
        return None
    bare = _without_currency(solid, currency)
    try:
        units = parse_decimal(bare, locale=_babel(locale), strict=True)
    except (NumberFormatError, InvalidOperation) as error:
        raise ValueError("no sum of money") from error
    minor = units.scaleb(exponent(currency))
    if not minor.is_finite() or not 0 < minor <= _MOST_MINOR or minor != int(minor):
        raise ValueError("no sum of money")
    return Money(int(minor), currency)


def _without_currency(text: str, currency: str) -> str:
    """The digits and what stands among them, without the currency before or after."""
    shorter = text.upper().removeprefix(currency).removesuffix(currency)
    return shorter.strip("".join(sign for sign in shorter if category(sign) == "Sc"))


def amount_field(amount: Money | None, locale: str) -> str:
    """The sum as it stands in a field."""
    if amount is None:
        return ""
    digits = exponent(amount.currency)
    pattern = "0." + "0" * digits if digits else "0"
    units = Decimal(amount.amount_minor).scaleb(-digits)
    written: str = format_decimal(units, format=pattern, locale=_babel(locale))
    return written


def _babel(locale: str) -> Locale:
    return Locale.parse(locale, sep="-")
