"""Carts by owner: a string that the caller chooses, one for each shopper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import bindparam, delete, insert, select, update

from fulfillment.carts.cart import Cart, CartLine
from fulfillment.catalog.catalog import Catalog
from fulfillment.catalog.rows import COLUMNS, products, to_product
from fulfillment.errors import NotInCart, OutOfStock, QuantityOutOfRange
from fulfillment.storage.models import CartLineRow, CartRow
from fulfillment.storage.statements import PerDialect, changed_rows, table_of
from fulfillment.unit import Unit

LIMIT = 99

# Built once, for it is part of nearly every turn.
_carts, _cart_lines = table_of(CartRow), table_of(CartLineRow)
_LINES = (
    select(*COLUMNS, _cart_lines.c.quantity)
    .join_from(products, _cart_lines, _cart_lines.c.sku == products.c.sku)
    .where(_cart_lines.c.owner == bindparam("owner"))
    .order_by(_cart_lines.c.position)
)
# In one statement, for two devices may begin the same cart at the same moment.
_RAISE = PerDialect(
    lambda dialect: (
        dialect.insert(_carts)
        .values(owner=bindparam("of"), version=1)
        .on_conflict_do_update(index_elements=["owner"], set_={"version": _carts.c.version + 1})
        .returning(_carts.c.version)
    )
)


class Carts:
    """Reads and changes carts. A cart that was never used is an empty cart.

    Every change first raises the cart's version: the row lock that comes with it lets two devices
    of one shopper change the same cart one after the other.
    """

    def __init__(self, unit: Unit, catalog: Catalog) -> None:
        self._unit = unit
        self._session = unit.session
        self._catalog = catalog

    def get(self, owner: str) -> Cart:
        """The cart of ``owner``, with prices and stock of now."""
        currency = self._unit.profile.currency
        rows = self._session.execute(_LINES, {"owner": owner})
        lines = tuple(CartLine(to_product(row, currency), row[-1]) for row in rows)
        return Cart(owner, lines, currency)

    def add(self, owner: str, sku: str, quantity: int) -> Cart:
        """Put ``quantity`` more pieces into the cart.

        Raises :class:`QuantityOutOfRange`, :class:`ProductNotFound`, or :class:`OutOfStock` with
        what can be had of the product in all; the cart is then as it was.
        """
        _check_range(quantity)
        version = self.lock(owner)
        cart = self.get(owner)
        line = cart.find(sku) or CartLine(self._catalog.get(sku), 0)
        return self._put(cart, replace(line, quantity=line.quantity + quantity), version)

    def set_quantity(self, owner: str, sku: str, quantity: int) -> Cart:
        """Have ``quantity`` pieces of a product that is in the cart; 0 removes it.

        Raises :class:`NotInCart`, :class:`QuantityOutOfRange` or :class:`OutOfStock`.
        """
        if quantity == 0:
            return self.remove(owner, sku)
        version = self.lock(owner)
        cart = self.get(owner)
        return self._put(cart, replace(_line(cart, sku), quantity=quantity), version)

    def remove(self, owner: str, sku: str) -> Cart:
        """Take a product out of the cart. Raises :class:`NotInCart`."""
        self.lock(owner)
        cart = self.get(owner)
        _line(cart, sku)
        of_line = (CartLineRow.owner == owner, CartLineRow.sku == sku)
        changed_rows(self._session, delete(CartLineRow).where(*of_line))
        return cart.without(sku)

    def clear(self, owner: str) -> Cart:
        """Take everything out of the cart."""
        self.lock(owner)
        changed_rows(self._session, delete(CartLineRow).where(CartLineRow.owner == owner))
        return Cart(owner, (), self._unit.profile.currency)

    def merge(self, source_owner: str, target_owner: str) -> Cart:
        """Move one cart into another, which then has the larger quantity of each product.

        Quantities are cut to what is in stock; nothing that cannot be had is moved.
        """
        target = self.get(target_owner)
        if source_owner == target_owner:
            return target
        for line in self.get(source_owner).lines:
            wanted = min(line.quantity, line.product.stock)
            there = target.find(line.product.sku)
            if wanted > (there.quantity if there else 0):
                moved = CartLine(line.product, wanted)
                target = self._put(target, moved, self.lock(target_owner))
        self.clear(source_owner)
        return target

    def put_back(self, owner: str, quantities: Mapping[str, int]) -> None:
        """Return what an order that failed had taken, on top of what is in the cart by now."""
        cart = self.get(owner)
        for product in self._catalog.get_many(quantities):
            there = cart.find(product.sku)
            quantity = quantities[product.sku] + (there.quantity if there else 0)
            returned = CartLine(product, min(LIMIT, quantity))
            self._store(cart, returned, self.lock(owner))

    def lock(self, owner: str) -> int:
        """Keep others from changing the cart until this transaction ends; its new version."""
        version: int = self._session.scalars(_RAISE.on(self._session), {"of": owner}).one()
        return version

    def _put(self, cart: Cart, line: CartLine, version: int) -> Cart:
        _check_range(line.quantity)
        if line.quantity > line.product.stock:
            raise OutOfStock(line.product.sku, line.product.stock)
        self._store(cart, line, version)
        return cart.with_line(line)

    def _store(self, cart: Cart, line: CartLine, version: int) -> None:
        sku = line.product.sku
        if cart.find(sku):
            changed = update(CartLineRow).values(quantity=line.quantity)
            of_line = (CartLineRow.owner == cart.owner, CartLineRow.sku == sku)
            changed_rows(self._session, changed.where(*of_line))
            return
        # Versions only rise, so that the version of a line's arrival is its place among the others.
        values = {"owner": cart.owner, "sku": sku, "quantity": line.quantity, "position": version}
        self._session.execute(insert(CartLineRow).values(**values))


def _line(cart: Cart, sku: str) -> CartLine:
    line = cart.find(sku)
    if line is None:
        raise NotInCart(sku)
    return line


def _check_range(quantity: int) -> None:
    if not 1 <= quantity <= LIMIT:
        raise QuantityOutOfRange(LIMIT)
