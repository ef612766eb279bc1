"""A small shop to test with, and a till that takes the place of a payment provider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from threading import Lock
from typing import Any

from fulfillment.catalog import Product, parse_size
from fulfillment.errors import PaymentError, PaymentNeedsApproval
from fulfillment.money import Money, total
from fulfillment.orders import Consent, Order, Quote
from fulfillment.payments import Charge
from fulfillment.profile import DeliveryOption, ShopProfile
from fulfillment.shop import Shop, Work

YES = Consent(
    "That comes to five dollars. Shall I?", "yes", "web", datetime(2026, 11, 20, tzinfo=UTC)
)
CONVERSATION = "talk-1"


def usd(amount_minor: int) -> Money:
    return Money(amount_minor, "USD")


def product(sku: str, **changes: Any) -> Product:
    """Something to sell; what a test does not say is the same for all."""
    parts: dict[str, Any] = {
        "gtin": "",
        "name": sku,
        "brand": "Hazel",
        "category": "thing",
        "department": "things",
        "size": "1 ct",
        "price": 100,
        "tax_category": "food",
        "stock": 10,
    } | changes
    size, price = parse_size(parts.pop("size")), usd(parts.pop("price"))
    return Product(sku=sku, size=size, price=price, **parts)


PRODUCTS = [
    product("bread", name="white bread", category="bread", price=250),
    product("milk", name="whole milk", category="milk", size="1 gal", price=400),
    product("soap", name="dish soap", category="soap", price=300, tax_category="general"),
    product("last", name="last jar", category="jam", stock=1, price=500),
    product("gone", name="gone jar", category="jam", stock=0),
]
PROFILE = ShopProfile(
    name="Corner Shop",
    currency="USD",
    tax_rates={"general": 825},
    free_delivery_over=usd(5000),
    cutoff_hours=3,
    delivery=(
        DeliveryOption("morning", "in the morning", time(8), time(11), usd(500), 3),
        DeliveryOption("evening", "in the evening", time(18), time(21), usd(300), 2),
    ),
)


def furnish(shop: Shop) -> None:
    """Set the small shop up, with two customers: 1 is Anna, 2 is Ben."""
    with shop.open() as work:
        work.set_up(PROFILE)
        work.catalog.add_many(PRODUCTS)
        work.customers.add("anna", "Anna", "home", "14 Linden Court")
        work.customers.add("ben", "Ben", "work", "208 Quarry Road")


def offer(work: Work, customer: int = 1, sku: str = "bread", quantity: int = 2) -> Quote:
    """A quote for the customer's cart, which gets so many pieces of one product more."""
    work.carts.add(owner(customer), sku, quantity)
    return work.quotes.make(customer, owner(customer), CONVERSATION)


def buy(work: Work, quote: Quote, consent: Consent = YES) -> Order:
    """The yes to a quote."""
    return work.orders.place(
        quote.id, customer_id=quote.customer_id, conversation=CONVERSATION, consent=consent
    )


def owner(customer: int) -> str:
    return f"customer:{customer}"


@dataclass
class Till:
    """A payment provider in memory: one charge per key, however often it is asked.

    ``refusal`` makes the next charge that it has not taken yet raise this error.
    """

    method: str = "till"
    refusal: PaymentError | None = None
    interrupt: Callable[[str], None] = lambda _point: None
    charges: dict[str, Money] = field(default_factory=dict)
    refunds: dict[str, Money] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    called_off: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def charge(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge:
        self.interrupt("before the charge")
        with self._lock:
            self.asked.append(idempotency_key)
            if self.refusal is not None:
                raise self.refusal
            assert self.charges.setdefault(idempotency_key, amount) == amount
        self.interrupt("after the charge")
        return Charge("paid", f"ref-{idempotency_key}")

    def find(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge | None:
        taken = self.charges.get(idempotency_key)
        if taken is None and isinstance(self.refusal, PaymentNeedsApproval):
            raise self.refusal
        if taken is None:
            return None
        assert taken == amount
        return Charge("paid", f"ref-{idempotency_key}")

    def refund(self, idempotency_key: str, amount: Money, part: str = "whole") -> None:
        self.interrupt("before the refund")
        if idempotency_key not in self.charges:
            self.called_off.append(idempotency_key)
        elif part == "whole":
            assert amount <= self.charges[idempotency_key]
            self.refunds[idempotency_key] = amount
        else:
            self.refunds[f"{idempotency_key} {part}"] = amount
        self.interrupt("after the refund")

    def returned(self, idempotency_key: str) -> Money | None:
        whole = self.refunds.get(idempotency_key, usd(0))
        parts = [x for key, x in self.refunds.items() if key.startswith(f"{idempotency_key} ")]
        return total([whole, *parts], "USD")
