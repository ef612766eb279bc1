"""Linking an account in the midst of a conversation, and what is said of it on which device."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from fulfillment.shop import Shop
from skill.conversation.plain import plain
from skill.conversation.turn import Caller, Capabilities
from tests.conversation.conftest import Talk

TalkAs = Callable[..., Talk]


def test_whether_a_token_holds_is_known_and_changes_nothing(sam: Talk, shop: Shop) -> None:
    token = sam.caller.token
    assert token is not None
    assert sam.engine.knows(sam.caller)
    assert not sam.engine.knows(Caller("sam", "another"))
    assert not sam.engine.knows(Caller("sam"))
    assert not sam.engine.knows(Caller("sam", ""))
    with shop.open() as work:
        assert work.customers.find_by_token(token) is not None
        assert work.sessions.load("test:s")[0] is None


def test_who_has_linked_with_a_full_cart_is_asked_to_check_out(talk_as: TalkAs, shop: Shop) -> None:
    guest = talk_as(None)
    guest.say("AddToCart", product="orchard bend mango")
    with shop.open() as work:
        customer = work.customers.find_by_handle("sam")
        assert customer is not None
        guest.caller = Caller("a guest", work.customers.issue_token(customer.id))
    linked = guest.say("AccountLinked")
    assert linked == "Your account is linked, Sam. Would you like to check out?"
    assert "Shall I place the order?" in guest.say("Yes")


def test_who_has_linked_with_an_empty_cart_is_asked_what_to_find(sam: Talk) -> None:
    assert sam.say("AccountLinked") == "Your account is linked, Sam. What would you like?"


@pytest.mark.parametrize("intent", ["LinkingRefused", "AccountLinked"])
def test_who_has_linked_no_account_may_look_around(talk_as: TalkAs, intent: str) -> None:
    guest = talk_as(None)
    guest.say("AddToCart", product="orchard bend mango")
    assert guest.say(intent).endswith("and fill your cart. What would you like?")
    assert "mango" in guest.say("ShowCart")


@pytest.mark.parametrize("app", [True, False])
@pytest.mark.parametrize("intent", ["Checkout", "OrderStatus", "WhoseAccount", "StoreCredit"])
def test_a_card_in_an_app_is_spoken_of_only_where_there_is_an_app(
    talk_as: TalkAs, intent: str, app: bool
) -> None:
    guest = talk_as(None)
    guest.say("AddToCart", product="orchard bend mango")
    turn = replace(guest.turn(intent), capabilities=Capabilities(app=app))
    reply = guest.engine.answer(turn)
    assert reply.links_account
    assert ("a card to your app" in plain(reply.speech, "en-US")) == app
