"""Sentences that were not understood: counted, summed up, and not kept for long."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fulfillment.shop import Shop
from fulfillment.storage.documents import UnheardRow
from fulfillment.storage.engine import open_engine
from fulfillment.unheard import unheard
from tests.conftest import Clock


def keep(shop: Shop, text: str, key: str = "a", expects: str = "", locale: str = "en-US") -> None:
    with shop.open() as work:
        work.unheard.keep(locale, text, expects, key)


def texts(shop: Shop) -> list[str]:
    with shop.open() as work:
        return [each.text for each in work.unheard.sentences()]


def test_a_sentence_is_counted_over_shoppers_and_days(shop: Shop, clock: Clock) -> None:
    keep(shop, "hurl it in")
    keep(shop, "hurl it in")
    clock.forward(days=3)
    keep(shop, "hurl it in", key="b")
    with shop.open() as work:
        (only,) = work.unheard.sentences()
    assert only.count == 3
    assert (only.first_day, only.last_day) == (date(2026, 11, 20), date(2026, 11, 23))


def test_sentences_of_other_locales_and_after_other_questions_are_others(shop: Shop) -> None:
    keep(shop, "hurl it in")
    keep(shop, "hurl it in", expects="yes-no")
    keep(shop, "hurl it in", locale="en-GB")
    assert texts(shop) == ["hurl it in"] * 3


def test_the_most_frequent_come_first(shop: Shop) -> None:
    keep(shop, "once")
    for key in "ab":
        keep(shop, "twice", key=key)
    assert texts(shop) == ["twice", "once"]


def test_a_shopper_forgets_what_is_theirs_alone(shop: Shop) -> None:
    keep(shop, "both said", key="a")
    keep(shop, "both said", key="b")
    keep(shop, "a said", key="a")
    with shop.open() as work:
        assert work.unheard.forget("a") == 2
    assert texts(shop) == ["both said"]


def test_a_sentence_is_dropped_in_one_locale_or_in_all(shop: Shop) -> None:
    for locale in ("en-US", "en-GB"):
        keep(shop, "hurl it in", locale=locale)
    with shop.open() as work:
        assert work.unheard.drop("hurl it in", "en-US") == 1
        assert work.unheard.drop("hurl it in") == 1
        assert work.unheard.drop("hurl it in") == 0


def test_after_half_a_year_a_sentence_is_gone(shop: Shop, clock: Clock) -> None:
    keep(shop, "said once")
    clock.forward(days=unheard.KEPT_DAYS)
    assert texts(shop) == ["said once"]
    clock.forward(days=1)
    keep(shop, "said later")
    assert texts(shop) == ["said later"]


def test_there_are_never_more_rows_than_allowed(
    shop: Shop, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unheard, "MOST_ROWS", 3)
    for number in range(5):
        keep(shop, f"sentence {number}")
        clock.forward(days=1)
    assert sorted(texts(shop)) == ["sentence 2", "sentence 3", "sentence 4"]


def test_where_the_merchant_switched_it_off_nothing_is_kept(database: str, clock: Clock) -> None:
    engine = open_engine(f"sqlite:///{database}")
    off = Shop(engine, clock=clock, learns=False)
    keep(off, "hurl it in")
    assert texts(off) == []
    with off.open() as work:
        assert not work.unheard.on
    engine.dispose()


def test_no_row_holds_the_key_or_a_time(database: str, shop: Shop) -> None:
    keep(shop, "hurl it in", key="a-key-of-a-shopper")
    engine = open_engine(f"sqlite:///{database}")
    with Session(engine) as session:
        row = session.scalars(select(UnheardRow)).one()
        assert "a-key-of-a-shopper" not in row.shopper
        assert (row.first_day, row.last_day) == ("2026-11-20", "2026-11-20")
    engine.dispose()
