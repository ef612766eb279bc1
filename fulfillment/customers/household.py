"""What a household usually buys, what it is running out of, and what it will buy next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fulfillment.catalog.product import Product
from fulfillment.customers.habits import score, signals
from fulfillment.customers.purchases import Bought
from fulfillment.customers.rhythm import LEAST_TIMES, Rhythm, rhythm
from fulfillment.customers.usual import Habit, rank

# Bought again before this share of the usual time, a thing is not part of the usual basket.
_TOO_SOON = 0.5


@dataclass(frozen=True, slots=True)
class Usual:
    """A product that somebody has bought ``times`` times.

    ``every_days`` is the median gap between two purchases (None after only one), ``quantity``
    the one bought most often, the latest among equals. ``last`` is the latest purchase, as the
    product was then. ``rhythm`` is the product's own, or that of its kind where it was bought too
    rarely to have one. ``chance`` ranks what is bought next, the higher the likelier.
    """

    product: Product
    times: int
    last_bought: datetime
    every_days: float | None
    quantity: int
    last: Bought
    rhythm: Rhythm | None
    chance: float


def usuals(
    history: Sequence[Bought], products: Mapping[str, Product], now: datetime
) -> list[Usual]:
    """All that was bought and that the shop knows, the strongest habit first.

    ``history`` has the newest purchase first, ``products`` are by SKU.
    """
    known = [bought for bought in history if bought.sku in products]
    last = {bought.sku: bought for bought in reversed(known)}
    chances = _chances(known, products, now)
    rhythms = _rhythms(known, products, now)
    return [
        _usual(habit, products[habit.sku], last[habit.sku], rhythms, chances)
        for habit in rank(known, now)
    ]


def running_out(usuals: Sequence[Usual]) -> list[Usual]:
    """What is due by its rhythm, what is longest overdue first; of each kind the most usual."""
    due = [usual for usual in usuals if usual.rhythm is not None and usual.rhythm.due]
    first: dict[tuple[str, Rhythm | None], Usual] = {}
    for usual in due:
        own = "" if usual.times < LEAST_TIMES else usual.product.sku
        first.setdefault((own or usual.product.category, usual.rhythm), usual)
    return sorted(first.values(), key=lambda u: -(u.rhythm.share if u.rhythm else 0.0))


def next_due(usuals: Sequence[Usual]) -> Usual | None:
    """What will run out first of all that has not yet."""
    coming = [(u.rhythm.days - u.rhythm.since, u) for u in usuals if u.rhythm and not u.rhythm.over]
    ahead = [(days, usual) for days, usual in coming if usual.rhythm and not usual.rhythm.due]
    return min(ahead, key=lambda pair: pair[0])[1] if ahead else None


def usual_basket(usuals: Sequence[Usual]) -> list[Usual]:
    """What "the usual" is today: bought more than once, not just now, the likeliest first."""
    return sorted(
        (usual for usual in usuals if usual.times > 1 and _timely(usual.rhythm)),
        key=lambda usual: -usual.chance,
    )


def _timely(of: Rhythm | None) -> bool:
    return of is None or (of.share >= _TOO_SOON and not of.over)


def _usual(
    habit: Habit,
    product: Product,
    last: Bought,
    rhythms: Mapping[str, Rhythm | None],
    chances: Mapping[str, float],
) -> Usual:
    return Usual(
        product=product,
        times=habit.times,
        last_bought=habit.last_bought,
        every_days=habit.every_days,
        quantity=habit.quantity,
        last=last,
        rhythm=rhythms[habit.sku],
        chance=chances[habit.sku],
    )


def _chances(
    history: Sequence[Bought], products: Mapping[str, Product], now: datetime
) -> dict[str, float]:
    kinds = {sku: product.category for sku, product in products.items()}
    sells = {sku: float(product.popularity) for sku, product in products.items()}
    found = signals(history, now, kinds=kinds, sells=sells)
    return {sku: score(of) for sku, of in found.items()}


def _rhythms(
    history: Sequence[Bought], products: Mapping[str, Product], now: datetime
) -> dict[str, Rhythm | None]:
    """The rhythm of each product; what was bought too rarely shares that of its like."""
    own: dict[str, list[Bought]] = {}
    for bought in history:
        own.setdefault(bought.sku, []).append(bought)
    rare: dict[str, list[Bought]] = {}
    for sku, purchases in own.items():
        if len(purchases) < LEAST_TIMES:
            rare.setdefault(products[sku].category, []).extend(purchases)
    shared = {category: rhythm(purchases, now) for category, purchases in rare.items()}
    return {
        sku: rhythm(purchases, now)
        if len(purchases) >= LEAST_TIMES
        else shared[products[sku].category]
        for sku, purchases in own.items()
    }
