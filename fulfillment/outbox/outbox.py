"""Messages to the outside: written down with what they tell of, claimed and marked one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Update, func, select, update

from fulfillment.outbox.message import LEASE, Message, Told
from fulfillment.storage.aftercare import OutboxRow
from fulfillment.storage.statements import PerDialect, changed_rows, table_of
from fulfillment.unit import Unit

_outbox = table_of(OutboxRow)
_PUT = PerDialect(
    lambda dialect: dialect.insert(_outbox).on_conflict_do_nothing(index_elements=["key"])
)


class Outbox:
    """The messages of a shop. Only :meth:`claim` commits; all else is the caller's transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def put(self, key: str, kind: str, document: Mapping[str, Any]) -> None:
        """Write a message down; the same key again changes nothing.

        ``document`` is JSON that names things by their ids: what is told of them is read when the
        message is delivered, so that no address or name is kept here.
        """
        now = self._unit.now
        row = {
            "key": key,
            "kind": kind,
            "document": dict(document),
            "created_at": now,
            "due_at": now,
            "attempts": 0,
            "delivered_at": None,
            "given_up": False,
            "error": "",
        }
        self._session.execute(_PUT.on(self._session), row)

    def open(self) -> int:
        """How many messages have yet to be delivered, due or not."""
        counted = select(func.count()).select_from(_outbox).where(*_open())
        return self._session.scalar(counted) or 0

    def oldest(self) -> datetime | None:
        """When the oldest message was written down that has yet to be delivered."""
        oldest: datetime | None = self._session.scalar(
            select(func.min(_outbox.c.created_at)).where(*_open())
        )
        return oldest

    def about(self, order_id: int) -> list[Told]:
        """The messages about an order, the oldest first."""
        theirs = OutboxRow.document["order_id"].as_integer() == order_id
        rows = self._session.execute(select(_outbox).where(theirs).order_by(_outbox.c.id))
        return [Told(row.kind, _state(row), row.error) for row in rows]

    def claim(self) -> Message | None:
        """Take the message that is due longest, for as long as the lease lasts; None if none is.

        Commits, for the message is delivered outside of any transaction. Of several who claim at
        the same moment, each gets another message.
        """
        while (row := self._first_due()) is not None:
            theirs = _of(row.id, row.attempts).where(*_open())
            claimed = theirs.values(due_at=self._unit.now + LEASE, attempts=row.attempts + 1)
            taken = changed_rows(self._session, claimed)
            self._unit.checkpoint()
            if taken:
                return _to_message(row)
        return None

    def mark_delivered(self, message: Message) -> None:
        """Note that a message arrived, also where somebody else has taken it up meanwhile."""
        done = update(_outbox).where(_outbox.c.id == message.id, *_open())
        changed_rows(self._session, done.values(delivered_at=self._unit.now, error=""))

    def put_off(self, message: Message, after: timedelta, error: str) -> None:
        """Try a message again later. ``error`` says why, without anything about a person."""
        later = _of(message.id, message.attempts).where(*_open())
        changed_rows(self._session, later.values(due_at=self._unit.now + after, error=error))

    def give_up(self, message: Message, error: str) -> None:
        """Try a message no more. ``error`` says why, without anything about a person."""
        ended = _of(message.id, message.attempts).where(*_open())
        changed_rows(self._session, ended.values(given_up=True, error=error))

    def _first_due(self) -> Row[Any] | None:
        due = select(_outbox).where(*_open(), _outbox.c.due_at <= self._unit.now)
        return self._session.execute(due.order_by(_outbox.c.due_at, _outbox.c.id).limit(1)).first()


def _state(row: Row[Any]) -> Literal["waiting", "sent", "given up"]:
    if row.given_up:
        return "given up"
    return "sent" if row.delivered_at else "waiting"


def _open() -> tuple[ColumnElement[bool], ...]:
    return _outbox.c.delivered_at.is_(None), _outbox.c.given_up.is_(False)


def _of(id_: int, attempts: int) -> Update:
    return update(_outbox).where(_outbox.c.id == id_, _outbox.c.attempts == attempts)


def _to_message(row: Row[Any]) -> Message:
    return Message(row.id, row.key, row.kind, row.document, row.created_at, row.attempts + 1)
