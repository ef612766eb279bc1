"""``coster bench reorder``: how well the last basket is predicted from those before it.

The histories are other people's: a CSV of invoice lines with the columns ``InvoiceNo``,
``StockCode``, ``Quantity``, ``InvoiceDate`` and ``CustomerID``, plain or gzipped. An invoice is a
basket. Cancellations (an invoice number with a C, or no positive quantity) and lines that are no
product (a code that does not begin with a digit: postage, discounts) are left out. Of every
customer with two baskets or more the last is held out. What they bought before is ranked, and
judged by what of it stands in the last basket: recall@10 is the share of that which is among the
first ten, the mean over all customers who bought anything again. The second figure is the share
of the whole last basket, the mean over all customers with two baskets.

Nothing is known of the time from the last basket on. Where weights are fitted, they are fitted to
one half of the customers and judged on the other, in turn. Equals are ranked in a random order.
"""

from __future__ import annotations

import csv
import gzip
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from random import Random
from statistics import fmean, stdev
from typing import Any, TextIO, cast

from fulfillment.customers.habits import WEIGHTS, Signals, score, signals
from fulfillment.customers.usual import Purchase
from skill.commands.reorder_weights import Choice, fitted

DATA = Path(__file__).parents[3] / "shared" / "data" / "purchase_histories" / "invoices.csv.gz"
FIRST = 10
# What others bought in so many days before counts as what sells.
_SELLING = timedelta(days=30)

_ALONE: Mapping[str, Callable[[Signals], float]] = {
    "popularity": lambda of: of.sells,
    "frequency": lambda of: of.frequency,
    "recency": lambda of: of.recency,
    "rhythm": lambda of: of.rhythm,
    "kinds": lambda of: of.kind - 0.5 * of.kind_since,
}
_RHYTHM = ("frequency", "recency", "since", "left_out", "rhythm")
_FITTED: Mapping[str, Sequence[str]] = {
    "frequency, recency, rhythm": _RHYTHM,
    "the same and kinds": (*_RHYTHM, "kind", "kind_since"),
    "all": (*_RHYTHM, "kind", "kind_since", "sells"),
}


@dataclass(frozen=True, slots=True)
class Basket:
    """What a customer bought at once: the pieces of each product."""

    customer: str
    at: datetime
    pieces: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One customer's last basket, and the signals of all they had bought before it."""

    customer: str
    signals: Mapping[str, Signals]
    last: frozenset[str]

    @property
    def again(self) -> frozenset[str]:
        """What of the last basket they had bought before."""
        return self.last & self.signals.keys()


def read(path: Path) -> list[Basket]:
    """The baskets of a file of invoice lines, the oldest first."""
    opener = gzip.open if path.suffix == ".gz" else open
    with cast(TextIO, opener(path, "rt", encoding="utf-8", newline="")) as file:
        return sorted(_baskets(csv.DictReader(file)), key=lambda b: (b.at, b.customer))


def _baskets(rows: Iterable[Mapping[str, str]]) -> Iterator[Basket]:
    wanted = [row for row in rows if _bought(row)]
    wanted.sort(key=_basket)
    for (customer, _), lines in groupby(wanted, key=_basket):
        pieces: Counter[str] = Counter()
        moments = []
        for line in lines:
            pieces[line["StockCode"].upper()] += int(line["Quantity"])
            moments.append(line["InvoiceDate"])
        yield Basket(customer, datetime.fromisoformat(min(moments)), pieces)


def _bought(row: Mapping[str, str]) -> bool:
    cancelled = row["InvoiceNo"].startswith("C") or int(row["Quantity"]) <= 0
    return not cancelled and row["StockCode"][0].isdigit()


def _basket(row: Mapping[str, str]) -> tuple[str, str]:
    return row["CustomerID"], row["InvoiceNo"]


def held_out(baskets: Sequence[Basket]) -> list[HeldOut]:
    """Every customer with two baskets or more, seen from the moment of the last."""
    sold: dict[str, list[datetime]] = {}
    by_customer: dict[str, list[Basket]] = {}
    for basket in baskets:
        by_customer.setdefault(basket.customer, []).append(basket)
        for sku in basket.pieces:
            sold.setdefault(sku, []).append(basket.at)
    return [_held_out(theirs, sold) for theirs in by_customer.values() if len(theirs) > 1]


def _held_out(theirs: Sequence[Basket], sold: Mapping[str, Sequence[datetime]]) -> HeldOut:
    *before, last = theirs
    history = [Purchase(sku, n, basket.at) for basket in before for sku, n in basket.pieces.items()]
    skus = {purchase.sku for purchase in history}
    found = signals(
        history,
        last.at,
        kinds={sku: _kind(sku) for sku in skus},
        sells={sku: _sold(sold[sku], last.at) for sku in skus},
    )
    return HeldOut(last.customer, found, frozenset(last.pieces))


def _kind(sku: str) -> str:
    """The digits of a code: 85123A and 85123B are one thing in two colours."""
    return sku[:5]


def _sold(moments: Sequence[datetime], until: datetime) -> int:
    return bisect_left(moments, until) - bisect_left(moments, until - _SELLING)


def figures(path: Path = DATA) -> dict[str, Any]:
    """The figures by method, and what they were measured on, or that the file is missing."""
    if not path.is_file():
        return {"missing": str(path)}
    baskets = read(path)
    people = held_out(baskets)
    halves = [[p for p in people if _half(p) == half] for half in (0, 1)]
    methods = {name: judged_alone(people, name) for name in _ALONE}
    for name, using in _FITTED.items():
        weights = [fitted([_choice(p) for p in half if p.again], using) for half in halves]
        methods[name] = _judged_across(halves, weights)
    return {
        "baskets": len(baskets),
        "customers": len(people),
        "buying_again": sum(bool(p.again) for p in people),
        "methods": methods,
        "as_shipped": judged_as_shipped(people),
        "fitted": {name: round(value, 3) for name, value in _named(_mean(weights)).items()},
    }


def judged_alone(people: Sequence[HeldOut], method: str) -> dict[str, float]:
    """A single signal: recall of what is bought again, its standard error, of the whole basket."""
    return _judged(people, _ALONE[method])


def judged_as_shipped(people: Sequence[HeldOut]) -> dict[str, float]:
    """The weights that the shop uses."""
    return _judged(people, lambda of: score(of, WEIGHTS))


def _half(person: HeldOut) -> int:
    return int(float(person.customer)) % 2


def _choice(person: HeldOut) -> Choice:
    places = frozenset(i for i, sku in enumerate(person.signals) if sku in person.last)
    return Choice(tuple(person.signals.values()), places)


def _judged_across(
    halves: Sequence[Sequence[HeldOut]], weights: Sequence[Signals]
) -> dict[str, float]:
    """Each half ranked with the weights that were fitted to the other."""
    scores = [
        (person, {sku: score(of, weights[1 - half]) for sku, of in person.signals.items()})
        for half in (0, 1)
        for person in halves[half]
    ]
    return _summed(scores)


def _judged(people: Sequence[HeldOut], of: Callable[[Signals], float]) -> dict[str, float]:
    return _summed([(p, {sku: of(found) for sku, found in p.signals.items()}) for p in people])


def _summed(scores: Sequence[tuple[HeldOut, Mapping[str, float]]]) -> dict[str, float]:
    again, whole = [], []
    for person, scored in scores:
        hits = len(person.last & set(_first(person, scored)))
        whole.append(hits / len(person.last))
        if person.again:
            again.append(hits / len(person.again))
    error = stdev(again) / len(again) ** 0.5 if len(again) > 1 else 0.0
    return {"again": fmean(again), "error": error, "whole": fmean(whole)}


def _first(person: HeldOut, scored: Mapping[str, float]) -> list[str]:
    order = sorted(scored)
    Random(person.customer).shuffle(order)  # noqa: S311 - equals fall anyhow, the same each time
    return sorted(order, key=lambda sku: -scored[sku])[:FIRST]


def _named(weights: Signals) -> dict[str, float]:
    return {name: getattr(weights, name) for name in Signals.__slots__}


def _mean(weights: Sequence[Signals]) -> Signals:
    each = [_named(one) for one in weights]
    return Signals(**{name: fmean(one[name] for one in each) for name in each[0]})


def table(found: Mapping[str, Any]) -> str:
    """The figures as text."""
    if "missing" in found:
        return f"the last basket predicted: not measured, there is no {found['missing']}"
    lines = [
        f"the last basket predicted: {found['customers']} customers of {found['baskets']} baskets, "
        f"{found['buying_again']} bought something again",
        f"{'recall@10':34}of what is bought again   of the whole basket",
    ]
    rows = {**found["methods"], "all, as shipped (fitted to both)": found["as_shipped"]}
    for name, row in rows.items():
        lines.append(f"  {name:34}{row['again']:.3f} ± {row['error']:.3f}{row['whole']:22.3f}")
    return "\n".join(lines)
