"""Sizes are read, compared and priced by the unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fulfillment.catalog import Size, parse_size, unit_price
from tests.fulfillment.shopfloor import usd


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1 gal", Size(1, Decimal(1), "gal")),
        ("0.5 gal", Size(1, Decimal("0.5"), "gal")),
        ("6 x 12 fl oz", Size(6, Decimal(12), "fl oz")),
        ("6x12 FL. OZ.", Size(6, Decimal(12), "fl oz")),
        ("500g", Size(1, Decimal(500), "g")),
        ("12 ounces", Size(1, Decimal(12), "oz")),
        ("2 liters", Size(1, Decimal(2), "l")),
        ("12 count", Size(1, Decimal(12), "ct")),
        ("12 rolls", Size(1, Decimal(12), "rolls")),
        ("1 each", Size(1, Decimal(1), "each")),
        ("bunch", Size(1, Decimal(1), "bunch")),
        ("6 in", Size(1, Decimal(6), "in")),
    ],
)
def test_a_size_is_read_as_it_is_written(text: str, size: Size) -> None:
    assert parse_size(text) == size
    assert parse_size(str(size)) == size


@pytest.mark.parametrize("text", ["", "0 oz", "0 x 12 oz", "12 x"])
def test_what_states_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no size"):
        parse_size(text)


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [
        ("12 oz", "1 lb"),
        ("1 lb", "500 g"),
        ("2 l", "6 x 12 fl oz"),
        ("1 l", "0.5 gal"),
        ("1 l", "1.1 qt"),
        ("6 rolls", "2 x 4 rolls"),
        ("3 ft", "1 m"),
    ],
)
def test_sizes_of_one_kind_compare_across_units(smaller: str, larger: str) -> None:
    small, large = parse_size(smaller), parse_size(larger)
    assert small.comparable(large)
    assert small.magnitude < large.magnitude


@pytest.mark.parametrize(("one", "other"), [("12 oz", "12 fl oz"), ("6 ct", "6 rolls")])
def test_sizes_of_two_kinds_do_not_compare(one: str, other: str) -> None:
    assert not parse_size(one).comparable(parse_size(other))


def test_a_pack_is_as_much_as_its_pieces_together() -> None:
    assert parse_size("6 x 12 fl oz").total == Decimal(72)
    assert str(parse_size("6 x 12.50 fl oz")) == "6 x 12.5 fl oz"


@pytest.mark.parametrize(
    ("price", "size", "each", "unit"),
    [
        (899, "12 oz", 75, "oz"),
        (449, "3 lb", 150, "lb"),
        (399, "1 gal", 3, "fl oz"),
        (448, "6 x 12 fl oz", 6, "fl oz"),
        (1199, "12 rolls", 100, "rolls"),
        (250, "500 g", 50, "100 g"),
        (250, "2 l", 125, "l"),
        (125, "50 ct", 3, "ct"),
    ],
)
def test_one_unit_costs_its_part_of_the_price_half_a_cent_rounded_up(
    price: int, size: str, each: int, unit: str
) -> None:
    found = unit_price(usd(price), parse_size(size))
    assert (found.money, found.unit) == (usd(each), unit)
