"""Which days are meant by a word or by a platform's date."""

from __future__ import annotations

from datetime import date

import pytest

from skill.conversation.days import Days, days

TODAY = date(2026, 11, 20)  # a Friday


def one(day: int, month: int = 11) -> Days:
    return Days(date(2026, month, day), date(2026, month, day))


COMING = {
    "today": one(20),
    "tomorrow": one(21),
    "yesterday": one(19),
    "saturday": one(21),
    "thursday": one(26),
    "friday": one(27),  # for today people say "today"
    "2026-11-27": one(27),
    "2026-11-27T12:00:00+01:00": one(27),
    "2026-W48": Days(date(2026, 11, 23), date(2026, 11, 29)),
    "2026-W48-WE": Days(date(2026, 11, 28), date(2026, 11, 29)),
    "2026-12": Days(date(2026, 12, 1), date(2026, 12, 31)),
    "2026-02": Days(date(2026, 2, 1), date(2026, 2, 28)),
    "2026": Days(date(2026, 1, 1), date(2026, 12, 31)),
}


@pytest.mark.parametrize("words", COMING)
def test_days_to_come_are_found(words: str) -> None:
    assert days(words, TODAY) == COMING[words]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("friday", one(13)), ("thursday", one(19)), ("monday", one(16)), ("yesterday", one(19))],
)
def test_a_weekday_of_the_past_is_the_last_one_before_today(words: str, expected: Days) -> None:
    assert days(words, TODAY, past=True) == expected


def test_a_date_that_a_platform_put_into_the_coming_week_is_the_one_a_week_before() -> None:
    assert days("2026-11-23", TODAY, past=True) == one(16)
    assert days("2026-11-27", TODAY, past=True) == one(20)
    assert days("2026-11-16", TODAY, past=True) == one(16)


@pytest.mark.parametrize(
    "words",
    ["", "someday", "2026-WI", "202X", "2026-W60", "2026-02-30", "2026-13", "PRESENT_REF", "0000"],
)
def test_what_names_no_days_is_none_and_no_error(words: str) -> None:
    assert days(words, TODAY) is None


def test_both_ends_are_among_the_days() -> None:
    week = Days(date(2026, 11, 23), date(2026, 11, 29))
    assert date(2026, 11, 23) in week
    assert date(2026, 11, 29) in week
    assert date(2026, 11, 30) not in week


@pytest.mark.parametrize(
    ("words", "past", "first", "last"),
    [
        ("march", True, date(2026, 3, 1), date(2026, 3, 31)),
        ("december", True, date(2025, 12, 1), date(2025, 12, 31)),
        ("november", True, date(2026, 11, 1), date(2026, 11, 30)),
        ("december", False, date(2026, 12, 1), date(2026, 12, 31)),
        ("march", False, date(2027, 3, 1), date(2027, 3, 31)),
        ("2027-03", True, date(2026, 3, 1), date(2026, 3, 31)),
        ("last_week", True, date(2026, 11, 9), date(2026, 11, 15)),
        ("last_month", True, date(2026, 10, 1), date(2026, 10, 31)),
        ("two_weeks_ago", True, date(2026, 11, 2), date(2026, 11, 8)),
        ("three_weeks_ago", True, date(2026, 10, 26), date(2026, 11, 1)),
        ("two_months_ago", True, date(2026, 9, 1), date(2026, 9, 30)),
        ("three_months_ago", True, date(2026, 8, 1), date(2026, 8, 31)),
    ],
)
def test_a_month_or_a_week_that_has_been_is_the_last_such_one(
    words: str, *, past: bool, first: date, last: date
) -> None:
    assert days(words, TODAY, past=past) == Days(first, last)
