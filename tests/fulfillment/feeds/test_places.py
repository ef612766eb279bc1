"""Departments and categories out of the paths of feeds."""

from __future__ import annotations

from collections import Counter as Counts
from pathlib import Path

import pytest

from fulfillment.feeds import FeedUnknown, Options, read_taxonomy
from fulfillment.feeds.places import place
from tests.fulfillment.feeds.feeds import Counter

LIST = """# Google_Product_Taxonomy_Version: 2021-09-21
412 - Food, Beverages & Tobacco
1 - Animals & Pet Supplies
3237 - Animals & Pet Supplies > Live Animals
"""


@pytest.mark.parametrize(
    ("own", "googles", "found"),
    [
        ("", "Food, Beverages & Tobacco > Food Items > Dairy", "food, beverages and tobacco/dairy"),
        ("Dairy > Milk", "Food > Other", "dairy/milk"),
        ("Fruit/Nuts &amp; Seeds > Dried", "", "fruit/nuts and seeds/dried"),
        ("Drinks / Tea", "", "drinks/tea"),
        ("Drinks | Tea", "", "drinks/tea"),
        (
            "",
            "3237 - Animals & Pet Supplies > Live Animals",
            "animals and pet supplies/live animals",
        ),
        ("", "3237", "animals and pet supplies/live animals"),
        ("Kittens", "3237", "kittens/kittens"),
        ("", " 1 ", "animals and pet supplies/animals and pet supplies"),
        ("", "", "other/other"),
        (" > ", "99", "other/other"),
    ],
)
def test_the_first_name_is_the_department_and_the_last_the_category(
    tmp_path: Path, own: str, googles: str, found: str
) -> None:
    notes: Counts[str] = Counts()
    path = tmp_path / "taxonomy.txt"
    path.write_text(LIST, encoding="utf-8")
    assert "/".join(place(own, googles, read_taxonomy(path), lambda n: notes.update([n]))) == found
    assert notes["category-number-unknown"] == (googles == "99")


def test_a_list_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.txt"
    path.write_text("Animals & Pet Supplies\n", encoding="utf-8")
    with pytest.raises(FeedUnknown, match="line 1"):
        read_taxonomy(path)


def test_a_number_that_nobody_knows_is_noted(counter: Counter) -> None:
    feed = (
        "id\ttitle\tprice\tavailability\tgoogle_product_category\tproduct_type\n"
        "a\tFrog\t3.00 USD\tin stock\t3237\t\n"
        "b\tNewt\t3.00 USD\tin stock\t3237\tPets > Newts\n"
    )
    assert counter.take(feed).notes == {"category-number-unknown": 1}
    taxonomy = {"3237": "Animals & Pet Supplies > Live Animals"}
    assert counter.take(feed, Options(taxonomy=taxonomy)).notes == {}
    with counter.shop.open() as work:
        assert work.catalog.get("a").category == "live animals"
        assert work.catalog.get("b").department == "pets"
