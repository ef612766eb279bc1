"""How the shop is: whether a turn could be answered now, and what works in part only."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from fulfillment.errors import StorageError
from fulfillment.shop import Shop
from skill.operation.budget import Budget, OutOfTime

# Whoever asks more often gets the answer from before: nobody loads the shop by asking.
_KEPT_S = 2.0
OK, DEGRADED, UNAVAILABLE = "ok", "degraded", "unavailable"


@dataclass(frozen=True, slots=True)
class Condition:
    """How the shop is. ``parts`` says of each part whether it works as it should.

    ``waiting`` messages are to be delivered, the oldest since ``age_s`` seconds.
    """

    status: str
    shop: str = ""
    parts: dict[str, bool] = field(default_factory=dict)
    waiting: int = 0
    age_s: float = 0.0


class Health:
    """Looks at a shop at most every two seconds. May be shared by threads.

    ``late_s`` is the age from which a message that waits means that mail is down.
    """

    def __init__(self, shop: Shop, late_s: float = 900.0) -> None:
        self._shop = shop
        self._late_s = late_s
        self._budget = Budget(2.0, 2)
        self._lock = threading.Lock()
        self._seen: tuple[float, Condition] | None = None

    def look(self) -> Condition:
        """How the shop is now."""
        with self._lock:
            if self._seen is None or time.monotonic() - self._seen[0] > _KEPT_S:
                condition = self._looked()
                self._seen = (time.monotonic(), condition)
            return self._seen[1]

    def _looked(self) -> Condition:
        try:
            return self._budget.run(self._asked)
        except (StorageError, OutOfTime):
            return Condition(UNAVAILABLE, parts={"database": False})

    def _asked(self) -> Condition:
        with self._shop.open() as work:
            name, waiting = work.profile.name, work.outbox.open()
            since = work.outbox.oldest()
            age_s = (work.now - since).total_seconds() if since else 0.0
        parts = {
            "database": True,
            "writing": self._shop.can_write(),
            "payments": self._shop.is_paid,
            "search": not self._shop.searches_simply,
            "mail": age_s < self._late_s,
        }
        status = OK if all(parts.values()) else DEGRADED
        return Condition(status, name, parts, waiting, max(age_s, 0.0))
