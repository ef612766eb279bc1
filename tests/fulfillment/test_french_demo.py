"""The demo shop in France: what it sells in several kinds, its taxes, its shoppers."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from fulfillment.demo import load_demo
from fulfillment.demo.files import demo_locale, read_shop
from fulfillment.shop import Shop
from fulfillment.storage.schema import create_schema
from tests.conftest import Clock
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.demo_files import cell, demo_shop

FR = demo_shop("fr-FR")


@pytest.mark.parametrize(
    ("category", "kinds", "brands", "sizes"),
    [
        ("café", 8, 4, 4),
        ("thé", 5, 3, 3),
        ("lait", 6, 4, 3),
        ("pain", 5, 2, 3),
        ("pâtes", 6, 3, 3),
        ("œufs", 3, 2, 3),
        ("beurre", 4, 4, 2),
        ("yaourts", 6, 3, 3),
        ("fromage", 10, 4, 6),
        ("lessive", 5, 4, 3),
        ("couches", 6, 3, 5),
        ("nourriture pour chat", 5, 3, 4),
        ("nourriture pour chien", 4, 3, 4),
        ("jus de fruits", 4, 3, 2),
    ],
)
def test_everyday_categories_need_a_question(
    category: str, kinds: int, brands: int, sizes: int
) -> None:
    found = FR.in_category(category)
    assert len({row["name"] for row in found}) >= kinds
    assert len({row["brand"] for row in found}) >= brands
    assert len({row["size"] for row in found}) >= sizes


@pytest.mark.parametrize(
    ("category", "sizes"), [("papier toilette", 3), ("liquide vaisselle", 4), ("essuie-tout", 3)]
)
def test_some_things_come_in_many_sizes(category: str, sizes: int) -> None:
    assert len({row["size"] for row in FR.in_category(category)}) >= sizes


@pytest.mark.parametrize(
    ("word", "categories"),
    [
        ("décaféiné", "café, thé"),
        (
            "bio",
            "café, thé, lait, beurre, œufs, yaourts, pain, pommes, bananes, carottes, "
            "tomates, pâtes, riz, farine, jus de fruits, chocolat",
        ),
        ("sans parfum", "lessive, adoucissant, liquide vaisselle, shampoing, gel douche, couches"),
        ("sans gluten", "pain de mie, pâtes, farine, pizzas, biscuits"),
        ("sans lactose", "lait, beurre, yaourts"),
        ("sans sucre", "sodas, boisson végétale, thé glacé"),
        ("demi-écrémé", "lait"),
        ("recyclé", "papier toilette, essuie-tout, mouchoirs, serviettes"),
        ("rechargeable", "piles, lampes"),
        ("sans céréales", "nourriture pour chat, nourriture pour chien"),
    ],
)
def test_the_same_but_different_exists(word: str, categories: str) -> None:
    for category in categories.split(", "):
        choices = {word in cell(row, "attributes") for row in FR.in_category(category)}
        assert choices == {True, False}, category


def test_many_names_come_in_several_brands_or_sizes_and_many_once() -> None:
    counts = Counter(row["name"] for row in FR.products)
    assert sum(count > 1 for count in counts.values()) >= 180
    assert sum(count == 1 for count in counts.values()) >= 60


def test_prices_include_the_taxes_of_france() -> None:
    profile = read_shop("fr-FR").profile
    assert profile.prices_include_tax
    assert dict(profile.tax_rates) == {
        "food": 550, "plants": 1000, "general": 2000, "delivery": 2000,
    }  # fmt: skip
    assert (profile.currency, profile.time_zone) == ("EUR", "Europe/Paris")


def test_the_phone_number_is_fictional() -> None:
    # ARCEP keeps these ranges for films and books (national numbering plan, decision 2018-0881).
    assert re.fullmatch(
        r"0(1 99 00|2 61 91|3 53 01|4 65 71|5 36 49) \d\d \d\d", FR.shop["shop"]["phone"]
    )


def test_the_shoppers_are_named_as_they_sign_in() -> None:
    assert list(FR.shoppers) == ["alice", "bruno", "chloe", "dora", "sam"]
    for handle, shopper in FR.shoppers.items():
        assert shopper["name"].lower().replace("é", "e") == handle
        assert re.match(r"\d+ [a-z]", shopper["address"])


def test_alice_buys_coffee_every_other_week_and_milk_every_week() -> None:
    assert 12 <= FR.usual_gap("alice", "café") <= 16
    assert 6 <= FR.usual_gap("alice", "lait") <= 8
    assert 50 <= FR.usual_gap("alice", "lessive") <= 70
    coffee = Counter(s for s in FR.bought("alice") if FR.by_sku[s]["category"] == "café")
    assert len(coffee) == 2
    assert coffee.most_common(1)[0][1] == coffee.total() - 1


def test_bruno_buys_diapers_and_dog_food_and_waits_for_an_order() -> None:
    assert 9 <= FR.usual_gap("bruno", "couches") <= 11
    assert 28 <= FR.usual_gap("bruno", "nourriture pour chien") <= 32
    latest = FR.shoppers["bruno"]["order"][0]
    assert (latest["days_ago"], latest["state"]) == (1, "sent")


def test_chloe_buys_organic_and_placed_an_order_today() -> None:
    fresh = {row["sku"] for row in FR.departments["fruits-et-legumes"]}
    bought = set(FR.bought("chloe"))
    assert bought & fresh
    assert all("bio" in cell(FR.by_sku[sku], "attributes") for sku in bought & fresh)
    latest = FR.shoppers["chloe"]["order"][0]
    assert (latest["days_ago"], latest["state"]) == (0, "placed")


def test_dora_drinks_decaf_and_ordered_once() -> None:
    assert [order["days_ago"] for order in FR.shoppers["dora"]["order"]] == [40]
    assert any("décaféiné" in cell(FR.by_sku[s], "attributes") for s in FR.bought("dora"))


def test_sam_is_new_and_has_no_orders() -> None:
    assert "order" not in FR.shoppers["sam"]


@pytest.mark.parametrize(
    ("handle", "category"),
    [("alice", "café"), ("alice", "lait"), ("bruno", "couches"), ("chloe", "litière")],
)
def test_rhythms_are_not_perfectly_regular(handle: str, category: str) -> None:
    gaps = {later - earlier for earlier, later in pairwise(FR.days_with(handle, category))}
    assert len(gaps) > 1


@pytest.mark.parametrize(
    ("locale", "shop"),
    [
        ("fr-FR", "fr-FR"),
        ("fr-CA", "fr-FR"),
        ("fr", "fr-FR"),
        ("en-US", "en-US"),
        ("en-GB", "en-US"),
        ("en", "en-US"),
        ("de-DE", "en-US"),
    ],
)
def test_a_locale_gets_the_shop_of_its_language(locale: str, shop: str) -> None:
    assert demo_locale(locale) == shop


def test_the_shop_in_france_is_loaded_for_a_french_locale(
    engine_on: OpenEngine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    engine = engine_on(tmp_path_factory.mktemp("france") / "demo.sqlite3")
    create_schema(engine)
    shop = Shop(engine, clock=Clock())
    assert load_demo(shop, "fr-FR")
    with shop.open() as work:
        assert work.profile.name == "Marché Noisette"
        assert work.catalog.count() == len(FR.products)
        assert {"bébé", "crèmerie", "café et thé"} <= set(work.catalog.departments())
        alice = work.customers.find_by_handle("alice")
        assert alice is not None
        assert work.customers.usual(alice.id)[0].times >= 3
