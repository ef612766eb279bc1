"""What an intent's function has at hand: the turn, the shop, and what was said before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from zoneinfo import ZoneInfo

from fulfillment.catalog import Product
from fulfillment.customers import Customer, Usual
from fulfillment.shop import Work
from skill.conversation.answer import Question
from skill.conversation.days import Days, days
from skill.conversation.state import State
from skill.conversation.turn import Slot, Turn

# Below this a platform's own confidence is no evidence that a yes was said.
CERTAIN = 0.5

# Slots that take their values from a list of another name.
_LISTS = {"ordinal_two": "ordinal"}


@dataclass
class Dialogue:
    """One turn in the making.

    ``question`` is what was asked in the turn before this one, or None: a question that has been
    left is not answered later. ``resolve`` finds the value of a slot's words in the locale's lists.
    """

    turn: Turn
    work: Work
    state: State
    customer: Customer | None
    question: Question | None
    resolve: Callable[[str, str], str | int | None]
    _products: dict[str, Product] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        """The key of the cart."""
        return self.state.owner

    @property
    def conversation(self) -> str:
        """The key of this conversation."""
        return f"{self.turn.channel}:{self.turn.session_id}"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the shop, in which days and hours are said."""
        return ZoneInfo(self.work.profile.time_zone)

    @property
    def asked(self) -> Question:
        """The question that this turn answers, for the functions that take an answer."""
        if self.question is None:
            raise LookupError("nothing was asked")
        return self.question

    @property
    def buyer(self) -> Customer:
        """The customer, where the conversation got only with an account."""
        if self.customer is None:
            raise LookupError("nobody is signed in")
        return self.customer

    @cached_property
    def may_order(self) -> bool:
        """Whether the link that the customer came by is for orders, too."""
        token = self.turn.caller.token
        return token is not None and self.work.linking.allows_orders(token)

    @property
    def at_once(self) -> int:
        """How many things of a list are said in one breath, as the shopper wants it."""
        return self.state.at_once

    @property
    def carded(self) -> int:
        """1 where a card reaches the shopper in an app, for the replies that speak of it."""
        return int(self.turn.capabilities.app)

    @property
    def certain(self) -> bool:
        """Whether what was heard is evidence enough to act on."""
        return self.turn.confidence >= CERTAIN

    def slot(self, name: str) -> Slot | None:
        """The slot, when something was heard in it."""
        slot = self.turn.slots.get(name)
        return slot if slot and (slot.text or slot.value is not None) else None

    def heard(self, name: str) -> str | None:
        """The words of a slot."""
        slot = self.slot(name)
        return slot.text if slot else None

    def heard_as(self, name: str, words: str) -> Dialogue:
        """The same turn with its words taken for a slot of that name alone."""
        return replace(self, turn=replace(self.turn, slots={name: Slot(words)}))

    def value(self, name: str) -> str | int | None:
        """What a slot of a fixed list resolves to, by the platform or by our own lists."""
        slot = self.slot(name)
        if slot is None:
            return None
        if slot.value is not None:
            return slot.value
        return self.resolve(_LISTS.get(name, name), slot.text)

    def number(self, name: str) -> int | None:
        """A whole number heard in a slot, in digits or words."""
        value = self.value(name)
        if isinstance(value, int):
            return value
        text = (str(value) if value is not None else self.heard(name) or "").strip()
        return int(text) if text.removeprefix("-").isdecimal() and text.isascii() else None

    def days(self, name: str, *, past: bool = False) -> Days | None:
        """The days heard in a slot, seen from the shop's today; None where no days were heard."""
        slot = self.slot(name)
        if slot is None:
            return None
        today = self.work.now.astimezone(self.zone).date()
        return days(str(self.value(name) or slot.text), today, past=past)

    def products(self, skus: Iterable[str]) -> list[Product]:
        """The products of ``skus`` that the shop still has, in that order; read once a turn."""
        wanted = list(skus)
        missing = [sku for sku in wanted if sku not in self._products]
        if missing:
            for product in self.work.catalog.get_many(missing):
                self._products[product.sku] = product
        return [self._products[sku] for sku in wanted if sku in self._products]

    def product(self, sku: str | None) -> Product | None:
        """The product of ``sku``, if the shop still has it."""
        found = self.products([sku]) if sku else []
        return found[0] if found else None

    @cached_property
    def focus(self) -> Product | None:
        """The product that "it" means."""
        return self.product(self.state.focus)

    @cached_property
    def usuals(self) -> list[Usual]:
        """What the shopper usually buys, the strongest habit first; nothing for a guest."""
        return self.work.customers.usual(self.customer.id) if self.customer else []
