"""What a feed says about one product, as text, before anybody has judged it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Reason(Enum):
    """Why a line of a feed is not a product of the shop."""

    LINE_TOO_LONG = "line-too-long"
    FIELD_TOO_LONG = "field-too-long"
    UNREADABLE = "unreadable"
    QUOTE_UNCLOSED = "quote-unclosed"
    ID_MISSING = "id-missing"
    ID_TOO_LONG = "id-too-long"
    ID_DUPLICATE = "id-duplicate"
    TITLE_MISSING = "title-missing"
    TITLE_TOO_LONG = "title-too-long"
    PRICE_MISSING = "price-missing"
    PRICE_UNREADABLE = "price-unreadable"
    PRICE_NEGATIVE = "price-negative"
    PRICE_ZERO = "price-zero"
    PRICE_TOO_HIGH = "price-too-high"
    CURRENCY_WRONG = "currency-wrong"
    AVAILABILITY_MISSING = "availability-missing"
    AVAILABILITY_UNKNOWN = "availability-unknown"
    STOCK_UNREADABLE = "stock-unreadable"
    # What merchants keep out of their shops themselves is left out, not refused.
    NOT_PUBLISHED = "not-published"
    NOT_A_PRODUCT = "not-a-product"

    @property
    def refuses(self) -> bool:
        """Whether the feed is at fault; otherwise the line was not meant to be sold."""
        return self not in (Reason.NOT_PUBLISHED, Reason.NOT_A_PRODUCT)


@dataclass(frozen=True, slots=True)
class Unsold:
    """A line that makes no product; ``text`` is what was there, shortened."""

    line: int
    id: str
    reason: Reason
    text: str = ""


@dataclass(slots=True)
class Entry:
    """One product as the feed has it; every text is as it stands there, empty where it is not.

    ``line`` is where it begins. ``category`` and ``product_type`` are paths ("Food > Dairy").
    ``options`` are what a variant has of its own, as (name, value). ``sale_dates`` are two moments
    in ISO 8601 with a slash between them. ``needs_availability`` says that the kind of feed
    demands one.
    """

    line: int
    id: str = ""
    title: str = ""
    price: str = ""
    currency: str = ""
    sale_price: str = ""
    sale_dates: str = ""
    availability: str = ""
    stock: str = ""
    brand: str = ""
    gtin: str = ""
    category: str = ""
    product_type: str = ""
    tax: str = ""
    description: str = ""
    parent: str = ""
    size: str = ""
    multipack: str = ""
    popularity: str = ""
    options: tuple[tuple[str, str], ...] = ()
    attributes: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    needs_availability: bool = False
    hidden: Reason | None = field(default=None)


def shortened(text: str, most: int = 120) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text[: most * 2].split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
