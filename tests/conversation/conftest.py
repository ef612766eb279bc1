"""A conversation with the demo shop, turn by turn, without any channel."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from fulfillment.customers import When
from fulfillment.shop import Shop
from skill import wiring
from skill.conversation.engine import Engine
from skill.conversation.plain import plain
from skill.conversation.reply import Reply
from skill.conversation.turn import Caller, Slot, Turn
from skill.settings import Settings


@dataclass
class Talk:
    """One shopper in one conversation; ``last`` is the turn that was said last."""

    engine: Engine
    caller: Caller
    session: str = "s"
    channel: str = "test"
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    last: Turn | None = None

    def turn(self, intent: str, confidence: float = 1.0, **slots: Any) -> Turn:
        """The turn for an intent; a slot's value may be an id or a number."""
        heard = {name: _slot(value) for name, value in slots.items()}
        return Turn(
            self.channel,
            "en-US",
            self.session,
            self.caller,
            str(next(self.numbers)),
            intent,
            heard,
            confidence,
        )

    def reply(self, intent: str, confidence: float = 1.0, **slots: Any) -> Reply:
        """What is answered to an intent."""
        self.last = self.turn(intent, confidence, **slots)
        return self.engine.answer(self.last)

    def say(self, intent: str, confidence: float = 1.0, **slots: Any) -> str:
        """The words that are answered to an intent."""
        return plain(self.reply(intent, confidence, **slots).speech, "en-US")

    def again(self) -> Reply:
        """The same request once more, as a platform sends it when it heard no answer."""
        assert self.last is not None
        return self.engine.answer(replace(self.last))


def _slot(value: Any) -> Slot:
    return Slot(value) if isinstance(value, str) else Slot(str(value), value)


@pytest.fixture
def engine(shop: Shop) -> Engine:
    """The conversation of the demo shop."""
    return wiring.build_conversation(shop, Settings())


@pytest.fixture
def talk_as(shop: Shop, engine: Engine) -> Callable[..., Talk]:
    """Begins a conversation of a demo shopper, or of a guest."""

    def begin(handle: str | None, **options: Any) -> Talk:
        if handle is None:
            return Talk(engine, Caller("a guest"), **options)
        with shop.open() as work:
            customer = work.customers.find_by_handle(handle)
            assert customer is not None
            token = work.customers.issue_token(customer.id)
        return Talk(engine, Caller(handle, token), **options)

    return begin


@pytest.fixture
def sam(talk_as: Callable[..., Talk]) -> Talk:
    """A newcomer with an account."""
    return talk_as("sam")


@pytest.fixture
def anna(talk_as: Callable[..., Talk]) -> Talk:
    """A shopper with a usual coffee."""
    return talk_as("anna")


@pytest.fixture
def guarded(sam: Talk, shop: Shop) -> Talk:
    """Sam, whose voice code is 0953 and always asked for."""
    with shop.open() as work:
        customer = work.customers.find_by_handle("sam")
        assert customer is not None
        work.customers.set_code(customer.id, "0953")
        work.customers.codes.ask_when(customer.id, When.ALWAYS)
    return sam
