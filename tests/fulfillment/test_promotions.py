"""Promotions in the database, in quotes and in orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fulfillment.errors import (
    PromotionNotFound,
    QuoteChanged,
)
from fulfillment.promotions import Kind, Promotion
from fulfillment.shop import Shop, Work
from tests.conftest import NOW
from tests.fulfillment.shopfloor import buy, offer, usd

TENTH = Promotion(code="tenth", label="ten percent off", kind=Kind.PERCENT, value=1000)
WELCOME = Promotion(
    code="welcome",
    label="one dollar off",
    kind=Kind.AMOUNT,
    value=100,
    needs_coupon=True,
    once_per_shopper=True,
)


def test_a_promotion_is_read_as_it_was_written(work: Work) -> None:
    whole = Promotion(
        code="all",
        label="all of it",
        kind=Kind.BUY_N_PAY_M,
        value=7,
        buy=3,
        pay=2,
        skus=("bread", "milk"),
        categories=("bread",),
        departments=("things",),
        goods_from_minor=1,
        starts=NOW,
        ends=NOW + timedelta(minutes=5),
        needs_coupon=True,
        once_per_shopper=True,
        most_uses=3,
        stacks=True,
        position=4,
        active=False,
    )
    work.promotions.save(whole)
    assert work.promotions.get("all") == whole
    work.promotions.save(replace(whole, label="another", ends=None))
    assert [each.label for each in work.promotions.all()] == ["another"]


def test_what_is_not_there_is_not_found(work: Work) -> None:
    for act in (work.promotions.get, work.promotions.stop):
        with pytest.raises(PromotionNotFound):
            act("nothing")
    with pytest.raises(PromotionNotFound):
        work.promotions.issue("CODE", "nothing")


def test_running_are_those_open_to_all_now_in_the_merchants_order(work: Work) -> None:
    for promotion in (
        replace(TENTH, code="b", position=2),
        replace(TENTH, code="a", position=2),
        replace(TENTH, code="first", position=1),
        replace(TENTH, code="off", active=False),
        replace(TENTH, code="later", starts=NOW + timedelta(seconds=1)),
        replace(TENTH, code="over", ends=NOW),
        WELCOME,
    ):
        work.promotions.save(promotion)
    assert [each.code for each in work.promotions.running()] == ["first", "a", "b"]
    work.promotions.stop("first")
    assert [each.code for each in work.promotions.running()] == ["a", "b"]


def test_a_running_promotion_is_in_the_quote_and_in_the_order(corner: Shop) -> None:
    with corner.open() as work:
        work.promotions.save(TENTH)
        made = offer(work, quantity=2)
        assert (made.discount, made.total) == (usd(50), usd(450 + 300))
        order = buy(work, made)
    assert (order.discounts, order.total) == (made.discounts, made.total)
    assert order.lines[0].discount == usd(50)


@pytest.mark.parametrize(
    "change",
    [
        lambda work: work.promotions.stop("tenth"),
        lambda work: work.promotions.save(replace(TENTH, value=1100)),
        lambda work: work.promotions.save(replace(TENTH, code="fifth", value=2000)),
    ],
)
def test_a_promotion_that_changes_voids_a_quote(corner: Shop, change: Any) -> None:
    with corner.open() as work:
        work.promotions.save(TENTH)
        made = offer(work)
    with corner.open() as work:
        change(work)
    with corner.open() as work, pytest.raises(QuoteChanged) as refused:
        buy(work, made)
    assert refused.value.changes == ("promotion",)


def test_most_uses_counts_everybody(corner: Shop) -> None:
    with corner.open() as work:
        work.promotions.save(replace(TENTH, most_uses=1))
        first, second = offer(work, customer=1), offer(work, customer=2)
    with corner.open() as work:
        assert buy(work, first).discounts
        assert work.promotions.running() == []
    with corner.open() as work, pytest.raises(QuoteChanged) as refused:
        buy(work, second)
    assert refused.value.changes == ("promotion",)
