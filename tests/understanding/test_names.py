"""The catalogue's words, and sizes as they are spoken."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from interaction_models import load_locale
from interaction_models.catalogue import catalogue_values
from skill.understanding import names_from_products
from skill.understanding.sizes import spoken_size

EN = load_locale("en-US")


@dataclass(frozen=True)
class Thing:
    """A product with what names need."""

    name: str
    popularity: int
    brand: str = "Juniper Row"
    category: str = "coffee"
    department: str = "coffee and tea"
    size: object = "12 oz"
    synonyms: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


def test_names_come_by_sales_rank_and_once() -> None:
    names = names_from_products(
        [
            Thing("coffee beans", 10, synonyms=("beans",), attributes=("whole bean", "decaf")),
            Thing("ground coffee", 90, synonyms=("filter coffee", "ground coffee")),
            Thing("coffee beans", 20, brand="Ember Loft", size="24 oz", synonyms=("whole beans",)),
        ]
    )
    assert names.products == ("ground coffee", "coffee beans", "coffee")
    assert names.synonyms == {
        "ground coffee": ("filter coffee",),
        "coffee beans": ("whole beans", "beans"),
    }
    assert names.brands == ("Juniper Row", "Ember Loft")
    assert names.attributes == ("whole bean", "decaf")
    assert names.departments == ("coffee and tea",)
    assert names.sizes == ("12 ounces", "24 ounces")


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("12 oz", "12 ounces"),
        ("1 lb", "1 pound"),
        ("0.5 gal", "half gallon"),
        ("12 fl oz", "12 fluid ounces"),
        ("6 x 12 fl oz", "6 times 12 fluid ounces"),
        ("24 ct", "24 count"),
        ("12 rolls", "12 rolls"),
        ("1 ft", "1 foot"),
        ("1.5 l", "1.5 liters"),
        ("Bunch", "bunch"),
    ],
)
def test_a_size_is_spoken_in_whole_words(written: str, spoken: str) -> None:
    assert spoken_size(written) == spoken


@pytest.mark.parametrize(
    ("size", "way"),
    [
        ("12 oz", "twelve ounce"),
        ("12 fl oz", "12 ounce"),
        ("0.5 gal", "half a gallon"),
        ("1 pt", "pint"),
        ("24 ct", "twenty four pack"),
        ("100 ct", "one hundred count"),
        ("40 bags", "40 bag"),
        ("1 each", "single"),
    ],
)
def test_a_size_is_said_in_several_ways(size: str, way: str) -> None:
    names = names_from_products([Thing("x", 1, size=size)])
    values = catalogue_values(EN.lists["size"], names, EN.lists["quantity"])
    assert way in values[spoken_size(size)]


def test_a_department_of_two_things_is_either() -> None:
    names = names_from_products([Thing("x", 1)])
    values = catalogue_values(EN.lists["department"], names, EN.lists["quantity"])
    assert values == {"coffee and tea": ("coffee and tea", "coffee", "tea")}


def test_a_fixed_list_takes_nothing_from_the_catalogue() -> None:
    with pytest.raises(ValueError, match="pick"):
        catalogue_values(EN.lists["pick"], names_from_products([]), EN.lists["quantity"])
