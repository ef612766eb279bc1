"""What promotions take off, line by line. Pure rules, standard library only.

* A *percentage* is rounded half up on each line.
* An *amount*, at most what its goods cost, is spread over its goods in proportion to what they
  cost; the minor units that are left over go to the lines with the largest remainders.
* *Buy n, pay m*: of all pieces meant, whatever their product, n - m of every n pieces are free: the
  cheapest of all.
* *Free delivery* needs at least one piece of what it is meant for.

No line ever costs less than nothing. A threshold is compared with all goods as priced.

Promotions that stack may come together: one after the other by ``position`` (then by code), each
on what is left by those before it. One that does not stack comes alone. Each way of using what is
open to a shopper, none at all included, is a :class:`Plan`; the shopper gets the plan that costs
least in all, and of equal ones the one with the fewest promotions. So a promotion can only make
things cheaper, and one that takes nothing off is not named. Of more than :data:`MOST_TOGETHER`
that stack, those are put together that take most off by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from fulfillment.money import share
from fulfillment.promotions.promotion import Goods, Kind, Offer, Promotion

MOST_TOGETHER = 5


@dataclass(frozen=True, slots=True)
class Step:
    """What one promotion takes off each line, in minor units and in the order of the lines."""

    offer: Offer
    taken: tuple[int, ...]

    @property
    def amount_minor(self) -> int:
        """What it takes off in all."""
        return sum(self.taken)


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to use promotions, in the order in which they come."""

    steps: tuple[Step, ...]

    @property
    def free_delivery(self) -> bool:
        """Whether nothing is paid for the delivery."""
        return any(step.offer.promotion.kind == Kind.FREE_DELIVERY for step in self.steps)

    def taken(self, line: int) -> int:
        """What is taken off a line in all, in minor units."""
        return sum(step.taken[line] for step in self.steps)


def plans(goods: Sequence[Goods], offers: Sequence[Offer]) -> Iterator[Plan]:
    """Every way to use those of ``offers`` that fit the goods, the one without any first."""
    priced = [each.unit_price.amount_minor * each.quantity for each in goods]
    in_order = sorted(offers, key=lambda offer: (offer.promotion.position, offer.promotion.code))
    open_ = [offer for offer in in_order if _fits(offer.promotion, goods, sum(priced))]
    stacking = _weightiest([offer for offer in open_ if offer.promotion.stacks], goods, priced)
    yield Plan(())
    for offer in open_:
        yield _plan((offer,), goods, priced)
    for size in range(2, len(stacking) + 1):
        for together in combinations(stacking, size):
            yield _plan(together, goods, priced)


def _fits(promotion: Promotion, goods: Sequence[Goods], worth: int) -> bool:
    reached = promotion.goods_from_minor is None or promotion.goods_from_minor <= worth
    return reached and any(promotion.covers(each) for each in goods)


def _weightiest(
    offers: list[Offer], goods: Sequence[Goods], priced: Sequence[int]
) -> Sequence[Offer]:
    """At most :data:`MOST_TOGETHER` of the offers, still in their order."""
    if len(offers) <= MOST_TOGETHER:
        return offers

    def weight(offer: Offer) -> int:
        return -sum(_taken(offer.promotion, goods, priced))

    # The delivery's price is not known here: free delivery is always among them.
    free = [offer for offer in offers if offer.promotion.kind == Kind.FREE_DELIVERY][:1]
    others = sorted((o for o in offers if o.promotion.kind != Kind.FREE_DELIVERY), key=weight)
    kept = [*free, *others][:MOST_TOGETHER]
    return [offer for offer in offers if offer in kept]


def _plan(together: Sequence[Offer], goods: Sequence[Goods], priced: Sequence[int]) -> Plan:
    left, steps = list(priced), []
    for offer in together:
        taken = _taken(offer.promotion, goods, left)
        left = [before - off for before, off in zip(left, taken, strict=True)]
        steps.append(Step(offer, tuple(taken)))
    return Plan(tuple(steps))


def _taken(promotion: Promotion, goods: Sequence[Goods], left: Sequence[int]) -> list[int]:
    """What a promotion takes off lines that cost ``left`` before it."""
    meant = [promotion.covers(each) for each in goods]
    match promotion.kind:
        case Kind.PERCENT:
            return [
                share(cost, promotion.value) if covered else 0
                for cost, covered in zip(left, meant, strict=True)
            ]
        case Kind.AMOUNT:
            costs = [cost if covered else 0 for cost, covered in zip(left, meant, strict=True)]
            return spread(promotion.value, costs, [each.sku for each in goods])
        case Kind.BUY_N_PAY_M:
            return _free_pieces(promotion, goods, left)
        case _:
            return [0] * len(goods)


def spread(amount: int, costs: Sequence[int], names: Sequence[str]) -> list[int]:
    """``amount``, at most the sum of ``costs``, in parts in proportion to the costs.

    The parts sum to it exactly, and none is more than its cost. Of equal remainders the first by
    name gets the unit, so that the order of the costs does not matter.
    """
    whole = sum(costs)
    amount = min(amount, whole)
    if not amount:
        return [0] * len(costs)
    parts = [amount * cost // whole for cost in costs]
    by_remainder = sorted(
        range(len(costs)), key=lambda line: (-(amount * costs[line] % whole), names[line])
    )
    for line in by_remainder[: amount - sum(parts)]:
        parts[line] += 1
    return parts


def _free_pieces(promotion: Promotion, goods: Sequence[Goods], left: Sequence[int]) -> list[int]:
    pieces: list[tuple[int, str, int]] = []
    for line, each in enumerate(goods):
        if promotion.covers(each):
            pieces += ((cost, each.sku, line) for cost in _split(left[line], each.quantity))
    free = len(pieces) // promotion.buy * (promotion.buy - promotion.pay)
    taken = [0] * len(goods)
    for cost, _, line in sorted(pieces)[:free]:
        taken[line] += cost
    return taken


def _split(amount: int, pieces: int) -> list[int]:
    """What each piece of a line costs; those of a minor unit more come first."""
    each, more = divmod(amount, pieces)
    return [each + 1] * more + [each] * (pieces - more)
