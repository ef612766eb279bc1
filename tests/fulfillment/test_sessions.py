"""Documents that callers keep between requests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fulfillment.errors import Conflict
from fulfillment.shop import Shop, Work
from tests.conftest import NOW, Clock


def test_a_conversation_that_nobody_began_is_empty_at_version_zero(work: Work) -> None:
    assert work.sessions.load("talk") == (None, 0)


def test_a_document_comes_back_as_it_was_saved(corner: Shop) -> None:
    document = {"focus": "milk", "listed": ["a", "b"], "offset": 3, "nothing": None, "é": 0.5}
    with corner.open() as work:
        work.sessions.save("talk", "me", document, 0)
    with corner.open() as work:
        assert work.sessions.load("talk") == (document, 1)
        work.sessions.save("talk", "me", {}, 1)
        assert work.sessions.load("talk") == ({}, 2)


@pytest.mark.parametrize("stale", [0, 1])
def test_saving_over_somebody_elses_version_is_a_conflict(corner: Shop, stale: int) -> None:
    with corner.open() as work:
        work.sessions.save("talk", "me", {"n": 1}, 0)
        work.sessions.save("talk", "me", {"n": 2}, 1)
    with corner.open() as work, pytest.raises(Conflict):
        work.sessions.save("talk", "me", {"n": 3}, stale)
    with corner.open() as work:
        assert work.sessions.load("talk") == ({"n": 2}, 2)


def test_a_conflict_undoes_the_whole_unit_of_work(corner: Shop) -> None:
    with corner.open() as work:
        work.sessions.save("talk", "me", {}, 0)
    with pytest.raises(Conflict), corner.open() as work:  # noqa: PT012 - the first is undone
        work.carts.add("me", "milk", 1)
        work.sessions.save("talk", "me", {}, 0)
    with corner.open() as work:
        assert work.carts.get("me").count == 0


def test_an_answer_is_kept_once(corner: Shop) -> None:
    with corner.open() as work:
        assert work.sessions.find_answer("request-1") is None
        work.sessions.keep_answer("request-1", {"said": "hello"})
    with pytest.raises(Conflict), corner.open() as work:
        work.sessions.keep_answer("request-1", {"said": "something else"})
    with corner.open() as work:
        assert work.sessions.find_answer("request-1") == {"said": "hello"}


def test_old_answers_are_forgotten(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        work.sessions.keep_answer("old", {})
    clock.forward(hours=2)
    with corner.open() as work:
        work.sessions.keep_answer("new", {})
        assert work.sessions.forget_answers(NOW + timedelta(hours=1)) == 1
        assert work.sessions.find_answer("old") is None
        assert work.sessions.find_answer("new") == {}
