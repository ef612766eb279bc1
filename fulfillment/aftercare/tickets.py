"""Tickets: matters for a person of the shop, with the whole context and nothing beyond need."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from fulfillment.aftercare.context import order_context
from fulfillment.errors import TicketNotFound
from fulfillment.orders.orders import Orders
from fulfillment.outbox.outbox import Outbox
from fulfillment.storage.aftercare import TicketRow
from fulfillment.storage.models import CustomerRow
from fulfillment.storage.statements import changed_rows
from fulfillment.unit import Unit

# What is reported again within this time goes to the same ticket.
SAME = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A matter for a person: ``open`` or ``closed``; ``reports`` are its contexts, oldest first."""

    id: str
    kind: str
    state: str
    customer_id: int | None
    order_id: int | None
    reports: tuple[Mapping[str, Any], ...]
    created_at: datetime


class Tickets:
    """The tickets of a shop. Nothing here commits."""

    def __init__(self, unit: Unit, orders: Orders, outbox: Outbox) -> None:
        self._unit = unit
        self._session = unit.session
        self._orders = orders
        self._outbox = outbox

    def open(
        self,
        kind: str,
        customer_id: int | None,
        order_id: int | None,
        context: Mapping[str, Any],
    ) -> Ticket:
        """Hand a matter over: the shop and the shopper are told of it.

        ``context`` is JSON without names or addresses; how the order stands, if there is one, is
        added. The same kind for the same order within :data:`SAME` adds to the open ticket, unless
        it says nothing new. Raises :class:`OrderNotFound`.
        """
        report = {"at": self._unit.now.isoformat(), **self._order(order_id, customer_id), **context}
        row = self._find_open(kind, customer_id, order_id)
        if row is None:
            row = self._write(kind, customer_id, order_id, report)
        elif any(_same(each, context) for each in row.context["reports"]):
            return _read(row)
        else:
            row.context = {"reports": [*row.context["reports"], report]}
            self._session.flush()
        count = len(row.context["reports"])
        self._outbox.put(f"ticket-{row.id}-{count}", "ticket", {"ticket_id": row.id})
        if customer_id is not None:
            key = f"ticket-received-{row.id}"
            self._outbox.put(key, "ticket_received", {"ticket_id": row.id})
        return _read(row)

    def get(self, ticket_id: str) -> Ticket:
        """A ticket, open or closed. Raises :class:`TicketNotFound`."""
        row = self._session.get(TicketRow, ticket_id, populate_existing=True)
        if row is None:
            raise TicketNotFound(f"no ticket {ticket_id}")
        return _read(row)

    def list_open(self) -> list[Ticket]:
        """The tickets that nobody has closed, the oldest first."""
        query = select(TicketRow).where(TicketRow.state == "open")
        rows = self._session.scalars(query.order_by(TicketRow.created_at, TicketRow.id))
        return [_read(row) for row in rows]

    def close(self, ticket_id: str) -> Ticket:
        """Note that a matter is done. Raises :class:`TicketNotFound`."""
        closed = update(TicketRow).where(TicketRow.id == ticket_id)
        changed_rows(self._session, closed.values(state="closed"))
        return self.get(ticket_id)

    def _order(self, order_id: int | None, customer_id: int | None) -> dict[str, Any]:
        if order_id is None or customer_id is None:
            return {}
        order = self._orders.get(order_id, customer_id)
        return {"order": order_context(order, self._orders.refunds(order_id))}

    def _write(
        self, kind: str, customer_id: int | None, order_id: int | None, report: dict[str, Any]
    ) -> TicketRow:
        row = TicketRow(
            id=secrets.token_hex(8),
            customer_id=customer_id,
            order_id=order_id,
            kind=kind,
            state="open",
            context={"reports": [report]},
            created_at=self._unit.now,
        )
        self._session.add(row)
        self._session.flush()
        return row

    def _find_open(
        self, kind: str, customer_id: int | None, order_id: int | None
    ) -> TicketRow | None:
        if customer_id is None:
            return None
        # Two devices of one shopper wait for each other, so that they make one ticket.
        self._session.execute(
            select(CustomerRow.id).where(CustomerRow.id == customer_id).with_for_update()
        )
        order = TicketRow.order_id == order_id if order_id else TicketRow.order_id.is_(None)
        found = select(TicketRow).where(
            TicketRow.kind == kind,
            TicketRow.customer_id == customer_id,
            order,
            TicketRow.state == "open",
            TicketRow.created_at > self._unit.now - SAME,
        )
        newest = found.order_by(TicketRow.created_at.desc(), TicketRow.id).limit(1)
        row: TicketRow | None = self._session.scalars(
            newest.execution_options(populate_existing=True)
        ).first()
        return row


def _same(report: Mapping[str, Any], context: Mapping[str, Any]) -> bool:
    return all(report.get(name) == value for name, value in context.items())


def _read(row: TicketRow) -> Ticket:
    return Ticket(
        id=row.id,
        kind=row.kind,
        state=row.state,
        customer_id=row.customer_id,
        order_id=row.order_id,
        reports=tuple(row.context["reports"]),
        created_at=row.created_at,
    )
