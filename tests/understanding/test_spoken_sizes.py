"""Sizes of products are said as shoppers of each language say them."""

from __future__ import annotations

import pytest

from fulfillment.catalog import parse_size
from skill.understanding.sizes import spoken_size
from tests.fulfillment.demo_files import SIZE, demo_shop


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("1 l", "1 litre"),
        ("6 x 1.5 l", "6 fois 1,5 litre"),
        ("2 kg", "2 kilos"),
        ("0.5 l", "un demi litre"),
        ("75 cl", "75 centilitres"),
        ("12 rolls", "12 rouleaux"),
        ("1 rolls", "1 rouleau"),
        ("4 slices", "4 tranches"),
        ("40 pods", "40 dosettes"),
        ("20 m", "20 mètres"),
        ("10 ct", "par 10"),
        ("3 x 10 ct", "3 lots de 10"),
        ("1 each", "à l'unité"),
        ("Botte", "botte"),
    ],
)
def test_a_size_is_spoken_in_french(written: str, spoken: str) -> None:
    assert spoken_size(written, "fr-FR") == spoken


def test_a_language_that_we_do_not_know_is_said_as_english() -> None:
    assert spoken_size("12 oz", "de-DE") == spoken_size("12 oz", "en-GB") == "12 ounces"


def test_no_size_of_the_french_shop_keeps_an_abbreviation_or_an_english_word() -> None:
    units = {parse_size(row["size"]).unit for row in demo_shop("fr-FR").products}
    for row in demo_shop("fr-FR").products:
        assert SIZE.fullmatch(row["size"]), row
        said = set(spoken_size(row["size"], "fr-FR").split())
        assert not said & units, row
