"""The outbox: each message at least once, and in good order exactly once."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import timedelta
from functools import partial
from itertools import pairwise
from random import Random

import pytest
from sqlalchemy import select, text

from fulfillment.errors import MessageDelayed, MessageRefused
from fulfillment.outbox import Drain, Message
from fulfillment.outbox.message import LEASE, PATIENCE, pause
from fulfillment.shop import Shop, Work
from fulfillment.storage.aftercare import OutboxRow
from tests.conftest import Clock
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.shopfloor import Till
from tests.fulfillment.test_concurrency import at_once


def put(shop: Shop, *keys: str) -> None:
    with shop.open() as work:
        for key in keys:
            work.outbox.put(key, "receipt", {"order_id": 1})


def still_open(shop: Shop) -> int:
    with shop.open() as work:
        return work.outbox.open()


def claim(shop: Shop) -> Message | None:
    with shop.open() as work:
        return work.outbox.claim()


def row_of(work: Work, key: str) -> OutboxRow:
    session = work._unit.session
    return session.scalars(select(OutboxRow).where(OutboxRow.key == key)).one()


class Ears:
    """Whoever is told: keeps what it hears, or raises what it is given."""

    def __init__(self, *troubles: Exception) -> None:
        self.heard: list[str] = []
        self._troubles = list(troubles)

    def carry(self, message: Message) -> None:
        if self._troubles:
            raise self._troubles.pop(0)
        self.heard.append(message.key)


def test_a_message_put_twice_is_one_and_leaves_the_transaction_whole(corner: Shop) -> None:
    put(corner, "receipt-1")
    with corner.open() as work:
        work.carts.add("me", "milk", 1)
        work.outbox.put("receipt-1", "receipt", {"order_id": 1})
        work.outbox.put("receipt-1", "receipt", {"order_id": 1})
        work.carts.add("me", "bread", 1)
    with corner.open() as work:
        assert work.outbox.open() == 1
        assert work.carts.get("me").count == 2


def test_a_message_goes_with_its_transaction(corner: Shop) -> None:
    def put_and_fail() -> None:
        with corner.open() as work:
            work.outbox.put("receipt-1", "receipt", {"order_id": 1})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        put_and_fail()
    assert still_open(corner) == 0
    assert claim(corner) is None


def test_messages_are_delivered_in_the_order_in_which_they_were_put(
    corner: Shop, clock: Clock
) -> None:
    for key in ("b", "a", "c"):
        put(corner, key)
        clock.forward(seconds=1)
    ears = Ears()
    delivered = list(Drain(corner.open, ears.carry).run())
    assert ears.heard == ["b", "a", "c"]
    assert [each.state for each in delivered] == ["sent"] * 3
    assert delivered[0].message.document == {"order_id": 1}
    assert still_open(corner) == 0
    assert list(Drain(corner.open, ears.carry).run()) == []


def test_what_somebody_delivers_is_nobody_elses_until_the_lease_is_over(
    corner: Shop, clock: Clock
) -> None:
    put(corner, "receipt-1")
    first = claim(corner)
    assert first is not None
    assert first.attempts == 1
    clock.forward(seconds=LEASE.total_seconds() - 1)
    assert claim(corner) is None
    clock.forward(seconds=1)
    second = claim(corner)
    assert second is not None
    assert (second.key, second.attempts) == (first.key, 2)


def test_who_was_taken_for_dead_may_say_delivered_and_nothing_else(
    corner: Shop, clock: Clock
) -> None:
    put(corner, "receipt-1")
    slow = claim(corner)
    assert slow is not None
    clock.forward(seconds=LEASE.total_seconds())
    assert claim(corner) is not None
    with corner.open() as work:
        work.outbox.give_up(slow, "smtp 550")
        work.outbox.put_off(slow, timedelta(0), "timed out")
        assert work.outbox.claim() is None
        assert work.outbox.open() == 1
        work.outbox.mark_delivered(slow)
        assert work.outbox.open() == 0


def test_a_failure_is_tried_again_after_longer_and_longer_pauses(
    corner: Shop, clock: Clock
) -> None:
    put(corner, "receipt-1")
    ears = Ears(*[MessageDelayed("timed out")] * 3)
    drain = Drain(corner.open, ears.carry, Random(7))
    waited = []
    for _ in range(3):
        (delivery,) = drain.run()
        assert (delivery.state, delivery.error) == ("put off", "timed out")
        with corner.open() as work:
            row = row_of(work, "receipt-1")
            assert row.error == "timed out"
            waited.append((row.due_at - clock.now).total_seconds())
            clock.now = row.due_at - timedelta(microseconds=1)
        assert list(drain.run()) == []
        clock.forward(microseconds=1)
    assert [delivery.state for delivery in drain.run()] == ["sent"]
    assert ears.heard == ["receipt-1"]
    for wait, whole in zip(waited, (30, 60, 120), strict=True):
        assert whole / 2 <= wait <= whole


def test_pauses_grow_to_an_hour_and_differ_by_chance() -> None:
    class Late(Random):
        def random(self) -> float:
            return 1.0

    latest = [pause(attempts, Late()) for attempts in range(1, 40)]
    assert latest[:4] == [timedelta(seconds=s) for s in (30, 60, 120, 240)]
    assert all(earlier <= later for earlier, later in pairwise(latest))
    assert latest[-1] == timedelta(hours=1)
    chance = Random(1)
    assert len({pause(3, chance) for _ in range(20)}) == 20


def test_a_refusal_ends_the_attempts_and_its_reason_is_kept(corner: Shop, clock: Clock) -> None:
    put(corner, "receipt-1")
    ears = Ears(MessageRefused("smtp 550"))
    (delivery,) = Drain(corner.open, ears.carry).run()
    assert (delivery.state, delivery.error) == ("given up", "smtp 550")
    clock.forward(days=1)
    assert claim(corner) is None
    assert still_open(corner) == 0
    with corner.open() as work:
        row = row_of(work, "receipt-1")
        assert (row.given_up, row.delivered_at, row.error) == (True, None, "smtp 550")


def test_after_days_without_success_it_gives_up(corner: Shop, clock: Clock) -> None:
    put(corner, "receipt-1")
    ears = Ears(*[MessageDelayed("timed out")] * 2)
    drain = Drain(corner.open, ears.carry)
    clock.forward(seconds=PATIENCE.total_seconds() - 1)
    assert [delivery.state for delivery in drain.run()] == ["put off"]
    clock.forward(minutes=5)
    assert [delivery.state for delivery in drain.run()] == ["given up"]
    assert still_open(corner) == 0


def test_a_mistake_of_ours_in_one_message_does_not_keep_the_others(
    corner: Shop, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    put(corner, "a")
    clock.forward(seconds=1)
    put(corner, "b")
    ears = Ears(KeyError("14 Linden Court"))
    with caplog.at_level(logging.DEBUG):
        states = [each.state for each in Drain(corner.open, ears.carry).run()]
    assert states == ["put off", "sent"]
    assert ears.heard == ["b"]
    assert "KeyError" in caplog.text
    assert "Linden" not in caplog.text


def test_it_stops_between_two_messages(corner: Shop) -> None:
    put(corner, "a", "b")
    ears = Ears()
    assert len(list(Drain(corner.open, ears.carry).run(lambda: bool(ears.heard)))) == 1
    assert still_open(corner) == 1


def test_many_workers_at_once_deliver_each_message_once(
    url: str, engine_on: OpenEngine, clock: Clock
) -> None:
    shops = [Shop(engine_on(url), payments=Till(), clock=clock) for _ in range(4)]
    keys = [f"receipt-{number}" for number in range(24)]
    put(shops[0], *keys)
    ears = Ears()

    def drain(shop: Shop) -> int:
        return len(list(Drain(shop.open, ears.carry).run()))

    delivered = at_once([partial(drain, shop) for shop in shops])
    assert sum(int(str(each)) for each in delivered) == len(keys)
    assert Counter(ears.heard) == Counter(keys)
    assert still_open(shops[0]) == 0


def test_the_same_key_put_at_once_by_many_is_one_message(
    url: str, engine_on: OpenEngine, clock: Clock
) -> None:
    shops = [Shop(engine_on(url), payments=Till(), clock=clock) for _ in range(6)]
    assert at_once([partial(put, shop, "receipt-1") for shop in shops]) == [None] * 6
    with shops[0].open() as work:
        assert work._unit.session.scalar(text("SELECT count(*) FROM outbox")) == 1
