"""The browsers in which shoppers have signed in: a secret in a cookie, its hash with us."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, or_, select, update

from fulfillment.accounts.hashing import hashed
from fulfillment.storage.accounts import BrowserSessionRow
from fulfillment.storage.models import CustomerRow
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unit import Unit

LONGEST = timedelta(days=30)
IDLE = timedelta(days=7)
# For how long after signing in somebody may change what an account is protected by.
FRESH = timedelta(minutes=15)
# The moment of the last visit is written down no more often than this.
_NOTED = timedelta(minutes=5)

_sessions, _customers = table_of(BrowserSessionRow), table_of(CustomerRow)


@dataclass(frozen=True, slots=True)
class BrowserSession:
    """Somebody signed in: who, since when, last seen when. ``key`` names it and opens nothing."""

    key: str
    customer_id: int
    created_at: datetime
    seen_at: datetime


class Browsers:
    """The browsers of all shoppers."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def begin(self, customer_id: int) -> str:
        """Sign a customer in; what comes back is the cookie's secret, always a new one."""
        self._forget_old()
        secret = secrets.token_urlsafe(32)
        now = self._unit.now
        row = {
            "token_hash": hashed(secret),
            "customer_id": customer_id,
            "created_at": now,
            "seen_at": now,
            "expires_at": now + LONGEST,
        }
        self._session.execute(insert(_sessions), row)
        return secret

    def find(self, secret: str) -> BrowserSession | None:
        """Whose cookie this is, if it holds: of nobody whose account is erased."""
        theirs = _sessions.c.token_hash == hashed(secret)
        query = select(_sessions).join(_customers, _customers.c.id == _sessions.c.customer_id)
        query = query.where(theirs, ~self._old(), _customers.c.erased_at.is_(None))
        row = self._session.execute(query).first()
        if row is None:
            return None
        if self._unit.now - row.seen_at >= _NOTED:
            seen = update(_sessions).where(theirs).values(seen_at=self._unit.now)
            changed_rows(self._session, seen)
        return BrowserSession(row.token_hash, row.customer_id, row.created_at, row.seen_at)

    def is_fresh(self, session: BrowserSession) -> bool:
        """Whether the shopper has signed in there just now."""
        return self._unit.now - session.created_at < FRESH

    def of(self, customer_id: int) -> list[BrowserSession]:
        """Where a customer is signed in, the latest visit first."""
        query = select(_sessions).where(_sessions.c.customer_id == customer_id, ~self._old())
        rows = self._session.execute(query.order_by(_sessions.c.seen_at.desc())).all()
        return [BrowserSession(r.token_hash, r.customer_id, r.created_at, r.seen_at) for r in rows]

    def end(self, secret: str) -> None:
        """Sign out where this cookie is."""
        ended = delete(_sessions).where(_sessions.c.token_hash == hashed(secret))
        changed_rows(self._session, ended)

    def end_all(self, customer_id: int) -> int:
        """Sign a customer out everywhere; from how many browsers."""
        ended = delete(_sessions).where(_sessions.c.customer_id == customer_id)
        return changed_rows(self._session, ended)

    def _old(self) -> ColumnElement[bool]:
        now = self._unit.now
        return or_(_sessions.c.expires_at <= now, _sessions.c.seen_at <= now - IDLE)

    def _forget_old(self) -> None:
        changed_rows(self._session, delete(_sessions).where(self._old()))
