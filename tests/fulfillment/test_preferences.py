"""What a shopper wishes for is kept, and sentences are kept only while they may be."""

from __future__ import annotations

from typing import Any

import pytest

from fulfillment.accounts.preferences import Preferences, read_preferences, write_preferences
from fulfillment.shop import Shop, Work


def write(work: Work, wanted: Preferences) -> Preferences:
    write_preferences(work.customers, work.unheard, 1, wanted)
    return read_preferences(work.customers.get(1))


def test_what_was_never_wished_for_is_as_for_all(work: Work) -> None:
    assert read_preferences(work.customers.get(1)) == Preferences()


def test_wishes_are_kept(work: Work) -> None:
    wanted = Preferences("slow", "short", 2, "fr-FR", order_news=False, offers=True, learn=True)
    assert write(work, wanted) == wanted
    assert write(work, Preferences()) == Preferences()


def test_other_things_that_are_remembered_stay(work: Work) -> None:
    work.customers.set_preference(1, "untold", [3])
    write(work, Preferences("fast"))
    assert work.customers.get(1).preferences["untold"] == [3]


def test_whoever_wants_no_sentences_kept_any_more_has_them_deleted(work: Work) -> None:
    write(work, Preferences(learn=True))
    key = str(work.customers.get(1).preferences["learn"])
    write(work, Preferences("slow", learn=True))
    assert work.customers.get(1).preferences["learn"] == key
    work.unheard.keep("en-US", "some … please", "", key)
    assert len(work.unheard.sentences()) == 1
    write(work, Preferences(learn=False))
    assert work.unheard.sentences() == []


def test_a_shop_that_keeps_no_sentences_takes_no_consent(corner: Shop) -> None:
    with corner.open() as work:
        work.unheard.on = False
        assert not write(work, Preferences(learn=True)).learn


@pytest.mark.parametrize("wrong", [{"rate": "x"}, {"form": "x"}, {"at_once": 4}, {"at_once": 1}])
def test_what_cannot_be_wished_for_is_refused(work: Work, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no such"):
        write(work, Preferences(**wrong))
