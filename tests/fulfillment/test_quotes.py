"""Quotes: what they say, how long they hold, and what voids them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from fulfillment.errors import (
    CustomerNotFound,
    DeliveryUnavailable,
    EmptyCart,
    OutOfStock,
    QuoteChanged,
    QuoteExpired,
    QuoteNotFound,
    QuoteVoid,
    ShopError,
)
from fulfillment.orders import Quote
from fulfillment.shop import Shop, Work
from tests.conftest import NOW, Clock
from tests.fulfillment.shopfloor import CONVERSATION, PROFILE, YES, Till, buy, offer, owner, usd


def test_a_quote_says_who_sells_what_to_where_when_and_for_how_much(work: Work) -> None:
    work.carts.add(owner(1), "soap", 1)
    quote = offer(work, sku="bread", quantity=2)
    assert quote.seller == "Corner Shop"
    assert [(line.sku, line.quantity, line.total) for line in quote.lines] == [
        ("soap", 1, usd(300)),
        ("bread", 2, usd(500)),
    ]
    assert (quote.goods, quote.delivery.cost, quote.tax) == (usd(800), usd(300), usd(25))
    assert quote.total == usd(1125)
    assert (quote.address_label, quote.delivery.code) == ("home", "evening@2026-11-20")
    assert quote.expires_at == NOW + timedelta(minutes=10)


def test_a_quote_is_the_same_when_it_is_read_again(corner: Shop) -> None:
    with corner.open() as work:
        quote = offer(work)
    with corner.open() as work:
        assert work.quotes.get(quote.id) == quote


def test_an_empty_cart_cannot_be_quoted(work: Work) -> None:
    with pytest.raises(EmptyCart):
        work.quotes.make(1, owner(1), CONVERSATION)


def test_more_than_is_there_cannot_be_quoted(work: Work) -> None:
    work.carts.add(owner(1), "milk", 5)
    work.catalog.set_stock("milk", 3)
    with pytest.raises(OutOfStock) as refused:
        work.quotes.make(1, owner(1), CONVERSATION)
    assert (refused.value.sku, refused.value.available) == ("milk", 3)


def test_a_stranger_cannot_be_quoted(work: Work) -> None:
    with pytest.raises(CustomerNotFound):
        offer(work, customer=99)


@pytest.mark.parametrize("slot", ["morning@2026-11-22", "morning"])
def test_a_slot_is_chosen_by_its_code_or_by_its_option(work: Work, slot: str) -> None:
    work.carts.add(owner(1), "milk", 1)
    quote = work.quotes.make(1, owner(1), CONVERSATION, slot=slot)
    first_free = "morning@2026-11-21"
    assert quote.delivery.code == (slot if "@" in slot else first_free)
    assert quote.delivery.cost == usd(500)


@pytest.mark.parametrize("slot", ["evening@2026-11-19", "midnight", ""])
def test_a_slot_that_is_not_free_cannot_be_chosen(work: Work, slot: str) -> None:
    work.carts.add(owner(1), "milk", 1)
    with pytest.raises(DeliveryUnavailable):
        work.quotes.make(1, owner(1), CONVERSATION, slot=slot)


def test_orders_fill_their_slot_and_cancelling_frees_it(corner: Shop, till: Till) -> None:
    for _ in range(2):
        with corner.open() as work:
            order = buy(work, offer(work))
            assert order.delivery.code == "evening@2026-11-20"
    with corner.open() as work:
        assert work.quotes.slots()[0].code == "morning@2026-11-21"
        work.orders.cancel(order.id, 1)
        assert work.quotes.slots()[0].code == "evening@2026-11-20"


def test_a_slot_closes_three_hours_before_it_starts(corner: Shop, clock: Clock) -> None:
    clock.forward(minutes=1)
    with corner.open() as work:
        assert work.quotes.slots()[0].code == "morning@2026-11-21"


def test_a_new_quote_voids_the_one_before(work: Work) -> None:
    first = offer(work)
    second = offer(work, sku="milk", quantity=1)
    with pytest.raises(QuoteVoid):
        buy(work, first)
    assert buy(work, second).total == second.total


def test_a_quote_of_somebody_else_is_left_alone(work: Work) -> None:
    annas, bens = offer(work, customer=1), offer(work, customer=2)
    assert buy(work, annas).customer_id == 1
    assert buy(work, bens).customer_id == 2


def test_a_quote_that_was_given_up_cannot_be_bought(work: Work) -> None:
    quote = offer(work)
    work.quotes.void(quote.id)
    with pytest.raises(QuoteVoid):
        buy(work, quote)


def test_a_quote_holds_until_it_expires(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        quote = offer(work)
    clock.forward(minutes=10)
    with corner.open() as work, pytest.raises(QuoteExpired):
        buy(work, quote)
    clock.forward(minutes=-1)
    with corner.open() as work, pytest.raises(QuoteVoid):
        buy(work, quote)


Change = Callable[[Work], object]
CHANGES: list[tuple[Change, tuple[str, ...]]] = [
    (lambda work: work.carts.add(owner(1), "milk", 1), ("cart",)),
    (lambda work: work.carts.set_quantity(owner(1), "bread", 1), ("cart",)),
    (lambda work: work.carts.clear(owner(1)), ("cart",)),
    (lambda work: work.catalog.set_price("bread", usd(251)), ("price",)),
    (lambda work: work.customers.set_address(1, "home", "elsewhere"), ("address",)),
    (lambda work: work.customers.set_address(1, "work", "14 Linden Court"), ("address",)),
    (lambda work: work.credit.give(1, usd(100), "sorry"), ("credit",)),
]


@pytest.mark.parametrize(("change", "named"), CHANGES)
def test_a_change_voids_a_quote_and_is_named(
    corner: Shop, till: Till, change: Change, named: tuple[str, ...]
) -> None:
    with corner.open() as work:
        quote = offer(work)
    with corner.open() as work:
        change(work)
    with corner.open() as work, pytest.raises(QuoteChanged) as refused:
        buy(work, quote)
    assert refused.value.changes == named
    assert not till.asked
    assert still_refused(corner, quote, QuoteVoid)


def regional(work: Work) -> None:
    """Soap is taxed by half in the north, where nothing is said of bread."""
    work.set_up(replace(PROFILE, tax_regions={"north": {"general": 412, "delivery": 1000}}))


@pytest.mark.parametrize(
    ("region", "tax"), [("", 25), ("north", 12 + 30), ("nowhere that is told apart", 25)]
)
def test_tax_is_that_of_the_shoppers_region(corner: Shop, region: str, tax: int) -> None:
    with corner.open() as work:
        regional(work)
        work.customers.set_address(1, "home", "14 Linden Court", region=region)
        work.carts.add(owner(1), "soap", 1)
        assert offer(work).tax == usd(tax)


def test_a_move_to_another_region_voids_a_quote(corner: Shop) -> None:
    with corner.open() as work:
        regional(work)
        work.carts.add(owner(1), "soap", 1)
        quote = offer(work)
    with corner.open() as work:
        work.customers.set_address(1, "home", "14 Linden Court", region="north")
    with corner.open() as work, pytest.raises(QuoteChanged) as refused:
        buy(work, quote)
    assert refused.value.changes == ("tax",)


def test_store_credit_pays_what_it_can(corner: Shop, till: Till) -> None:
    with corner.open() as work:
        work.credit.give(1, usd(700), "sorry")
        quote = offer(work)
        assert (quote.total, quote.credit, quote.to_pay) == (usd(800), usd(700), usd(100))
        assert buy(work, quote).credit == usd(700)
    assert list(till.charges.values()) == [usd(100)]
    with corner.open() as work:
        assert offer(work).credit == usd(0)


def test_a_change_that_was_taken_back_does_not_revive_a_void_quote(corner: Shop) -> None:
    with corner.open() as work:
        quote = offer(work)
        work.catalog.set_price("bread", usd(260))
    assert still_refused(corner, quote, QuoteChanged)
    with corner.open() as work:
        work.catalog.set_price("bread", usd(250))
    assert still_refused(corner, quote, QuoteVoid)


def test_too_little_stock_voids_a_quote_and_says_what_is_left(corner: Shop) -> None:
    with corner.open() as work:
        quote = offer(work, quantity=5)
        work.catalog.set_stock("bread", 4)
    with corner.open() as work, pytest.raises(OutOfStock) as refused:
        buy(work, quote)
    assert refused.value.available == 4
    assert still_refused(corner, quote, QuoteVoid)


def test_stock_that_still_suffices_changes_nothing(work: Work) -> None:
    quote = offer(work, quantity=5)
    work.catalog.set_stock("bread", 5)
    assert buy(work, quote).total == quote.total


def test_a_slot_that_filled_up_meanwhile_voids_a_quote(corner: Shop) -> None:
    with corner.open() as work:
        quote = offer(work, customer=2)
    for _ in range(2):
        with corner.open() as work:
            buy(work, offer(work, customer=1))
    with corner.open() as work, pytest.raises(QuoteChanged) as refused:
        buy(work, quote)
    assert refused.value.changes == ("delivery",)


@pytest.mark.parametrize(("customer", "conversation"), [(2, CONVERSATION), (1, "another talk")])
def test_a_quote_is_bought_by_its_customer_in_its_conversation_only(
    work: Work, customer: int, conversation: str
) -> None:
    quote = offer(work)
    with pytest.raises(QuoteNotFound):
        work.orders.place(quote.id, customer_id=customer, conversation=conversation, consent=YES)


def test_an_unknown_quote_is_not_found(work: Work) -> None:
    with pytest.raises(QuoteNotFound):
        work.quotes.get("no such quote")


def still_refused(corner: Shop, quote: Quote, error: type[ShopError]) -> bool:
    with corner.open() as work, pytest.raises(error):
        buy(work, quote)
    return True
