"""Which kind of feed a text is, and its entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from fulfillment.feeds.delimited import Record, delimiter_of, records
from fulfillment.feeds.entry import Entry, Unsold, shortened
from fulfillment.feeds.errors import FeedUnknown
from fulfillment.feeds.google import attribute, read_google_table
from fulfillment.feeds.google_xml import declared_encoding, read_google_xml
from fulfillment.feeds.lines import Text
from fulfillment.feeds.plain import Columns, read_plain, usual_mapping
from fulfillment.feeds.storefronts import read_shopify, read_woocommerce

KINDS = ("google-xml", "google-tsv", "shopify", "woocommerce", "plain")
# By this first line, spreadsheets are told what separates the cells.
_SPREADSHEET = re.compile(r'"?sep=(.|\t)"?', re.IGNORECASE)
Entries = Iterator[Entry | Unsold]
_GOOGLE_COLUMNS = ("availability", "link", "image_link", "google_product_category", "condition")


def entries_of(
    text: Text, kind: str | None = None, columns: Columns | None = None
) -> tuple[str, Entries]:
    """The kind of a feed and its entries. Raises :class:`FeedUnknown`.

    Iterating raises :class:`FeedBroken` where the feed breaks off.
    """
    if columns and not kind:
        kind = "plain"
    if not kind and text.peek().lstrip("\ufeff \t\r\n").startswith("<"):
        kind = "google-xml"
    if kind == "google-xml":
        text.declare(declared_encoding(text.peek()))
        return kind, read_google_xml(text.blocks())
    return _table(text, kind, columns)


def _table(text: Text, kind: str | None, columns: Columns | None) -> tuple[str, Entries]:
    lines = text.lines()
    number, first = _first(lines)
    if not first:
        raise FeedUnknown("the feed is empty")
    told = _SPREADSHEET.fullmatch(first.strip())
    if told:
        more, first = _first(lines)
        number += more
    delimiter = (columns.delimiter if columns else "") or (told and told[1]) or delimiter_of(first)
    every = records(chain([first], lines), delimiter, number)
    head = next(every, None)
    if head is None or isinstance(head, Unsold):
        raise FeedUnknown("the feed's first line names no columns")
    header = [name.strip() for name in head[1]]
    found = kind or _kind_of(header)
    return found, _read(found, header, every, columns)


def _read(
    kind: str, header: list[str], rows: Iterator[Record | Unsold], columns: Columns | None
) -> Entries:
    match kind:
        case "google-tsv":
            return read_google_table(header, rows)
        case "shopify":
            return read_shopify(header, rows)
        case "woocommerce":
            return read_woocommerce(header, rows)
        case _:
            columns = columns or usual_mapping(header)
            if columns is None:
                raise FeedUnknown("a plain table needs a mapping of its columns: --mapping FILE")
            return read_plain(header, rows, columns)


def _kind_of(header: list[str]) -> str:
    names = {name.lower() for name in header}
    google = {attribute(name) for name in header}
    if {"handle", "variant price"} <= names or {"url handle", "option1 name"} <= names:
        return "shopify"
    if {"type", "sku", "regular price"} <= names:
        return "woocommerce"
    if {"id", "title", "price"} <= google and google & set(_GOOGLE_COLUMNS):
        return "google-tsv"
    if usual_mapping(header):
        return "plain"
    seen = shortened(", ".join(header))
    raise FeedUnknown(f"nobody knows a feed with the columns {seen}: give --kind or --mapping")


def _first(lines: Iterator[str | None]) -> tuple[int, str]:
    for number, line in enumerate(lines, start=1):
        if line is None or line.strip():
            return number, line or ""
    return 0, ""
