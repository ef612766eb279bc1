"""The demo shop's delivery, its shoppers, and what needs a question back."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from tests.fulfillment.demo_files import LOCALES, STATES, WEEKDAYS, DemoShop, cell, demo_shop

US = demo_shop("en-US")
SLOTS = [slot for locale in LOCALES for slot in demo_shop(locale).shop["delivery"]]


@pytest.fixture(params=LOCALES)
def demo(request: pytest.FixtureRequest) -> DemoShop:
    """Every demo shop, one after the other."""
    return demo_shop(request.param)


# What needs a question back, and what does not


def test_coffee_needs_a_question() -> None:
    coffee = US.in_category("coffee")
    assert len(coffee) >= 18
    assert len({row["brand"] for row in coffee}) >= 4
    names = {row["name"] for row in coffee}
    assert len(names) >= 4
    assert names >= {
        "ground coffee", "coffee beans", "instant coffee", "decaf ground coffee", "coffee pods",
    }  # fmt: skip


@pytest.mark.parametrize(
    "category", ["tea", "milk", "bread", "egg", "detergent", "toilet paper", "diaper", "dog food"]
)
def test_everyday_categories_need_a_question(category: str) -> None:
    found = US.in_category(category)
    assert len(found) >= 5
    assert len({row["brand"] for row in found}) >= 2
    assert len({row["size"] for row in found}) >= 3


def test_most_names_exist_in_several_brands_or_sizes() -> None:
    counts = Counter(row["name"] for row in US.products)
    assert sum(count > 1 for count in counts.values()) > len(counts) / 2


def test_at_least_sixty_names_exist_exactly_once() -> None:
    counts = Counter(row["name"] for row in US.products)
    assert sum(count == 1 for count in counts.values()) >= 60
    for name in ("cinnamon", "baking soda", "catnip mice"):
        assert counts[name] == 1, name


@pytest.mark.parametrize(
    ("word", "categories"),
    [
        ("decaf", "coffee, tea, iced tea, soda"),
        (
            "organic",
            "coffee, tea, milk, egg, butter, yogurt, bread, apple, banana, orange, carrot, potato, "
            "onion, lettuce, spinach, tomato, pasta, pasta sauce, rice, flour, sugar, juice, "
            "peanut butter, honey, cereal, baby food, formula",
        ),
        (
            "fragrance free",
            "detergent, fabric softener, dryer sheet, dish soap, dishwasher detergent, trash bag, "
            "surface cleaner, diaper, baby wipe, cat litter, shampoo, conditioner, body wash, "
            "bar soap, hand soap, deodorant, lotion",
        ),
        ("gluten free", "bread, pasta, cracker, cookie, flour, pizza, waffle, pancake mix"),
        ("low fat", "cream cheese, sour cream, cottage cheese, yogurt, milk"),
        ("unsweetened", "plant milk, juice, iced tea"),
        ("recycled", "toilet paper, paper towel, tissue, napkin, foil"),
        ("rechargeable", "battery, flashlight, night light"),
        ("grain free", "dog food, cat food, dog treat, cat treat"),
    ],
)
def test_the_same_but_different_exists(word: str, categories: str) -> None:
    for category in categories.split(", "):
        choices = {word in cell(row, "attributes") for row in US.in_category(category)}
        assert choices == {True, False}, category


@pytest.mark.parametrize(
    ("brand", "plain", "other"),
    [
        ("Juniper Row", "ground coffee", "decaf ground coffee"),
        ("Juniper Row", "coffee pods", "decaf coffee pods"),
        ("Willow Kettle", "earl grey tea", "decaf earl grey tea"),
        ("Lemon Anchor", "laundry detergent", "fragrance free laundry detergent"),
        ("Tabbery", "cat litter", "fragrance free cat litter"),
    ],
)
def test_the_variation_comes_from_the_same_brand_in_the_same_size(
    brand: str, plain: str, other: str
) -> None:
    sizes = US.grouped("brand", "name")
    assert {row["size"] for row in sizes[brand, plain]} & {r["size"] for r in sizes[brand, other]}


# The shop


def test_the_shop_introduces_itself() -> None:
    shop = US.shop["shop"]
    assert shop["name"] == "Hazel Market"
    assert (shop["country"], shop["currency"]) == ("US", "USD")
    assert shop["prices_include_tax"] is False
    assert shop["support_hours"] == "every day from eight to eight"


def test_the_phone_number_is_fictional() -> None:
    assert re.fullmatch(r"\d{3}-555-01\d\d", US.shop["shop"]["phone"])


def test_tax_rates_are_basis_points(demo: DemoShop) -> None:
    tax = demo.shop["tax"]
    assert all(isinstance(rate, int) and 0 <= rate < 10_000 for rate in tax.values())
    assert tax["food"] < tax["general"]


def test_delivery_rules_are_whole_numbers(demo: DemoShop) -> None:
    rules = demo.shop["delivery_rules"]
    assert all(isinstance(rule, int) and rule > 0 for rule in rules.values())
    assert rules["free_over_minor"] > max(slot["cost_minor"] for slot in demo.shop["delivery"])


def test_delivery_offers_three_times_of_day_at_different_costs(demo: DemoShop) -> None:
    costs = {slot["code"]: slot["cost_minor"] for slot in demo.shop["delivery"]}
    assert costs.keys() >= {"morning", "afternoon", "evening"}
    assert len(set(costs.values())) == len(demo.shop["delivery"])
    assert all(isinstance(cost, int) and cost > 0 for cost in costs.values())


@pytest.mark.parametrize("slot", SLOTS, ids=lambda slot: slot["label"])
def test_a_delivery_slot_is_complete(slot: dict[str, Any]) -> None:
    clock = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
    assert clock.fullmatch(slot["start"])
    assert clock.fullmatch(slot["end"])
    assert slot["start"] < slot["end"]
    assert slot["capacity"] > 0
    assert set(slot["days"]) <= WEEKDAYS
    assert slot["days"]
    assert re.fullmatch(r"[a-zéè' -]+", slot["label"])


def test_something_is_delivered_on_every_day_of_the_week(demo: DemoShop) -> None:
    assert {day for slot in demo.shop["delivery"] for day in slot["days"]} == WEEKDAYS


# The shoppers


def test_the_shoppers_are_the_ones_the_guides_speak_of() -> None:
    assert US.shoppers.keys() >= {"anna", "ben", "chloe", "dora", "sam"}
    assert len(US.shoppers) == len(US.toml("shoppers.toml")["shopper"])


@pytest.mark.parametrize("shopper", US.shoppers.values(), ids=US.shoppers.keys())
def test_a_shopper_has_a_name_and_an_address(shopper: dict[str, Any]) -> None:
    assert shopper["name"].lower() == shopper["handle"]
    assert shopper["address_label"] == "home"
    assert re.match(r"\d+ [A-Z]", shopper["address"])


def test_what_a_shopper_prefers_is_an_attribute_of_the_shop(demo: DemoShop) -> None:
    attributes = {word for row in demo.products for word in cell(row, "attributes")}
    assert {word for s in demo.shoppers.values() for word in s.get("prefers", [])} <= attributes


def test_orders_hold_products_of_the_shop_each_once(demo: DemoShop) -> None:
    for handle, order in demo.orders:
        skus = [line["sku"] for line in order["lines"]]
        assert skus, handle
        assert len(set(skus)) == len(skus), (handle, order)
        assert set(skus) <= demo.by_sku.keys(), (handle, order)
        assert all(line["quantity"] >= 1 for line in order["lines"]), (handle, order)


def test_orders_name_a_state_and_a_slot_of_the_shop(demo: DemoShop) -> None:
    slots = {slot["code"] for slot in demo.shop["delivery"]}
    for handle, order in demo.orders:
        assert order["state"] in STATES, handle
        assert order["slot"] in slots, handle


def test_orders_of_a_shopper_come_latest_first_on_different_days(demo: DemoShop) -> None:
    for shopper in demo.shoppers.values():
        days = [order["days_ago"] for order in shopper.get("order", [])]
        assert days == sorted(set(days)), shopper["handle"]


def test_annas_history_goes_back_five_months() -> None:
    assert US.shoppers["anna"]["order"][-1]["days_ago"] >= 150


def test_anna_buys_coffee_every_other_week() -> None:
    assert 12 <= US.usual_gap("anna", "coffee") <= 16


def test_anna_buys_detergent_every_two_months() -> None:
    assert 50 <= US.usual_gap("anna", "detergent") <= 70


def test_anna_buys_milk_every_week() -> None:
    assert 6 <= US.usual_gap("anna", "milk") <= 8


def test_anna_nearly_always_buys_the_same_coffee() -> None:
    lines = [line["sku"] for order in US.shoppers["anna"]["order"] for line in order["lines"]]
    coffee = Counter(sku for sku in lines if US.by_sku[sku]["category"] == "coffee")
    assert len(coffee) == 2
    assert coffee.most_common(1)[0][1] == coffee.total() - 1


def test_ben_buys_diapers_every_ten_days_and_dog_food_monthly() -> None:
    assert 9 <= US.usual_gap("ben", "diaper") <= 11
    assert 28 <= US.usual_gap("ben", "dog food") <= 32
    assert len(US.days_with("ben", "toilet paper")) >= 2


def test_ben_waits_for_an_order_sent_yesterday() -> None:
    latest = US.shoppers["ben"]["order"][0]
    assert (latest["days_ago"], latest["state"]) == (1, "sent")


def test_chloe_keeps_up_with_tea_and_cat_litter() -> None:
    assert 20 <= US.usual_gap("chloe", "tea") <= 35
    assert 20 <= US.usual_gap("chloe", "cat litter") <= 35


def test_chloe_buys_her_fruit_and_vegetables_organic() -> None:
    produce = {row["sku"] for row in US.departments["fruit-and-vegetables"]}
    bought = {line["sku"] for order in US.shoppers["chloe"]["order"] for line in order["lines"]}
    assert bought & produce
    assert all("organic" in cell(US.by_sku[sku], "attributes") for sku in bought & produce)


def test_chloe_placed_an_order_today() -> None:
    latest = US.shoppers["chloe"]["order"][0]
    assert (latest["days_ago"], latest["state"]) == (0, "placed")


def test_dora_ordered_once_forty_days_ago() -> None:
    assert [order["days_ago"] for order in US.shoppers["dora"]["order"]] == [40]


def test_sam_is_new_and_has_no_orders() -> None:
    assert "order" not in US.shoppers["sam"]


@pytest.mark.parametrize(
    ("handle", "category"),
    [
        ("anna", "coffee"), ("anna", "detergent"), ("anna", "milk"), ("ben", "diaper"),
        ("ben", "dog food"), ("chloe", "tea"), ("chloe", "cat litter"),
    ],
)  # fmt: skip
def test_rhythms_are_not_perfectly_regular(handle: str, category: str) -> None:
    gaps = {later - earlier for earlier, later in pairwise(US.days_with(handle, category))}
    assert len(gaps) > 1
