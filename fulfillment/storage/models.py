"""The tables. Amounts are minor units of the shop's one currency; moments are UTC.

Nothing here is particular to SQLite, and no row is handed to a caller outside ``fulfillment``.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fulfillment.storage.base import Base as Base
from fulfillment.storage.base import Document


class ShopRow(Base):
    """The one shop of this database; ``tax_rates`` holds basis points by tax category.

    ``tax_regions`` holds such rates by region, where they differ.
    """

    __tablename__ = "shop"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    name: Mapped[str]
    currency: Mapped[str] = mapped_column(String(3))
    country: Mapped[str] = mapped_column(String(2))
    locale: Mapped[str]
    prices_include_tax: Mapped[bool]
    tax_rates: Mapped[dict[str, int]]
    tax_regions: Mapped[dict[str, dict[str, int]]] = mapped_column(server_default="{}")
    phone: Mapped[str]
    support_hours: Mapped[str]
    support_email: Mapped[str] = mapped_column(server_default="")
    free_delivery_over_minor: Mapped[int | None]
    cutoff_hours: Mapped[int]
    quote_minutes: Mapped[int]
    time_zone: Mapped[str]
    catalog_version: Mapped[int] = mapped_column(BigInteger)


class DeliveryOptionRow(Base):
    """A time of day at which we deliver, on some days of the week (``mon`` … ``sun``)."""

    __tablename__ = "delivery_options"

    code: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    start: Mapped[str] = mapped_column(String(5))
    end: Mapped[str] = mapped_column(String(5))
    cost_minor: Mapped[int]
    capacity: Mapped[int]
    days: Mapped[list[str]]
    position: Mapped[int]


class ProductRow(Base):
    """What can be bought. ``size`` is text that ``catalog.size`` reads.

    ``title`` is what the feed calls it that ``name`` was made from, ``spoken_name`` what a merchant
    has said instead of either. ``parent`` groups variants. What is no longer sold is not
    ``listed``: orders go on referring to it.
    """

    __tablename__ = "products"
    __table_args__ = (
        CheckConstraint("stock >= 0", name="stock_not_negative"),
        CheckConstraint("price_minor >= 0", name="price_not_negative"),
    )

    sku: Mapped[str] = mapped_column(primary_key=True)
    gtin: Mapped[str]
    name: Mapped[str]
    brand: Mapped[str]
    category: Mapped[str] = mapped_column(index=True)
    department: Mapped[str] = mapped_column(index=True)
    size: Mapped[str]
    price_minor: Mapped[int]
    tax_category: Mapped[str]
    stock: Mapped[int]
    attributes: Mapped[list[str]]
    synonyms: Mapped[list[str]]
    description: Mapped[str]
    popularity: Mapped[int]
    title: Mapped[str] = mapped_column(server_default="")
    spoken_name: Mapped[str] = mapped_column(server_default="")
    parent: Mapped[str] = mapped_column(server_default="")
    listed: Mapped[bool] = mapped_column(server_default=true(), default=True)


class RelationRow(Base):
    """One product named beside another: ``goes_with`` or ``instead_of``."""

    __tablename__ = "product_relations"

    sku: Mapped[str] = mapped_column(ForeignKey("products.sku"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    other_sku: Mapped[str] = mapped_column(ForeignKey("products.sku"))


class CustomerRow(Base):
    """Somebody with an account here; after ``erased_at`` only a number that orders hang on."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    address_label: Mapped[str]
    address: Mapped[str]
    region: Mapped[str] = mapped_column(server_default="")
    email: Mapped[str] = mapped_column(server_default="")
    preferences: Mapped[Document]
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class AccessTokenRow(Base):
    """A token of an account, kept as its SHA-256 so that a stolen database opens no account.

    It ends at ``expires_at``, if ever; ``grant_id`` is the linked platform's, "" for our own.
    """

    __tablename__ = "access_tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    grant_id: Mapped[str] = mapped_column(index=True, server_default="")


class CartRow(Base):
    """A cart; every change raises ``version``, which also keeps two writers apart."""

    __tablename__ = "carts"

    owner: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]


class CartLineRow(Base):
    """So many pieces of one product in a cart."""

    __tablename__ = "cart_lines"

    owner: Mapped[str] = mapped_column(ForeignKey("carts.owner"), primary_key=True)
    sku: Mapped[str] = mapped_column(ForeignKey("products.sku"), primary_key=True)
    quantity: Mapped[int]
    position: Mapped[int]


class QuoteRow(Base):
    """What was offered; ``terms`` is the canonical document its fingerprint was taken of."""

    __tablename__ = "quotes"
    __table_args__ = (Index("quotes_owner_state", "owner", "state"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    owner: Mapped[str]
    conversation: Mapped[str]
    state: Mapped[str]
    terms: Mapped[Document]
    fingerprint: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class OrderRow(Base):
    """What was bought. One quote makes at most one order: ``quote_id`` is unique.

    ``credit_minor`` is the part of the total that store credit pays. ``joins`` is the order whose
    delivery this one travels with.
    """

    __tablename__ = "orders"
    __table_args__ = (Index("orders_customer_placed", "customer_id", "placed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[str | None] = mapped_column(ForeignKey("quotes.id"), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    owner: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    goods_minor: Mapped[int]
    discounts: Mapped[list[Document]] = mapped_column(server_default="[]")
    delivery_minor: Mapped[int]
    tax_minor: Mapped[int]
    tax_included: Mapped[bool]
    total_minor: Mapped[int]
    credit_minor: Mapped[int] = mapped_column(server_default="0")
    slot_code: Mapped[str]
    slot_label: Mapped[str]
    slot_starts: Mapped[datetime] = mapped_column(index=True)
    slot_ends: Mapped[datetime]
    address_label: Mapped[str]
    address: Mapped[str]
    consent: Mapped[Document | None]
    placed_at: Mapped[datetime]
    joins: Mapped[int | None] = mapped_column(ForeignKey("orders.id", name="orders_joins"))

    lines: Mapped[list[OrderLineRow]] = relationship(
        order_by="OrderLineRow.position", lazy="selectin"
    )
    payment: Mapped[PaymentRow] = relationship(lazy="joined", innerjoin=True)


class OrderLineRow(Base):
    """One product of an order, as it was named and priced on that day.

    ``given_up`` counts the pieces of ``quantity`` that were taken out again before picking,
    ``returned`` those that came back afterwards.
    """

    __tablename__ = "order_lines"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(ForeignKey("products.sku"))
    name: Mapped[str]
    brand: Mapped[str]
    size: Mapped[str]
    quantity: Mapped[int]
    unit_price_minor: Mapped[int]
    total_minor: Mapped[int]
    discount_minor: Mapped[int] = mapped_column(server_default="0")
    tax_minor: Mapped[int]
    given_up: Mapped[int] = mapped_column(server_default="0")
    returned: Mapped[int] = mapped_column(server_default="0")


class PaymentRow(Base):
    """What an order takes of the provider, beside store credit; ``reason``: why it was declined."""

    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), unique=True)
    method: Mapped[str]
    state: Mapped[str]
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    amount_minor: Mapped[int]
    reference: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
