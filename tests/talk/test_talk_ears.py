"""One recogniser for several who talk, and conversations that are forgotten."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

import pytest

from skill.speech.errors import ModelMissing
from skill.talk import ears as module
from skill.talk.conversations import IDLE_S, LONGEST_S, MOST_EACH, Conversations
from skill.talk.ears import Ears
from skill.talk.errors import Busy, Gone
from tests.talk.listening import Told


def test_who_finds_no_recogniser_free_is_heard_afterwards() -> None:
    told = Told("help")
    ears = Ears(lambda: told)
    first, second = ears.listen(), ears.listen()
    assert first.hear(b"aa") == "help"
    assert second.hear(b"bb") == ""
    first.hear(b"cc")
    first.finish()
    assert second.hear(b"dd") == "help"
    assert second.finish().text == "help"
    assert told.heard == [b"aacc", b"bbdd"]


def test_several_talk_at_once_and_each_is_heard_whole() -> None:
    opened: list[Told] = []

    def make() -> Told:
        opened.append(Told("help"))
        return opened[-1]

    ears = Ears(make, most=2)
    start = threading.Barrier(8)
    found: list[str] = []

    def talk(mark: bytes) -> None:
        start.wait()
        listening = ears.listen()
        for _ in range(20):
            listening.hear(mark)
        found.append(listening.finish().text)

    threads = [threading.Thread(target=talk, args=(bytes([n, n]),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["help"] * 8
    assert len(opened) <= 2
    heard = sorted(piece for each in opened for piece in each.heard)
    assert heard == [bytes([n, n]) * 20 for n in range(8)]


def test_who_has_gone_away_gives_the_recogniser_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STALLED_S", 0.0)
    told = Told("help")
    ears = Ears(lambda: told)
    away, here = ears.listen(), ears.listen()
    away.hear(b"aa")
    assert here.hear(b"bb") == "help"
    here.finish()
    # Whoever comes back after all has lost nothing.
    away.hear(b"cc")
    away.finish()
    assert told.heard == [b"bb", b"aacc"]


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_S", 0.05)
    ears = Ears(lambda: Told("help"))
    first, second = ears.listen(), ears.listen()
    first.hear(b"aa")
    second.hear(b"bb")
    with pytest.raises(Busy):
        second.finish()
    with pytest.raises(Gone):
        second.hear(b"cc")
    assert first.finish().text == "help"


def test_so_many_utterances_are_under_way_and_the_forgotten_make_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ears = Ears(lambda: Told("help"))
    open_ = [ears.listen() for _ in range(module.MOST_UNDER_WAY)]
    with pytest.raises(Busy):
        ears.listen()
    open_[0].abandon()
    ears.listen()
    monkeypatch.setattr(module, "FORGOTTEN_S", -1.0)
    ears.listen()
    with pytest.raises(Gone):
        open_[1].hear(b"aa")


def test_a_recogniser_that_cannot_be_opened_leaves_its_seat_to_others() -> None:
    missing = [True]

    def make() -> Told:
        if missing:
            missing.clear()
            raise ModelMissing("no model")
        return Told("help")

    ears = Ears(make)
    first = ears.listen()
    with pytest.raises(ModelMissing):
        first.hear(b"aa")
    first.abandon()
    assert ears.listen().hear(b"bb") == "help"


@dataclass
class Kept:
    """Something that is kept, and says when it is closed."""

    id: str
    browser: str = "b"
    closed: bool = False

    def close(self) -> None:
        """See Kept."""
        self.closed = True


class Clock:
    """Seconds that pass when told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def gone(kept: Conversations[Any], id_: str, browser: str = "b") -> bool:
    """Whether a conversation is not there for a browser."""
    try:
        kept.get(id_, browser)
    except Gone:
        return True
    return False


def test_what_nobody_uses_is_forgotten() -> None:
    clock = Clock()
    kept: Conversations[Kept] = Conversations(clock)
    first = Kept("1")
    kept.add(first)
    clock.now += IDLE_S - 1
    assert not gone(kept, "1")
    clock.now += IDLE_S + 1
    assert gone(kept, "1")
    kept.add(Kept("2", "c"))
    assert first.closed
    assert len(kept) == 1


def test_no_conversation_lasts_for_ever() -> None:
    clock = Clock()
    kept: Conversations[Kept] = Conversations(clock)
    kept.add(Kept("1"))
    while clock.now < LONGEST_S:
        assert not gone(kept, "1")
        clock.now += IDLE_S / 2
    clock.now += 1
    assert gone(kept, "1")


def test_thousands_of_conversations_stay_few_and_those_in_use_stay() -> None:
    clock = Clock()
    kept: Conversations[Kept] = Conversations(clock, most=50)
    kept.add(Kept("mine", "me"))
    others = [Kept(str(n), f"b{n}") for n in range(2_000)]
    for other in others:
        clock.now += 0.01
        kept.add(other)
        kept.get("mine", "me")
    assert len(kept) == 50
    assert sum(other.closed for other in others) == len(others) - 49
    assert not gone(kept, "mine", "me")


def test_one_browser_cannot_drive_out_the_others() -> None:
    kept: Conversations[Kept] = Conversations(Clock(), most=50)
    kept.add(Kept("mine", "me"))
    for n in range(500):
        kept.add(Kept(str(n), "greedy"))
    assert len(kept) == MOST_EACH + 1
    assert not gone(kept, "mine", "me")
