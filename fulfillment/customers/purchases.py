"""What a customer has bought, read from their orders."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from fulfillment.catalog.size import Size, parse_size
from fulfillment.customers.usual import MEMORY, Purchase
from fulfillment.money import Money
from fulfillment.storage.models import OrderLineRow, OrderRow
from fulfillment.storage.statements import table_of
from fulfillment.unit import Unit

_orders, _lines = table_of(OrderRow), table_of(OrderLineRow)
_left = _lines.c.quantity - _lines.c.given_up - _lines.c.returned
# So many of the latest lines are read: years of a household's shopping, and a bound for a shop's.
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Bought(Purchase):
    """A purchase as the product was named, sized and priced then; ``price`` is for one piece.

    ``quantity`` leaves out the pieces that were given up before picking or went back.
    """

    name: str
    brand: str
    size: Size
    price: Money


_LINES = (
    select(
        *(_lines.c.sku, _left, _orders.c.placed_at),
        *(_lines.c.name, _lines.c.brand, _lines.c.size, _lines.c.unit_price_minor),
    )
    .join_from(_orders, _lines, _lines.c.order_id == _orders.c.id)
    .where(
        _orders.c.customer_id == bindparam("customer"),
        _orders.c.placed_at >= bindparam("since"),
        _orders.c.state.not_in(("cancelled", "failed")),
        _left > 0,
    )
    .order_by(_orders.c.placed_at.desc(), _orders.c.id.desc(), _lines.c.position)
    .limit(MOST)
)


def read_purchases(unit: Unit, customer_id: int) -> list[Bought]:
    """What a customer has bought lately and kept, the newest first; one query."""
    values = {"customer": customer_id, "since": unit.now - MEMORY}
    rows = unit.session.execute(_LINES, values)
    currency = unit.profile.currency
    return [
        Bought(sku, left, at, name, brand, parse_size(size), Money(price, currency))
        for sku, left, at, name, brand, size, price in rows
    ]
