"""Goods that open quotes hold, so that whoever accepts one in time finds what was offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam, delete, insert, select

from fulfillment.errors import OutOfStock
from fulfillment.orders.quote import QuoteLine
from fulfillment.storage.models import ProductRow, QuoteRow
from fulfillment.storage.prices import StockHoldRow
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unit import Unit

# A yes that came in time may still be on its way through a busy database when the quote expires.
GRACE = timedelta(seconds=15)

# Built once, for they are part of every quote.
_products, _holds, _quotes = table_of(ProductRow), table_of(StockHoldRow), table_of(QuoteRow)
_SKUS: BindParameter[str] = bindparam("skus", expanding=True)
_LOCKED = (
    select(_products.c.sku, _products.c.stock)
    .where(_products.c.sku.in_(_SKUS))
    .order_by(_products.c.sku)
    .with_for_update(key_share=True)
)
_HELD = (
    select(_holds, _quotes.c.state)
    .join_from(_holds, _quotes, _quotes.c.id == _holds.c.quote_id)
    .where(_holds.c.sku.in_(_SKUS))
)


class Holds:
    """Counts, takes and lets go of pieces, within the caller's transaction.

    Products are locked in the order of their SKUs before anything is counted or deleted, so that
    two quotes cannot both count the last piece, and cannot wait for each other. What a quote holds
    that is void or has expired is not counted, and deleted when somebody asks for the same product.
    """

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def take(self, quote_id: str, lines: Sequence[QuoteLine], until: datetime) -> None:
        """Hold what a quote offers for a moment longer than it holds itself.

        Raises :class:`OutOfStock` where other quotes hold too much of it.
        """
        self.check(quote_id, lines)
        values = [
            {
                "quote_id": quote_id,
                "sku": line.sku,
                "quantity": line.quantity,
                "expires_at": until + GRACE,
            }
            for line in lines
        ]
        self._session.execute(insert(_holds), values)

    def check(self, quote_id: str, lines: Sequence[QuoteLine]) -> None:
        """Raise :class:`OutOfStock` unless other quotes leave enough of every product.

        The products stay locked until this transaction ends.
        """
        skus = {"skus": [line.sku for line in lines]}
        free = {row.sku: row.stock for row in self._session.execute(_LOCKED, skus)}
        held = self._held(skus, quote_id)
        for line in lines:
            left = max(0, free.get(line.sku, 0) - held[line.sku])
            if line.quantity > left:
                raise OutOfStock(line.sku, left)

    def release(self, quote_id: str) -> None:
        """Let go of what a checked quote holds."""
        changed_rows(self._session, delete(StockHoldRow).where(StockHoldRow.quote_id == quote_id))

    def _held(self, skus: dict[str, list[str]], quote_id: str) -> Counter[str]:
        """How many pieces other quotes hold. What is over is deleted."""
        held: Counter[str] = Counter()
        over: set[str] = set()
        for row in self._session.execute(_HELD, skus):
            if row.state != "open" or row.expires_at <= self._unit.now:
                over.add(row.quote_id)
            elif row.quote_id != quote_id:
                held[row.sku] += row.quantity
        if over:
            swept = delete(StockHoldRow).where(StockHoldRow.quote_id.in_(over))
            changed_rows(self._session, swept.where(StockHoldRow.sku.in_(skus["skus"])))
        return held
