"""An order is not placed past a limit or without the code it needs, whoever forgot to ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fulfillment.customers import When
from fulfillment.errors import CodeNeeded, LimitPassed, QuoteVoid
from fulfillment.shop import Shop
from tests.fulfillment.shopfloor import CONVERSATION, YES, Till, buy, offer, usd


def test_an_order_past_a_limit_is_not_placed_and_its_quote_is_void(
    corner: Shop, till: Till
) -> None:
    with corner.open() as work:
        work.customers.limits.set(1, order=usd(799), day=None)
        quote = offer(work)
        with pytest.raises(LimitPassed) as passed:
            buy(work, quote)
        assert (passed.value.kind, passed.value.limit_minor) == ("order", 799)
        with pytest.raises(QuoteVoid):
            buy(work, quote)
        assert work.orders.find_last(1) is None
        assert work.catalog.get("bread").stock == 10
    assert till.asked == []


def test_a_limit_counts_what_was_ordered_today(corner: Shop) -> None:
    with corner.open() as work:
        work.customers.limits.set(1, order=None, day=usd(1000))
        quote = offer(work)
        assert buy(work, quote) == buy(work, quote)
        with pytest.raises(LimitPassed):
            buy(work, offer(work, sku="milk", quantity=1))


def test_an_order_that_needs_the_code_is_placed_only_with_it(corner: Shop, till: Till) -> None:
    with corner.open() as work:
        work.customers.set_code(1, "0471")
        work.customers.codes.ask_when(1, When.ALWAYS)
        quote = offer(work)
        with pytest.raises(CodeNeeded):
            buy(work, quote)
        assert till.asked == []
        order = work.orders.place(
            quote.id,
            customer_id=1,
            conversation=CONVERSATION,
            consent=replace(YES, code_given=True),
        )
        assert order.state == "placed"
        assert work.orders.get_consent(order.id).code_given


def test_an_order_that_was_placed_is_found_again_without_the_code(corner: Shop) -> None:
    with corner.open() as work:
        quote = offer(work)
        order = buy(work, quote)
        work.customers.set_code(1, "0471")
        work.customers.codes.ask_when(1, When.ALWAYS)
        assert buy(work, quote) == order
