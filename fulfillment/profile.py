"""Who the shop is and when it delivers: read once, and again when the catalogue changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fulfillment.errors import NotSetUp
from fulfillment.money import Money
from fulfillment.storage.models import DeliveryOptionRow, ShopRow
from fulfillment.storage.version import fresh_version

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """A time of day at which we deliver, in the shop's local time.

    ``days`` holds names of :data:`WEEKDAYS`; ``capacity`` is the number of orders in one slot.
    """

    code: str
    label: str
    start: time
    end: time
    cost: Money
    capacity: int
    days: tuple[str, ...] = WEEKDAYS


@dataclass(frozen=True, slots=True)
class ShopProfile:
    """The shop's name, money, taxes and promises.

    ``tax_rates`` are basis points by tax category; a category without one is not taxed.
    ``tax_regions`` holds, by region, the rates that are others for shoppers there.
    ``free_delivery_over`` is the value of goods from which delivery costs nothing. A slot is
    booked at the latest ``cutoff_hours`` before it starts; a quote holds ``quote_minutes``.
    """

    name: str
    currency: str
    country: str = "US"
    locale: str = "en-US"
    prices_include_tax: bool = False
    tax_rates: Mapping[str, int] = field(default_factory=dict)
    tax_regions: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    phone: str = ""
    support_hours: str = ""
    support_email: str = ""
    free_delivery_over: Money | None = None
    cutoff_hours: int = 2
    quote_minutes: int = 10
    time_zone: str = "UTC"
    delivery: tuple[DeliveryOption, ...] = ()


def read_profile(session: Session) -> ShopProfile:
    """The shop of this database. Raises :class:`NotSetUp`."""
    row = session.get(ShopRow, 1)
    if row is None:
        raise NotSetUp("the database holds no shop yet")
    over = row.free_delivery_over_minor
    return ShopProfile(
        name=row.name,
        currency=row.currency,
        country=row.country,
        locale=row.locale,
        prices_include_tax=row.prices_include_tax,
        tax_rates=dict(row.tax_rates),
        tax_regions={region: dict(rates) for region, rates in row.tax_regions.items()},
        phone=row.phone,
        support_hours=row.support_hours,
        support_email=row.support_email,
        free_delivery_over=None if over is None else Money(over, row.currency),
        cutoff_hours=row.cutoff_hours,
        quote_minutes=row.quote_minutes,
        time_zone=row.time_zone,
        delivery=_read_delivery(session, row.currency),
    )


def _read_delivery(session: Session, currency: str) -> tuple[DeliveryOption, ...]:
    rows = session.scalars(select(DeliveryOptionRow).order_by(DeliveryOptionRow.position))
    return tuple(
        DeliveryOption(
            code=row.code,
            label=row.label,
            start=time.fromisoformat(row.start),
            end=time.fromisoformat(row.end),
            cost=Money(row.cost_minor, currency),
            capacity=row.capacity,
            days=tuple(row.days),
        )
        for row in rows
    )


def write_profile(session: Session, profile: ShopProfile) -> None:
    """Make ``profile`` the shop of this database, in place of the one before."""
    over = profile.free_delivery_over
    session.merge(
        ShopRow(
            id=1,
            name=profile.name,
            currency=profile.currency,
            country=profile.country,
            locale=profile.locale,
            prices_include_tax=profile.prices_include_tax,
            tax_rates=dict(profile.tax_rates),
            tax_regions={name: dict(rates) for name, rates in profile.tax_regions.items()},
            phone=profile.phone,
            support_hours=profile.support_hours,
            support_email=profile.support_email,
            free_delivery_over_minor=None if over is None else over.amount_minor,
            cutoff_hours=profile.cutoff_hours,
            quote_minutes=profile.quote_minutes,
            time_zone=profile.time_zone,
            catalog_version=fresh_version(),
        )
    )
    session.execute(delete(DeliveryOptionRow))
    session.add_all(_delivery_row(at, option) for at, option in enumerate(profile.delivery))
    session.flush()


def _delivery_row(position: int, option: DeliveryOption) -> DeliveryOptionRow:
    return DeliveryOptionRow(
        code=option.code,
        label=option.label,
        start=f"{option.start:%H:%M}",
        end=f"{option.end:%H:%M}",
        cost_minor=option.cost.amount_minor,
        capacity=option.capacity,
        days=list(option.days),
        position=position,
    )
