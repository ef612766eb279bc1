"""The demo shop's products: complete, consistent, and said as people say them."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from tests.fulfillment.demo_files import (
    BY_SKU,
    COLUMNS,
    DEPARTMENTS,
    FILES,
    HEALTH_CLAIMS,
    PRODUCTS,
    SIZE,
    amount,
    cell,
    grouped,
)

# The files and their columns


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_department_has_the_same_columns(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS


def test_every_row_has_exactly_as_many_cells_as_the_header() -> None:
    for path in FILES:
        with path.open(encoding="utf-8", newline="") as file:
            assert {len(cells) for cells in csv.reader(file)} == {len(COLUMNS)}, path.name


def test_there_are_at_least_thirteen_departments_and_four_hundred_fifty_products() -> None:
    assert len(DEPARTMENTS) >= 13
    assert len(PRODUCTS) >= 450


def test_no_department_is_thin() -> None:
    assert min(len(rows) for rows in DEPARTMENTS.values()) >= 20


def test_cells_carry_no_stray_blanks() -> None:
    for row in PRODUCTS:
        for column, value in row.items():
            assert all(part == " ".join(part.split()) for part in value.split(";")), (column, row)


# Numbers that name a product


def test_skus_are_unique_and_well_formed() -> None:
    assert len(BY_SKU) == len(PRODUCTS)
    assert all(re.fullmatch(r"HM-\d{4}", sku) for sku in BY_SKU)


def test_departments_do_not_share_a_range_of_skus() -> None:
    ranges = sorted(
        (int(min(r["sku"] for r in rows)[3:]), int(max(r["sku"] for r in rows)[3:]))
        for rows in DEPARTMENTS.values()
    )
    assert all(last < first for (_, last), (first, _) in pairwise(ranges))


def test_gtins_are_unique() -> None:
    assert len({row["gtin"] for row in PRODUCTS}) == len(PRODUCTS)


def test_gtins_stay_in_the_range_that_shops_keep_for_themselves() -> None:
    assert all(re.fullmatch(r"2\d{12}", row["gtin"]) for row in PRODUCTS)


def test_gtins_have_a_valid_check_digit() -> None:
    for row in PRODUCTS:
        digits = [int(digit) for digit in row["gtin"]]
        assert (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0, row["gtin"]


# Words


def test_names_and_categories_are_lower_case_words() -> None:
    for row in PRODUCTS:
        assert re.fullmatch(r"[a-z0-9' -]+", row["name"]), row["name"]
        assert re.fullmatch(r"[a-z' -]+", row["category"]), row["category"]


def test_names_hold_neither_a_brand_nor_a_size() -> None:
    brands = {row["brand"].lower() for row in PRODUCTS}
    for name in {row["name"] for row in PRODUCTS}:
        assert not any(brand in name for brand in brands), name
        assert not SIZE.search(name), name


def test_a_name_means_one_category() -> None:
    for (name,), rows in grouped("name").items():
        assert len({row["category"] for row in rows}) == 1, name


def test_there_are_twenty_five_to_forty_brands() -> None:
    assert 25 <= len({row["brand"] for row in PRODUCTS}) <= 40


def test_attributes_are_lower_case_and_never_repeated() -> None:
    for row in PRODUCTS:
        attributes = cell(row, "attributes")
        assert attributes, row
        assert len(set(attributes)) == len(attributes), row
        assert all(re.fullmatch(r"[a-z0-9.' -]+", word) for word in attributes), row


def test_attributes_named_in_the_name_are_kept_as_attributes() -> None:
    for word in ("decaf", "organic", "fragrance free", "gluten free", "rechargeable", "low fat"):
        for row in PRODUCTS:
            if row["name"].startswith(f"{word} "):
                assert word in cell(row, "attributes"), row


def test_synonyms_are_lower_case_other_words_for_the_name() -> None:
    for row in PRODUCTS:
        synonyms = cell(row, "synonyms")
        assert synonyms, row
        assert len(set(synonyms)) == len(synonyms), row
        assert row["name"] not in synonyms
        assert all(re.fullmatch(r"[a-z0-9' -]+", word) for word in synonyms), row


def test_synonyms_never_hold_a_brand() -> None:
    brands = {row["brand"].lower() for row in PRODUCTS}
    for row in PRODUCTS:
        assert not any(brand in word for brand in brands for word in cell(row, "synonyms")), row


def test_a_synonym_leads_to_one_category_only() -> None:
    categories = defaultdict(set)
    for row in PRODUCTS:
        for word in [row["name"], *cell(row, "synonyms")]:
            categories[word].add(row["category"])
    assert [word for word, found in categories.items() if len(found) > 1] == []


def test_descriptions_are_one_short_sentence_that_can_be_spoken() -> None:
    for row in PRODUCTS:
        text = row["description"]
        assert re.fullmatch(r"[A-Z0-9][A-Za-z0-9 ,'-]+\.", text), text
        assert len(text) <= 100, text


def test_descriptions_make_no_claims_about_health() -> None:
    for row in PRODUCTS:
        assert not HEALTH_CLAIMS.search(row["description"].lower()), row


def test_a_description_belongs_to_one_name_of_one_brand() -> None:
    owners = defaultdict(set)
    for row in PRODUCTS:
        owners[row["description"]].add((row["name"], row["brand"]))
    assert [text for text, found in owners.items() if len(found) > 1] == []


def test_no_two_products_are_the_same_thing() -> None:
    things = Counter(
        (row["name"], row["brand"], amount(row["size"]), row["attributes"]) for row in PRODUCTS
    )
    assert [thing for thing, count in things.items() if count > 1] == []


# Sizes, prices, tax, stock


def test_sizes_follow_the_pattern() -> None:
    for row in PRODUCTS:
        assert amount(row["size"])[1] > 0, row


def test_prices_are_whole_cents_of_a_household_shop() -> None:
    for row in PRODUCTS:
        assert re.fullmatch(r"[1-9]\d*", row["price_minor"]), row
        assert 25 <= int(row["price_minor"]) <= 10_000, row


def test_bigger_packs_of_the_same_name_and_brand_are_not_dearer_per_unit() -> None:
    for rows in grouped("name", "brand").values():
        packs = defaultdict(list)
        for row in rows:
            kind, units = amount(row["size"])
            packs[kind].append((units, int(row["price_minor"]) / units))
        for sizes in packs.values():
            assert all(b <= a + 1e-9 for (_, a), (_, b) in pairwise(sorted(sizes))), rows


def test_tax_names_a_rate_of_the_shop() -> None:
    assert {row["tax"] for row in PRODUCTS} == {"food", "general"}


def test_food_is_untaxed_and_household_goods_are_not() -> None:
    for name in ("dairy", "bakery", "fruit-and-vegetables", "pantry", "frozen"):
        assert {row["tax"] for row in DEPARTMENTS[name]} == {"food"}, name
    for name in ("cleaning", "paper", "pets", "personal-care", "small-electronics"):
        assert {row["tax"] for row in DEPARTMENTS[name]} == {"general"}, name


def test_stock_and_popularity_stay_in_their_bounds() -> None:
    for row in PRODUCTS:
        assert 0 <= int(row["stock"]) <= 200, row
        assert 1 <= int(row["popularity"]) <= 100, row


def test_most_stock_is_ample_and_some_is_low() -> None:
    stock = [int(row["stock"]) for row in PRODUCTS]
    assert sum(count >= 5 for count in stock) > 0.9 * len(stock)
    assert sum(1 <= count <= 3 for count in stock) >= 5


def test_sold_out_products_have_a_stocked_replacement() -> None:
    sold_out = [row for row in PRODUCTS if row["stock"] == "0"]
    assert len(sold_out) >= 8
    for row in sold_out:
        assert any(int(BY_SKU[sku]["stock"]) > 0 for sku in cell(row, "instead_of")), row


# What goes with what


@pytest.mark.parametrize("column", ["goes_with", "instead_of"])
def test_relations_lead_to_other_products_of_the_shop(column: str) -> None:
    for row in PRODUCTS:
        related = cell(row, column)
        assert len(set(related)) == len(related), row
        assert row["sku"] not in related
        assert set(related) <= BY_SKU.keys(), row


def test_replacements_stay_in_the_category() -> None:
    for row in PRODUCTS:
        assert {BY_SKU[sku]["category"] for sku in cell(row, "instead_of")} <= {row["category"]}


def test_replacements_keep_what_people_cannot_do_without() -> None:
    kept = {"decaf", "gluten free", "fragrance free", "lactose free", "dairy free", "vegan"}
    for row in PRODUCTS:
        needed = kept.intersection(cell(row, "attributes"))
        for sku in cell(row, "instead_of"):
            assert needed <= set(cell(BY_SKU[sku], "attributes")), row


def test_most_products_are_related_to_another() -> None:
    related = [row for row in PRODUCTS if row["goes_with"] or row["instead_of"]]
    assert len(related) > 0.9 * len(PRODUCTS)
