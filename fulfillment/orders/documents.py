"""Terms as a JSON document and back, and its fingerprint. Pure, standard library only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from fulfillment.money import Money
from fulfillment.orders.quote import DeliverySlot, Discount, QuoteLine, Terms


def fingerprint(terms: Terms) -> str:
    """SHA-256 of the terms' canonical document, in hexadecimal."""
    text = json.dumps(to_document(terms), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def to_document(terms: Terms) -> dict[str, Any]:
    """Terms as JSON values: amounts in minor units of ``currency``, moments in ISO 8601."""
    slot = terms.delivery
    return {
        "seller": terms.seller,
        "currency": terms.total.currency,
        "lines": [_line_to_document(line) for line in terms.lines],
        "delivery": {
            "code": slot.code,
            "label": slot.label,
            "starts": slot.starts.isoformat(),
            "ends": slot.ends.isoformat(),
            "cost": slot.cost.amount_minor,
            "address_label": terms.address_label,
            "address": terms.address,
        },
        "goods": terms.goods.amount_minor,
        "discounts": discounts_to(terms.discounts),
        "tax": terms.tax.amount_minor,
        "tax_included": terms.tax_included,
        "total": terms.total.amount_minor,
        "credit": terms.credit.amount_minor,
    }


def from_document(document: dict[str, Any]) -> Terms:
    """The terms that :func:`to_document` wrote, also when it knew of no promotions yet."""
    currency, delivery = document["currency"], document["delivery"]
    slot = DeliverySlot(
        code=delivery["code"],
        label=delivery["label"],
        starts=datetime.fromisoformat(delivery["starts"]),
        ends=datetime.fromisoformat(delivery["ends"]),
        cost=Money(delivery["cost"], currency),
    )
    return Terms(
        seller=document["seller"],
        lines=tuple(_line_from_document(line, currency) for line in document["lines"]),
        goods=Money(document["goods"], currency),
        discounts=discounts_from(document.get("discounts", ()), currency),
        delivery=slot,
        address_label=delivery["address_label"],
        address=delivery["address"],
        tax=Money(document["tax"], currency),
        tax_included=document["tax_included"],
        total=Money(document["total"], currency),
        credit=Money(document.get("credit", 0), currency),
    )


def discounts_to(discounts: Iterable[Discount]) -> list[dict[str, Any]]:
    """Discounts as JSON values."""
    return [
        {
            "code": each.code,
            "label": each.label,
            "amount": each.amount.amount_minor,
            "coupon": each.coupon,
        }
        for each in discounts
    ]


def discounts_from(documents: Iterable[dict[str, Any]], currency: str) -> tuple[Discount, ...]:
    """The discounts that :func:`discounts_to` wrote."""
    return tuple(
        Discount(each["code"], each["label"], Money(each["amount"], currency), each["coupon"])
        for each in documents
    )


def _line_to_document(line: QuoteLine) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "name": line.name,
        "brand": line.brand,
        "size": line.size,
        "quantity": line.quantity,
        "unit_price": line.unit_price.amount_minor,
        "total": line.total.amount_minor,
        "tax": line.tax.amount_minor,
        "discount": line.discount.amount_minor,
    }


def _line_from_document(document: dict[str, Any], currency: str) -> QuoteLine:
    return QuoteLine(
        sku=document["sku"],
        name=document["name"],
        brand=document["brand"],
        size=document["size"],
        quantity=document["quantity"],
        unit_price=Money(document["unit_price"], currency),
        total=Money(document["total"], currency),
        tax=Money(document["tax"], currency),
        discount=Money(document.get("discount", 0), currency),
    )
