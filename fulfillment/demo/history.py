"""Orders of the demo's shoppers, as if they had been placed some days before now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fulfillment.catalog.product import Product
from fulfillment.customers.customers import Customer
from fulfillment.demo.files import PastOrderEntry
from fulfillment.orders.inputs import item_of, tariff_of
from fulfillment.orders.order import OrderState, PastOrder
from fulfillment.orders.quote import DeliverySlot
from fulfillment.orders.quoting import draw_up
from fulfillment.orders.slots import slot_on
from fulfillment.profile import DeliveryOption, ShopProfile

_DAY = timedelta(days=1)


def past_order(
    entry: PastOrderEntry,
    customer: Customer,
    products: Mapping[str, Product],
    profile: ShopProfile,
    now: datetime,
) -> PastOrder:
    """An entry of the data files as an order, at prices of today."""
    items = [item_of(products[line.sku], line.quantity) for line in entry.lines]
    slot = _slot(entry, profile, now)
    tariff = tariff_of(profile, customer.region)
    return PastOrder(
        customer_id=customer.id,
        state=entry.state,
        placed_at=now - entry.days_ago * _DAY,
        terms=draw_up(items, slot, customer.address_label, customer.address, tariff),
        payment_method="pay_on_delivery",
    )


def _slot(entry: PastOrderEntry, profile: ShopProfile, now: datetime) -> DeliverySlot:
    """What was delivered came the day after, or by now; what is on its way comes by tomorrow."""
    option = next(option for option in profile.delivery if option.code == entry.slot)
    zone = ZoneInfo(profile.time_zone)
    today = now.astimezone(zone).date()
    if entry.state == OrderState.DELIVERED:
        return _delivered(option, today - (entry.days_ago - 1) * _DAY, zone, now)
    if entry.state == OrderState.SENT and slot_on(option, today, zone).ends > now:
        return slot_on(option, today, zone)
    return slot_on(option, today + _DAY, zone)


def _delivered(option: DeliveryOption, day: date, zone: ZoneInfo, now: datetime) -> DeliverySlot:
    while slot_on(option, day, zone).ends > now:
        day -= _DAY
    return slot_on(option, day, zone)
