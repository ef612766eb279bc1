"""How long what somebody buys lasts them, and when it runs out. Pure, standard library only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from fulfillment.customers.usual import Purchase

# Two gaps are the least that can agree with each other.
LEAST_TIMES = 3
# From this share of the usual time on, it is time to think of buying.
LOW = 0.8
# After so many times the usual time, the habit has most likely ended.
OVER = 3.0
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``days`` is how long the last purchase lasts by habit; ``since`` are the days gone by."""

    days: float
    since: float

    @property
    def share(self) -> float:
        """How much of the usual time has passed: 1 when the next purchase is due."""
        return self.since / self.days

    @property
    def due(self) -> bool:
        """Whether it is running out, or has run out not long ago."""
        return LOW <= self.share <= OVER

    @property
    def over(self) -> bool:
        """Whether the habit has most likely ended."""
        return self.share > OVER


def rhythm(purchases: Iterable[Purchase], now: datetime) -> Rhythm | None:
    """The rhythm of purchases of one thing or one kind; None where they are too few to tell.

    What is bought within a day counts as one purchase. A gap is divided by the pieces that were
    bought at its beginning: who takes two lasts twice as long.
    """
    moments: list[tuple[datetime, int]] = []
    for purchase in sorted(purchases, key=lambda p: p.at):
        if moments and purchase.at - moments[-1][0] < _DAY:
            moments[-1] = (moments[-1][0], moments[-1][1] + purchase.quantity)
        else:
            moments.append((purchase.at, purchase.quantity))
    if len(moments) < LEAST_TIMES:
        return None
    a_piece = median((later - at) / _DAY / pieces for (at, pieces), (later, _) in pairwise(moments))
    last, pieces = moments[-1]
    return Rhythm(days=a_piece * pieces, since=max((now - last) / _DAY, 0.0))
