"""Plain tables: their columns told by a mapping, or named as we name what they hold."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fulfillment.feeds.delimited import Record
from fulfillment.feeds.entry import Entry, Unsold
from fulfillment.feeds.errors import FeedUnknown

_TEXTS = (
    *("id", "title", "price", "currency", "sale_price", "sale_dates", "availability", "stock"),
    *("brand", "gtin", "category", "product_type", "tax", "description", "parent", "size"),
    *("multipack", "popularity"),
)
_LISTS = ("attributes", "synonyms")
FIELDS = (*_TEXTS, *_LISTS)
_NEEDED = ("id", "title", "price")
# Names that columns often have.
_USUAL = {
    **{name: name for name in FIELDS},
    **dict.fromkeys(("sku", "code", "ref", "référence", "reference"), "id"),
    **dict.fromkeys(("name", "product", "nom", "titre", "libellé", "désignation"), "title"),
    **dict.fromkeys(("prix", "unit_price"), "price"),
    **dict.fromkeys(("marque", "vendor"), "brand"),
    **dict.fromkeys(("department", "rayon", "catégorie"), "category"),
    **dict.fromkeys(("ean", "upc", "barcode"), "gtin"),
    **dict.fromkeys(("quantity", "qty", "quantité"), "stock"),
    **dict.fromkeys(("format", "contenance"), "size"),
    **dict.fromkeys(("disponibilité", "dispo"), "availability"),
    **dict.fromkeys(("devise",), "currency"),
    **dict.fromkeys(("descriptif",), "description"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, what all rows share, and what the cells of availability mean."""

    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    availability: Mapping[str, str] = field(default_factory=dict)
    separator: str = ";"
    delimiter: str = ""


def read_mapping(path: Path) -> Columns:
    """A mapping file in TOML. Raises :class:`FeedUnknown` where it makes no sense."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FeedUnknown(f"{path} is not TOML: {error}") from error
    tables = {
        name: _texts(path, name, document.get(name, {}))
        for name in ("columns", "constants", "availability")
    }
    for name in (*tables["columns"], *tables["constants"]):
        if name not in FIELDS:
            raise FeedUnknown(f"{path}: products have no {name!r}, but {', '.join(FIELDS)}")
    for name in _NEEDED:
        if name not in tables["columns"]:
            raise FeedUnknown(f"{path} does not say which column holds the {name}")
    marks = {name: str(document.get(name, "")) for name in ("separator", "delimiter")}
    return Columns(**tables, separator=marks["separator"] or ";", delimiter=marks["delimiter"])


def usual_mapping(header: list[str]) -> Columns | None:
    """The mapping of a table whose columns have usual names, if they have."""
    columns: dict[str, str] = {}
    for column in header:
        name = _USUAL.get(column.strip().lower().replace(" ", "_"))
        if name:
            columns.setdefault(name, column)
    return Columns(columns) if all(name in columns for name in _NEEDED) else None


def read_plain(
    header: list[str], rows: Iterator[Record | Unsold], mapping: Columns
) -> Iterator[Entry | Unsold]:
    """The entries of a table. Raises :class:`FeedUnknown` where a mapped column is missing."""
    places = {}
    for name, column in mapping.columns.items():
        if column not in header:
            raise FeedUnknown(f"the feed has no column {column!r}, but {', '.join(header)}")
        places[name] = header.index(column)
    for row in rows:
        yield row if isinstance(row, Unsold) else _entry(row, places, mapping)


def _entry(row: Record, places: Mapping[str, int], mapping: Columns) -> Entry:
    line, cells = row
    told = dict(mapping.constants)
    told |= {name: cells[at].strip() for name, at in places.items() if at < len(cells)}
    if mapping.availability:
        told["availability"] = mapping.availability.get(
            told.get("availability", ""), told.get("availability", "")
        )
    lists = {name: _parts(told.get(name, ""), mapping.separator) for name in _LISTS}
    return Entry(line, **{name: told.get(name, "") for name in _TEXTS}, **lists)  # type: ignore[arg-type]  # by names


def _parts(cell: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(separator) if part.strip())


def _texts(path: Path, name: str, table: object) -> dict[str, str]:
    if not isinstance(table, dict):
        raise FeedUnknown(f"{path}: {name} must be a table")
    return {str(key): str(value) for key, value in table.items()}
