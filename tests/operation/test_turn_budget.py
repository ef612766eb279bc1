"""A turn is answered in time, whatever takes longer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from skill.operation.budget import Budget, OutOfTime


def test_what_is_in_time_is_given() -> None:
    assert Budget(5.0, 1).run(lambda: "milk") == "milk"


def test_what_a_call_raises_is_raised() -> None:
    def fail() -> None:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        Budget(5.0, 1).run(fail)


def test_what_is_late_is_not_waited_for_and_goes_on() -> None:
    done, release = threading.Event(), threading.Event()

    def late() -> None:
        release.wait(10)
        done.set()

    begun = time.monotonic()
    with pytest.raises(OutOfTime):
        Budget(0.05, 1).run(late)
    assert time.monotonic() - begun < 5
    assert not done.is_set()
    release.set()
    assert done.wait(10)


def test_no_more_are_begun_than_may_go_on_at_once() -> None:
    release, begun = threading.Event(), list[int]()

    def hang(number: int) -> Callable[[], None]:
        def call() -> None:
            begun.append(number)
            release.wait(10)

        return call

    budget = Budget(0.05, 2)
    for number in range(5):
        with pytest.raises(OutOfTime):
            budget.run(hang(number))
    assert begun == [0, 1]
    release.set()
    assert Budget(5.0, 2).run(lambda: 1) == 1
    for _ in range(100):
        try:
            assert budget.run(lambda: 2) == 2
            return
        except OutOfTime:  # the two are still ending
            continue
    pytest.fail("the places were not given back")
