"""Prices as feeds write them. Pure rules, standard library only."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from fulfillment.feeds.entry import Reason
from fulfillment.money import exponent, share_included

# PostgreSQL's integers end here.
MOST_MINOR = 2**31 - 1
_SIGNS = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"),
    "€": ("EUR",),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "zł": ("PLN",),
    "₹": ("INR",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
}
_PRICE = re.compile(
    r"(?P<minus>-)?\s*(?P<before>[^\d\s.,+-][^\d.,+-]*?)?\s*(?P<minus_too>-)?\s*"
    r"(?P<number>\d[\d.,' \u00a0\u202f]*|[.,]\d+)\s*(?P<after>[^\d\s.,].*)?"
)
_BLANKS = str.maketrans("", "", "' \u00a0\u202f")


class PriceRefused(Exception):  # noqa: N818 - an outcome of reading
    """A text is no price of this shop."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def read_price(text: str, currency: str, comma: str, told: str = "") -> int:
    """The minor units that a text names: "4.99 USD", "€ 1.234,50".

    ``comma`` is the decimal mark where a number could be read in two ways; ``told`` is a currency
    that stands elsewhere. Raises :class:`PriceRefused`.
    """
    text = text.strip()
    if not text:
        raise PriceRefused(Reason.PRICE_MISSING)
    found = _PRICE.fullmatch(text[:60])
    if found is None:
        raise PriceRefused(Reason.PRICE_UNREADABLE)
    for named in (found["before"], found["after"], told):
        _check_currency((named or "").strip(), currency)
    minor = _minor(found["number"].translate(_BLANKS), exponent(currency), comma)
    if minor and (found["minus"] or found["minus_too"]):
        raise PriceRefused(Reason.PRICE_NEGATIVE)
    if not minor:
        raise PriceRefused(Reason.PRICE_ZERO)
    if minor > MOST_MINOR:
        raise PriceRefused(Reason.PRICE_TOO_HIGH)
    return minor


def with_tax(minor: int, basis_points: int) -> int:
    """A price to which tax is added, half a minor unit rounded up."""
    return (minor * (10000 + basis_points) * 2 + 10000) // 20000


def without_tax(minor: int, basis_points: int) -> int:
    """A price from which the tax in it is taken away."""
    return minor - share_included(minor, basis_points)


def _check_currency(named: str, currency: str) -> None:
    known = _SIGNS.get(named.lower(), (named.upper(),))
    if named and currency not in known:
        code = named.lower() in _SIGNS or re.fullmatch("[A-Za-z]{3}", named)
        raise PriceRefused(Reason.CURRENCY_WRONG if code else Reason.PRICE_UNREADABLE)


def _minor(number: str, digits: int, comma: str) -> int:
    marks = [mark for mark in number if mark in ".,"]
    decimal = _decimal_mark(number, marks, comma)
    whole, _, part = number.rpartition(decimal) if decimal else (number, "", "")
    for mark in set(marks) - {decimal}:
        # Thousands come in threes, or what we take for them is something else.
        if any(len(group) != 3 for group in whole.split(mark)[1:]):
            raise PriceRefused(Reason.PRICE_UNREADABLE)
        whole = whole.replace(mark, "")
    try:
        minor = Decimal(f"{whole or 0}.{part or 0}").scaleb(digits)
    except InvalidOperation:
        raise PriceRefused(Reason.PRICE_UNREADABLE) from None
    if minor != int(minor):
        raise PriceRefused(Reason.PRICE_UNREADABLE)
    return int(minor)


def _decimal_mark(number: str, marks: list[str], comma: str) -> str:
    """The mark before the decimals; empty where there are none."""
    if not marks:
        return ""
    last = marks[-1]
    if len(set(marks)) == 2:
        return last if marks.count(last) == 1 else ""
    if len(marks) > 1:
        return ""
    # One mark before three digits may be either; else it is the decimal one.
    return last if len(number.rpartition(last)[2]) != 3 or last == comma else ""
