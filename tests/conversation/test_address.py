"""A newcomer without an address hears where to add one, and orders once it is there."""

from __future__ import annotations

from collections.abc import Callable

from fulfillment.accounts.addresses import Wanted
from fulfillment.shop import Shop
from tests.conversation.conftest import Talk


def test_without_an_address_the_shopper_hears_what_to_do(
    shop: Shop, talk_as: Callable[..., Talk]
) -> None:
    with shop.open() as work:
        newcomer = work.customers.add("new", "Nora", "", "")
    talk = talk_as("new")
    talk.say("AddToCart", product="mango")
    reply = talk.reply("Checkout")
    assert reply.card is not None
    assert "Addresses" in reply.card.text
    assert "I don't know yet where to deliver." in talk.say("Checkout")
    with shop.open() as work:
        work.accounts.addresses.add(newcomer.id, Wanted("home", "1 Long Lane"))
    assert "It comes to your home address" in talk.say("Checkout")
    assert "Your order is placed" in talk.say("Yes")
