"""A return as it is handed out. Pure, standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from fulfillment.money import Money

# Why goods go back; whatever else was said is ``other``.
REASONS = ("damaged", "wrong", "missing", "changed_mind", "other")


@dataclass(frozen=True, slots=True)
class Piece:
    """So many pieces of the line at a position of an order."""

    position: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Return:
    """Goods that go back, and the money for them.

    ``way`` is ``payment`` or ``credit``. States: ``offered``; ``agreed``, the money is on its way;
    ``refunded``.
    """

    id: str
    order_id: int
    lines: tuple[Piece, ...]
    reason: str
    amount: Money
    way: str
    state: str
