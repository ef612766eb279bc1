"""The rows of orders: how one is written from a quote, how its state moves, how it is read.

States move by conditional updates alone, so that of two processes one moves the order and the other
sees that it did not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select, update

from fulfillment.errors import OrderNotFound, OutOfStock
from fulfillment.orders.documents import discounts_to
from fulfillment.orders.order import UNSETTLED, OrderState, PastOrder
from fulfillment.orders.quote import Consent, QuoteLine, Terms
from fulfillment.payments.store_credit import StoreCredit
from fulfillment.payments.wallet import own_key
from fulfillment.storage.faults import shop_errors
from fulfillment.storage.models import OrderLineRow, OrderRow, PaymentRow, ProductRow, QuoteRow
from fulfillment.storage.payments import PaymentEventRow, RefundRow
from fulfillment.storage.statements import changed_rows
from fulfillment.unit import Unit


class OrderRows:
    """Writes and reads orders within the caller's transaction; it never commits."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def get(self, order_id: int, customer_id: int | None = None) -> OrderRow:
        """An order, of this customer if one is named. Raises :class:`OrderNotFound`."""
        query = query_orders().where(OrderRow.id == order_id)
        row: OrderRow | None = self._session.scalars(query).first()
        if row is None or customer_id not in (None, row.customer_id):
            raise OrderNotFound(f"no order {order_id}")
        return row

    def get_consent(self, order_id: int) -> Consent:
        """The consent that was kept with an order. Raises :class:`OrderNotFound`."""
        kept = self.get(order_id).consent
        if kept is None:
            raise OrderNotFound(f"no consent was given here for order {order_id}")
        return Consent(
            words_said=kept["words_said"],
            words_heard=kept["words_heard"],
            channel=kept["channel"],
            at=datetime.fromisoformat(kept["at"]),
            quote_hash=kept.get("quote_hash", ""),
            code_given=kept.get("code_given", False),
        )

    def find_by_quote(self, quote_id: str) -> int | None:
        """The id of the order that a quote has led to."""
        return self._session.scalar(select(OrderRow.id).where(OrderRow.quote_id == quote_id))

    def find_by_key(self, full_key: str) -> int | None:
        """The id of the order whose payment has the key that a provider was told."""
        key = own_key(self._session, full_key)
        keyed = select(PaymentRow.order_id).where(PaymentRow.idempotency_key == key)
        return self._session.scalar(keyed)

    def unsettled(self, customer_id: int | None = None) -> list[int]:
        """The orders whose payment or refund has not come to its end, the oldest first."""
        returning = select(RefundRow.order_id).where(RefundRow.state == "started")
        found = select(OrderRow.id).join(PaymentRow)
        found = found.where(
            or_(
                OrderRow.state.in_([state.value for state in UNSETTLED]),
                PaymentRow.state == "refunding",
                OrderRow.id.in_(returning),
            )
        )
        if customer_id is not None:
            found = found.where(OrderRow.customer_id == customer_id)
        return list(self._session.scalars(found.order_by(OrderRow.id)))

    def knows_event(self, event_id: str) -> bool:
        """Whether a provider's event was dealt with before."""
        return self._session.get(PaymentEventRow, event_id) is not None

    def note_event(self, event_id: str, kind: str) -> None:
        """Keep a provider's event as dealt with. Raises :class:`Conflict` with whoever did too."""
        row = PaymentEventRow(id=event_id, kind=kind, received_at=self._unit.now)
        with shop_errors():
            self._session.add(row)
            self._session.flush()

    def write(self, quote: QuoteRow, terms: Terms, consent: Consent, method: str) -> int:
        """An order in state ``placing`` with its payment ``started``; its id."""
        order = OrderRow(
            quote_id=quote.id,
            customer_id=quote.customer_id,
            owner=quote.owner,
            state=OrderState.PLACING.value,
            consent=_consent(consent),
            placed_at=self._unit.now,
            **order_values(terms),
        )
        self._session.add(order)
        self._session.flush()
        way = method if terms.to_pay else StoreCredit.method
        payment = _payment(order.id, way, "started", terms)
        self._session.add_all([*line_rows(order.id, terms.lines), payment])
        quote.state = "used"
        self._session.flush()
        return order.id

    def write_past(self, orders: Sequence[PastOrder]) -> None:
        """Orders as they were, without consent or quote."""
        rows = [
            OrderRow(
                customer_id=order.customer_id,
                owner="",
                state=order.state.value,
                placed_at=order.placed_at,
                **order_values(order.terms),
            )
            for order in orders
        ]
        self._session.add_all(rows)
        self._session.flush()
        for row, order in zip(rows, orders, strict=True):
            payment = _payment(row.id, order.payment_method, "settled", order.terms)
            self._session.add_all([*line_rows(row.id, order.terms.lines), payment])
        self._session.flush()

    def take_stock(self, lines: Iterable[QuoteLine]) -> None:
        """Take the goods from the shelf. Raises :class:`OutOfStock`."""
        # In the order of the SKUs, so that two orders of the same products cannot deadlock.
        for line in sorted(lines, key=lambda line: line.sku):
            taken = (
                update(ProductRow)
                .where(ProductRow.sku == line.sku, ProductRow.stock >= line.quantity)
                .values(stock=ProductRow.stock - line.quantity)
            )
            if not changed_rows(self._session, taken):
                left = select(ProductRow.stock).where(ProductRow.sku == line.sku)
                raise OutOfStock(line.sku, self._session.scalar(left) or 0)

    def return_stock(self, order: OrderRow) -> None:
        """Put the goods of an order back on the shelf, but for what was given up before."""
        for line in sorted(order.lines, key=lambda line: line.sku):
            returned = update(ProductRow).where(ProductRow.sku == line.sku)
            more = ProductRow.stock + line.quantity - line.given_up
            changed_rows(self._session, returned.values(stock=more))

    def move(self, order_id: int, before: OrderState, after: OrderState) -> bool:
        """Take an order from one state to another; False when it was not in the first."""
        moved = update(OrderRow).where(OrderRow.id == order_id, OrderRow.state == before.value)
        return changed_rows(self._session, moved.values(state=after.value)) > 0

    def note_payment(self, order_id: int, **values: str) -> None:
        """Write down what became of an order's payment."""
        noted = update(PaymentRow).where(PaymentRow.order_id == order_id)
        changed_rows(self._session, noted.values(**values))


def payment_key(order_id: int) -> str:
    """The idempotency key under which an order's money is asked for."""
    return f"order-{order_id}"


def query_orders() -> Select[Any]:
    """Whole orders, as they are now: conditional updates leave objects in memory behind."""
    return select(OrderRow).execution_options(populate_existing=True)


def order_values(terms: Terms) -> dict[str, Any]:
    """The columns of an order that are copied from its terms."""
    slot = terms.delivery
    return {
        "goods_minor": terms.goods.amount_minor,
        "discounts": discounts_to(terms.discounts),
        "delivery_minor": slot.cost.amount_minor,
        "tax_minor": terms.tax.amount_minor,
        "tax_included": terms.tax_included,
        "total_minor": terms.total.amount_minor,
        "credit_minor": terms.credit.amount_minor,
        "slot_code": slot.code,
        "slot_label": slot.label,
        "slot_starts": slot.starts,
        "slot_ends": slot.ends,
        "address_label": terms.address_label,
        "address": terms.address,
    }


def line_rows(order_id: int, lines: Iterable[QuoteLine]) -> list[OrderLineRow]:
    """The lines of an order, copied from its terms."""
    return [
        OrderLineRow(
            order_id=order_id,
            position=position,
            sku=line.sku,
            name=line.name,
            brand=line.brand,
            size=line.size,
            quantity=line.quantity,
            unit_price_minor=line.unit_price.amount_minor,
            total_minor=line.total.amount_minor,
            discount_minor=line.discount.amount_minor,
            tax_minor=line.tax.amount_minor,
        )
        for position, line in enumerate(lines)
    ]


def _payment(order_id: int, method: str, state: str, terms: Terms) -> PaymentRow:
    return PaymentRow(
        order_id=order_id,
        method=method,
        state=state,
        idempotency_key=payment_key(order_id),
        amount_minor=terms.to_pay.amount_minor,
    )


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        "words_said": consent.words_said,
        "words_heard": consent.words_heard,
        "channel": consent.channel,
        "at": consent.at.isoformat(),
        "quote_hash": consent.quote_hash,
        "code_given": consent.code_given,
    }
