"""What became of an order whose outcome was open: told once, where nothing else is being asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fulfillment.orders import OrderState
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from skill import wiring
from skill.conversation.turn import Caller
from skill.settings import Settings
from tests.conftest import Clock
from tests.conversation.buying import read_back, sam_of
from tests.conversation.conftest import Talk
from tests.transcripts.till import Till

WORKED = "Your last order did go through"


@pytest.fixture
def till() -> Till:
    return Till()


@pytest.fixture
def banked(database: Path, clock: Clock, till: Till) -> Iterator[Shop]:
    """The demo shop, which charges cards."""
    engine = open_engine(f"sqlite:///{database}")
    yield Shop(engine, payments=till, clock=clock)
    engine.dispose()


@pytest.fixture
def talk(banked: Shop) -> Talk:
    """Sam's conversation with it."""
    with banked.open() as work:
        token = work.customers.issue_token(sam_of(work).id)
    return Talk(wiring.build_conversation(banked, Settings()), Caller("sam", token))


def buy(talk: Talk, till: Till, outcome: str) -> str:
    till.will(outcome)
    read_back(talk)
    return talk.say("Yes")


def settle(shop: Shop) -> None:
    with shop.open() as work:
        work.orders.settle()


def test_it_is_told_once_in_the_middle_of_a_conversation(
    talk: Talk, till: Till, banked: Shop
) -> None:
    assert "don't know yet" in buy(talk, till, "unknown")
    assert WORKED not in talk.say("ShowCart")
    till.will("settled")
    settle(banked)
    assert WORKED in talk.say("Thanks")
    assert WORKED not in talk.say("Thanks")
    assert WORKED not in talk.say("Launch")


def test_it_waits_while_something_else_is_being_asked(talk: Talk, till: Till, banked: Shop) -> None:
    buy(talk, till, "unknown")
    till.will("settled")
    settle(banked)
    choice, offer = "ground coffee", "watermelon"
    said = [talk.say("SearchProduct", product=words) for words in (choice, offer)]
    said.append(talk.say("Yes"))
    assert "Which" in said[0]
    assert "Shall I add it" in said[1]
    assert not any(WORKED in words for words in said)
    assert WORKED in talk.say("ShowCoupons")


def test_an_answer_that_is_sent_twice_tells_it_in_the_same_words(
    talk: Talk, till: Till, banked: Shop
) -> None:
    buy(talk, till, "unknown")
    till.will("settled")
    talk.session = "later"
    told = talk.reply("Launch")
    assert talk.again() == told
    assert WORKED not in talk.say("Launch")


def test_two_orders_are_both_told(talk: Talk, till: Till, banked: Shop) -> None:
    buy(talk, till, "unknown")
    talk.say("AddToCart", product="watermelon")
    talk.say("Checkout")
    talk.say("Yes")
    till.will("settled")
    settle(banked)
    talk.session = "later"
    assert talk.say("Launch").count("did go through") == 2


def test_another_shopper_hears_nothing_of_it(talk: Talk, till: Till, banked: Shop) -> None:
    buy(talk, till, "unknown")
    till.will("settled")
    settle(banked)
    with banked.open() as work:
        dora = work.customers.find_by_handle("dora")
        assert dora is not None
        token = work.customers.issue_token(dora.id)
    assert WORKED not in Talk(talk.engine, Caller("dora", token)).say("Launch")
    assert WORKED not in Talk(talk.engine, Caller("a guest")).say("Launch")


def test_an_order_that_the_shopper_takes_back_is_no_news(
    talk: Talk, till: Till, banked: Shop
) -> None:
    buy(talk, till, "approval")
    assert "nothing was charged" in talk.say("UndoOrder")
    settle(banked)
    talk.session = "later"
    assert "order" not in talk.say("Launch")


def test_the_status_tells_it_and_then_of_the_other_orders(
    talk: Talk, till: Till, banked: Shop
) -> None:
    till.will("paid")
    read_back(talk)
    talk.say("Yes")
    talk.say("AddToCart", product="watermelon")
    till.will("unknown")
    talk.say("Checkout")
    talk.say("Yes")
    till.will("settled")
    said = talk.say("OrderStatus")
    assert WORKED in said
    assert "mango is confirmed" in said
    assert "watermelon" not in said


def test_a_decline_that_is_known_at_once_is_no_news_later(
    talk: Talk, till: Till, banked: Shop
) -> None:
    assert "doesn't have enough" in buy(talk, till, "declined:insufficient_funds")
    settle(banked)
    talk.session = "later"
    assert "payment" not in talk.say("Launch")


def test_an_order_that_has_been_delivered_since_is_no_news(
    talk: Talk, till: Till, banked: Shop
) -> None:
    buy(talk, till, "unknown")
    till.will("settled")
    settle(banked)
    with banked.open() as work:
        order = work.orders.find_last(sam_of(work).id)
        assert order is not None
        for state in (OrderState.PICKING, OrderState.SENT, OrderState.DELIVERED):
            work.orders.advance(order.id, state)
    talk.session = "later"
    assert WORKED not in talk.say("Launch")


def test_a_refund_whose_outcome_was_open_is_told_when_it_is_done(
    talk: Talk, till: Till, banked: Shop
) -> None:
    buy(talk, till, "paid")
    till.reachable = False
    assert "hasn't confirmed yet" in talk.say("UndoOrder")
    till.reachable = True
    settle(banked)
    talk.session = "later"
    assert "has gone back to your card" in talk.say("Launch")
    assert not till.kept
