"""Sums that are said: each reads back to the same amount, and those of an order add up."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.money import Money, exponent
from fulfillment.promotions import Kind, Promotion
from fulfillment.shop import Shop, Work
from skill.conversation.plain import money, plain
from skill.conversation.reply import Amount, Text
from tests.conversation.buying import sam_of
from tests.conversation.conftest import Talk

CURRENCIES = ("JPY", "USD", "EUR", "KWD")  # no decimals, two, two, three
LOCALES = ("en-US", "en-GB", "fr-FR")
_AMOUNT = r"(?:[$¥]|KWD ?)(\d[\d,.]*\d|\d)"
_MARK = {"en-US": ".", "en-GB": ".", "fr-FR": ","}
# Promotions of every kind, on what Sam buys.
PROMOTIONS = (
    Promotion(code="a", label="sales", kind=Kind.PERCENT, value=999, stacks=True),
    Promotion(code="b", label="luck", kind=Kind.AMOUNT, value=333, stacks=True),
    Promotion(code="c", label="thirds", kind=Kind.BUY_N_PAY_M, buy=3, pay=2, stacks=True),
    Promotion(code="d", label="free delivery", kind=Kind.FREE_DELIVERY, stacks=True),
)
# As the read-back and its short form have it.
SAVED, TOTAL = (r"ou save $",), (r"total is $", r"\. $, tax included")
CREDIT = (r"$ of it is store credit", r"$ from your credit")
REST = (r"and $ is left to pay", r", $ left")
BASKETS = [{"HM-2401": 3}, {"HM-1801": 7}, {"HM-1819": 68}]


@given(st.integers(-(10**9), 10**9), st.sampled_from(CURRENCIES), st.sampled_from(LOCALES))
def test_a_sum_reads_back_to_the_same_amount(minor: int, currency: str, locale: str) -> None:
    said = money(Money(minor, currency), locale)
    digits, mark = exponent(currency), _MARK[locale]
    major, _, decimals = said.rpartition(mark) if digits else (said, "", "")
    assert len("".join(re.findall(r"\d", decimals))) == digits
    sign = -1 if "-" in said else 1
    assert sign * int("".join(re.findall(r"\d", major + decimals))) == minor


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=4), st.sampled_from(CURRENCIES))
def test_sums_in_a_sentence_stay_apart(minors: list[int], currency: str) -> None:
    parts = [part for m in minors for part in (Amount(Money(m, currency)), Text(", and then "))]
    sums = plain(parts, "en-US").split(", and then")[: len(minors)]
    assert [int("".join(re.findall(r"\d", said))) for said in sums] == minors


def priced_in(work: Work, currency: str, *, included: bool) -> None:
    """Let the demo shop count in another currency, with the same numbers."""
    profile = work.profile
    for promotion in work.promotions.all():
        work.promotions.stop(promotion.code)
    options = [replace(o, cost=Money(o.cost.amount_minor, currency)) for o in profile.delivery]
    work.set_up(
        replace(
            profile,
            currency=currency,
            prices_include_tax=included,
            free_delivery_over=None,
            delivery=tuple(options),
            tax_rates={"food": 300, "general": 825, "delivery": 1000},
        )
    )


def said(text: str, *around: str) -> int:
    """The minor units of the sum in one of some phrases; nothing where none is there."""
    for phrase in around:
        if found := re.search(phrase.replace("$", _AMOUNT), text):
            return int(re.sub(r"\D", "", found[1]))
    return 0


@pytest.mark.parametrize("promotions", [(), PROMOTIONS[:3], PROMOTIONS], ids=["no", "some", "all"])
@pytest.mark.parametrize("included", [True, False], ids=["tax included", "tax added"])
@pytest.mark.parametrize("currency", ["JPY", "USD", "KWD"])
def test_what_is_read_out_adds_up(
    shop: Shop,
    talk_as: Callable[..., Talk],
    currency: str,
    included: bool,
    promotions: Sequence[Promotion],
) -> None:
    credit = 100 if included else 0  # with both, the tax would be left out to keep it short
    with shop.open() as work:
        priced_in(work, currency, included=included)
        for promotion in promotions:
            work.promotions.save(promotion)
        if credit:
            work.credit.give(sam_of(work).id, Money(credit, currency), "sorry")
    for at, basket in enumerate(BASKETS):
        with shop.open() as work:
            fill_cart(work, basket)
        talk = talk_as("sam", session=f"s{at}")
        goods = said(shown := talk.say("ShowCart"), r"$ before delivery")
        assert goods, shown
        text = talk.say("Checkout")
        assert_adds_up(goods, text, taxed=not included)
        assert said(text, *CREDIT) == credit, text
        assert bool(said(text, *SAVED)) == bool(promotions), text


def fill_cart(work: Work, basket: dict[str, int]) -> None:
    """Have just these goods in Sam's cart."""
    cart = f"customer:{sam_of(work).id}"
    work.carts.clear(cart)
    for sku, quantity in basket.items():
        work.carts.add(cart, sku, quantity)


def assert_adds_up(goods: int, text: str, *, taxed: bool) -> None:
    tax, total = said(text, r"with $ tax"), said(text, *TOTAL)
    assert goods, text
    assert total == goods - said(text, *SAVED) + said(text, r", for $") + tax, text
    assert said(text, *CREDIT) + said(text, *REST) in (0, total), text
    assert bool(tax) == taxed, text
