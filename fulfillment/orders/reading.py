"""What an order's rows become when they are handed out."""

from __future__ import annotations

from fulfillment.money import Money
from fulfillment.orders.documents import discounts_from
from fulfillment.orders.order import Order, OrderLine, OrderState
from fulfillment.orders.quote import DeliverySlot
from fulfillment.storage.models import OrderLineRow, OrderRow


def to_order(row: OrderRow, currency: str) -> Order:
    """The order of a row."""
    return Order(
        id=row.id,
        customer_id=row.customer_id,
        state=OrderState(row.state),
        lines=tuple(_line(line, currency) for line in row.lines),
        goods=Money(row.goods_minor, currency),
        delivery_cost=Money(row.delivery_minor, currency),
        tax=Money(row.tax_minor, currency),
        total=Money(row.total_minor, currency),
        placed_at=row.placed_at,
        delivery=_slot(row, currency),
        address_label=row.address_label,
        payment_method=row.payment.method,
        payment_state=row.payment.state,
        reason=row.payment.reason,
        discounts=discounts_from(row.discounts, currency),
        credit=Money(row.credit_minor, currency),
        tax_included=row.tax_included,
        joins=row.joins,
    )


def _line(row: OrderLineRow, currency: str) -> OrderLine:
    return OrderLine(
        sku=row.sku,
        name=row.name,
        brand=row.brand,
        size=row.size,
        quantity=row.quantity,
        unit_price=Money(row.unit_price_minor, currency),
        total=Money(row.total_minor, currency),
        tax=Money(row.tax_minor, currency),
        discount=Money(row.discount_minor, currency),
        position=row.position,
        given_up=row.given_up,
        returned=row.returned,
    )


def _slot(row: OrderRow, currency: str) -> DeliverySlot:
    return DeliverySlot(
        code=row.slot_code,
        label=row.slot_label,
        starts=row.slot_starts,
        ends=row.slot_ends,
        cost=Money(row.delivery_minor, currency),
    )
