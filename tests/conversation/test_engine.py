"""The engine: once per request, consent only where it was given, state in the database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from fulfillment.orders import Order
from fulfillment.shop import Shop
from skill import wiring
from skill.conversation import registry
from skill.conversation.reply import Reply
from skill.conversation.turn import Caller
from skill.settings import Settings
from tests.conversation.conftest import Talk


def orders_of(shop: Shop, handle: str) -> list[Order]:
    with shop.open() as work:
        customer = work.customers.find_by_handle(handle)
        assert customer is not None
        return work.orders.recent(customer.id, 50)


def read_back(talk: Talk) -> str:
    talk.say("AddToCart", product="cinnamon")
    return talk.say("Checkout")


def test_a_repeated_request_gets_the_same_reply_and_acts_once(sam: Talk, shop: Shop) -> None:
    first = sam.reply("AddToCart", product="cinnamon")
    assert sam.again() == first
    assert sam.again() == first
    assert "You have" not in sam.say("ShowCart")
    read_back(sam)
    placed = sam.reply("Yes")
    assert sam.again() == placed
    assert len(orders_of(shop, "sam")) == 1


def test_the_same_request_id_of_another_session_is_another_request(
    talk_as: Callable[..., Talk],
) -> None:
    one, other = talk_as("sam", session="one"), talk_as("sam", session="other")
    one.reply("AddToCart", product="cinnamon")
    assert "already" in other.say("AddToCart", product="cinnamon")


def test_the_same_yes_from_many_threads_places_one_order(sam: Talk, shop: Shop) -> None:
    read_back(sam)
    yes = sam.turn("Yes")
    with ThreadPoolExecutor(8) as pool:
        replies = set(map(repr, pool.map(sam.engine.answer, [yes] * 8)))
    assert len(replies) == 1
    assert len(orders_of(shop, "sam")) == 1


def test_different_yeses_at_once_place_one_order(sam: Talk, shop: Shop) -> None:
    read_back(sam)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(sam.engine.answer, [sam.turn("Yes") for _ in range(8)]))
    assert len(orders_of(shop, "sam")) == 1


def test_words_heard_with_low_evidence_never_count_as_yes(sam: Talk, shop: Shop) -> None:
    said = read_back(sam)
    again = sam.say("Yes", confidence=0.3)
    assert said in again
    assert orders_of(shop, "sam") == []
    sam.say("Yes")
    assert len(orders_of(shop, "sam")) == 1


def test_a_yes_counts_only_in_the_turn_after_the_read_back(sam: Talk, shop: Shop) -> None:
    read_back(sam)
    sam.say("CheckPrice", product="nutmeg")
    sam.say("No")
    sam.say("Yes")
    assert orders_of(shop, "sam") == []


def test_a_yes_of_another_shopper_in_the_same_session_does_not_buy(
    sam: Talk, talk_as: Callable[..., Talk], shop: Shop
) -> None:
    read_back(sam)
    visitor = replace(sam, caller=talk_as("dora").caller)
    visitor.say("Yes")
    assert orders_of(shop, "sam") == []
    assert len(orders_of(shop, "dora")) == 1  # only the one of the demo history


def test_a_yes_after_the_account_was_unlinked_does_not_buy(sam: Talk, shop: Shop) -> None:
    read_back(sam)
    unlinked = replace(sam, caller=Caller("sam"))
    unlinked.reply("Yes")
    assert orders_of(shop, "sam") == []


def test_the_order_keeps_what_was_read_out_and_what_was_heard(sam: Talk, shop: Shop) -> None:
    said = read_back(sam)
    sam.say("Yes")
    order = orders_of(shop, "sam")[0]
    with shop.open() as work:
        consent = work.orders.get_consent(order.id)
    assert consent.words_said == said
    assert consent.words_heard == "Yes"
    assert consent.channel == "test"


def test_any_process_can_answer_any_turn(sam: Talk, shop: Shop) -> None:
    sam.say("SearchProduct", product="ground coffee")
    elsewhere = replace(sam, engine=wiring.build_conversation(shop, Settings()))
    assert "Juniper Row" in elsewhere.say("Choose", ordinal=1)


def test_a_guests_cart_goes_along_when_the_account_is_linked(
    talk_as: Callable[..., Talk],
) -> None:
    guest = talk_as(None, session="first")
    guest.say("AddToCart", product="cinnamon")
    reply = guest.reply("Checkout")
    assert reply.links_account
    assert reply.ends
    linked = replace(guest, caller=Caller("a guest", talk_as("sam").caller.token), session="next")
    assert "One item is waiting" in linked.say("Launch")


def test_an_unknown_token_is_a_guest(sam: Talk) -> None:
    stranger = replace(sam, caller=Caller("x", "no such token"))
    stranger.say("AddToCart", product="cinnamon")
    assert stranger.reply("Checkout").links_account


def test_an_unknown_intent_is_not_understood(sam: Talk) -> None:
    assert "didn't get that" in sam.say("OrderAPizzaIntent")


def test_a_question_that_was_left_is_not_answered_later(sam: Talk) -> None:
    sam.say("SearchProduct", product="cinnamon")
    sam.say("ShowCart")
    assert "didn't ask" in sam.say("Yes") or "What would you like" in sam.say("Yes")


def test_whether_a_turn_can_be_answered_touches_nothing(sam: Talk, shop: Shop) -> None:
    assert sam.engine.can_answer(sam.turn("AddToCart", product="cinnamon")) is True
    assert sam.engine.can_answer(sam.turn("AddToCart", product="xylophone")) is False
    assert sam.engine.can_answer(sam.turn("OrderAPizzaIntent")) is False
    with shop.open() as work:
        assert work.carts.get("customer:1").lines == ()


@pytest.mark.parametrize("intent", sorted(registry.intents))
def test_every_intent_answers_a_newcomer_with_no_slots_and_no_history(
    sam: Talk, intent: str
) -> None:
    assert isinstance(sam.reply(intent), Reply)


@pytest.mark.parametrize("intent", sorted(registry.intents))
def test_every_intent_answers_a_guest_in_every_open_question(
    talk_as: Callable[..., Talk], intent: str
) -> None:
    for number, opening in enumerate(OPENINGS):
        talk = talk_as("anna" if number % 2 else None, session=f"{number}")
        for turn, slots in opening:
            talk.reply(turn, **slots)
        assert isinstance(talk.reply(intent), Reply)


OPENINGS: list[list[tuple[str, dict[str, object]]]] = [
    [("SearchProduct", {"product": "coffee"})],
    [("SearchProduct", {"product": "cinnamon"})],
    [("SearchProduct", {"product": "cinnamon"}), ("Yes", {})],
    [("AddToCart", {"product": "cinnamon"}), ("AddToCart", {"product": "cinnamon"})],
    [("AddToCart", {"product": "cinnamon"}), ("Checkout", {})],
    [("ReorderLast", {})],
    [("BrowseDepartment", {"department": "dairy"})],
    [("CheckPrice", {})],
    [("AddToCart", {"product": "cinnamon", "quantity": 2}), ("RemoveFromCart", {})],
    [("Fallback", {}), ("Fallback", {}), ("Fallback", {})],
    [("UsualProducts", {})],
    [("AddToCart", {"product": "cinnamon", "quantity": 200})],
    [("UseCoupon", {})],
    [("AddToCart", {"product": "cinnamon"}), ("Checkout", {}), ("UseCoupon", {})],
    [("Offers", {})],
]


def test_a_choice_that_names_no_place_takes_no_delivery_time(sam: Talk) -> None:
    sam.say("AddToCart", product="mango")
    sam.say("Checkout")
    asked = sam.say("DeliveryTimes").rpartition(". ")[2]
    assert "Which time" in asked
    said = sam.say("Choose", pick="cheapest")
    assert asked in said
    assert "From Hazel Market" not in said
