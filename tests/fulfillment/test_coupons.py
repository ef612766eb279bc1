"""Coupons: whom they open what to, until when, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fulfillment.errors import (
    CouponExpired,
    CouponUnknown,
    CouponUsed,
    PaymentDeclined,
    QuoteChanged,
    ShopError,
)
from fulfillment.orders import Quote
from fulfillment.promotions import Kind, Promotion
from fulfillment.shop import Shop, Work
from tests.conftest import NOW, Clock
from tests.fulfillment.shopfloor import CONVERSATION, Till, buy, offer, owner, usd

WELCOME = Promotion(
    code="welcome",
    label="one dollar off",
    kind=Kind.AMOUNT,
    value=100,
    needs_coupon=True,
    once_per_shopper=True,
)


@pytest.fixture
def welcoming(corner: Shop) -> Shop:
    """The small shop, with a coupon for one dollar off, once per shopper."""
    with corner.open() as work:
        work.promotions.save(WELCOME)
        work.promotions.issue("WELCOME5", "welcome")
    return corner


def quote(work: Work, customer: int = 1, sku: str = "bread") -> Quote:
    """A quote for one piece more, with the coupon."""
    work.promotions.use(owner(customer), customer, "welcome five")
    return offer(work, customer=customer, sku=sku, quantity=1)


def bought(shop: Shop, customer: int = 1) -> int:
    """Buy something with the coupon; the order's id."""
    with shop.open() as work:
        order = buy(work, quote(work, customer))
        assert order.discounts[0].amount == usd(100)
    return order.id


def test_a_coupon_is_found_however_its_code_is_said(welcoming: Shop) -> None:
    with welcoming.open() as work:
        coupon = work.promotions.use(owner(1), 1, "w e l c o m e five")
        assert coupon == work.promotions.use(owner(1), 1, "Welcome-5.")
        assert (coupon.code, coupon.label, coupon.promotion) == (
            "WELCOME5",
            "one dollar off",
            "welcome",
        )
        assert work.promotions.coupons(owner(1)) == [coupon]


def test_what_is_no_code_is_unknown(welcoming: Shop) -> None:
    with welcoming.open() as work:
        for said in ("", "...", "welcome six", "welcome", "five"):
            with pytest.raises(CouponUnknown):
                work.promotions.use(owner(1), 1, said)


def test_a_code_that_sounds_like_another_is_not_issued(welcoming: Shop) -> None:
    with welcoming.open() as work:
        with pytest.raises(ValueError, match="WELCOME5"):
            work.promotions.issue("welc0me FIVE", "welcome")
        with pytest.raises(ValueError, match="letters or digits"):
            work.promotions.issue("-!-", "welcome")


def test_a_coupon_named_twice_counts_once(welcoming: Shop) -> None:
    with welcoming.open() as work:
        work.promotions.issue("HELLO", "welcome")
        for code in ("welcome five", "WELCOME5", "hello"):
            work.promotions.use(owner(1), 1, code)
        made = offer(work)
        assert [each.code for each in work.promotions.coupons(owner(1))] == ["HELLO", "WELCOME5"]
        assert len(made.discounts) == 1


def test_a_coupon_is_gone_with_the_order(welcoming: Shop) -> None:
    bought(welcoming)
    with welcoming.open() as work:
        assert work.promotions.coupons(owner(1)) == []


def test_a_coupon_can_be_forgotten(welcoming: Shop) -> None:
    with welcoming.open() as work:
        made = quote(work)
        work.promotions.forget(owner(1))
    with welcoming.open() as work, pytest.raises(QuoteChanged) as refused:
        buy(work, made)
    assert refused.value.changes == ("promotion",)


@pytest.mark.parametrize(("seconds", "holds"), [(299, True), (300, False)])
def test_a_coupon_of_five_minutes_ends_to_the_second(
    corner: Shop, clock: Clock, seconds: int, holds: bool
) -> None:
    with corner.open() as work:
        work.promotions.save(WELCOME)
        work.promotions.issue("QUICK", "welcome", expires_at=NOW + timedelta(minutes=5))
        work.promotions.use(owner(1), 1, "quick")
        work.carts.add(owner(1), "bread", 1)
        made = work.quotes.make(1, owner(1), CONVERSATION, slot="morning")
    clock.forward(seconds=seconds)
    with corner.open() as work:
        if holds:
            work.promotions.use(owner(2), 2, "quick")
            assert buy(work, made).discounts[0].coupon == "quick"
            return
        with pytest.raises(CouponExpired):
            work.promotions.use(owner(2), 2, "quick")
        with pytest.raises(QuoteChanged) as refused:
            buy(work, made)
        assert refused.value.changes == ("promotion",)
        assert offer(work).discounts == ()


def test_a_coupon_that_would_have_expired_is_not_issued(welcoming: Shop) -> None:
    with welcoming.open() as work, pytest.raises(ValueError, match="expired"):
        work.promotions.issue("LATE", "welcome", expires_at=NOW)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"active": False}, CouponExpired),
        ({"ends": NOW}, CouponExpired),
        ({"starts": NOW + timedelta(seconds=1)}, CouponUnknown),
    ],
)
def test_a_coupon_opens_a_promotion_only_while_it_is_on(
    welcoming: Shop, change: dict[str, Any], error: type[ShopError]
) -> None:
    with welcoming.open() as work:
        work.promotions.save(replace(WELCOME, **change))
        with pytest.raises(error):
            work.promotions.use(owner(1), 1, "welcome five")


def test_a_coupon_of_somebody_else_is_unknown(welcoming: Shop) -> None:
    with welcoming.open() as work:
        coupon = work.promotions.issue("SORRY", "welcome", customer_id=2)
        assert work.promotions.issued(2) == [coupon]
        assert [each.code for each in work.promotions.issued()] == ["SORRY", "WELCOME5"]
        for customer in (1, None):
            with pytest.raises(CouponUnknown):
                work.promotions.use(owner(1), customer, "sorry")
        assert work.promotions.use(owner(2), 2, "sorry") == coupon


def test_a_guests_coupons_follow_the_cart(welcoming: Shop) -> None:
    with welcoming.open() as work:
        work.promotions.use("guest:7", None, "welcome five")
        work.carts.add("guest:7", "bread", 1)
        for _ in range(2):
            work.carts.merge("guest:7", owner(1))
            work.promotions.merge("guest:7", owner(1))
        assert work.promotions.coupons("guest:7") == []
        assert work.quotes.make(1, owner(1), CONVERSATION).discount == usd(100)


def test_merging_a_cart_with_itself_keeps_its_coupons(welcoming: Shop) -> None:
    with welcoming.open() as work:
        work.promotions.use(owner(1), 1, "welcome five")
        work.promotions.merge(owner(1), owner(1))
        assert len(work.promotions.coupons(owner(1))) == 1


def test_once_per_shopper_is_once_for_each(welcoming: Shop) -> None:
    bought(welcoming, customer=1)
    bought(welcoming, customer=2)
    with welcoming.open() as work, pytest.raises(CouponUsed):
        work.promotions.use(owner(1), 1, "welcome five")


def test_a_guest_is_told_at_the_quote_that_it_was_used(welcoming: Shop) -> None:
    bought(welcoming)
    with welcoming.open() as work:
        work.promotions.use("guest:7", None, "welcome five")
        work.promotions.merge("guest:7", owner(1))
        assert offer(work).discounts == ()


def test_an_order_that_was_cancelled_never_used_it(welcoming: Shop) -> None:
    order = bought(welcoming)
    with welcoming.open() as work:
        work.orders.cancel(order, 1)
    assert bought(welcoming) != order


def test_two_carts_of_one_shopper_use_it_once(welcoming: Shop) -> None:
    quotes = []
    for cart in (owner(1), "another cart"):
        with welcoming.open() as work:
            work.promotions.use(cart, 1, "welcome five")
            work.carts.add(cart, "bread", 1)
            quotes.append(work.quotes.make(1, cart, CONVERSATION))
    with welcoming.open() as work:
        assert buy(work, quotes[0]).discounts
    with welcoming.open() as work, pytest.raises(QuoteChanged) as refused:
        buy(work, quotes[1])
    assert refused.value.changes == ("promotion",)


def test_the_coupons_of_an_order_that_failed_can_be_named_again(welcoming: Shop) -> None:
    order = bought(welcoming)
    with welcoming.open() as work:
        work.orders.cancel(order, 1)
        for _ in range(2):
            work.promotions.restore(owner(1), order)
        assert [each.code for each in work.promotions.coupons(owner(1))] == ["WELCOME5"]
        work.promotions.restore(owner(2), 0)
        assert work.promotions.coupons(owner(2)) == []


def test_an_order_that_is_declined_gives_its_coupon_back_to_the_cart(
    welcoming: Shop, till: Till
) -> None:
    till.refusal = PaymentDeclined("insufficient_funds")
    with welcoming.open() as work, pytest.raises(PaymentDeclined):
        buy(work, quote(work))
    till.refusal = None
    with welcoming.open() as work:
        again = work.quotes.make(1, owner(1), CONVERSATION)
        assert buy(work, again).discounts[0].amount == usd(100)
