"""Every conversation in a locale's ``conversations`` folder goes the same way on every channel.

A transcript is a YAML file: who talks (``as``: a demo shopper or ``guest``), and turns. A turn has
what is said (``you``; the first turn may be ``opens: true``), and any of: ``intent`` and ``slots``
(as the terminal understood them), ``shop`` (the whole answer), ``has`` and ``not`` (pieces of it),
``cart`` (all lines, as "2 x HM-1001"), ``order`` (lines of the order that this turn placed, with
``total``), ``state`` (of the last order), ``refunds`` (the amounts that went back of all orders,
the newest order first), ``tickets`` (the kinds of the open ones), ``ends``, ``links``. Between
turns the world may change (``meanwhile``: ``stock``, ``price``, ``minutes``, ``order_state``, one
or several; ``code``: the shopper's voice code, which is always asked for, ``reset: true`` unlocks
it; ``limits``: the shopper's own, for one ``order`` and one ``day``, in minor units; ``promotion``:
the fields of one, amounts in minor units and percentages in basis points; ``coupon``: its ``code``,
its ``promotion``'s, and the ``minutes`` it holds; ``credit``: store credit in minor units;
``payment``: what the bank answers from now on, or what became of its open answers, see ``till.py``;
``worker: true`` does a round of ``coster worker``), or the shopper comes back (``again: true``, a
new session; ``on: chat`` or ``on: alexa`` names the device).

With ``payments: card`` orders are charged to a card, without it they are paid on delivery. At the
end of every transcript the books are in order, and the bank has taken what the orders come to.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import bindparam, select

from fulfillment.customers import When
from fulfillment.money import Money
from fulfillment.orders import Order, OrderState
from fulfillment.promotions import Kind, Promotion
from fulfillment.shop import Shop, Work
from fulfillment.storage.models import OrderRow
from interaction_models.locale import ROOT
from skill.conversation.engine import guest_key
from skill.conversation.plain import money
from skill.conversation.turn import Caller
from tests.transcripts.conftest import House
from tests.transcripts.drivers import DRIVERS
from tests.transcripts.stage import Driver, Heard, Stage
from tests.transcripts.till import Till

FILES = sorted(ROOT.glob("*/conversations/**/*.yaml"))
# How a read-back says that taxes are counted and where the delivery goes, by language.
READ_BACK = {
    "en": {"tax": r"\btax\b", "delivery": r"comes to your|To home"},
    "fr": {"tax": r"\btaxe|\bTVA\b|\bTTC\b", "delivery": r"[Ll]ivr"},
}
# Orders that failed never were any.
_ORDERS = select(OrderRow.id).where(
    OrderRow.customer_id == bindparam("customer"), OrderRow.state != OrderState.FAILED.value
)
_KEYS = {
    *("you", "opens", "intent", "slots", "shop", "has", "not", "cart", "order", "state", "ends"),
    *("links", "card", "meanwhile", "again", "on", "refunds", "tickets"),
}


@pytest.mark.parametrize("channel", sorted(DRIVERS))
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{locale_of(file)}-{file.stem}")
def test_the_conversation_goes_as_written(
    file: Path, channel: str, houses: Callable[[str], House]
) -> None:
    locale = locale_of(file)
    house, till = houses(locale), None
    script = yaml.safe_load(file.read_text(encoding="utf-8"))
    if script.get("payments") == "card":
        till = Till()
        shop = Shop(house.engine, clock=house.clock, payments=till)
        house = House(house.engine, shop, house.clock)
    Play(script, locale, channel, house, till).run()
    house.engine.dispose()


def locale_of(file: Path) -> str:
    """The locale in whose folder a conversation stands."""
    return file.relative_to(ROOT).parts[0]


def test_there_are_at_least_sixty_transcripts_of_three_to_twelve_turns() -> None:
    lengths = [len(yaml.safe_load(file.read_text(encoding="utf-8"))["turns"]) for file in FILES]
    assert len(FILES) >= 60
    assert min(lengths) >= 3
    assert max(lengths) <= 12


class Play:
    """One transcript on one channel."""

    def __init__(
        self,
        script: Mapping[str, Any],
        locale: str,
        channel: str,
        house: House,
        till: Till | None,
    ) -> None:
        self._script, self._locale, self._channel = script, locale, channel
        self._house, self._shop, self._clock, self._till = house, house.shop, house.clock, till
        self._shopper = str(script.get("as", "sam"))
        self._customer: int | None = None
        self._token: str | None = None
        if self._shopper != "guest":
            self._sign_in()
        self._said: list[str] = []
        self._orders = self._order_ids()

    def _sign_in(self) -> None:
        with self._shop.open() as work:
            customer = work.customers.find_by_handle(self._shopper)
            assert customer is not None
            self._customer = customer.id
            self._token = work.customers.issue_token(customer.id)

    def run(self) -> None:
        """Play it to the end."""
        driver = self._driver(self._channel)
        for number, turn in enumerate(self._script["turns"], 1):
            assert set(turn) <= _KEYS, f"turn {number} has unknown keys: {set(turn) - _KEYS}"
            if turn.get("again"):
                driver = self._driver(turn.get("on", self._channel))
                self._said = []
            self._change(turn.get("meanwhile", {}))
            self._clock.forward(seconds=10)
            heard = driver.begin() if turn.get("opens") else driver.hear(turn["you"])
            self._said.append(heard.says)
            where = f"turn {number} ({turn.get('you', 'opens')!r})"
            self._check_words(turn, heard, where)
            self._check_shop(turn, where)
        self._check_books()

    def _driver(self, channel: str) -> Driver:
        user = f"{self._shopper}-{channel}"
        session = uuid.uuid4().hex
        apps = self._house.apps
        stage = Stage(self._locale, self._shop, apps, self._clock, user, self._token, session)
        return DRIVERS[channel](stage)

    def _change(self, changes: Mapping[str, Any]) -> None:
        self._clock.forward(minutes=changes.get("minutes", 0))
        with self._shop.open() as work:
            for sku, stock in changes.get("stock", {}).items():
                work.catalog.set_stock(sku, stock)
            for sku, price in changes.get("price", {}).items():
                work.catalog.set_price(sku, Money(price, work.profile.currency))
            states = changes.get("order_state", ())
            for state in [states] if isinstance(states, str) else states:
                last = work.orders.find_last(self._customer or 0)
                assert last is not None
                work.orders.advance(last.id, OrderState(state))

            self._guard(work, changes)
            self._price(work, changes)
            if changes.get("worker"):
                work.orders.settle()

    def _price(self, work: Work, changes: Mapping[str, Any]) -> None:
        if promotion := changes.get("promotion"):
            fields = {name: tuple(v) if isinstance(v, list) else v for name, v in promotion.items()}
            work.promotions.save(Promotion(**{**fields, "kind": Kind(fields["kind"])}))
        if coupon := changes.get("coupon"):
            minutes = coupon.get("minutes")
            until = None if minutes is None else work.now + timedelta(minutes=minutes)
            work.promotions.issue(coupon["code"], coupon["promotion"], until)
        if credit := changes.get("credit"):
            amount = Money(credit, work.profile.currency)
            work.credit.give(self._customer or 0, amount, uuid.uuid4().hex, "a transcript's")
        if what := changes.get("payment"):
            assert self._till is not None, "the transcript does not say payments: card"
            self._till.will(what)

    def _guard(self, work: Work, changes: Mapping[str, Any]) -> None:
        customer = self._customer or 0
        if code := changes.get("code"):
            work.customers.set_code(customer, code)
            work.customers.codes.ask_when(customer, When.ALWAYS)
        if changes.get("reset"):
            assert work.customers.codes.reset(customer)
        if limits := changes.get("limits"):
            order, day = (
                Money(limits[kind], work.profile.currency) if kind in limits else None
                for kind in ("order", "day")
            )
            work.customers.limits.set(customer, order=order, day=day)

    def _check_words(self, turn: Mapping[str, Any], heard: Heard, where: str) -> None:
        if self._channel == "chat" and turn.get("on", "chat") == "chat":
            assert turn.get("intent", heard.intent) == heard.intent, where
            for name, text in turn.get("slots", {}).items():
                assert heard.slots.get(name, "").casefold() == str(text).casefold(), where
        if "shop" in turn:
            assert _bare(heard.says) == _bare(turn["shop"]), where
        for piece in turn.get("has", ()):
            assert str(piece).casefold() in heard.says.casefold(), f"{where}: {heard.says}"
        for piece in turn.get("not", ()):
            assert piece.casefold() not in heard.says.casefold(), f"{where}: {heard.says}"
        assert heard.ends == turn.get("ends", False), f"{where}: {heard.says}"
        assert heard.links_account == turn.get("links", False), where
        if "card" in turn:
            assert heard.card == turn["card"], where

    def _check_shop(self, turn: Mapping[str, Any], where: str) -> None:
        if "cart" in turn:
            assert self._cart() == turn["cart"], where
        placed = self._order_ids() - self._orders
        self._orders |= placed
        assert bool(placed) == ("order" in turn), f"{where}: orders placed: {len(placed)}"
        last = self._last_order() if {"order", "state"} & turn.keys() else None
        if placed:
            assert len(placed) == 1, where
            self._check_order(turn["order"], last, where)
        if "state" in turn:
            assert last is not None, where
            assert last.state.value == turn["state"], where
        if "refunds" in turn:
            assert self._refunds() == turn["refunds"], where
        if "tickets" in turn:
            with self._shop.open() as work:
                open_ = [ticket.kind for ticket in work.aftercare.tickets.list_open()]
            assert open_ == turn["tickets"], where

    def _refunds(self) -> list[str]:
        with self._shop.open() as work:
            orders = work.orders.recent(self._customer or 0, 100)
            found = [each for order in orders for each in work.orders.refunds(order.id)]
        return [money(each.amount, self._locale) for each in found if each.state == "done"]

    def _check_order(self, expected: Mapping[str, Any], order: Order | None, where: str) -> None:
        assert order is not None, where
        assert [f"{line.quantity} x {line.sku}" for line in order.lines] == expected["lines"], where
        total = money(order.total, self._locale)
        assert total == expected["total"], where
        before = " ".join(self._said[:-1])
        with self._shop.open() as work:
            assert work.profile.name in before, f"{where}: the seller was not said"
        for line in order.lines:
            named = {f"{line.brand} {line.name}", f"{line.name} {line.brand}"}
            assert any(name in before for name in named), f"{where}: {line.name} was not said"
        assert total in before, f"{where}: the total was not said"
        for said, pattern in READ_BACK[self._locale.partition("-")[0]].items():
            assert re.search(pattern, before), f"{where}: {said} was not said"

    def _check_books(self) -> None:
        with self._shop.open() as work:
            assert work.audit() == []
            ids = sorted(self._orders) if self._till else []
            orders = [work.orders.get(id_, self._customer or 0) for id_ in ids]
        paid = sorted(o.to_pay.amount_minor for o in orders if o.payment_state == "paid")
        assert sorted(self._till.kept.values() if self._till else ()) == paid

    def _cart(self) -> list[str]:
        owner = f"customer:{self._customer}"
        if self._customer is None:
            owner = guest_key(self._channel, Caller(f"{self._shopper}-{self._channel}"))
        with self._shop.open() as work:
            lines = work.carts.get(owner).lines
        return [f"{line.quantity} x {line.product.sku}" for line in lines]

    def _order_ids(self) -> set[int]:
        with self._house.engine.connect() as connection:
            return set(connection.scalars(_ORDERS, {"customer": self._customer}))

    def _last_order(self) -> Order | None:
        if self._customer is None:
            return None
        with self._shop.open() as work:
            return work.orders.find_last(self._customer)


def _bare(says: str) -> str:
    """A spelling is commas on a screen and markup on a device; both are the same letters."""
    return "".join(char for char in says.casefold() if char.isalnum() or char == "$")
