"""What the subjects share within one unit of work: the session, the moment, the shop's profile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fulfillment.profile import ShopProfile
from fulfillment.storage.engine import make_durable
from fulfillment.storage.version import read_version, renew_version
from fulfillment.storage.versioned import Versioned

# Told the name of each thing that has happened, once it is committed; nothing of it is about a
# person. What names there are: docs/operating.md.
Observer = Callable[[str], None]


class Unit:
    """One database session at one moment (``now``, aware, UTC)."""

    def __init__(
        self,
        engine: Engine,
        session: Session,
        now: datetime,
        profiles: Versioned[ShopProfile],
        observer: Observer | None = None,
    ) -> None:
        self._engine = engine
        self.session = session
        self.now = now
        self._profiles = profiles
        self._version: int | None = None
        self._observer = observer
        self._noted: list[str] = []

    def note(self, what: str) -> None:
        """Count ``what`` once this transaction is committed."""
        if self._observer is not None:
            self._noted.append(what)

    def commit(self) -> None:
        """Commit, and tell what was noted."""
        self.session.commit()
        noted, self._noted = self._noted, []
        for what in noted:
            if self._observer is not None:
                self._observer(what)

    @property
    def version(self) -> int:
        """The catalogue's version, read once per transaction. Raises :class:`NotSetUp`."""
        if self._version is None:
            self._version = read_version(self.session)
        return self._version

    @property
    def profile(self) -> ShopProfile:
        """The shop's profile. Raises :class:`NotSetUp`."""
        return self._profiles.get(self.session, self.version)

    def catalog_changed(self, version: int | None = None) -> None:
        """Note that shared copies of the catalogue or the profile are stale, but for a ``version``
        that was made ready."""
        renew_version(self.session, version)
        self._version = None

    def checkpoint(self, *, durable: bool = False) -> None:
        """Commit; what follows is a new transaction, begun by its first statement.

        ``durable`` is for what must be known after a power cut: that money is about to move.
        """
        self.commit()
        self._version = None
        if durable:
            make_durable(self._engine)
