"""Money: an integer of minor units with its currency. Pure rules, standard library only."""

from __future__ import annotations

from dataclasses import dataclass

# Minor units per currency, where they are not two digits (ISO 4217).
_EXPONENTS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"), 0),
    **dict.fromkeys(("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


def exponent(currency: str) -> int:
    """How many decimal digits the minor unit of an ISO 4217 currency code has."""
    return _EXPONENTS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """``amount_minor`` minor units of ``currency`` (an ISO 4217 code): 499 USD is $4.99.

    Sums of two currencies raise :class:`ValueError`.
    """

    amount_minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(self.amount_minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount_minor - self._same(other), self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.amount_minor * times, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount_minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount_minor <= self._same(other)

    def decimal(self) -> str:
        """The amount in major units with all its digits: "4.99", "-0.05", "500"."""
        digits = exponent(self.currency)
        sign, whole = "-" if self.amount_minor < 0 else "", abs(self.amount_minor)
        if digits == 0:
            return f"{sign}{whole}"
        major, minor = divmod(whole, 10**digits)
        return f"{sign}{major}.{minor:0{digits}d}"

    def __bool__(self) -> bool:
        return self.amount_minor != 0

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be mixed")
        return other.amount_minor


def zero(currency: str) -> Money:
    """No money at all, in ``currency``."""
    return Money(0, currency)


def total(amounts: list[Money], currency: str) -> Money:
    """The sum of ``amounts``, all in ``currency``."""
    result = zero(currency)
    for amount in amounts:
        result = result + amount
    return result


def share(amount_minor: int, basis_points: int) -> int:
    """``basis_points`` ten-thousandths of an amount, half a minor unit rounded away from zero."""
    product = amount_minor * basis_points
    sign = -1 if product < 0 else 1
    return sign * ((abs(product) + 5000) // 10000)


def share_included(amount_minor: int, basis_points: int) -> int:
    """The part of an amount that is tax when the tax is already in it, half a unit rounded up."""
    net_and_tax = 10000 + basis_points
    return (amount_minor * basis_points * 2 + net_and_tax) // (2 * net_and_tax)


def proportion(whole: Money, part: Money, of: Money) -> Money:
    """As much of ``whole`` as ``part`` is ``of`` something, half a unit rounded up."""
    if not of:
        return zero(whole.currency)
    minor = (whole.amount_minor * part.amount_minor * 2 + of.amount_minor) // (2 * of.amount_minor)
    return Money(minor, whole.currency)
