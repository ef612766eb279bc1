"""A yes brings money back only when it is surely heard, and only from who was asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from fulfillment.aftercare import Ticket
from fulfillment.customers import ShopRules
from fulfillment.money import Money
from fulfillment.orders import Order, OrderState
from fulfillment.shop import Shop
from skill.conversation.plain import plain
from tests.conversation.buying import read_back
from tests.conversation.conftest import Talk

_OFFER = "I can give you $4.49 back as store credit for the Millbrow whole wheat bread. Shall I?"


def last_order(shop: Shop, handle: str = "anna") -> Order:
    with shop.open() as work:
        customer = work.customers.find_by_handle(handle)
        assert customer is not None
        return work.orders.recent(customer.id)[0]


def refunded(shop: Shop, handle: str = "anna") -> list[int]:
    order = last_order(shop, handle)
    with shop.open() as work:
        return [each.amount.amount_minor for each in work.orders.refunds(order.id)]


def tickets(shop: Shop) -> list[Ticket]:
    with shop.open() as work:
        return work.aftercare.tickets.list_open()


def complain(talk: Talk) -> str:
    return talk.say("DeliveryProblem", product="bread", trouble="damaged")


def test_a_yes_that_may_be_none_gives_nothing_back(anna: Talk, shop: Shop) -> None:
    assert _OFFER in complain(anna)
    assert anna.say("Yes", 0.3).endswith(_OFFER)
    assert refunded(shop) == []
    assert "Done" in anna.say("Yes")
    assert refunded(shop) == [449]


def test_the_same_yes_sent_twice_gives_back_once(anna: Talk, shop: Shop) -> None:
    complain(anna)
    said = plain(anna.reply("Yes").speech, "en-US")
    assert plain(anna.again().speech, "en-US") == said
    assert refunded(shop) == [449]


def test_a_yes_after_something_else_gives_nothing_back(anna: Talk, shop: Shop) -> None:
    complain(anna)
    anna.say("ShowCart")
    anna.say("Yes")
    assert refunded(shop) == []


def test_what_is_repeated_for_help_holds_the_whole_offer(anna: Talk, shop: Shop) -> None:
    complain(anna)
    for intent in ("Help", "Fallback", "Repeat"):
        assert anna.say(intent).endswith(_OFFER)
    anna.say("Yes")
    assert refunded(shop) == [449]


def test_what_one_customer_was_asked_another_does_not_answer(
    talk_as: Callable[..., Talk], shop: Shop
) -> None:
    anna, ben = talk_as("anna"), talk_as("ben")
    complain(anna)
    ben.engine.answer(replace(ben.turn("Yes"), session_id=anna.session, request_id="other"))
    assert refunded(shop) == []
    assert refunded(shop, "ben") == []


@pytest.mark.parametrize("intent", ["Fallback", "AddToCart", "Yes", "No", "DontMind"])
def test_whatever_is_said_to_the_question_why_is_some_reason(
    anna: Talk, shop: Shop, intent: str
) -> None:
    assert "reason" in anna.say("ReturnProduct", product="bread")
    assert anna.say(intent) == _OFFER
    anna.say("Yes")
    order = last_order(shop)
    with shop.open() as work:
        assert [each.reason for each in work.aftercare.returns.of_order(order.id)] == ["other"]


def test_stop_is_no_reason(anna: Talk) -> None:
    anna.say("ReturnProduct", product="bread")
    assert anna.reply("Stop").ends


def test_above_the_merchants_amount_a_person_gets_the_whole_matter(anna: Talk, shop: Shop) -> None:
    with shop.open() as work:
        work.customers.set_rules(ShopRules(return_over=Money(400, "USD")))
    turn = anna.turn("DeliveryProblem", product="bread", trouble="damaged")
    words = "Anna Kowalski here, my bread was moldy, call 555 0199"
    said = plain(anna.engine.answer(replace(turn, utterance=words)).speech, "en-US")
    assert "more money than I may give back" in said
    anna.say("Yes")
    (ticket,) = tickets(shop)
    (report,) = ticket.reports
    assert (report["reason"], report["wanted"], report["channel"]) == ("damaged", [[1, 1]], "test")
    assert "my bread was moldy" in report["said"]
    for personal in ("Kowalski", "Anna", "555", "0199", "Linden"):
        assert personal not in json.dumps(report)


def test_a_yes_that_comes_after_the_packing_changes_nothing(sam: Talk, shop: Shop) -> None:
    read_back(sam)
    sam.say("Yes")
    assert "cancelled" in sam.say("TakeFromOrder", product="mango")
    order = last_order(shop, "sam")
    with shop.open() as work:
        work.orders.advance(order.id, OrderState.PICKING)
    assert "being packed already" in sam.say("Yes")
    assert last_order(shop, "sam").state == OrderState.PICKING
    assert refunded(shop, "sam") == []


def test_in_the_read_back_the_order_is_still_the_cart(sam: Talk, shop: Shop) -> None:
    read_back(sam)
    sam.say("TakeFromOrder", product="mango")
    with shop.open() as work:
        customer = work.customers.find_by_handle("sam")
        assert customer is not None
        assert not work.carts.get(f"customer:{customer.id}").lines


@pytest.mark.parametrize(
    ("email", "told"),
    [("sam@example.com", "somebody will get in touch"), ("", "they know what it's about")],
)
def test_nobody_promises_to_write_where_there_is_no_address(
    sam: Talk, shop: Shop, email: str, told: str
) -> None:
    read_back(sam)
    sam.say("Yes")
    order = last_order(shop, "sam")
    with shop.open() as work:
        work.customers.set_email(order.customer_id, email)
        work.orders.advance(order.id, OrderState.PICKING)
    assert "being packed already" in sam.say("TakeFromOrder", product="mango")
    assert told in sam.say("Yes")
    assert [each.kind for each in tickets(shop)] == ["change"]
