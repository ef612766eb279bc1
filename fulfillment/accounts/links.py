"""Links that are mailed: what was asked for is written down, the secret is made with the letter.

So no secret waits in the outbox, and asking takes the same time for every address: whose it is is
looked up when the letter is written.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from fulfillment.accounts.errors import LinkNotFound
from fulfillment.accounts.hashing import hashed
from fulfillment.accounts.sign_ins import SignIns
from fulfillment.outbox import Outbox
from fulfillment.storage.accounts import MailedLinkRow
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unit import Unit

MINUTES = 30  # for which a link works
LIFETIME = timedelta(minutes=MINUTES)
LETTER = "mailed_link"  # the kind of the outbox's messages

_links = table_of(MailedLinkRow)


class Purpose(StrEnum):
    """What a link is for.

    Two letters have none: another address has taken the place of this one, and another password.
    """

    SIGN_IN = "sign-in"
    SIGN_UP = "sign-up"
    RESET = "reset"
    NEW_EMAIL = "new-email"
    MOVED = "moved"
    CHANGED = "changed"


NOTICES = (Purpose.MOVED, Purpose.CHANGED)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to ``email``: ``asked`` is what somebody wanted, ``purpose`` what it does.

    ``customer_id`` is whose account it opens, None for a newcomer. ``document`` has ``locale``,
    the language it was asked for in, and ``next``, the page to go on to.
    """

    asked: Purpose
    purpose: Purpose
    email: str = field(repr=False)
    customer_id: int | None
    document: Mapping[str, Any] = field(repr=False)


class Links:
    """The mailed links of a shop."""

    def __init__(self, unit: Unit, sign_ins: SignIns, outbox: Outbox) -> None:
        self._unit = unit
        self._session = unit.session
        self._sign_ins = sign_ins
        self._outbox = outbox

    def ask(
        self, purpose: Purpose, email: str, customer_id: int | None = None, **document: Any
    ) -> None:
        """Have a letter written to a normalised address; ``document`` as :class:`Link` has it."""
        self._forget_old()
        # Nobody ever learns what this is the hash of: the row itself opens nothing.
        key = self._write(secrets.token_urlsafe(32), purpose, email, customer_id, document)
        self._outbox.put(f"link-{key}", LETTER, {"link": key})

    def issue(self, key: str) -> tuple[str, Link]:
        """A secret for the letter that was asked for, and what its link does.

        Each letter that is written has a secret of its own; whichever is used first ends all.
        Raises :class:`LinkNotFound` when it was used or is too old.
        """
        row = self._row(key)
        if row is None:
            raise LinkNotFound("too old, or used")
        asked, customer_id = Purpose(row.purpose), row.customer_id
        if customer_id is None:
            owner = self._sign_ins.owner_of(row.email)
            customer_id = owner.id if owner else None
        purpose = _becomes(asked, known=customer_id is not None)
        link = Link(asked, purpose, row.email, customer_id, row.document)
        secret = secrets.token_urlsafe(32)
        self._write(secret, purpose, row.email, customer_id, row.document, row)
        return secret, link

    def hand_out(self, email: str, customer_id: int) -> str:
        """A secret that signs a customer in, to be handed over by other ways than a letter."""
        secret = secrets.token_urlsafe(32)
        self._write(secret, Purpose.SIGN_IN, email, customer_id, {})
        return secret

    def find(self, secret: str) -> Link | None:
        """What a link does, if it still does anything."""
        row = self._row(hashed(secret))
        if row is None:
            return None
        purpose = Purpose(row.purpose)
        return Link(purpose, purpose, row.email, row.customer_id, row.document)

    def use(self, secret: str) -> Link | None:
        """Use a link, once, and end the others that do the same for its address."""
        link = self.find(secret)
        if link is None:
            return None
        unused = _links.c.used_at.is_(None)
        this = update(_links).where(_links.c.token_hash == hashed(secret), unused)
        if not changed_rows(self._session, this.values(used_at=self._unit.now)):
            return None
        self.end(link.email)
        return link

    def end(self, email: str) -> None:
        """End all links to an address."""
        theirs = update(_links).where(_links.c.email == email, _links.c.used_at.is_(None))
        changed_rows(self._session, theirs.values(used_at=self._unit.now))

    def _row(self, key: str) -> Row[Any] | None:
        query = select(_links).where(
            _links.c.token_hash == key,
            _links.c.used_at.is_(None),
            _links.c.expires_at > self._unit.now,
        )
        return self._session.execute(query).first()

    def _write(
        self,
        secret: str,
        purpose: Purpose,
        email: str,
        customer_id: int | None,
        document: Mapping[str, Any],
        asked: Row[Any] | None = None,
    ) -> str:
        key = hashed(secret)
        row = {
            "token_hash": key,
            "email": email,
            "purpose": purpose.value,
            "customer_id": customer_id,
            "document": dict(document),
            "expires_at": asked.expires_at if asked else self._unit.now + LIFETIME,
            "used_at": None,
        }
        self._session.execute(insert(_links), row)
        return key

    def _forget_old(self) -> None:
        old = delete(_links).where(_links.c.expires_at <= self._unit.now - LIFETIME)
        changed_rows(self._session, old)


def _becomes(asked: Purpose, *, known: bool) -> Purpose:
    """What a link does for an address that has an account, or has none."""
    if asked in (Purpose.NEW_EMAIL, *NOTICES):
        return asked
    if not known:
        return Purpose.SIGN_UP
    return Purpose.SIGN_IN if asked is Purpose.SIGN_UP else asked
