"""The rows that returns and changes write beside their own, by conditional updates alone."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from fulfillment.orders.order import OrderState
from fulfillment.storage.models import OrderLineRow, OrderRow, ProductRow
from fulfillment.storage.statements import changed_rows


def hold(session: Session, order_id: int, state: OrderState) -> bool:
    """Keep an order in ``state`` until this transaction ends; False where it is in another."""
    held = update(OrderRow).where(OrderRow.id == order_id, OrderRow.state == state.value)
    return changed_rows(session, held.values(state=state.value)) > 0


def take_back(session: Session, order_id: int, position: int, before: int, more: int) -> bool:
    """Count ``more`` pieces of a line as returned; False where they are no longer ``before``."""
    line = update(OrderLineRow).where(
        OrderLineRow.order_id == order_id,
        OrderLineRow.position == position,
        OrderLineRow.returned == before,
        OrderLineRow.quantity - OrderLineRow.given_up >= before + more,
    )
    return changed_rows(session, line.values(returned=before + more)) > 0


def leave_out(session: Session, order_id: int, position: int, pieces: int) -> bool:
    """Count pieces of a line as given up; False where so many are not left."""
    line = update(OrderLineRow).where(
        OrderLineRow.order_id == order_id,
        OrderLineRow.position == position,
        OrderLineRow.quantity - OrderLineRow.given_up - OrderLineRow.returned >= pieces,
    )
    return changed_rows(session, line.values(given_up=OrderLineRow.given_up + pieces)) > 0


def put_on_shelf(session: Session, sku: str, pieces: int) -> None:
    """Have so many pieces of a product to sell again."""
    product = update(ProductRow).where(ProductRow.sku == sku)
    changed_rows(session, product.values(stock=ProductRow.stock + pieces))
