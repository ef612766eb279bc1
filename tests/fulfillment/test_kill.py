"""The same as the crash tests, with a real SIGKILL to a real process."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from fulfillment.money import Money
from fulfillment.orders import Quote
from fulfillment.payments import Charge
from tests.fulfillment.crashing import BEFORE, PLACED, PLACING, look_at, process
from tests.fulfillment.sabotage import Saboteur
from tests.fulfillment.shopfloor import Till, buy, offer

_MOST_POINTS = 20


class PaperTill:
    """A till whose charges outlive the process: one line of a file for each time it is asked."""

    method = "till"

    def __init__(self, paper: Path, passing: Callable[[str], None] = lambda _point: None) -> None:
        self._paper = paper
        self._passing = passing

    def charge(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge:
        self._passing("before the charge")
        with self._paper.open("a", encoding="utf-8") as paper:
            paper.write(f"{idempotency_key} {amount.decimal()}\n")
        self._passing("after the charge")
        return Charge("paid", idempotency_key)

    def find(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge | None:
        return None

    def refund(self, idempotency_key: str, amount: Money, part: str = "whole") -> None:
        raise AssertionError("nothing is cancelled here")

    def returned(self, idempotency_key: str) -> Money | None:
        return None

    def lines(self) -> set[str]:
        return set(self._paper.read_text(encoding="utf-8").splitlines())


def kill(_point: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def place(path: Path, paper: Path, quote: Quote, at: int | None) -> None:
    """Say yes, and die by the kernel's hand at one commit or charge."""
    saboteur = Saboteur(at, kill, statements=False)
    with process(path, PaperTill(paper, saboteur.passing), saboteur) as shop, shop.open() as work:
        buy(work, quote)


def placed_by_a_child(path: Path, paper: Path, quote: Quote, at: int) -> int | None:
    """Place an order in a child of this process; its exit code."""
    # A fork, so that the child need not import everything again.
    child = multiprocessing.get_context("fork").Process(target=place, args=(path, paper, quote, at))
    child.start()
    child.join(timeout=30)
    return child.exitcode


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_killed_process_leaves_nothing_or_an_order_that_the_next_yes_finishes(
    file: Path, tmp_path: Path
) -> None:
    with process(file, Till()) as shop, shop.open() as work:
        quote = offer(work, quantity=2)
    seen = []
    for at in range(_MOST_POINTS):
        path = Path(shutil.copy(file, tmp_path / f"killed-{at}.sqlite3"))
        paper = tmp_path / f"paper-{at}"
        code = placed_by_a_child(path, paper, quote, at)
        seen.append(look_at(path))
        place(path, paper, quote, at=None)
        assert look_at(path) == PLACED
        assert PaperTill(paper).lines() == {f"order-1 {quote.total.decimal()}"}
        if code == 0:
            break
        assert code == -signal.SIGKILL
    # Before and after the first commit, before and after the charge and the second; then alive.
    assert seen == [BEFORE, PLACING, PLACING, PLACING, PLACING, PLACED, PLACED]
