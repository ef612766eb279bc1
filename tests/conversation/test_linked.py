"""What a link of a platform allows in a conversation, what it brings along, and how it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fulfillment.linking import READ, SCOPES
from fulfillment.shop import Shop
from skill.conversation.engine import Engine
from skill.conversation.turn import Caller
from tests.conftest import Clock
from tests.conversation.buying import orders, sam_of
from tests.conversation.conftest import Talk
from tests.fulfillment.linked import a_client, link

REFUSED = "I may not place or change any"


def linked(shop: Shop, scopes: tuple[str, ...] = SCOPES, handle: str = "sam") -> str:
    """The access token of a platform to which a demo shopper is linked."""
    with shop.open() as work:
        customer = work.customers.find_by_handle(handle)
        assert customer is not None
        return link(work, a_client(work, "test", scopes), customer.id).access


def holds(shop: Shop, token: str) -> bool:
    with shop.open() as work:
        return work.customers.find_by_token(token) is not None


def test_a_link_for_orders_orders(shop: Shop, engine: Engine) -> None:
    talk = Talk(engine, Caller("sam", linked(shop)))
    talk.say("AddToCart", product="mango")
    talk.say("Checkout")
    talk.say("Yes")

    assert len(orders(shop)) == 1


def test_a_link_to_read_fills_a_cart_and_places_no_order(shop: Shop, engine: Engine) -> None:
    talk = Talk(engine, Caller("sam", linked(shop, (READ,))))
    assert "mango" in talk.say("AddToCart", product="mango")

    assert REFUSED in talk.say("Checkout")
    assert REFUSED in talk.say("PlaceOrder")
    talk.say("Yes")

    assert orders(shop) == []


def test_a_yes_by_a_link_that_reads_does_not_place_what_another_asked(
    shop: Shop, engine: Engine
) -> None:
    talk = Talk(engine, Caller("sam", linked(shop)))
    talk.say("AddToCart", product="mango")
    talk.say("Checkout")
    talk.caller = Caller("sam", linked(shop, (READ,)))

    assert REFUSED in talk.say("Yes")
    assert orders(shop) == []


def test_a_link_to_read_tells_of_orders_and_touches_none(shop: Shop, engine: Engine) -> None:
    full = Talk(engine, Caller("sam", linked(shop)))
    full.say("AddToCart", product="mango")
    full.say("Checkout")
    full.say("Yes")
    reading = Talk(engine, Caller("sam", linked(shop, (READ,))), session="other")

    assert "mango" in reading.say("OrderStatus")
    for intent in ("CancelOrder", "ReturnProduct", "DeliveryProblem"):
        assert REFUSED in reading.say(intent)
    assert REFUSED in reading.say("ChangeOrder", product="mango")
    assert [order.state.value for order in orders(shop)] == ["placed"]


def test_a_link_that_reads_takes_nothing_back(shop: Shop, engine: Engine) -> None:
    talk = Talk(engine, Caller("sam", linked(shop)))
    talk.say("AddToCart", product="mango")
    talk.say("Checkout")
    talk.say("Yes")
    talk.caller = Caller("sam", linked(shop, (READ,)))

    assert REFUSED in talk.say("TakeBack")
    assert [order.state.value for order in orders(shop)] == ["placed"]


@pytest.mark.parametrize("asked", ["CancelOrder", "ChangeOrder"])
def test_a_yes_by_a_link_that_reads_changes_no_order(
    shop: Shop, engine: Engine, asked: str
) -> None:
    talk = Talk(engine, Caller("sam", linked(shop)))
    talk.say("AddToCart", product="mango", quantity=2)
    talk.say("Checkout")
    talk.say("Yes")
    slots = {"product": "mango", "quantity": 1} if asked == "ChangeOrder" else {}
    assert talk.say(asked, **slots).endswith("?")
    talk.caller = Caller("sam", linked(shop, (READ,)))

    assert REFUSED in talk.say("Yes")
    (order,) = orders(shop)
    assert order.state.value == "placed"
    assert sum(line.left for line in order.lines) == 2


def test_a_cart_goes_to_the_account_as_soon_as_it_is_linked(shop: Shop, engine: Engine) -> None:
    Talk(engine, Caller("a user")).say("AddToCart", product="mango")

    engine.linked("test", Caller("a user", linked(shop)))

    with shop.open() as work:
        cart = work.carts.get(f"customer:{sam_of(work).id}")
        assert [line.product.name for line in cart.lines] == ["mango"]
    assert "mango" in Talk(engine, Caller("elsewhere", linked(shop))).say("ShowCart")


def test_a_link_that_nobody_knows_brings_nothing_along(shop: Shop, engine: Engine) -> None:
    guest = Talk(engine, Caller("a user"))
    guest.say("AddToCart", product="mango")

    engine.linked("test", Caller("a user", "made up"))
    engine.linked("test", Caller("a user"))

    assert "mango" in guest.say("ShowCart")


def test_a_user_who_gives_up_the_skill_is_unlinked(
    shop: Shop, engine: Engine, clock: Clock
) -> None:
    one, other = linked(shop), linked(shop, handle="ben")
    engine.linked("test", Caller("a user", one))
    engine.linked("test", Caller("another", other))

    engine.unlinked("other channel", Caller("a user"), clock.now)
    assert holds(shop, one)
    engine.unlinked("test", Caller("a user"), clock.now)

    assert not holds(shop, one)
    assert holds(shop, other)
    assert "Ben" in Talk(engine, Caller("another", other), "one").say("WhoseAccount")
    assert "No account" in Talk(engine, Caller("a user", one), "two").say("WhoseAccount")


def test_who_the_user_is_shows_in_their_turns_too(shop: Shop, engine: Engine, clock: Clock) -> None:
    token = linked(shop)
    Talk(engine, Caller("a user", token)).say("Launch")

    engine.unlinked("test", Caller("a user"), clock.now)

    assert not holds(shop, token)


def test_an_event_that_comes_late_ends_no_newer_link(
    shop: Shop, engine: Engine, clock: Clock
) -> None:
    gave_up = clock.now
    clock.forward(minutes=30)
    token = linked(shop)
    engine.linked("test", Caller("a user", token))

    engine.unlinked("test", Caller("a user"), gave_up)
    assert holds(shop, token)
    engine.unlinked("test", Caller("a user"), gave_up + timedelta(minutes=31))
    assert not holds(shop, token)


def test_an_expired_token_shops_as_a_guest_and_is_asked_to_link(
    shop: Shop, engine: Engine, clock: Clock
) -> None:
    talk = Talk(engine, Caller("a user", linked(shop)))
    talk.say("AddToCart", product="mango")
    clock.forward(hours=1)

    assert not engine.knows(talk.caller)
    # What is in the account's cart is no longer shown to whoever is there.
    assert "empty" in talk.say("ShowCart")
    talk.say("AddToCart", product="mango")
    assert talk.reply("Checkout").links_account
    assert orders(shop) == []
