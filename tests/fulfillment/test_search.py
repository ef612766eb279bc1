"""The demo shop, searched as shoppers speak."""

from __future__ import annotations

import pytest

from fulfillment.demo.bulk import grow
from fulfillment.search import Certainty, Found
from fulfillment.shop import Shop
from tests.fulfillment.shopfloor import product


def search(shop: Shop, query: str, *usual: str) -> Found:
    with shop.open() as work:
        return work.search.search(query, usual=usual)


def categories(found: Found) -> set[str]:
    return {product.category for product in found.products}


def names(found: Found) -> set[str]:
    return {product.name for product in found.products}


@pytest.mark.parametrize(
    ("query", "category"),
    [
        ("milk", "milk"),
        ("coffee", "coffee"),
        ("some coffee please", "coffee"),
        ("Coffees", "coffee"),
        ("eggs", "egg"),
        ("peanut butter", "peanut butter"),
        ("bread", "bread"),
    ],
)
def test_a_category_means_its_products_and_not_what_is_made_of_them(
    shop: Shop, query: str, category: str
) -> None:
    found = search(shop, query)
    assert found.certainty is Certainty.SEVERAL
    assert categories(found) == {category}
    assert found.query == query


def test_a_name_means_the_products_that_are_called_so(shop: Shop) -> None:
    assert names(search(shop, "whole milk")) == {"whole milk"}
    assert names(search(shop, "ground coffee")) == {"ground coffee"}


def test_a_modifier_narrows_a_category(shop: Shop) -> None:
    found = search(shop, "organic milk")
    assert categories(found) == {"milk"}
    assert all("organic" in product.attributes for product in found.products)


@pytest.mark.parametrize("query", ["juniper row coffee", "coffee from juniper row"])
def test_a_brand_narrows_a_category(shop: Shop, query: str) -> None:
    found = search(shop, query)
    assert categories(found) == {"coffee"}
    assert {product.brand for product in found.products} == {"Juniper Row"}


@pytest.mark.parametrize(
    ("query", "sizes"),
    [
        ("a gallon of whole milk", {"1 gal"}),
        ("half a gallon of whole milk", {"0.5 gal"}),
        ("12 ounce ground coffee", {"12 oz"}),
        ("a twelve ounce ground coffee", {"12 oz"}),
        ("six pack of cola", {"6 x 12 fl oz"}),
        ("twelve rolls of toilet paper", {"12 rolls"}),
        ("willow kettle decaf black tea forty bags", {"40 bags"}),
    ],
)
def test_a_size_narrows_what_is_found(shop: Shop, query: str, sizes: set[str]) -> None:
    assert {str(product.size) for product in search(shop, query).products} == sizes


def test_one_product_that_fits_is_certain(shop: Shop) -> None:
    found = search(shop, "single serve coffee maker")
    assert found.certainty is Certainty.ONE
    assert names(found) == {"single serve coffee maker"}


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("cofee", "coffee"),
        ("bananna", "bananas"),
        ("spagetti", "spaghetti"),
        ("shampo", "shampoo"),
    ],
)
def test_a_misheard_word_is_taken_for_the_one_it_resembles(
    shop: Shop, heard: str, meant: str
) -> None:
    assert names(search(shop, heard)) == names(search(shop, meant))


@pytest.mark.parametrize(
    "query", ["tires", "snow plough", "plough", "paper airplane", "", "the", "xyz"]
)
def test_what_is_not_sold_is_not_found(shop: Shop, query: str) -> None:
    found = search(shop, query)
    assert (found.certainty, found.products) == (Certainty.NOTHING, ())


@pytest.mark.parametrize(
    ("query", "category"),
    [
        ("starbucks coffee", "coffee"),
        ("unicorn milk", "milk"),
        ("two liters of milk", "milk"),
        ("cinnamon bagels", "bagel"),
        ("strawberry yogurt from juniper row", "yogurt"),
    ],
)
def test_what_is_sold_in_another_kind_only_is_near(shop: Shop, query: str, category: str) -> None:
    found = search(shop, query)
    assert found.certainty is Certainty.NEAREST
    assert categories(found) == {category}
    assert 1 < len(found.products) <= 3


def test_of_the_near_those_that_share_more_come_first(shop: Shop) -> None:
    found = search(shop, "starbucks decaf ground coffee")
    assert found.certainty is Certainty.NEAREST
    assert all("decaf" in product.name for product in found.products)


def test_a_word_is_never_taken_for_its_opposite(corner: Shop) -> None:
    with corner.open() as work:
        work.catalog.add_many([product("a", name="scented soap", category="soap")])
    found = search(corner, "unscented soap")
    assert found.certainty is Certainty.NEAREST


def test_a_number_that_names_a_kind_is_required(shop: Shop) -> None:
    found = search(shop, "size four diapers")
    assert found.products
    assert all("size 4" in product.attributes for product in found.products)


def test_the_popular_come_first(shop: Shop) -> None:
    popularity = [p.popularity for p in search(shop, "coffee").products if p.available]
    assert popularity == sorted(popularity, reverse=True)


def test_the_usual_comes_before_the_popular(shop: Shop) -> None:
    last = [p for p in search(shop, "coffee").products if p.available][-1]
    assert search(shop, "coffee", last.sku).products[0] == last


def test_what_is_sold_out_comes_last_even_if_it_is_the_usual(shop: Shop) -> None:
    first = search(shop, "coffee").products[0]
    with shop.open() as work:
        work.catalog.set_stock(first.sku, 0)
    found = search(shop, "coffee", first.sku)
    sold_out = [product.sku for product in found.products if not product.available]
    assert sold_out[0] == first.sku
    assert [p.sku for p in found.products[-len(sold_out) :]] == sold_out
    assert found.products[0].available


def test_words_that_belong_together_are_joined_and_words_that_do_not_are_parted(
    corner: Shop,
) -> None:
    with corner.open() as work:
        work.catalog.add_many(
            [
                product("tabs", name="dishwasher soap", category="detergent"),
                product("mix", name="pan cake mix", category="mix"),
            ]
        )
    for query, sku in (("dish washer soap", "tabs"), ("pancake mix", "mix")):
        assert [p.sku for p in search(corner, query).products] == [sku]


def test_a_description_finds_nothing_on_its_own(corner: Shop) -> None:
    with corner.open() as work:
        work.catalog.add_many([product("a", name="cocoa", description="As good as marzipan.")])
    assert search(corner, "marzipan").certainty is Certainty.NOTHING


def test_an_empty_shop_has_nothing(corner: Shop) -> None:
    assert search(corner, "papaya").certainty is Certainty.NOTHING


def test_at_most_fifty_products_are_found_among_thousands(shop: Shop) -> None:
    with shop.open() as work:
        before = work.catalog.count()
    assert grow(shop, 3000) == 3000 - before
    assert grow(shop, 3000) == 0
    found = search(shop, "coffee")
    assert found.certainty is Certainty.SEVERAL
    assert len(found.products) == 50
    assert categories(found) == {"coffee"}
