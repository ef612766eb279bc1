"""Run by Alembic, on the connection and within the transaction that the caller has opened."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from fulfillment.storage.columns import UtcDateTime
from fulfillment.storage.schema import TABLES


def _render(kind: str, item: Any, _autogenerating: Any) -> str | Literal[False]:
    # A step says what it does for ever; our own type may change.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES,
    # SQLite changes a column only by copying its table.
    render_as_batch=True,
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
