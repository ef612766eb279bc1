"""Deliveries that can still be booked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from fulfillment.orders.slots import HORIZON_DAYS, Calendar, free_slots, slot_on
from fulfillment.profile import DeliveryOption
from tests.fulfillment.shopfloor import usd

FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
CALENDAR = Calendar(ZoneInfo("UTC"), timedelta(hours=3))
EVENING = DeliveryOption("evening", "in the evening", time(18), time(21), usd(300), 2)
NOON = DeliveryOption("noon", "around noon", time(12), time(14), usd(200), 1, ("sat", "sun"))


def codes(
    *options: DeliveryOption,
    now: datetime = FRIDAY,
    taken: Mapping[str, int] = MappingProxyType({}),
) -> list[str]:
    return [slot.code for slot in free_slots(options, taken, now, CALENDAR)]


def test_slots_of_the_coming_week_come_soonest_first() -> None:
    found = codes(EVENING, NOON)
    assert found[:4] == [
        "evening@2026-11-20",
        "noon@2026-11-21",
        "evening@2026-11-21",
        "noon@2026-11-22",
    ]
    assert len(found) == (HORIZON_DAYS + 1) + 2


@pytest.mark.parametrize(
    ("minutes", "first"), [(0, "evening@2026-11-20"), (1, "evening@2026-11-21")]
)
def test_a_slot_closes_at_its_cutoff(minutes: int, first: str) -> None:
    assert codes(EVENING, now=FRIDAY + timedelta(minutes=minutes))[0] == first


def test_a_slot_is_free_until_its_last_place_is_taken() -> None:
    assert codes(EVENING, taken={"evening@2026-11-20": 1})[0] == "evening@2026-11-20"
    assert codes(EVENING, taken={"evening@2026-11-20": 2})[0] == "evening@2026-11-21"


def test_a_delivery_comes_only_on_its_weekdays() -> None:
    assert codes(NOON) == ["noon@2026-11-21", "noon@2026-11-22"]


def test_hours_are_those_of_the_shops_own_clock() -> None:
    slot = slot_on(EVENING, date(2026, 11, 20), ZoneInfo("America/Chicago"))
    assert slot.starts == datetime(2026, 11, 21, 0, 0, tzinfo=UTC)
    assert slot.option == "evening"


def test_today_is_the_shops_day_and_not_that_of_utc() -> None:
    chicago = Calendar(ZoneInfo("America/Chicago"), timedelta(hours=3))
    just_after_midnight_utc = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    first = free_slots([NOON], {}, just_after_midnight_utc, chicago)[0]
    assert first.code == "noon@2026-11-21"
    assert first.starts == datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def test_a_slot_keeps_its_hours_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before, after = (slot_on(EVENING, date(2026, 10, day), berlin) for day in (24, 25))
    assert after.starts - before.starts == timedelta(hours=25)
