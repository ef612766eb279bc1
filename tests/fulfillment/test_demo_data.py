"""The demo shop's products: complete, consistent, and said as people say them."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from tests.fulfillment.demo_files import (
    COLUMNS,
    HEALTH_CLAIMS,
    LOCALES,
    SIZE,
    DemoShop,
    amount,
    cell,
    demo_shop,
)

# Letters of the shops' languages, in lower case.
LETTERS = "a-zàâäçéèêëîïôöùûüÿœæ"


@pytest.fixture(params=LOCALES)
def demo(request: pytest.FixtureRequest) -> DemoShop:
    """Every demo shop, one after the other."""
    return demo_shop(request.param)


# The files and their columns


def test_every_department_has_the_same_columns(demo: DemoShop) -> None:
    for path in demo.files:
        with path.open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == COLUMNS, path.name


def test_every_row_has_exactly_as_many_cells_as_the_header(demo: DemoShop) -> None:
    for path in demo.files:
        with path.open(encoding="utf-8", newline="") as file:
            assert {len(cells) for cells in csv.reader(file)} == {len(COLUMNS)}, path.name


def test_there_are_at_least_thirteen_departments_and_four_hundred_fifty_products(
    demo: DemoShop,
) -> None:
    assert len(demo.departments) >= 13
    assert len(demo.products) >= 450


def test_no_department_is_thin(demo: DemoShop) -> None:
    assert min(len(rows) for rows in demo.departments.values()) >= 20


def test_cells_carry_no_stray_blanks(demo: DemoShop) -> None:
    for row in demo.products:
        for column, value in row.items():
            assert all(part == " ".join(part.split()) for part in value.split(";")), (column, row)


# Numbers that name a product


def test_skus_are_unique_and_well_formed(demo: DemoShop) -> None:
    assert len(demo.by_sku) == len(demo.products)
    assert all(re.fullmatch(r"(HM|FR)-\d{4}", sku) for sku in demo.by_sku)


def test_departments_do_not_share_a_range_of_skus(demo: DemoShop) -> None:
    ranges = sorted(
        (int(min(r["sku"] for r in rows)[3:]), int(max(r["sku"] for r in rows)[3:]))
        for rows in demo.departments.values()
    )
    assert all(last < first for (_, last), (first, _) in pairwise(ranges))


def test_gtins_are_unique(demo: DemoShop) -> None:
    assert len({row["gtin"] for row in demo.products}) == len(demo.products)


def test_gtins_stay_in_the_range_that_shops_keep_for_themselves(demo: DemoShop) -> None:
    assert all(re.fullmatch(r"2\d{12}", row["gtin"]) for row in demo.products)


def test_gtins_have_a_valid_check_digit(demo: DemoShop) -> None:
    for row in demo.products:
        digits = [int(digit) for digit in row["gtin"]]
        assert (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0, row["gtin"]


# Words


def test_names_and_categories_are_lower_case_words(demo: DemoShop) -> None:
    for row in demo.products:
        assert re.fullmatch(rf"[{LETTERS}0-9' -]+", row["name"]), row["name"]
        assert re.fullmatch(rf"[{LETTERS}' -]+", row["category"]), row["category"]


def test_names_hold_neither_a_brand_nor_a_size(demo: DemoShop) -> None:
    brands = {row["brand"].lower() for row in demo.products}
    for name in {row["name"] for row in demo.products}:
        assert not any(brand in name for brand in brands), name
        assert not SIZE.search(name), name


def test_a_name_means_one_category(demo: DemoShop) -> None:
    for (name,), rows in demo.grouped("name").items():
        assert len({row["category"] for row in rows}) == 1, name


def test_there_are_twenty_five_to_forty_five_brands(demo: DemoShop) -> None:
    assert 25 <= len({row["brand"] for row in demo.products}) <= 45


def test_attributes_are_lower_case_and_never_repeated(demo: DemoShop) -> None:
    for row in demo.products:
        attributes = cell(row, "attributes")
        assert attributes, row
        assert len(set(attributes)) == len(attributes), row
        assert all(re.fullmatch(rf"[{LETTERS}0-9.' -]+", word) for word in attributes), row


def test_attributes_named_in_the_name_are_kept_as_attributes(demo: DemoShop) -> None:
    leading = ("decaf", "organic", "fragrance free", "gluten free", "rechargeable", "low fat")
    trailing = ("décaféiné", "bio", "sans parfum", "sans gluten", "sans lactose", "demi-écrémé")
    for row in demo.products:
        name = row["name"]
        found = [word for word in leading if name.startswith(f"{word} ")]
        found += [word for word in trailing if name.endswith(f" {word}")]
        assert set(found) <= set(cell(row, "attributes")), row


def test_synonyms_are_lower_case_other_words_for_the_name(demo: DemoShop) -> None:
    for row in demo.products:
        synonyms = cell(row, "synonyms")
        assert synonyms, row
        assert len(set(synonyms)) == len(synonyms), row
        assert row["name"] not in synonyms
        assert all(re.fullmatch(rf"[{LETTERS}0-9' -]+", word) for word in synonyms), row


def test_synonyms_never_hold_a_brand(demo: DemoShop) -> None:
    brands = {row["brand"].lower() for row in demo.products}
    for row in demo.products:
        assert not any(brand in word for brand in brands for word in cell(row, "synonyms")), row


def test_a_synonym_leads_to_one_category_only(demo: DemoShop) -> None:
    categories = defaultdict(set)
    for row in demo.products:
        for word in [row["name"], *cell(row, "synonyms")]:
            categories[word].add(row["category"])
    assert [word for word, found in categories.items() if len(found) > 1] == []


def test_descriptions_are_one_short_sentence_that_can_be_spoken(demo: DemoShop) -> None:
    for row in demo.products:
        text = row["description"]
        assert re.fullmatch(rf"[A-ZÀÂÇÉÈÊÎÔŒ0-9][A-Z{LETTERS}0-9 ,'-]+\.", text), text
        assert len(text) <= 100, text


def test_descriptions_make_no_claims_about_health(demo: DemoShop) -> None:
    for row in demo.products:
        assert not HEALTH_CLAIMS.search(row["description"].lower()), row


def test_a_description_belongs_to_one_name_of_one_brand(demo: DemoShop) -> None:
    owners = defaultdict(set)
    for row in demo.products:
        owners[row["description"]].add((row["name"], row["brand"]))
    assert [text for text, found in owners.items() if len(found) > 1] == []


def test_no_two_products_are_the_same_thing(demo: DemoShop) -> None:
    things = Counter(
        (row["name"], row["brand"], amount(row["size"]), row["attributes"]) for row in demo.products
    )
    assert [thing for thing, count in things.items() if count > 1] == []


# Sizes, prices, tax, stock


def test_sizes_follow_the_pattern(demo: DemoShop) -> None:
    for row in demo.products:
        assert amount(row["size"])[1] > 0, row


def test_prices_are_whole_cents_of_a_household_shop(demo: DemoShop) -> None:
    for row in demo.products:
        assert re.fullmatch(r"[1-9]\d*", row["price_minor"]), row
        assert 25 <= int(row["price_minor"]) <= 10_000, row


def test_bigger_packs_of_the_same_name_and_brand_are_not_dearer_per_unit(demo: DemoShop) -> None:
    for rows in demo.grouped("name", "brand").values():
        packs = defaultdict(list)
        for row in rows:
            kind, units = amount(row["size"])
            packs[kind].append((units, int(row["price_minor"]) / units))
        for sizes in packs.values():
            assert all(b <= a + 1e-9 for (_, a), (_, b) in pairwise(sorted(sizes))), rows


def test_tax_names_a_rate_of_the_shop(demo: DemoShop) -> None:
    rates = set(demo.shop["tax"]) - {"delivery"}
    assert {row["tax"] for row in demo.products} == rates
    assert rates >= {"food", "general"}


@pytest.mark.parametrize(
    ("locale", "food", "household"),
    [
        (
            "en-US",
            ("dairy", "bakery", "fruit-and-vegetables", "pantry", "frozen"),
            ("cleaning", "paper", "pets", "personal-care", "small-electronics"),
        ),
        (
            "fr-FR",
            ("cremerie", "boulangerie", "fruits-et-legumes", "epicerie-salee", "surgeles"),
            ("entretien", "papier", "animalerie"),
        ),
    ],
)
def test_food_is_taxed_as_food_and_household_goods_are_not(
    locale: str, food: tuple[str, ...], household: tuple[str, ...]
) -> None:
    departments = demo_shop(locale).departments
    assert {row["tax"] for name in food for row in departments[name]} == {"food"}
    assert {row["tax"] for name in household for row in departments[name]} == {"general"}


def test_stock_and_popularity_stay_in_their_bounds(demo: DemoShop) -> None:
    for row in demo.products:
        assert 0 <= int(row["stock"]) <= 200, row
        assert 1 <= int(row["popularity"]) <= 100, row


def test_most_stock_is_ample_and_some_is_low(demo: DemoShop) -> None:
    stock = [int(row["stock"]) for row in demo.products]
    assert sum(count >= 5 for count in stock) > 0.9 * len(stock)
    assert sum(1 <= count <= 3 for count in stock) >= 5


def test_sold_out_products_have_a_stocked_replacement(demo: DemoShop) -> None:
    sold_out = [row for row in demo.products if row["stock"] == "0"]
    assert len(sold_out) >= 8
    for row in sold_out:
        assert any(int(demo.by_sku[sku]["stock"]) > 0 for sku in cell(row, "instead_of")), row


# What goes with what


@pytest.mark.parametrize("column", ["goes_with", "instead_of"])
def test_relations_lead_to_other_products_of_the_shop(demo: DemoShop, column: str) -> None:
    for row in demo.products:
        related = cell(row, column)
        assert len(set(related)) == len(related), row
        assert row["sku"] not in related
        assert set(related) <= demo.by_sku.keys(), row


def test_replacements_stay_in_the_category(demo: DemoShop) -> None:
    for row in demo.products:
        assert {demo.by_sku[sku]["category"] for sku in cell(row, "instead_of")} <= {
            row["category"]
        }


def test_replacements_keep_what_people_cannot_do_without(demo: DemoShop) -> None:
    kept = {"decaf", "gluten free", "fragrance free", "lactose free", "dairy free", "vegan"}
    kept |= {"décaféiné", "sans gluten", "sans parfum", "sans lactose", "végétal", "sans sucre"}
    for row in demo.products:
        needed = kept.intersection(cell(row, "attributes"))
        for sku in cell(row, "instead_of"):
            assert needed <= set(cell(demo.by_sku[sku], "attributes")), row


def test_most_products_are_related_to_another(demo: DemoShop) -> None:
    related = [row for row in demo.products if row["goes_with"] or row["instead_of"]]
    assert len(related) > 0.9 * len(demo.products)
