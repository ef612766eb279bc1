"""What products have cost, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from fulfillment.storage.feeds import ProductPriceRow
from fulfillment.storage.statements import PerDialect, table_of

_prices = table_of(ProductPriceRow)
_HISTORY = (
    select(_prices.c.at, _prices.c.price_minor)
    .where(_prices.c.sku == bindparam("of"))
    .order_by(_prices.c.at.desc())
    .limit(bindparam("most"))
)
# Of two prices of the same moment the later one counts.
_NOTE = PerDialect(
    lambda dialect: (insertion := dialect.insert(_prices)).on_conflict_do_update(
        index_elements=["sku", "at"], set_={"price_minor": insertion.excluded.price_minor}
    )
)


def read_prices(session: Session, sku: str, most: int) -> list[tuple[datetime, int]]:
    """The moments from which a product cost so many minor units, the newest first."""
    return [(at, price) for at, price in session.execute(_HISTORY, {"of": sku, "most": most})]


def note_prices(session: Session, now: datetime, prices: Mapping[str, int]) -> None:
    """Note that products cost so many minor units from now on."""
    rows = [{"sku": sku, "at": now, "price_minor": price} for sku, price in prices.items()]
    if rows:
        session.execute(_NOTE.on(session), rows)
