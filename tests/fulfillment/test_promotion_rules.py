"""What each kind of promotion takes off, and which of several are used."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from fulfillment.orders.quote import Discount, Terms
from fulfillment.orders.quoting import Item, changes, draw_up
from fulfillment.promotions import Kind, Offer, Promotion
from fulfillment.promotions.rules import spread
from tests.conftest import NOW
from tests.fulfillment.shopfloor import usd
from tests.fulfillment.test_quoting import SLOT, TARIFF

BREAD = Item("bread", "bread", "Hazel", "20 oz", 2, usd(250), "food", "bread", "bakery")
CAKE = Item("cake", "cake", "Hazel", "1 ct", 1, usd(999), "food", "cake", "bakery")
SOAP = Item("soap", "soap", "Hazel", "19 fl oz", 3, usd(333), "general", "soap", "cleaning")


def off(kind: Kind, **parts: Any) -> Promotion:
    """A promotion; what a test does not say is the same for all."""
    return Promotion(**{"code": kind.value, "label": f"a {kind.value}", "kind": kind} | parts)


def percent(basis_points: int, **parts: Any) -> Promotion:
    return off(Kind.PERCENT, value=basis_points, **parts)


def amount(minor: int, **parts: Any) -> Promotion:
    return off(Kind.AMOUNT, value=minor, **parts)


def three_for_two(**parts: Any) -> Promotion:
    return off(Kind.BUY_N_PAY_M, buy=3, pay=2, **parts)


FREE_DELIVERY = off(Kind.FREE_DELIVERY, stacks=True)


def draw(items: tuple[Item, ...], *promotions: Promotion) -> Terms:
    offers = [Offer(promotion) for promotion in promotions]
    return draw_up(items, SLOT, "home", "14 Linden Court", TARIFF, offers=offers)


def taken(terms: Terms) -> dict[str, int]:
    return {line.sku: line.discount.amount_minor for line in terms.lines}


def used(terms: Terms) -> list[tuple[str, int]]:
    return [(each.code, each.amount.amount_minor) for each in terms.discounts]


def test_a_percentage_is_rounded_half_up_on_each_line() -> None:
    terms = draw((BREAD, CAKE, SOAP), percent(1250))
    assert taken(terms) == {"bread": 63, "cake": 125, "soap": 125}  # 62.5, 124.875, 124.875
    assert used(terms) == [("percent", 313)]
    assert terms.discounts == (Discount("percent", "a percent", usd(313)),)


@pytest.mark.parametrize(
    ("scope", "meant"),
    [
        ({"skus": ("cake",)}, {"cake"}),
        ({"categories": ("bread", "soap")}, {"bread", "soap"}),
        ({"departments": ("bakery",)}, {"bread", "cake"}),
        ({"departments": ("bakery",), "categories": ("cake", "soap")}, {"cake"}),
        ({}, {"bread", "cake", "soap"}),
    ],
)
def test_a_promotion_is_for_what_is_on_all_of_its_lists(
    scope: dict[str, Any], meant: set[str]
) -> None:
    reduced = taken(draw((BREAD, CAKE, SOAP), percent(1000, **scope)))
    assert {sku for sku, off_ in reduced.items() if off_} == meant


def test_an_amount_is_spread_in_proportion_and_exactly() -> None:
    terms = draw((BREAD, CAKE, SOAP), amount(1000))
    assert taken(terms) == {"bread": 200, "cake": 400, "soap": 400}  # of 500, 999 and 999
    assert terms.discount == usd(1000)


def test_an_amount_takes_at_most_what_its_goods_cost() -> None:
    terms = draw((BREAD, SOAP), amount(9999, skus=("bread",)))
    assert taken(terms) == {"bread": 500, "soap": 0}
    assert terms.lines[0].net == usd(0)


@pytest.mark.parametrize(
    ("whole", "costs", "parts"),
    [
        (1, [1, 1, 1], [1, 0, 0]),
        (2, [1, 1, 1], [1, 1, 0]),
        (100, [1, 1, 1], [1, 1, 1]),
        (5, [0, 10], [0, 5]),
        (3, [0, 0], [0, 0]),
        (10, [1, 2, 30], [0, 1, 9]),
    ],
)
def test_what_is_left_over_goes_to_the_largest_remainders(
    whole: int, costs: list[int], parts: list[int]
) -> None:
    assert spread(whole, costs, "abc") == parts


@pytest.mark.parametrize(
    ("pieces", "free"), [(1, 0), (2, 0), (3, 250), (5, 250), (6, 500), (9, 750)]
)
def test_of_every_three_pieces_one_is_free(pieces: int, free: int) -> None:
    terms = draw((replace(BREAD, quantity=pieces),), three_for_two())
    assert terms.discount == usd(free)


def test_pieces_of_all_products_count_and_the_cheapest_are_free() -> None:
    assert taken(draw((BREAD, CAKE, SOAP), three_for_two())) == {"bread": 500, "cake": 0, "soap": 0}
    in_bakery = three_for_two(departments=("bakery",))
    assert taken(draw((CAKE, BREAD, SOAP), in_bakery)) == {"cake": 0, "bread": 250, "soap": 0}


def test_a_free_delivery_costs_nothing_and_is_named_without_an_amount() -> None:
    terms = draw((BREAD,), FREE_DELIVERY)
    assert terms.delivery.cost == usd(0)
    assert terms.tax == usd(0)  # that of the delivery is gone, too
    assert used(terms) == [("free_delivery", 0)]


def test_a_delivery_that_is_free_anyway_uses_no_promotion() -> None:
    much = replace(BREAD, unit_price=usd(5000))
    assert draw((much,), FREE_DELIVERY).discounts == ()


def test_the_shops_own_free_delivery_is_decided_by_goods_as_priced() -> None:
    much = replace(BREAD, quantity=1, unit_price=usd(5000))
    assert draw((much,), percent(5000)).delivery.cost == usd(0)


def test_free_delivery_of_a_department_needs_something_of_it() -> None:
    only_soap = replace(FREE_DELIVERY, departments=("cleaning",))
    assert draw((BREAD,), only_soap).delivery.cost == usd(300)
    assert draw((BREAD, SOAP), only_soap).delivery.cost == usd(0)


@pytest.mark.parametrize(("threshold", "applies"), [(1499, True), (1500, False)])
def test_a_threshold_is_compared_with_all_goods_as_priced(threshold: int, applies: bool) -> None:
    half = percent(5000, skus=("bread",), goods_from_minor=threshold)
    assert bool(draw((BREAD, SOAP), half).discounts) is applies


def test_tax_is_taken_on_what_is_left() -> None:
    terms = draw((SOAP,), percent(5000))
    assert terms.lines[0].net == usd(499)  # of 999, 499.5 are off, rounded up
    assert terms.lines[0].tax == usd(41)
    assert terms.total == usd(499 + 300 + 41 + 30)


def test_promotions_that_stack_come_one_after_the_other_on_what_is_left() -> None:
    tenth = percent(1000, position=2, stacks=True)
    two_off = amount(200, position=1, stacks=True)
    assert used(draw((BREAD,), tenth, two_off)) == [("amount", 200), ("percent", 30)]
    tenth = replace(tenth, position=0)
    assert used(draw((BREAD,), tenth, two_off)) == [("percent", 50), ("amount", 200)]


def test_free_pieces_after_a_percentage_cost_what_is_left_of_them() -> None:
    half = percent(5000, position=0, stacks=True)
    pieces = replace(BREAD, quantity=3)
    terms = draw((pieces,), half, three_for_two(position=1, stacks=True))
    assert used(terms) == [("percent", 375), ("buy_n_pay_m", 125)]


def test_one_that_does_not_stack_comes_alone_where_it_is_better() -> None:
    tenth, most = percent(1000, stacks=True), amount(300)
    assert used(draw((BREAD,), tenth, most)) == [("amount", 300)]
    assert used(draw((BREAD,), tenth, replace(most, value=40))) == [("percent", 50)]


def test_of_two_that_do_not_stack_the_better_is_taken() -> None:
    small, large = amount(100, code="small"), amount(120, code="large")
    assert used(draw((BREAD,), small, large)) == [("large", 120)]


def test_of_equal_ones_the_first_in_the_merchants_order_is_taken() -> None:
    first, second = amount(100, code="z", position=0), amount(100, code="a", position=1)
    assert used(draw((BREAD,), second, first)) == [("z", 100)]


def test_better_is_what_costs_less_with_tax_and_delivery() -> None:
    on_food = amount(105, code="food", skus=("bread",))
    on_taxed = amount(100, code="taxed", skus=("soap",))
    assert used(draw((BREAD, SOAP), on_food, on_taxed)) == [("taxed", 100)]
    assert used(draw((BREAD,), amount(299), FREE_DELIVERY)) == [("free_delivery", 0)]


def test_a_promotion_that_makes_the_others_worth_less_is_left_out() -> None:
    # A cent off the bread would make it, and not the soap with its tax, the free piece.
    cent = amount(1, code="cent", skus=("bread",), position=0, stacks=True)
    free = three_for_two(position=1, stacks=True)
    bread = replace(BREAD, quantity=1, unit_price=usd(334))
    soap = replace(SOAP, quantity=1)
    assert used(draw((bread, CAKE, soap), cent, free)) == [("buy_n_pay_m", 333)]
    cheaper = replace(soap, unit_price=usd(332))
    assert used(draw((bread, CAKE, cheaper), cent, free)) == [("cent", 1), ("buy_n_pay_m", 332)]


def test_many_that_stack_are_put_together_from_the_weightiest() -> None:
    many = [
        amount(10 * n, code=f"p{n}", position=n, stacks=True, skus=("bread",)) for n in range(1, 8)
    ]
    assert used(draw((BREAD,), *many)) == [(f"p{n}", 10 * n) for n in range(3, 8)]
    assert ("free_delivery", 0) in used(draw((BREAD,), *many, FREE_DELIVERY))


def test_a_coupon_is_kept_with_what_it_opened() -> None:
    offers = [Offer(percent(1000), "save10")]
    terms = draw_up((BREAD,), SLOT, "home", "14 Linden Court", TARIFF, offers=offers)
    assert terms.discounts[0].coupon == "save10"


def test_credit_pays_at_most_what_is_left_after_promotions() -> None:
    offers = [Offer(percent(5000))]
    terms = draw_up((SOAP,), SLOT, "home", "", TARIFF, usd(5000), offers)
    assert (terms.total, terms.credit, terms.to_pay) == (usd(870), usd(870), usd(0))
    terms = draw_up((SOAP,), SLOT, "home", "", TARIFF, usd(500), offers)
    assert (terms.total, terms.credit, terms.to_pay) == (usd(870), usd(500), usd(370))


def test_another_promotion_is_named_as_what_changed() -> None:
    before, after = draw((BREAD,), percent(1000)), draw((BREAD,))
    assert changes(before, after) == ("promotion",)
    assert changes(draw((BREAD,), FREE_DELIVERY), after) == ("promotion", "delivery")


@pytest.mark.parametrize(
    ("moment", "on"), [(-1, False), (0, True), (299, True), (300, False), (301, False)]
)
def test_a_promotion_is_on_from_its_start_until_just_before_its_end(moment: int, on: bool) -> None:
    promotion = percent(1000, starts=NOW, ends=NOW + timedelta(minutes=5))
    assert promotion.running(NOW + timedelta(seconds=moment)) is on
    assert not replace(promotion, active=False).running(NOW)


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": Kind.PERCENT, "value": 0},
        {"kind": Kind.PERCENT, "value": 10001},
        {"kind": Kind.AMOUNT, "value": 0},
        {"kind": Kind.BUY_N_PAY_M, "buy": 2, "pay": 2},
        {"kind": Kind.BUY_N_PAY_M, "buy": 2, "pay": 0},
        {"kind": "half price"},
        {"kind": Kind.FREE_DELIVERY, "label": ""},
        {"kind": Kind.FREE_DELIVERY, "code": ""},
        {"kind": Kind.FREE_DELIVERY, "goods_from_minor": 0},
        {"kind": Kind.FREE_DELIVERY, "most_uses": 0},
        {"kind": Kind.FREE_DELIVERY, "starts": datetime(2026, 1, 1)},  # noqa: DTZ001 - the fault
        {"kind": Kind.FREE_DELIVERY, "starts": NOW, "ends": NOW},
    ],
)
def test_a_promotion_that_makes_no_sense_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="promotion"):
        Promotion(**{"code": "x", "label": "x"} | parts)
