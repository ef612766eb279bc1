"""Which days a word or a platform's date means. Pure rules, standard library only.

Alexa's AMAZON.DATE brings "2026-11-27", "2026-W48", "2026-W48-WE", "2026-11" or "2026", and for
some words a form that names no days, as "2026-WI" for a winter:
https://developer.amazon.com/docs/custom-skills/slot-type-reference.html#date
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEK = timedelta(days=7)
_WEEKS_AGO = {"last_week": 1, "two_weeks_ago": 2, "three_weeks_ago": 3}
_MONTHS_AGO = {"last_month": 1, "two_months_ago": 2, "three_months_ago": 3}
# A moment, as Dialogflow brings it, begins with its day.
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")
_WEEK_FORM = re.compile(r"(\d{4})-W(\d{2})(-WE)?")
_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Days:
    """A row of days, both ends included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def days(words: str, today: date, *, past: bool = False) -> Days | None:
    """The days of an identifier of the list ``date``, or of a platform's date; None for no days.

    A weekday is the next one after today, or with ``past`` the last one before it; so is a month.
    """
    if words in _NEAR:
        return _one(today + timedelta(days=_NEAR[words]))
    if words in _WEEKDAYS:
        return _one(_weekday(_WEEKDAYS.index(words), today, past=past))
    if words in _MONTHS:
        return _named_month(1 + _MONTHS.index(words), today, past=past)
    if words in _WEEKS_AGO or words in _MONTHS_AGO:
        return _before(words, today)
    try:
        return _written(words, today, past=past)
    except ValueError:  # as of the 30th of February
        return None


def _one(day: date) -> Days:
    return Days(day, day)


def _weekday(number: int, today: date, *, past: bool) -> date:
    ahead = (number - today.weekday()) % 7
    return today + timedelta(days=ahead - 7 if past else ahead or 7)


def _written(words: str, today: date, *, past: bool) -> Days | None:
    if found := _DAY.fullmatch(words):
        day = date(*map(int, found.groups()))
        # Alexa takes every weekday for one to come, also in "the order from Monday".
        return _one(day - _WEEK if past and today < day <= today + _WEEK else day)
    if found := _WEEK_FORM.fullmatch(words):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        first = monday + timedelta(days=5) if found[3] else monday
        return Days(first, monday + timedelta(days=6))
    if found := _MONTH.fullmatch(words):
        year, month = int(found[1]), int(found[2]) if found[2] else None
        # Alexa takes every month for one to come, also in "the one I had in March".
        late = past and month is not None and date(year, month, 1) > today
        return _month(year - late, month)
    return None


def _named_month(number: int, today: date, *, past: bool) -> Days:
    wrong_side = today.month < number if past else today.month > number
    return _month(today.year + (-wrong_side if past else wrong_side), number)


def _before(words: str, today: date) -> Days:
    """Whole weeks and months of the calendar: "two weeks ago" is no single day."""
    if ago := _WEEKS_AGO.get(words):
        monday = today - timedelta(days=today.weekday()) - ago * _WEEK
        return Days(monday, monday + timedelta(days=6))
    months = today.year * 12 + today.month - 1 - _MONTHS_AGO[words]
    return _month(months // 12, months % 12 + 1)


def _month(year: int, month: int | None) -> Days:
    if month is None:
        return Days(date(year, 1, 1), date(year, 12, 31))
    following = date(year + month // 12, month % 12 + 1, 1)
    return Days(date(year, month, 1), following - timedelta(days=1))
