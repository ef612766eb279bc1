"""What Google Merchant Center's attributes mean, however a feed writes them.

https://support.google.com/merchants/answer/7052112
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fulfillment.feeds.delimited import Record
from fulfillment.feeds.entry import Entry, Unsold

_OPTIONS = ("color", "size", "material", "pattern")
_QUALITIES = ("color", "material", "pattern", "age_group", "gender")
_STOCK = ("quantity", "sell_on_google_quantity", "inventory", "stock")


def google_entry(line: int, fields: Mapping[str, str]) -> Entry:
    """An entry from attributes by their names ("item_group_id")."""
    told = {name: fields.get(name, "").strip() for name in (*_OPTIONS, *_QUALITIES)}
    group = fields.get("item_group_id", "")
    return Entry(
        line,
        id=fields.get("id", ""),
        title=fields.get("title", ""),
        price=fields.get("price", ""),
        sale_price=fields.get("sale_price", ""),
        sale_dates=fields.get("sale_price_effective_date", ""),
        availability=fields.get("availability", ""),
        stock=next((fields[name] for name in _STOCK if fields.get(name)), ""),
        brand=fields.get("brand", ""),
        gtin=fields.get("gtin", ""),
        category=fields.get("google_product_category", ""),
        product_type=fields.get("product_type", ""),
        tax=fields.get("tax_category", ""),
        description=fields.get("description", ""),
        parent=group,
        size=fields.get("unit_pricing_measure", "") or ("" if group else told["size"]),
        multipack=fields.get("multipack", ""),
        options=tuple((name, told[name]) for name in _OPTIONS if group and told[name]),
        attributes=tuple(told[name] for name in _QUALITIES if told[name]),
        needs_availability=True,
    )


def read_google_table(
    header: list[str], rows: Iterator[Record | Unsold]
) -> Iterator[Entry | Unsold]:
    """The entries of a table with Google's attributes for its columns."""
    names = [attribute(name) for name in header]
    for row in rows:
        if isinstance(row, Unsold):
            yield row
            continue
        line, cells = row
        fields: dict[str, str] = {}
        for name, cell in zip(names, cells, strict=False):
            # Some attributes may come several times, the most important first.
            if cell or name not in fields:
                fields[name] = fields.get(name) or cell
        yield google_entry(line, fields)


def attribute(column: str) -> str:
    """The attribute that a column is named after: "g:Sale price" is ``sale_price``."""
    return column.strip().lower().removeprefix("g:").replace(" ", "_")
