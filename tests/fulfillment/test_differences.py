"""Which of several products is meant, and what to ask when it is not clear."""

from __future__ import annotations

import pytest

from fulfillment.catalog import Product
from fulfillment.search import difference, narrow, pick
from fulfillment.search.differences import Superlative, meant
from tests.fulfillment.shopfloor import product

GROUND = product(
    "ground",
    name="ground coffee",
    brand="Juniper Row",
    category="coffee",
    department="coffee and tea",
    size="12 oz",
    price=899,
    attributes=("ground", "medium roast"),
    synonyms=("filter coffee",),
    popularity=9,
)
LARGE = product(
    "large",
    name="ground coffee",
    brand="Juniper Row",
    category="coffee",
    department="coffee and tea",
    size="24 oz",
    price=1649,
    attributes=("ground", "medium roast"),
    popularity=5,
)
BEANS = product(
    "beans",
    name="coffee beans",
    brand="Dusty Ferry",
    category="coffee",
    department="coffee and tea",
    size="2 lb",
    price=1999,
    attributes=("whole", "dark roast"),
    popularity=7,
)
FILTERS = product(
    "filters",
    name="coffee filters",
    brand="Hazel Basics",
    category="coffee filter",
    department="coffee and tea",
    size="100 ct",
    price=249,
)
COFFEES = [GROUND, LARGE, BEANS]


def skus(products: list[Product]) -> list[str]:
    return [found.sku for found in products]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("the ground one", ["ground", "large"]),
        ("juniper row", ["ground", "large"]),
        ("the one from dusty ferry please", ["beans"]),
        ("dark roast", ["beans"]),
        ("two ground", ["ground", "large"]),
        ("twelve ounces", ["ground"]),
        ("the two pound one", ["beans"]),
        ("juniper row twenty four ounce", ["large"]),
        ("filter coffee", ["ground"]),
        ("the junipper one", ["ground", "large"]),
        ("coffee and tea", ["ground", "large", "beans"]),
        ("the pink one", []),
        ("unground", []),
        ("the one", []),
        ("", []),
    ],
)
def test_words_leave_the_products_that_have_them(words: str, left: list[str]) -> None:
    assert skus(narrow(COFFEES, words)) == left


def test_nothing_is_left_of_nothing() -> None:
    assert narrow([], "coffee") == meant([], "coffee") == []


def test_a_number_belongs_to_what_it_counts() -> None:
    bags = [product(str(n), name="black tea", size=f"{n} bags") for n in (20, 40)]
    assert skus(narrow(bags, "the forty bags")) == ["40"]
    assert skus(narrow(bags, "two bags")) == ["20", "40"]


def test_what_is_called_so_is_meant_before_what_has_the_word() -> None:
    assert skus(meant([FILTERS, *COFFEES], "coffee")) == ["ground", "large", "beans"]
    assert skus(meant([FILTERS, BEANS], "filters")) == ["filters"]
    assert skus(meant([FILTERS], "tea")) == []


@pytest.mark.parametrize(
    ("how", "sku"),
    [("cheapest", "ground"), ("dearest", "beans"), ("smallest", "ground"), ("largest", "beans")],
)
def test_a_superlative_picks_one(how: Superlative, sku: str) -> None:
    picked = pick(COFFEES, how)
    assert picked is not None
    assert picked.sku == sku


def test_sizes_that_do_not_compare_have_no_largest() -> None:
    assert pick([GROUND, FILTERS], "largest") is None
    assert pick([GROUND, FILTERS], "cheapest") == FILTERS


@pytest.mark.parametrize("how", ["cheapest", "largest"])
def test_products_that_are_alike_have_no_superlative(how: Superlative) -> None:
    assert pick([product("a"), product("b")], how) is None


def test_of_two_that_are_both_the_cheapest_the_popular_one_is_picked() -> None:
    plain = product("plain", price=100, popularity=1)
    loved = product("loved", price=100, popularity=2)
    dear = product("dear", price=200, popularity=9)
    assert pick([plain, loved, dear], "cheapest") == loved


def test_one_product_is_every_superlative_and_none_is_none() -> None:
    assert pick([GROUND], "largest") == GROUND
    assert pick([], "largest") is None


def labels(*products: Product) -> tuple[str, list[str]]:
    found = difference(products)
    assert [p for choice in found.choices for p in choice.products if p not in products] == []
    assert sum(len(choice.products) for choice in found.choices) == len(products)
    return found.by, [choice.label for choice in found.choices]


def test_names_tell_products_apart_first_the_popular_one_first() -> None:
    assert labels(BEANS, GROUND, LARGE) == ("name", ["ground coffee", "coffee beans"])


def test_of_one_name_brands_tell_products_apart() -> None:
    other = product("x", name="ground coffee", brand="Ember Loft", popularity=99)
    assert labels(GROUND, LARGE, other) == ("brand", ["Ember Loft", "Juniper Row"])


def test_of_one_brand_sizes_tell_products_apart() -> None:
    assert labels(LARGE, GROUND) == ("size", ["12 oz", "24 oz"])


def test_of_one_size_attributes_tell_products_apart() -> None:
    red = product("red", name="grapes", attributes=("seedless", "red"), popularity=2)
    green = product("green", name="grapes", attributes=("seedless", "green"), popularity=1)
    assert labels(green, red) == ("attribute", ["red", "green"])


def test_an_attribute_that_one_of_them_lacks_tells_nothing_that_can_be_said() -> None:
    plain = product("plain", name="grapes", price=100, popularity=1)
    red = product("red", name="grapes", attributes=("red",), price=250)
    assert labels(plain, red) == ("price", ["1.00", "2.50"])


def test_products_that_are_all_alike_are_one_choice() -> None:
    twins = [product("a", name="twin"), product("b", name="twin")]
    assert labels(*twins) == ("price", ["1.00"])
    assert difference([]).choices == ()
