"""A shop's description out of the shop: the document that :func:`describe` reads, and its text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fulfillment.customers.shop_rules import ShopRules
from fulfillment.money import Money
from fulfillment.profile import DeliveryOption, ShopProfile

_SAME = ("name", "country", "locale", "currency", "time_zone", "prices_include_tax", "phone")
_MORE = ("support_hours", "support_email", "quote_minutes")


def document_of(profile: ShopProfile, rules: ShopRules) -> dict[str, Any]:
    """The description of a shop, without its promotions and coupons."""
    document = {
        "shop": {name: getattr(profile, name) for name in (*_SAME, *_MORE)},
        "tax": dict(profile.tax_rates),
        "tax_regions": {name: dict(rates) for name, rates in profile.tax_regions.items()},
        "delivery_rules": {
            "free_over_minor": _minor(profile.free_delivery_over),
            "cutoff_hours": profile.cutoff_hours,
        },
        "code": {"over_minor": _minor(rules.code_over)},
        "limits": {"order_minor": _minor(rules.order_limit), "day_minor": _minor(rules.day_limit)},
        "undo": {"minutes": int(rules.undo.total_seconds() // 60)},
        "returns": {"days": rules.return_time.days, "over_minor": _minor(rules.return_over)},
        "delivery": [_delivery(option) for option in profile.delivery],
    }
    return {name: told for name, each in document.items() if (told := _told(each))}


def to_toml(document: Mapping[str, Any]) -> str:
    """The text of a document of tables and lists of tables, such as a description is."""
    return "\n".join(_lines(document)).lstrip("\n") + "\n"


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    for name, each in document.items():
        if isinstance(each, list):
            for entry in each:
                yield from _table(f"[[{name}]]", entry)
        elif each and all(isinstance(value, Mapping) for value in each.values()):
            for key, entry in each.items():
                yield from _table(f"[{name}.{_text(key)}]", entry)
        else:
            yield from _table(f"[{name}]", each)


def _table(head: str, entries: Mapping[str, Any]) -> Iterator[str]:
    yield f"\n{head}"
    yield from (f"{_key(key)} = {_text(value)}" for key, value in entries.items())


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else _text(key)


def _text(value: object) -> str:
    # JSON's texts, numbers, switches and lists of texts are TOML's, but for one control character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _delivery(option: DeliveryOption) -> dict[str, Any]:
    return {
        "code": option.code,
        "label": option.label,
        "start": f"{option.start:%H:%M}",
        "end": f"{option.end:%H:%M}",
        "cost_minor": option.cost.amount_minor,
        "capacity": option.capacity,
        "days": list(option.days),
    }


def _told(entries: Any) -> Any:
    if isinstance(entries, dict):
        return {name: value for name, value in entries.items() if value is not None}
    return entries


def _minor(amount: Money | None) -> int | None:
    return None if amount is None else amount.amount_minor
