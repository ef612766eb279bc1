"""What costs no more than the shopper wants to pay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from fulfillment.money import Money
from fulfillment.shop import Shop
from skill.conversation.turn import Slot
from tests.conversation.conftest import Talk
from tests.fulfillment.shopfloor import product

SKU = "HM-1031"  # instant coffee at $4.79


def test_a_price_in_whole_units_of_the_currency_bounds_a_search(sam: Talk) -> None:
    assert "$4.79" in sam.say("SearchProduct", product="instant coffee", price=5)


def test_below_the_cheapest_that_one_is_named_and_offered(sam: Talk) -> None:
    said = sam.say("SearchProduct", product="instant coffee", price=1)
    assert said.startswith("For instant coffee there's nothing within $1.00.")
    assert said.endswith("$4.79. Shall I add it to your cart?")
    assert "added" in sam.say("Yes")


def test_a_product_at_the_bound_is_within_it(shop: Shop, sam: Talk) -> None:
    with shop.open() as work:
        work.catalog.set_price(SKU, Money(500, "USD"))
    assert "$5.00" in sam.say("SearchProduct", product="instant coffee", price=5)


def test_what_is_sold_out_is_not_the_cheapest(shop: Shop, sam: Talk) -> None:
    with shop.open() as work:
        work.catalog.set_stock(SKU, 0)
    said = sam.say("SearchProduct", product="coffee", price=5)
    assert "nothing within $5.00" in said
    assert "decaf instant coffee, 3.5 ounces, is $5.29" in said


def test_a_cheap_one_behind_fifty_dearer_ones_is_found(shop: Shop, sam: Talk) -> None:
    names = {"name": "garden gnome", "category": "gnomes", "department": "garden"}
    dear = [product(f"dear-{n}", price=900, popularity=99, **names) for n in range(60)]
    cheap = product("cheap", price=150, brand="Pennywise", **names)
    with shop.open() as work:
        work.catalog.add_many([*dear, cheap])
    assert "Pennywise garden gnome" in sam.say("SearchProduct", product="garden gnome", price=2)


def test_a_choice_goes_on_to_what_it_was_for(sam: Talk) -> None:
    sam.say("AddToCart", product="instant coffee", quantity=2)
    assert "added two" in sam.say("Vary", price=5).casefold()


def test_a_search_with_a_price_leaves_an_open_choice_of_something_else(sam: Talk) -> None:
    for sku in ("HM-1031", "HM-1001"):
        touched = replace(sam.turn("Choose"), slots={"product": Slot("this", sku)})
        sam.engine.answer(touched)
        sam.say("Yes")
    assert "Which shall I take out?" in sam.say("RemoveFromCart", product="coffee")
    said = sam.say("SearchProduct", product="dish soap", price=3)
    assert said.endswith("$2.29. Shall I add it to your cart?")


def test_something_under_a_price_needs_something_in_talk(sam: Talk) -> None:
    assert "nothing to choose from yet" in sam.say("Vary", price=5)


def test_of_one_thing_in_talk_its_kind_is_meant(sam: Talk) -> None:
    sam.say("SearchProduct", product="instant coffee")
    assert "$4.79" in sam.say("Vary", price=5)


def test_words_for_no_product_are_answered_as_without_a_price(talk_as: Callable[..., Talk]) -> None:
    with_price = talk_as("sam").say("SearchProduct", product="unicorn saddle", price=5)
    assert with_price == talk_as("sam", session="t").say("SearchProduct", product="unicorn saddle")


@pytest.mark.parametrize("price", ["five", "5"])
def test_a_platforms_number_and_words_for_it_are_the_same(sam: Talk, price: str) -> None:
    assert "$4.79" in sam.say("SearchProduct", product="instant coffee", price=price)
