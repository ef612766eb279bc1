"""Lists come in parts as long as the shopper wants them, and "the second" means what was said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fulfillment.accounts.preferences import Preferences, write_preferences
from fulfillment.customers.owner import customer_owner
from fulfillment.shop import Shop
from tests.conversation.conftest import Talk


@pytest.fixture
def brief(shop: Shop, talk_as: Callable[..., Talk]) -> Talk:
    """Anna, who wants to hear two things at once."""
    with shop.open() as work:
        anna = work.customers.find_by_handle("anna")
        assert anna
        write_preferences(work.customers, work.unheard, anna.id, Preferences(at_once=2))
    return talk_as("anna")


@pytest.fixture
def usual(talk_as: Callable[..., Talk]) -> Talk:
    """Anna, who has said nothing about it."""
    return talk_as("anna")


def listed(talk: Talk, intent: str = "UsualProducts") -> list[str]:
    """What was listed, by the rows of the screen."""
    reply = talk.reply(intent)
    assert reply.shown
    return [row.key for row in reply.shown.items]


def test_a_list_is_three_long_where_nothing_was_said(usual: Talk) -> None:
    assert len(listed(usual)) == 3


def test_a_list_is_as_long_as_the_shopper_wants_it_and_goes_on_where_it_stopped(
    brief: Talk,
) -> None:
    first, following = listed(brief), listed(brief, "More")
    assert len(first) == len(following) == len({*first, *following}) / 2 == 2


def test_the_second_is_the_second_of_what_was_said(brief: Talk, shop: Shop) -> None:
    listed(brief)
    following = listed(brief, "More")
    brief.say("Choose", ordinal=2)
    with shop.open() as work:
        anna = work.customers.find_by_handle("anna")
        assert anna
        cart = work.carts.get(customer_owner(anna.id))
    assert [line.product.sku for line in cart.lines] == [following[1]]


def test_the_cart_is_read_in_such_parts(brief: Talk, shop: Shop) -> None:
    names = ("mango", "pineapple", "lemon")
    with shop.open() as work:
        anna = work.customers.find_by_handle("anna")
        assert anna
        for name in names:
            sku = work.search.search(name).products[0].sku
            work.carts.add(customer_owner(anna.id), sku, 1)
    first, rest = brief.say("ShowCart"), brief.say("Yes")
    assert [name in first for name in names] == [True, True, False]
    assert [name in rest for name in names] == [False, False, True]
