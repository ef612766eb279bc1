"""What somebody who takes a matter up needs to know of an order. Pure, standard library only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fulfillment.orders.order import Order, OrderLine, Refund


def order_context(order: Order, refunds: Iterable[Refund]) -> dict[str, Any]:
    """An order as JSON: amounts in minor units, moments in ISO 8601, no name and no address."""
    return {
        "id": order.id,
        "state": order.state.value,
        "placed_at": order.placed_at.isoformat(),
        "delivery": {
            "starts": order.delivery.starts.isoformat(),
            "ends": order.delivery.ends.isoformat(),
        },
        "lines": [_line(line) for line in order.lines],
        "total_minor": order.total.amount_minor,
        "credit_minor": order.credit.amount_minor,
        "currency": order.total.currency,
        "payment": {"method": order.payment_method, "state": order.payment_state},
        "refunds": [
            {"part": each.part, "amount_minor": each.amount.amount_minor, "state": each.state}
            for each in refunds
        ],
    }


def _line(line: OrderLine) -> dict[str, Any]:
    return {
        "position": line.position,
        "sku": line.sku,
        "name": line.name,
        "brand": line.brand,
        "size": line.size,
        "quantity": line.quantity,
        "given_up": line.given_up,
        "returned": line.returned,
        "net_minor": line.net.amount_minor,
    }
