"""A cart as it is handed out. Pure, standard library only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fulfillment.catalog.product import Product
from fulfillment.money import Money, total


@dataclass(frozen=True, slots=True)
class CartLine:
    """So many pieces of one product, at the product's price of now."""

    product: Product
    quantity: int

    @property
    def total(self) -> Money:
        return self.product.price * self.quantity


@dataclass(frozen=True, slots=True)
class Cart:
    """The lines of one owner, in the order in which they were first added."""

    owner: str
    lines: tuple[CartLine, ...]
    currency: str

    @property
    def subtotal(self) -> Money:
        return total([line.total for line in self.lines], self.currency)

    @property
    def count(self) -> int:
        """How many pieces there are in all."""
        return sum(line.quantity for line in self.lines)

    def find(self, sku: str) -> CartLine | None:
        """The line of a product, if there is one."""
        return next((line for line in self.lines if line.product.sku == sku), None)

    def with_line(self, line: CartLine) -> Cart:
        """This cart with ``line`` in place of the product's line, or after the others."""
        if self.find(line.product.sku) is None:
            return replace(self, lines=(*self.lines, line))
        same = line.product.sku
        return replace(
            self, lines=tuple(line if old.product.sku == same else old for old in self.lines)
        )

    def without(self, sku: str) -> Cart:
        """This cart with no line of a product."""
        return replace(self, lines=tuple(line for line in self.lines if line.product.sku != sku))
