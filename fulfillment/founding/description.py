"""A shop's description, the ``shop.toml`` of a merchant or of a demo shop: read, and judged.

Amounts are minor units of the shop's currency, tax rates basis points.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from functools import partial
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from fulfillment.customers.shop_rules import ShopRules
from fulfillment.founding.sections import Section, Wrong
from fulfillment.money import Money
from fulfillment.profile import WEEKDAYS, DeliveryOption, ShopProfile
from fulfillment.promotions.promotion import Kind, Promotion

_LANGUAGES = ("en", "fr")
# Where prices are marked without the tax that is due at the till.
_TAX_ON_TOP = ("US", "CA")
_SHOP = re.compile(r"\S.{0,79}")
_CODE = re.compile(r"[\w.-]{1,40}")
_WEEK = list(WEEKDAYS)
_QUOTE_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Described:
    """A shop as its description has it; ``coupons`` are codes with the promotion they open."""

    profile: ShopProfile
    rules: ShopRules
    promotions: tuple[Promotion, ...] = ()
    coupons: tuple[tuple[str, str], ...] = ()
    departments: Mapping[str, str] = field(default_factory=dict)


def defaults_of(locale: str) -> dict[str, Any]:
    """What a new shop of a locale ("fr-FR") promises that says nothing else; English at last."""
    language = locale.partition("-")[0].lower()
    name = f"{language if language in _LANGUAGES else _LANGUAGES[0]}.toml"
    folder = files("fulfillment.founding").joinpath("defaults")
    return tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))


def describe(document: Mapping[str, Any]) -> Described:
    """The shop that a TOML document tells of; what it leaves out is as :func:`defaults_of` says.

    Raises :class:`Wrong`, which names the entry that will not do.
    """
    whole = Section("", document)
    shop = whole.section("shop")
    locale = shop.text("locale", re.compile(r"[a-z]{2,3}-[A-Z]{2}"), 'like "en-US"')
    usual = Section("", defaults_of(locale))
    currency = shop.text("currency", re.compile(r"[A-Z]{3}"), 'like "USD"')
    profile = _profile(whole, usual, shop, locale, currency)
    rules = _rules(whole, usual, currency)
    promotions = tuple(_promotion(entry, at) for at, entry in enumerate(whole.each("promotion")))
    coupons = tuple(_coupon(entry, promotions) for entry in whole.each("coupon"))
    departments = whole.mapping("departments", str)
    whole.done()
    return Described(profile, rules, promotions, coupons, departments)


def _profile(
    whole: Section, usual: Section, shop: Section, locale: str, currency: str
) -> ShopProfile:
    country = shop.text("country", re.compile(r"[A-Z]{2}"), 'like "US"')
    promises, otherwise = whole.section("delivery_rules"), usual.section("delivery_rules")
    free_over = promises.whole("free_over_minor", None, most=10**9)
    profile = ShopProfile(
        name=shop.text("name", _SHOP, "what the shop is called"),
        currency=currency,
        country=country,
        locale=locale,
        prices_include_tax=shop.switch("prices_include_tax", country not in _TAX_ON_TOP),
        tax_rates=_rates(whole.mapping("tax", int), "tax"),
        tax_regions={
            region: _rates(rates, f"tax_regions.{region}")
            for region, rates in whole.mapping("tax_regions", dict).items()
        },
        phone=shop.text("phone", None, default=""),
        support_hours=shop.text("support_hours", None, default=""),
        support_email=shop.text("support_email", None, default=""),
        free_delivery_over=None if free_over is None else Money(free_over, currency),
        cutoff_hours=promises.whole("cutoff_hours", otherwise.whole("cutoff_hours", 0), most=168),
        quote_minutes=shop.whole("quote_minutes", _QUOTE_MINUTES, least=1, most=60),
        time_zone=_zone(shop),
        delivery=_deliveries(whole, usual, currency),
    )
    promises.done()
    shop.done()
    return profile


def _deliveries(whole: Section, usual: Section, currency: str) -> tuple[DeliveryOption, ...]:
    entries = whole.each("delivery") or usual.each("delivery")
    options = tuple(_delivery(entry, currency) for entry in entries)
    codes = [option.code for option in options]
    if len(set(codes)) < len(codes):
        raise Wrong("delivery", "has a code twice")
    return options


def _delivery(entry: Section, currency: str) -> DeliveryOption:
    option = DeliveryOption(
        code=entry.text("code", _CODE, "a short name"),
        label=entry.text("label", _SHOP, 'what is said after a day, such as "in the morning"'),
        start=entry.of("start", time.fromisoformat, 'like "08:00"'),
        end=entry.of("end", time.fromisoformat, 'like "11:00"'),
        cost=Money(entry.whole("cost_minor", 0, most=10**9), currency),
        capacity=entry.whole("capacity", 20, least=1, most=10**6),
        days=tuple(entry.words("days", _WEEK, among=_WEEK)),
    )
    if option.start >= option.end:
        raise Wrong(entry.name, "starts no earlier than it ends")
    entry.done()
    return option


def _rules(whole: Section, usual: Section, currency: str) -> ShopRules:
    code, limits, returns = (whole.section(name) for name in ("code", "limits", "returns"))
    undo, otherwise = whole.section("undo"), usual.section("undo")

    def amount(section: Section, name: str) -> Money | None:
        found = section.whole(name, None, most=10**12)
        return None if found is None else Money(found, currency)

    own = ShopRules()
    minutes = undo.whole("minutes", otherwise.whole("minutes", 0), most=24 * 60)
    days = returns.whole("days", own.return_time.days, most=3650)
    rules = ShopRules(
        code_over=amount(code, "over_minor"),
        order_limit=amount(limits, "order_minor"),
        day_limit=amount(limits, "day_minor"),
        undo=timedelta(minutes=minutes),
        return_time=timedelta(days=days),
        return_over=amount(returns, "over_minor"),
    )
    for section in (code, limits, undo, returns):
        section.done()
    return rules


def _promotion(entry: Section, position: int) -> Promotion:
    values = dict(entry.values) | {"position": position}
    values |= {name: tuple(values.get(name, ())) for name in ("skus", "categories", "departments")}
    try:
        return Promotion(**values | {"kind": Kind(values.get("kind", ""))})
    except (TypeError, ValueError) as error:
        raise Wrong(entry.name, f"will not do: {error}") from None


def _coupon(entry: Section, promotions: tuple[Promotion, ...]) -> tuple[str, str]:
    code = entry.text("code", _CODE, "letters and digits")
    opened = entry.text("promotion", _CODE, "the code of a promotion")
    if opened not in {promotion.code for promotion in promotions}:
        raise Wrong(f"{entry.name}.promotion", f"names {opened!r}, which is none of the promotions")
    entry.done()
    return code, opened


def _rates(rates: Mapping[str, Any], name: str) -> dict[str, int]:
    for category, rate in rates.items():
        if not isinstance(rate, int) or isinstance(rate, bool) or not 0 <= rate <= 10_000:
            raise Wrong(f"{name}.{category}", "is basis points: 825 for 8.25 percent")
    return dict(rates)


def _zone(shop: Section) -> str:
    zone = partial(shop.of, "time_zone", lambda name: ZoneInfo(name).key)
    return zone('like "America/New_York"', default="UTC")
