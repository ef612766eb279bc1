"""What spreadsheets and translated shops make of feeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from fulfillment.feeds import Reason, read_mapping
from fulfillment.feeds.entry import Unsold
from fulfillment.feeds.judging import Judge
from fulfillment.feeds.options import Options, terms_of
from fulfillment.founding import describe
from tests.conftest import NOW
from tests.fulfillment.feeds.feeds import entries

HEADER = "sku,name,price,availability,stock,gtin\n"


def judged(row: str, locale: str = "en-US") -> object:
    """What a shop of a locale makes of a line of a plain table."""
    shop = {"name": "Corner", "currency": "USD", "country": "US", "locale": locale}
    terms = terms_of(describe({"shop": shop}).profile, Options(), NOW, lambda _: None)
    return Judge(terms).judge(entries(HEADER + row)[0])


def told(row: str, name: str, locale: str = "en-US") -> object:
    found = judged(row, locale)
    return found.reason if isinstance(found, Unsold) else found[name]  # type: ignore[index]


def test_the_first_line_may_tell_what_separates_cells() -> None:
    (entry,) = entries('sep=;\nid;title;price\na;"Tea, green; loose";3.50\n')
    assert (entry.line, entry.title) == (3, "Tea, green; loose")


def test_old_line_ends_of_spreadsheets_are_line_ends() -> None:
    found = entries("id,title,price\r\na,Tea,3.50\r\n\r\nb,Jam,2.00\r\n")
    assert [(entry.line, entry.id) for entry in found] == [(2, "a"), (4, "b")]


@pytest.mark.parametrize(
    ("cell", "gtin"),
    [
        ("4006381333931", "4006381333931"),
        ("4 006381-333931", "4006381333931"),
        ("'4006381333931", "4006381333931"),
        ("4.00638E+12", ""),
        ("n/a", ""),
        ("12", ""),
    ],
)
def test_a_number_that_a_spreadsheet_has_spoilt_is_none(cell: str, gtin: str) -> None:
    assert told(f"a,Tea,3.50,,,{cell}", "gtin") == gtin


@pytest.mark.parametrize(
    ("cell", "locale", "stock"),
    [
        ('"1,000"', "en-US", 1000),
        ("1.000", "en-US", 1),
        ("12.0000", "en-US", 12),
        ("1.000", "fr-FR", 1000),
        ('"12,0"', "fr-FR", 12),
        ('"-1,200"', "en-US", 0),
        ('"1,20"', "en-US", Reason.STOCK_UNREADABLE),
    ],
)
def test_thousands_in_a_stock_are_not_taken_for_decimals(
    cell: str, locale: str, stock: object
) -> None:
    assert told(f"a,Tea,3,,{cell},", "stock", locale) == stock


@pytest.mark.parametrize(
    ("cell", "stock"),
    [("En stock", None), ("oui", None), ("Rupture de stock", 0), ("épuisé", 0)],
)
def test_availability_may_be_told_in_french(cell: str, stock: int | None) -> None:
    assert told(f"a,Thé,3,{cell},,", "stock", "fr-FR") == stock


def test_of_columns_with_one_name_the_first_that_says_something_counts() -> None:
    feed = (
        "id\ttitle\tprice\tavailability\tproduct_type\tproduct_type\n"
        "a\tTea\t3.50 USD\tin stock\tDrinks > Tea\t\n"
        "b\tJam\t3.50 USD\tin stock\t\tPantry\n"
    )
    assert [entry.product_type for entry in entries(feed)] == ["Drinks > Tea", "Pantry"]


def test_a_mapping_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text('[columns]\nid = "A"\ntitle = "B"\nprice = "C"\n', encoding="utf-8-sig")
    assert read_mapping(path).columns["id"] == "A"
