"""The number that tells shared copies of the catalogue from stale ones."""

from __future__ import annotations

import secrets

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fulfillment.errors import NotSetUp
from fulfillment.storage.models import ShopRow

_VERSION = select(ShopRow.catalog_version)


def fresh_version() -> int:
    """A version nobody has used.

    It is random rather than the next number: a change that is rolled back must not share its
    number with a later one, or what was derived from the first would pass for the second.
    """
    return secrets.randbits(62)


def read_version(session: Session) -> int:
    """The catalogue's version. Raises :class:`NotSetUp`."""
    version: int | None = session.scalar(_VERSION)
    if version is None:
        raise NotSetUp("the database holds no shop yet")
    return version


def renew_version(session: Session, version: int | None = None) -> None:
    """Say that what the catalogue's shared copies hold has changed.

    ``version`` is a fresh one for which copies have been made ready.
    """
    new = fresh_version() if version is None else version
    session.execute(update(ShopRow).values(catalog_version=new))
