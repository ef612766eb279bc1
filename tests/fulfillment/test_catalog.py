"""The catalogue: read, related, priced, stocked and imported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fulfillment.errors import ProductNotFound
from fulfillment.money import Money
from fulfillment.search import Certainty
from fulfillment.shop import Shop, Work
from tests.fulfillment.shopfloor import PRODUCTS, product, usd


def test_a_product_comes_back_as_it_was_added(work: Work) -> None:
    thing = product(
        "full",
        gtin="2612345678900",
        attributes=("organic", "ground"),
        synonyms=("bean", "brew"),
        description="A smooth coffee.",
        popularity=7,
        size="6 x 12 fl oz",
    )
    work.catalog.add_many([thing])
    assert work.catalog.get("full") == thing


def test_a_missing_product_is_an_error_to_get_and_none_to_find(work: Work) -> None:
    assert work.catalog.find("nothing") is None
    with pytest.raises(ProductNotFound) as missing:
        work.catalog.get("nothing")
    assert missing.value.sku == "nothing"


def test_many_products_come_in_the_order_asked_for(work: Work) -> None:
    found = work.catalog.get_many(["soap", "nothing", "bread", "soap"])
    assert [p.sku for p in found] == ["soap", "bread"]
    assert work.catalog.get_many([]) == []


def test_related_products_come_in_their_order_and_by_kind(work: Work) -> None:
    work.catalog.relate("goes_with", {"bread": ["soap", "milk"]})
    work.catalog.relate("instead_of", {"bread": ["last"]})
    assert [p.sku for p in work.catalog.related("bread", "goes_with")] == ["soap", "milk"]
    assert [p.sku for p in work.catalog.related("bread", "instead_of")] == ["last"]
    assert work.catalog.related("milk", "goes_with") == []
    work.catalog.relate("goes_with", {"bread": ["milk"]})
    assert [p.sku for p in work.catalog.related("bread", "goes_with")] == ["milk"]


def test_categories_and_departments_list_the_popular_first(work: Work) -> None:
    work.catalog.add_many(
        [
            product("a", category="tea", department="drinks", popularity=1),
            product("b", category="tea", department="drinks", popularity=9, brand="Kestrel"),
        ]
    )
    assert [p.sku for p in work.catalog.in_category("tea")] == ["b", "a"]
    assert [p.sku for p in work.catalog.in_department("drinks")] == ["b", "a"]
    assert work.catalog.departments() == ["drinks", "things"]
    assert work.catalog.brands() == ["Hazel", "Kestrel"]
    assert work.catalog.categories() == ["bread", "jam", "milk", "soap", "tea"]


def test_attributes_are_listed_once(work: Work) -> None:
    work.catalog.add_many(
        [product("a", attributes=("organic", "red")), product("b", attributes=("organic",))]
    )
    assert work.catalog.attributes() == ["organic", "red"]


def test_price_and_stock_are_set(work: Work) -> None:
    work.catalog.set_price("milk", usd(450))
    work.catalog.set_stock("milk", 0)
    milk = work.catalog.get("milk")
    assert (milk.price, milk.stock, milk.available) == (usd(450), 0, False)


def test_only_what_exists_has_a_price_and_stock(work: Work) -> None:
    with pytest.raises(ProductNotFound):
        work.catalog.set_price("nothing", usd(1))
    with pytest.raises(ProductNotFound):
        work.catalog.set_stock("nothing", 1)


def test_nonsense_is_neither_price_nor_stock(work: Work) -> None:
    with pytest.raises(ValueError, match="price"):
        work.catalog.set_price("milk", usd(-1))
    with pytest.raises(ValueError, match="price"):
        work.catalog.set_price("milk", Money(1, "EUR"))
    with pytest.raises(ValueError, match="negative"):
        work.catalog.set_stock("milk", -1)


def test_what_is_added_again_takes_the_place_of_what_was_there(work: Work) -> None:
    milk = next(p for p in PRODUCTS if p.sku == "milk")
    renamed = replace(milk, name="skim milk")
    work.catalog.add_many([renamed, product("new")])
    assert work.catalog.get("milk") == renamed
    assert work.catalog.count() == len(PRODUCTS) + 1


def test_a_search_finds_what_was_added_a_moment_ago(corner: Shop) -> None:
    with corner.open() as work:
        assert work.search.search("papaya").certainty is Certainty.NOTHING
        work.catalog.add_many([product("papaya", name="papaya")])
        assert work.search.search("papaya").certainty is Certainty.ONE
    with corner.open() as work:
        assert work.search.search("papaya").certainty is Certainty.ONE


def test_a_search_does_not_find_what_was_rolled_back(corner: Shop) -> None:
    with pytest.raises(KeyboardInterrupt), corner.open() as work:  # noqa: PT012 - it is rolled back
        work.catalog.add_many([product("papaya", name="papaya")])
        assert work.search.search("papaya").certainty is Certainty.ONE
        raise KeyboardInterrupt
    with corner.open() as work:
        assert work.search.search("papaya").certainty is Certainty.NOTHING
        work.catalog.add_many([product("mango", name="mango")])
        assert work.search.search("papaya").certainty is Certainty.NOTHING
        assert work.search.search("mango").certainty is Certainty.ONE


def test_a_search_shows_price_and_stock_of_now(corner: Shop) -> None:
    with corner.open() as work:
        work.search.search("whole milk")
        work.catalog.set_price("milk", usd(450))
        work.catalog.set_stock("milk", 3)
    with corner.open() as work:
        (milk,) = work.search.search("whole milk").products
    assert (milk.price, milk.stock) == (usd(450), 3)
