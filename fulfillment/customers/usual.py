"""What somebody usually buys. Pure rules, standard library only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

HALF_LIFE = timedelta(days=90)
# What was bought longer ago weighs too little to be worth reading.
MEMORY = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Purchase:
    """So many pieces of a product, bought at one moment."""

    sku: str
    quantity: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Habit:
    """All purchases of one product, summed up.

    ``every_days`` is the median gap between two purchases (None after only one), ``quantity``
    the one bought most often, the latest among equals.
    """

    sku: str
    times: int
    last_bought: datetime
    every_days: float | None
    quantity: int
    weight: float


def rank(purchases: Iterable[Purchase], now: datetime) -> list[Habit]:
    """One habit for each product, the strongest first.

    A purchase weighs half as much after each :data:`HALF_LIFE`.
    """
    by_sku: dict[str, list[Purchase]] = {}
    for purchase in sorted(purchases, key=lambda p: p.at):
        by_sku.setdefault(purchase.sku, []).append(purchase)
    habits = [_habit(sku, bought, now) for sku, bought in by_sku.items()]
    return sorted(habits, key=lambda h: (-h.weight, -h.last_bought.timestamp(), h.sku))


def _habit(sku: str, bought: Sequence[Purchase], now: datetime) -> Habit:
    gaps = [(later.at - earlier.at) / timedelta(days=1) for earlier, later in pairwise(bought)]
    # Latest first, because a counter lists equals in the order in which it met them.
    quantities = Counter(purchase.quantity for purchase in reversed(bought))
    return Habit(
        sku=sku,
        times=len(bought),
        last_bought=bought[-1].at,
        every_days=median(gaps) if gaps else None,
        quantity=quantities.most_common(1)[0][0],
        weight=sum(0.5 ** ((now - purchase.at) / HALF_LIFE) for purchase in bought),
    )
