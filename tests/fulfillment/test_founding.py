"""Descriptions of shops: what is read, and what is told of a slip of the pen."""

from __future__ import annotations

import tomllib
from datetime import time
from typing import Any

import pytest

from fulfillment.founding import Wrong, describe, document_of, to_toml
from fulfillment.money import Money
from fulfillment.profile import WEEKDAYS

SHOP = '[shop]\nname = "Corner"\ncurrency = "JPY"\ncountry = "JP"\nlocale = "en-US"\n'
SLOT = '[[delivery]]\ncode = "noon"\nlabel = "at noon"\nstart = "11:30"\nend = "13:00"\n'


def read(text: str) -> Any:
    return describe(tomllib.loads(text))


def test_a_shop_of_few_words_delivers_three_times_a_day() -> None:
    shop = read(SHOP)
    assert [option.code for option in shop.profile.delivery] == ["morning", "afternoon", "evening"]
    assert {option.days for option in shop.profile.delivery} == {WEEKDAYS}
    assert shop.profile.prices_include_tax
    assert not read(SHOP.replace("JP", "US", 1).replace('"JP"', '"US"')).profile.prices_include_tax


def test_a_description_says_more_than_the_usual() -> None:
    text = SHOP + SLOT + "cost_minor = 300\n[tax]\nfood = 800\n[limits]\norder_minor = 50000\n"
    shop = read(text)
    (option,) = shop.profile.delivery
    assert (option.start, option.cost) == (time(11, 30), Money(300, "JPY"))
    assert shop.profile.tax_rates == {"food": 800}
    assert shop.rules.order_limit == Money(50000, "JPY")
    assert describe(tomllib.loads(to_toml(document_of(shop.profile, shop.rules)))) == shop


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "shop.locale is missing"),
        ("shop = 3", "shop is a table"),
        (SHOP.replace('"Corner"', "3"), "shop.name is a text in quotes"),
        (SHOP.replace("JPY", "yen"), "shop.currency is like \"USD\", not 'yen'"),
        (SHOP + 'colour = "red"', "shop.colour is nothing that a shop has"),
        (SHOP + "[taxes]\nfood = 5", "taxes is nothing that a shop has"),
        (SHOP + "[tax]\nfood = 5.5", "tax.food is no whole number"),
        (SHOP + "[tax]\nfood = 20000", "tax.food is basis points"),
        (SHOP + "[tax_regions.x]\nfood = -1", "tax_regions.x.food is basis points"),
        (SHOP + SLOT + SLOT, "delivery has a code twice"),
        (SHOP + SLOT.replace("13:00", "11:00"), "delivery 1 starts no earlier"),
        (SHOP + SLOT.replace("13:00", "noon"), "delivery 1.end is like"),
        (SHOP + SLOT + 'days = ["monday"]', "delivery 1.days is a list of mon"),
        (SHOP + SLOT + "capacity = 0", "delivery 1.capacity is a whole number from 1"),
        (SHOP + '[[promotion]]\ncode = "x"\nlabel = "y"\nkind = "gift"', "promotion 1 will not do"),
        (SHOP + '[[coupon]]\ncode = "A1"\npromotion = "none"', "coupon 1.promotion names 'none'"),
    ],
)
def test_a_slip_of_the_pen_is_named(text: str, told: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read(text)
    assert told in str(wrong.value)
