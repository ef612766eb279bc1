"""Workers that die while they deliver: nothing is lost, and what comes twice has one name."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from fulfillment.outbox import Drain, Message
from fulfillment.outbox.message import LEASE
from fulfillment.shop import Shop
from fulfillment.storage.engine import engine_for
from tests.conftest import NOW, Clock
from tests.fulfillment.sabotage import Killed, Saboteur
from tests.fulfillment.test_kill import kill

KEYS = ["receipt-1", "receipt-2"]
TOLD = "told"
MARKING = [
    TOLD,
    "before BEGIN IMMEDIATE",
    "after BEGIN IMMEDIATE",
    "before UPDATE outbox SET",
    "after UPDATE outbox SET",
    "before COMMIT",
]
_MOST_POINTS = 100

Tell = Callable[[Message], None]


def put_all(url: str) -> None:
    with engine_for(url) as engine, Shop(engine, clock=Clock()).open() as work:
        for number, key in enumerate(KEYS, start=1):
            work.outbox.put(key, "receipt", {"order_id": number})


def drain(url: str, tell: Tell, saboteur: Saboteur | None = None, *, later: bool = False) -> int:
    """Deliver what is due in an engine of its own; how many messages are open afterwards."""
    with engine_for(url) as engine:
        if engine.dialect.name == "sqlite":
            # As in tests.fulfillment.crashing: processes die here, and no computers.
            off = "PRAGMA synchronous=OFF"
            event.listen(engine, "connect", lambda opened, _: opened.execute(off).close())
            event.listen(engine, "invalidate", lambda opened, _record, _error: opened.rollback())
        if saboteur is not None:
            saboteur.watch(engine)
        shop = Shop(engine, clock=Clock(NOW + LEASE if later else NOW))
        list(Drain(shop.open, tell).run())
        with shop.open() as work:
            return work.outbox.open()


class Ears:
    """Who is told, beside a saboteur."""

    def __init__(self, saboteur: Saboteur) -> None:
        self.heard: list[str] = []
        self._saboteur = saboteur

    def tell_and_pass(self, message: Message) -> None:
        self.tell(message)
        self._saboteur.passing(TOLD)

    def tell(self, message: Message) -> None:
        self.heard.append(message.key)


def test_whenever_a_worker_dies_the_next_one_tells_what_was_not_marked(
    file: Path, tmp_path: Path
) -> None:
    put_all(f"sqlite:///{file}")
    doubles = []
    for at in range(_MOST_POINTS):
        url = f"sqlite:///{shutil.copy(file, tmp_path / f'dead-{at}.sqlite3')}"
        saboteur = Saboteur(at)
        ears = Ears(saboteur)
        try:
            drain(url, ears.tell_and_pass, saboteur)
        except Killed:
            # What the dead had claimed is told once its lease is over, and not before.
            assert drain(url, ears.tell) in (0, 1)
            assert drain(url, ears.tell, later=True) == 0
        else:
            assert ears.heard == KEYS
            break
        twice = [key for key, times in Counter(ears.heard).items() if times == 2]
        assert Counter(ears.heard) == Counter([*KEYS, *twice])
        if twice:
            assert len(twice) == 1
            doubles.append(saboteur.passed[-1])
    assert at > len(KEYS) * len(MARKING)
    # Only between telling and the end of the transaction that marks it is a message told twice.
    assert doubles == MARKING * len(KEYS)


class Paper:
    """Ears that outlive their process: one line of a file for each message."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def tell(self, message: Message) -> None:
        with self._path.open("a", encoding="utf-8") as paper:
            paper.write(f"{message.key}\n")

    def lines(self) -> list[str]:
        return self._path.read_text("utf-8").splitlines() if self._path.exists() else []


def deliver_and_die(url: str, paper: Path, *, told: bool) -> None:
    """Die by the kernel's hand at the first message, before or after it is told."""

    def tell(message: Message) -> None:
        if told:
            Paper(paper).tell(message)
        kill(TOLD)

    drain(url, tell)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("told", [True, False])
def test_a_killed_worker_is_followed_by_one_that_goes_on(
    url: str, tmp_path: Path, *, told: bool
) -> None:
    put_all(url)
    path = tmp_path / "paper"
    # A fork, so that the child need not import everything again.
    fork = multiprocessing.get_context("fork").Process
    child = fork(target=deliver_and_die, args=(url, path), kwargs={"told": told})
    child.start()
    child.join(timeout=30)
    assert child.exitcode == -signal.SIGKILL
    paper = Paper(path)
    assert paper.lines() == (KEYS[:1] if told else [])
    assert drain(url, paper.tell) == 1
    assert drain(url, paper.tell, later=True) == 0
    assert Counter(paper.lines()) == Counter([*KEYS, *(KEYS[:1] if told else [])])


def work_once(url: str, paper: Path) -> None:
    """A worker of its own process."""
    drain(url, Paper(paper).tell)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_workers_in_processes_of_their_own_tell_each_message_once(url: str, tmp_path: Path) -> None:
    keys = [f"receipt-{number}" for number in range(20)]
    fork = multiprocessing.get_context("fork").Process
    children = [fork(target=work_once, args=(url, tmp_path / f"paper-{n}")) for n in range(3)]
    with engine_for(url) as engine, Shop(engine, clock=Clock()).open() as work:
        for key in keys:
            work.outbox.put(key, "receipt", {"order_id": 1})
    for child in children:
        child.start()
    for child in children:
        child.join(timeout=60)
    assert [child.exitcode for child in children] == [0, 0, 0]
    told = [line for n in range(3) for line in Paper(tmp_path / f"paper-{n}").lines()]
    assert Counter(told) == Counter(keys)
