"""The tables of catalogues that come in and of past prices. Amounts are minor units."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from fulfillment.storage.base import Base


class ProductPriceRow(Base):
    """What a product costs from a moment on, until the next row of the same product."""

    __tablename__ = "product_prices"

    sku: Mapped[str] = mapped_column(ForeignKey("products.sku"), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    price_minor: Mapped[int]


class CatalogImportRow(Base):
    """One import of a feed; its states are those of ``feeds.imports``.

    ``position`` counts the feed's entries that were read, ``digest`` is the chain of what they
    were, so that a feed that is read again can be told from another one. ``options`` is a digest
    of what was asked for, ``etag`` what the feed's server calls this version of it.
    """

    __tablename__ = "catalog_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    options: Mapped[str] = mapped_column(String(64))
    state: Mapped[str]
    position: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64))
    etag: Mapped[str]
    counts: Mapped[dict[str, int]]
    started_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class StagedProductRow(Base):
    """A product of an import that shoppers do not see yet.

    ``stock`` is null where the feed says no more than that there is some, ``popularity`` where it
    says nothing.
    """

    __tablename__ = "staged_products"

    import_id: Mapped[int] = mapped_column(ForeignKey("catalog_imports.id"), primary_key=True)
    sku: Mapped[str] = mapped_column(primary_key=True)
    gtin: Mapped[str]
    title: Mapped[str]
    name: Mapped[str]
    brand: Mapped[str]
    category: Mapped[str]
    department: Mapped[str]
    size: Mapped[str]
    price_minor: Mapped[int]
    tax_category: Mapped[str]
    stock: Mapped[int | None]
    attributes: Mapped[list[str]]
    synonyms: Mapped[list[str]]
    description: Mapped[str]
    popularity: Mapped[int | None]
    parent: Mapped[str]


class FeedEventRow(Base):
    """A change by webhook that was dealt with, so that it counts once."""

    __tablename__ = "feed_events"

    id: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
