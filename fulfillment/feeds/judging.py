"""From what a feed says to what the shop would sell, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fulfillment.catalog.size import parse_size
from fulfillment.feeds.cleaning import NameRules, clean
from fulfillment.feeds.entry import Entry, Reason, Unsold, shortened
from fulfillment.feeds.places import place
from fulfillment.feeds.prices import MOST_MINOR, PriceRefused, read_price, with_tax, without_tax
from fulfillment.feeds.storefronts import UNTAXED
from fulfillment.feeds.texts import cut, plain_text

MOST_ID, _MOST_TITLE, _MOST_DESCRIPTION, _MOST_WORD, _MOST_WORDS = 100, 500, 1000, 60, 20
# With its markup; what is longer is cut before anybody reads it.
_MOST_MARKED = 20_000
_IN = (
    *("in stock", "in_stock", "instock", "in-stock", "available", "yes", "true", "1", "limited"),
    *("en stock", "disponible", "oui"),
)
_OUT = (
    *("out of stock", "out_of_stock", "outofstock", "out-of-stock", "no", "false", "0"),
    *("rupture", "rupture de stock", "en rupture", "épuisé", "indisponible", "non"),
)
# To be had one day; a shop that delivers tomorrow does not have it.
_LATER = ("preorder", "backorder", "pre-order", "discontinued", "sold out", "sold_out")
_WHOLE = re.compile(r"-?\d+(?:[.,]0*)?")
_THOUSANDS = {mark: re.compile(rf"-?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,"}
_GTIN = re.compile(r"\d{8,14}")

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the shop asks of a feed's products.

    ``feed_includes_tax`` and ``shop_includes_tax`` say of what kind prices are; ``tax_rates`` are
    basis points by tax category, and ``tax_default`` is the category of what names none that is
    known. ``now`` decides which sale prices hold. ``note`` hears what was mended, not refused.
    ``taxonomy`` has paths by the numbers of Google's categories.
    """

    currency: str
    rules: NameRules
    tax_rates: Mapping[str, int]
    tax_default: str
    feed_includes_tax: bool
    shop_includes_tax: bool
    now: datetime
    note: Callable[[str], None]
    taxonomy: Mapping[str, str] = field(default_factory=dict)


class Judge:
    """Judges entries one by one."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def judge(self, entry: Entry) -> Values | Unsold:
        """The columns of a product, or why it is none. ``stock`` is None where it has no number."""
        try:
            return self._values(entry)
        except _Refused as refusal:
            id_ = shortened(plain_text(entry.id[: MOST_ID * 2]), MOST_ID)
            return Unsold(entry.line, id_, refusal.reason, shortened(refusal.text))

    def _values(self, entry: Entry) -> Values:
        sku = self._sku(entry)
        if entry.hidden is not None:
            raise _Refused(entry.hidden, entry.title)
        title = self._title(entry)
        tax = self._tax(entry)
        brand = cut(plain_text(entry.brand[:_MOST_TITLE]), _MOST_WORD)
        terms = self._terms
        department, category = place(entry.product_type, entry.category, terms.taxonomy, terms.note)
        named = clean(
            title,
            terms.rules,
            brand=brand,
            category=f"{department} {category}",
            options=entry.options,
        )
        return {
            "sku": sku,
            "gtin": _gtin(entry.gtin),
            "title": title,
            "name": named.name,
            "brand": brand,
            "category": category,
            "department": department,
            "size": self._size(entry, None if named.size is None else str(named.size)),
            "price_minor": self._price(entry, tax),
            "tax_category": tax,
            "stock": self._stock(entry),
            "attributes": _words(entry.attributes),
            "synonyms": _words(entry.synonyms),
            "description": cut(plain_text(entry.description[:_MOST_MARKED]), _MOST_DESCRIPTION),
            "popularity": _popularity(entry.popularity),
            "parent": plain_text(entry.parent[:_MOST_TITLE])[:MOST_ID],
        }

    def _sku(self, entry: Entry) -> str:
        sku = plain_text(entry.id[: MOST_ID * 4])
        if not sku:
            raise _Refused(Reason.ID_MISSING, entry.title)
        if len(sku) > MOST_ID:
            raise _Refused(Reason.ID_TOO_LONG, sku)
        return sku

    def _title(self, entry: Entry) -> str:
        title = plain_text(entry.title[:_MOST_MARKED])
        if not any(c.isalnum() for c in title):
            raise _Refused(Reason.TITLE_MISSING, entry.title)
        if len(title) > _MOST_TITLE:
            raise _Refused(Reason.TITLE_TOO_LONG, title)
        if "<" in entry.title and "<" not in title:
            self._terms.note("markup-removed")
        return title

    def _tax(self, entry: Entry) -> str:
        named = entry.tax.strip()
        if named in self._terms.tax_rates or named == UNTAXED:
            return named
        if named:
            self._terms.note("tax-category-unknown")
        return self._terms.tax_default

    def _price(self, entry: Entry, tax: str) -> int:
        terms = self._terms
        text = entry.price
        if entry.sale_price and _runs(entry.sale_dates, terms.now):
            text = entry.sale_price
        try:
            minor = read_price(text, terms.currency, terms.rules.decimal_mark, entry.currency)
        except PriceRefused as refusal:
            raise _Refused(refusal.reason, text) from None
        rate = terms.tax_rates.get(tax, 0)
        if terms.feed_includes_tax and not terms.shop_includes_tax:
            minor = without_tax(minor, rate)
        elif terms.shop_includes_tax and not terms.feed_includes_tax:
            minor = with_tax(minor, rate)
        return minor

    def _stock(self, entry: Entry) -> int | None:
        told = entry.availability.strip().lower()
        if entry.needs_availability and not told:
            raise _Refused(Reason.AVAILABILITY_MISSING, "")
        if told in _OUT or told in _LATER:
            return 0
        if told and told not in _IN:
            raise _Refused(Reason.AVAILABILITY_UNKNOWN, told)
        number = entry.stock.strip()
        if not number:
            return None
        decimal = self._terms.rules.decimal_mark
        thousands = "." if decimal == "," else ","
        if _THOUSANDS[thousands].fullmatch(number[:20]):
            number = number.replace(thousands, "")
        if not _WHOLE.fullmatch(number[:20]):
            raise _Refused(Reason.STOCK_UNREADABLE, number)
        # Shops that sell more than they have count below nothing.
        return min(max(int(re.split("[.,]", number)[0]), 0), MOST_MINOR)

    def _size(self, entry: Entry, of_title: str | None) -> str:
        told = (
            self._terms.rules.sizes.read(plain_text(entry.size[:_MOST_WORD]))
            if entry.size
            else None
        )
        size = told or (parse_size(of_title) if of_title else None)
        packs = int(entry.multipack) if entry.multipack.isdecimal() else 1
        if size is None:
            return f"{packs if 0 < packs < 100_000 else 1} ct"
        if size.count == 1 and 1 < packs < 100_000 and size.unit != "ct":
            return f"{packs} x {size}"
        return str(size)


class _Refused(Exception):  # noqa: N818 - an outcome of judging
    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.text = text


def _runs(dates: str, now: datetime) -> bool:
    """Whether ``now`` lies between two moments; always where none are named or readable."""
    begins, _, ends = dates.partition("/")
    try:
        return _moment(begins) <= now < _moment(ends)
    except ValueError:
        return True


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _gtin(text: str) -> str:
    """A product's number; nothing where a spreadsheet has made "4.00638E+12" of it."""
    plain = text.replace(" ", "").replace("-", "").strip("'\"=")
    return plain if _GTIN.fullmatch(plain) and plain.isascii() else ""


def _words(words: tuple[str, ...]) -> list[str]:
    plain = (plain_text(word[:_MOST_TITLE]).lower() for word in words[:_MOST_WORDS])
    return list(dict.fromkeys(word for word in plain if 0 < len(word) <= _MOST_WORD))


def _popularity(text: str) -> int | None:
    return min(int(text), MOST_MINOR) if text.isdecimal() and text.isascii() else None
