"""What a cart costs, and what tells one offer from another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.money import Money, share
from fulfillment.orders.documents import fingerprint, from_document, to_document
from fulfillment.orders.quote import DeliverySlot, Terms
from fulfillment.orders.quoting import Item, Tariff, changes, draw_up
from tests.fulfillment.shopfloor import usd

SLOT = DeliverySlot(
    code="evening@2026-11-20",
    label="in the evening",
    starts=datetime(2026, 11, 20, 18, tzinfo=UTC),
    ends=datetime(2026, 11, 20, 21, tzinfo=UTC),
    cost=usd(300),
)
TARIFF = Tariff(
    seller="Corner Shop",
    currency="USD",
    prices_include_tax=False,
    tax_rates={"general": 825, "delivery": 1000},
    free_delivery_over=usd(5000),
)
BREAD = Item("bread", "white bread", "Hazel", "20 oz", 2, usd(250), "food")
SOAP = Item("soap", "dish soap", "Hazel", "19 fl oz", 3, usd(333), "general")
LINES = st.lists(
    st.builds(
        Item,
        sku=st.uuids().map(str),
        name=st.text(max_size=8),
        brand=st.just("Hazel"),
        size=st.just("1 ct"),
        quantity=st.integers(1, 99),
        unit_price=st.integers(0, 10**6).map(usd),
        tax_category=st.sampled_from(["food", "general"]),
    ),
    max_size=8,
)


def terms(*items: Item, tariff: Tariff = TARIFF, slot: DeliverySlot = SLOT, **to: str) -> Terms:
    address = {"address_label": "home", "address": "14 Linden Court"} | to
    return draw_up(items or (BREAD, SOAP), slot, tariff=tariff, **address)


def test_tax_is_rounded_on_each_line_and_added_to_the_total() -> None:
    drawn = terms()
    assert [line.total for line in drawn.lines] == [usd(500), usd(999)]
    assert [line.tax for line in drawn.lines] == [usd(0), usd(82)]
    assert drawn.goods == usd(1499)
    assert drawn.tax == usd(82 + 30)
    assert drawn.total == usd(1499 + 300 + 112)


def test_tax_that_prices_include_is_told_and_not_added() -> None:
    drawn = terms(tariff=replace(TARIFF, prices_include_tax=True))
    assert drawn.tax_included
    assert drawn.tax == usd(76 + 27)
    assert drawn.total == usd(1499 + 300)


@pytest.mark.parametrize(("price", "cost"), [(4999, 300), (5000, 0), (5001, 0)])
def test_delivery_is_free_from_the_threshold_on(price: int, cost: int) -> None:
    drawn = terms(replace(BREAD, quantity=1, unit_price=usd(price)))
    assert drawn.delivery.cost == usd(cost)
    assert drawn.total == drawn.goods + drawn.delivery.cost + drawn.tax


@given(LINES)
def test_a_total_is_goods_and_delivery_and_tax(items: list[Item]) -> None:
    drawn = draw_up(items, SLOT, "home", "14 Linden Court", TARIFF)
    assert drawn.goods.amount_minor == sum(x.unit_price.amount_minor * x.quantity for x in items)
    taxed = [line.total.amount_minor for line in drawn.lines if line.tax]
    assert drawn.tax.amount_minor == sum(share(amount, 825) for amount in taxed) + share(
        drawn.delivery.cost.amount_minor, 1000
    )
    assert drawn.total == drawn.goods + drawn.delivery.cost + drawn.tax


@given(LINES)
def test_terms_survive_their_document(items: list[Item]) -> None:
    drawn = draw_up(items, SLOT, "home", "14 Linden Court", TARIFF)
    read = from_document(to_document(drawn))
    assert read == drawn
    assert fingerprint(read) == fingerprint(drawn)


CHANGES: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"items": (BREAD,)}, ("cart",)),
    ({"items": (BREAD, replace(SOAP, quantity=4))}, ("cart",)),
    ({"items": (BREAD, replace(SOAP, name="hand soap"))}, ("cart",)),
    ({"items": (BREAD, replace(SOAP, unit_price=usd(334)))}, ("price",)),
    ({"items": (replace(BREAD, unit_price=usd(1)),)}, ("cart", "price")),
    ({"address": "208 Quarry Road"}, ("address",)),
    ({"address_label": "work"}, ("address",)),
    ({"slot": replace(SLOT, cost=usd(301))}, ("delivery",)),
    ({"slot": replace(SLOT, code="evening@2026-11-21")}, ("delivery",)),
    ({"tariff": replace(TARIFF, tax_rates={"general": 900})}, ("tax",)),
    ({"tariff": replace(TARIFF, prices_include_tax=True)}, ("tax",)),
    ({"tariff": replace(TARIFF, seller="Another Shop")}, ("tax",)),
]


@pytest.mark.parametrize(("changed", "named"), CHANGES)
def test_every_change_is_named_and_changes_the_fingerprint(
    changed: dict[str, Any], named: tuple[str, ...]
) -> None:
    before, after = terms(), terms(*changed.pop("items", ()), **changed)
    assert changes(before, after) == named
    assert fingerprint(before) != fingerprint(after)


def test_what_did_not_change_has_no_changes() -> None:
    assert changes(terms(), terms()) == ()
    assert fingerprint(terms()) == fingerprint(terms())


def test_an_address_is_not_shown_by_accident() -> None:
    assert "Linden" not in repr(terms())


def test_amounts_of_a_quote_are_in_the_shops_currency() -> None:
    assert terms().total == Money(1911, "USD")
