"""What somebody will buy next, of all they have bought. Pure, standard library only.

Each product gets some signals, and their weighted sum ranks it. The weights are those that
``coster bench reorder`` finds in other people's purchase histories, the mean of two halves; it
measures each on the customers of the other half.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import exp, log
from statistics import fmean, median, pstdev

from fulfillment.customers.usual import Purchase

_HALF_LIFE_DAYS = 60.0
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a product.

    ``frequency`` is the logarithm of how often it was bought, ``recency`` the sum of its
    purchases, each halved every sixty days. ``left_out`` counts the baskets since that did without
    it. ``rhythm`` is 1 when as many days have gone by as usual between two purchases, less before
    and after, and 0 where there was only one. ``kind`` is the logarithm of how many baskets held
    anything of its kind, ``kind_since`` that of the days since the last. ``sells`` says how well it
    sells just now, against the other products: 0 for the mean, 1 for one standard deviation more.
    """

    frequency: float
    recency: float
    since: float
    left_out: float
    rhythm: float
    kind: float
    kind_since: float
    sells: float


WEIGHTS = Signals(
    frequency=0.35,
    recency=0.2,
    since=0.0,
    left_out=-0.04,
    rhythm=0.36,
    kind=0.09,
    kind_since=-0.09,
    sells=0.57,
)


def signals(
    purchases: Iterable[Purchase],
    now: datetime,
    *,
    kinds: Mapping[str, str],
    sells: Mapping[str, float],
) -> dict[str, Signals]:
    """The signals of every product that was bought.

    ``kinds`` says what kind of thing a SKU is (one that is missing is a kind of its own), ``sells``
    how well it sells, in any unit.
    """
    history = sorted(purchases, key=lambda p: p.at)
    by_sku: dict[str, list[datetime]] = {}
    by_kind: dict[str, set[datetime]] = {}
    for purchase in history:
        by_sku.setdefault(purchase.sku, []).append(purchase.at)
        by_kind.setdefault(kinds.get(purchase.sku, purchase.sku), set()).add(purchase.at)
    baskets = sorted({purchase.at for purchase in history})
    selling = _standardised({sku: log(1 + max(sells.get(sku, 0.0), 0.0)) for sku in by_sku})
    return {
        sku: _signals(bought, by_kind[kinds.get(sku, sku)], baskets, now, selling[sku])
        for sku, bought in by_sku.items()
    }


def predict(
    purchases: Iterable[Purchase],
    now: datetime,
    *,
    kinds: Mapping[str, str],
    sells: Mapping[str, float],
    weights: Signals = WEIGHTS,
) -> list[str]:
    """The SKUs that were bought, the likeliest to be bought next first."""
    found = signals(purchases, now, kinds=kinds, sells=sells)
    return sorted(found, key=lambda sku: (-score(found[sku], weights), sku))


def score(of: Signals, weights: Signals = WEIGHTS) -> float:
    """How strongly the signals speak for a product."""
    pairs = ((getattr(of, name), getattr(weights, name)) for name in Signals.__slots__)
    return float(sum(value * weight for value, weight in pairs))


def _signals(
    bought: Sequence[datetime],
    of_kind: set[datetime],
    baskets: Sequence[datetime],
    now: datetime,
    sells: float,
) -> Signals:
    ages = [(now - at) / _DAY for at in bought]
    return Signals(
        frequency=log(len(bought)),
        recency=sum(0.5 ** (age / _HALF_LIFE_DAYS) for age in ages),
        since=log(1 + max(ages[-1], 0.0)),
        left_out=float(sum(at > bought[-1] for at in baskets)),
        rhythm=_rhythm(ages),
        kind=log(len(of_kind)),
        kind_since=log(1 + max((now - max(of_kind)) / _DAY, 0.0)),
        sells=sells,
    )


def _rhythm(ages: Sequence[float]) -> float:
    """How near today is to the usual distance, on a scale of doublings and halvings."""
    if len(ages) < 2:
        return 0.0
    usual = max(median(older - newer for older, newer in pairwise(ages)), 1.0)
    return exp(-(log(max(ages[-1] / usual, 0.02)) ** 2) / 2)


def _standardised(values: Mapping[str, float]) -> dict[str, float]:
    if not values:
        return {}
    mean, spread = fmean(values.values()), pstdev(values.values())
    return {key: (value - mean) / spread if spread else 0.0 for key, value in values.items()}
