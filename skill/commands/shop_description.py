"""What a merchant says of a shop: on the command line, and in a file that says more."""

from __future__ import annotations

import argparse
import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fulfillment.founding import Described

_TEXTS = ("name", "currency", "country", "locale", "time_zone", "phone")
_HELP = ("support_hours", "support_email")


def document_from(path: Path) -> dict[str, Any]:
    """The TOML document of a file. Raises ValueError and OSError."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except ValueError as error:
        raise ValueError(f"{path} is no TOML: {error}") from None


def described(document: dict[str, Any], arguments: argparse.Namespace | None = None) -> Described:
    """The shop of a document, and of the options given beside it.

    Raises :class:`Wrong`, and ValueError for an option that will not do, for a language that has no
    words, and where a time zone has to be named.
    """
    from fulfillment.founding import describe

    if arguments is not None and isinstance(document.get("shop", {}), dict):
        document = _with_options(document, arguments)
    shop = document.get("shop", {})
    if isinstance(shop, dict):
        _check_words(shop)
        document = document | {"shop": _with_time_zone(shop)}
    return describe(document)


def _with_options(document: dict[str, Any], arguments: argparse.Namespace) -> dict[str, Any]:
    from fulfillment.founding import defaults_of
    from fulfillment.money import exponent

    given = {name: getattr(arguments, name) for name in (*_TEXTS, *_HELP)}
    shop = document.get("shop", {}) | {k: v for k, v in given.items() if v is not None}
    missing = [f"--{name}" for name in _TEXTS[:4] if not shop.get(name)]
    if missing:
        raise ValueError(f"a shop has {', '.join(missing)}, or --from a file that tells")
    if arguments.prices:
        shop["prices_include_tax"] = arguments.prices == "with-tax"
    changed = document | {"shop": shop}
    digits = exponent(shop["currency"])
    if arguments.tax:
        rates = dict(_rate(each) for each in arguments.tax)
        changed["tax"] = document.get("tax", {}) | rates
    if arguments.free_over:
        over = {"free_over_minor": _scaled(arguments.free_over, digits)}
        changed["delivery_rules"] = document.get("delivery_rules", {}) | over
    if arguments.delivery_cost:
        cost = {"cost_minor": _scaled(arguments.delivery_cost, digits)}
        options = document.get("delivery") or defaults_of(shop["locale"])["delivery"]
        changed["delivery"] = [option | cost for option in options]
    return changed


def _check_words(shop: dict[str, Any]) -> None:
    """Raises ValueError for a language that has no words, or money that nobody can say."""
    from babel.numbers import is_currency

    import interaction_models

    locale, currency = str(shop.get("locale", "")), str(shop.get("currency", ""))
    known = interaction_models.locales()
    if locale.partition("-")[0] not in {name.partition("-")[0] for name in known}:
        raise ValueError(f"the shop can speak {', '.join(known)}, not {locale!r}")
    if not is_currency(currency):
        raise ValueError(f"{currency!r} is no currency")


def _with_time_zone(shop: dict[str, Any]) -> dict[str, Any]:
    """The shop with its country's time zone, where it names none. Raises ValueError."""
    from babel.core import get_global

    if shop.get("time_zone"):
        return shop
    country = shop.get("country")
    zones = sorted(z for z, at in get_global("zone_territories").items() if at == country)
    if len(zones) != 1:
        some = f", such as {zones[-1]}" if zones else ""
        raise ValueError(f"{country} has no single time zone: give --time-zone{some}")
    return shop | {"time_zone": zones[0]}


def _rate(text: str) -> tuple[str, int]:
    name, _, percent = text.partition("=")
    if not name.strip() or not percent.strip():
        raise ValueError(f"--tax is CATEGORY=PERCENT, such as general=8.25, not {text!r}")
    return name.strip(), _scaled(percent, 2)


def _scaled(text: str, digits: int) -> int:
    """An amount in units of its last digit. Raises ValueError."""
    try:
        scaled = Decimal(text.strip().replace(",", ".")) * 10**digits
    except InvalidOperation:
        raise ValueError(f"{text!r} is no number") from None
    if scaled != scaled.to_integral_value() or scaled < 0:
        raise ValueError(f"{text!r} has too many digits after the point, or is negative")
    return int(scaled)
