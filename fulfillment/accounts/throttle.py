"""How often something may be tried: counted before it is, so that what is refused counts as well.

Of tries that come at the very same moment, PostgreSQL may let through as many more as there are
transactions at once: each counts those that are committed, and the next one counts them all.
"""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

from sqlalchemy import delete, func, insert, select

from fulfillment.accounts.hashing import hashed
from fulfillment.storage.accounts import AttemptRow
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unit import Unit

_attempts = table_of(AttemptRow)


class Rate(NamedTuple):
    """So many tries ``within`` a time."""

    tries: int
    within: timedelta


# A password of one address; passwords from one place; letters to one address; from one place.
PASSWORDS_OF = Rate(10, timedelta(minutes=15))
PASSWORDS_FROM = Rate(60, timedelta(minutes=15))
LETTERS_TO = Rate(5, timedelta(hours=1))
LETTERS_FROM = Rate(30, timedelta(hours=1))
_LONGEST = timedelta(days=1)


class Throttle:
    """Counts tries. Only hashes of who tries are kept, for a day at most."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def allows(self, what: str, who: str, rate: Rate) -> bool:
        """Count a try, and whether it is within the rate. The count lasts once it is committed."""
        key, now = hashed(f"{what}\0{who}"), self._unit.now
        old = delete(_attempts).where(_attempts.c.key == key, _attempts.c.at <= now - rate.within)
        changed_rows(self._session, old)
        self._session.execute(insert(_attempts), {"key": key, "at": now})
        counted = select(func.count()).select_from(_attempts).where(_attempts.c.key == key)
        return (self._session.scalar(counted) or 0) <= rate.tries

    def forget(self, what: str, who: str) -> None:
        """Count anew: somebody has shown that it was they."""
        theirs = delete(_attempts).where(_attempts.c.key == hashed(f"{what}\0{who}"))
        changed_rows(self._session, theirs)

    def forget_old(self) -> None:
        """Delete the counts that no rate asks for any more."""
        old = delete(_attempts).where(_attempts.c.at <= self._unit.now - _LONGEST)
        changed_rows(self._session, old)


def place(address: str | None) -> str:
    """Where somebody is, by an IP address: of IPv6, the network of 64 bits that one house has."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(IPv6Address(int(found) >> 64 << 64))
    return str(found)
