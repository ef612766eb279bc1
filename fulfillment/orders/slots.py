"""Which deliveries are free. Pure rules, standard library only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from fulfillment.money import Money
from fulfillment.orders.quote import DeliverySlot

HORIZON_DAYS = 7
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Option(Protocol):
    """The part of a delivery option that these rules read."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def start(self) -> time: ...
    @property
    def end(self) -> time: ...
    @property
    def cost(self) -> Money: ...
    @property
    def capacity(self) -> int: ...
    @property
    def days(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where the shop's clocks stand, and how long before its start a slot is closed."""

    zone: ZoneInfo
    cutoff: timedelta


def slot_on(option: Option, day: date, zone: ZoneInfo) -> DeliverySlot:
    """The delivery of an option on one day of the shop; its moments in UTC."""
    return DeliverySlot(
        code=f"{option.code}@{day.isoformat()}",
        label=option.label,
        starts=datetime.combine(day, option.start, zone).astimezone(UTC),
        ends=datetime.combine(day, option.end, zone).astimezone(UTC),
        cost=option.cost,
    )


def free_slots(
    options: Sequence[Option], taken: Mapping[str, int], now: datetime, calendar: Calendar
) -> list[DeliverySlot]:
    """The slots of today and the next :data:`HORIZON_DAYS` days that can be booked, soonest first.

    ``taken`` counts the orders of each slot by its code.
    """
    today = now.astimezone(calendar.zone).date()
    slots = [
        slot
        for option, slot in _slots(options, today, calendar.zone)
        if now <= slot.starts - calendar.cutoff and taken.get(slot.code, 0) < option.capacity
    ]
    return sorted(slots, key=lambda slot: (slot.starts, slot.cost.amount_minor, slot.code))


def _slots(
    options: Sequence[Option], today: date, zone: ZoneInfo
) -> Iterator[tuple[Option, DeliverySlot]]:
    for ahead in range(HORIZON_DAYS + 1):
        day = today + timedelta(days=ahead)
        for option in options:
            if _WEEKDAYS[day.weekday()] in option.days:
                yield option, slot_on(option, day, zone)
