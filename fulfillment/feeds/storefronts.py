"""Product tables that shop systems export: Shopify and WooCommerce."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fulfillment.feeds.delimited import Record
from fulfillment.feeds.entry import Entry, Reason, Unsold

# What is not taxed, whatever a shop calls it.
UNTAXED = "untaxed"
_PARENTS_KEPT = 10_000
_NO = ("", "0", "no", "false", "-1")

Cells = Mapping[str, str]
# Shopify's columns by their names since 2024, where they differ.
_NEW_NAMES = {
    "url handle": "handle",
    "description": "body (html)",
    "product type": "type",
    "published on online store": "published",
    "sku": "variant sku",
    "barcode": "variant barcode",
    "price": "variant price",
    "charge tax": "variant taxable",
    "inventory tracker": "variant inventory tracker",
    "inventory quantity": "variant inventory qty",
    "continue selling when out of stock": "variant inventory policy",
}


def read_shopify(header: list[str], rows: Iterator[Record | Unsold]) -> Iterator[Entry | Unsold]:
    """The variants of Shopify's table, where a product's first row tells what they share.

    https://help.shopify.com/en/manual/products/import-export/using-csv
    """
    shared: Cells = {}
    for line, cells in _by_name([_shopify_name(name) for name in header], rows):
        if isinstance(cells, Unsold):
            yield cells
            continue
        if cells.get("handle") != shared.get("handle") or cells.get("title"):
            shared = cells
        if cells.get("variant price") or cells.get("option1 value") or cells.get("title"):
            yield _variant(line, shared, cells)


def _shopify_name(column: str) -> str:
    name = column.strip().lower()
    return _NEW_NAMES.get(name, name)


def _variant(line: int, shared: Cells, own: Cells) -> Entry:
    options = tuple(
        (shared.get(f"option{number} name", ""), own.get(f"option{number} value", ""))
        for number in (1, 2, 3)
        if own.get(f"option{number} value", "") not in ("", "Default Title")
    )
    handle = shared.get("handle", "")
    draft = shared.get("status", "active").lower() not in ("active", "")
    unpublished = shared.get("published", "true").lower() in ("false", "no")
    made_up = "-".join([handle, *("-".join(value.lower().split()) for _, value in options)])
    return Entry(
        line,
        # Spreadsheets are kept from reading a number into a SKU by an apostrophe.
        id=own.get("variant sku", "").removeprefix("'") or made_up,
        title=shared.get("title", ""),
        price=own.get("variant price", ""),
        stock=_shopify_stock(own),
        brand=shared.get("vendor", ""),
        gtin=own.get("variant barcode", "").removeprefix("'"),
        category=shared.get("product category", ""),
        product_type=shared.get("type", ""),
        tax=UNTAXED if own.get("variant taxable", "").lower() in ("false", "no") else "",
        description=shared.get("body (html)", ""),
        parent=handle if options else "",
        options=options,
        attributes=_listed(shared.get("tags", "")),
        hidden=Reason.NOT_PUBLISHED if draft or unpublished else None,
    )


def _shopify_stock(own: Cells) -> str:
    """The stock; empty where Shopify does not count it, or sells without."""
    endless = own.get("variant inventory policy", "").lower() in ("continue", "true")
    if endless or own.get("variant inventory tracker", "") == "":
        return ""
    return own.get("variant inventory qty", "")


@dataclass(frozen=True, slots=True)
class _Parent:
    key: str
    name: str
    brand: str
    categories: str
    tags: str
    description: str


def read_woocommerce(
    header: list[str], rows: Iterator[Record | Unsold]
) -> Iterator[Entry | Unsold]:
    """The products and variations of WooCommerce's table; variations come after their parent.

    https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema
    """
    parents: OrderedDict[str, _Parent] = OrderedDict()
    for line, cells in _by_name([name.strip().lower() for name in header], rows):
        if isinstance(cells, Unsold):
            yield cells
            continue
        kinds = _listed(cells.get("type", "simple").lower())
        entry = _woo_entry(line, cells, parents.get(cells.get("parent", "")))
        if "variable" in kinds:
            _remember(parents, cells, entry)
        if {"variable", "grouped", "external"} & set(kinds):
            entry.hidden = Reason.NOT_A_PRODUCT
        yield entry


def _remember(parents: OrderedDict[str, _Parent], cells: Cells, entry: Entry) -> None:
    told = (cells.get("categories", ""), cells.get("tags", ""), entry.description)
    parent = _Parent(entry.id, entry.title, entry.brand, *told)
    parents[f"id:{cells.get('id', '')}"] = parent
    if cells.get("sku"):
        parents[cells["sku"]] = parent
    while len(parents) > _PARENTS_KEPT:
        parents.popitem(last=False)


def _woo_entry(line: int, cells: Cells, parent: _Parent | None) -> Entry:
    categories = cells.get("categories", "") or (parent.categories if parent else "")
    tags = cells.get("tags", "") or (parent.tags if parent else "")
    number = cells.get("id", "")
    sale = _dates(cells)
    name = parent.name if parent else cells.get("name", "")
    return Entry(
        line,
        id=cells.get("sku", "") or (f"woo-{number}" if number else ""),
        title=name or cells.get("name", ""),
        price=cells.get("regular price", ""),
        sale_price=cells.get("sale price", ""),
        sale_dates=sale,
        availability=_woo_availability(cells),
        stock=cells.get("stock", ""),
        brand=cells.get("brands", "") or (parent.brand if parent else ""),
        gtin=cells.get("gtin, upc, ean, or isbn", "") or cells.get("gtin", ""),
        product_type=categories.split(",")[0],
        tax=_woo_tax(cells),
        description=cells.get("short description", "")
        or cells.get("description", "")
        or (parent.description if parent else ""),
        parent=parent.key if parent else cells.get("parent", ""),
        options=_woo_options(cells) if cells.get("parent") else (),
        attributes=_listed(tags),
        hidden=Reason.NOT_PUBLISHED if cells.get("published", "1").strip() in _NO else None,
    )


def _woo_availability(cells: Cells) -> str:
    told = cells.get("in stock?", "").strip().lower()
    if told == "backorder":
        return "in_stock"
    return "out_of_stock" if told in ("0", "no") else "in_stock"


def _woo_tax(cells: Cells) -> str:
    if cells.get("tax status", "").lower() in ("none", "shipping"):
        return UNTAXED
    name = cells.get("tax class", "").lower()
    return UNTAXED if name == "zero-rate" else "" if name in ("standard", "parent") else name


def _woo_options(cells: Cells) -> tuple[tuple[str, str], ...]:
    found = []
    for number in range(1, 11):
        value = cells.get(f"attribute {number} value(s)", "")
        if value and "," not in value:
            found.append((cells.get(f"attribute {number} name", ""), value))
    return tuple(found)


def _dates(cells: Cells) -> str:
    begins, ends = cells.get("date sale price starts", ""), cells.get("date sale price ends", "")
    return f"{begins or '0001-01-01'}/{ends or '9999-12-31'}" if begins or ends else ""


def _by_name(
    names: list[str], rows: Iterator[Record | Unsold]
) -> Iterator[tuple[int, Cells | Unsold]]:
    for row in rows:
        if isinstance(row, Unsold):
            yield row.line, row
        else:
            cells = [cell.strip() for cell in row[1]]
            yield row[0], dict(zip(names, cells, strict=False))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())
