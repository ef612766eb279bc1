"""Quotes: made from a cart, kept, and checked again when the shopper says yes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select, update

from fulfillment.carts.cart import Cart
from fulfillment.carts.carts import Carts
from fulfillment.customers.customers import Customers
from fulfillment.errors import (
    AddressMissing,
    DeliveryUnavailable,
    EmptyCart,
    OutOfStock,
    QuoteChanged,
    QuoteExpired,
    QuoteNotFound,
    QuoteVoid,
)
from fulfillment.money import Money
from fulfillment.orders.documents import fingerprint, from_document, to_document
from fulfillment.orders.holds import Holds
from fulfillment.orders.inputs import item_of, tariff_of
from fulfillment.orders.order import UNMADE
from fulfillment.orders.quote import DeliverySlot, Quote, Terms
from fulfillment.orders.quoting import changes, draw_up
from fulfillment.orders.slots import Calendar, free_slots
from fulfillment.promotions.promotions import Promotions
from fulfillment.storage.models import DeliveryOptionRow, OrderRow, QuoteRow
from fulfillment.storage.statements import changed_rows
from fulfillment.unit import Unit

_UNMADE = [state.value for state in UNMADE]


class Quotes:
    """Makes quotes. Of one owner, only the latest can be bought.

    ``credit`` says how much store credit a customer has. An open quote holds its goods: nobody else
    is offered them before it expires.
    """

    def __init__(
        self,
        unit: Unit,
        carts: Carts,
        customers: Customers,
        promotions: Promotions,
        credit: Callable[[int], Money],
    ) -> None:
        self._unit = unit
        self._session = unit.session
        self._carts = carts
        self._customers = customers
        self._promotions = promotions
        self._credit = credit
        self._holds = Holds(unit)

    def make(
        self, customer_id: int, owner: str, conversation: str, *, slot: str | None = None
    ) -> Quote:
        """Offer the cart of ``owner``; earlier quotes of the same owner are void from now on.

        ``slot`` is the code of a free slot, or of a delivery option, meaning its next free day;
        without it the soonest slot is taken. Raises :class:`EmptyCart`, :class:`OutOfStock`,
        :class:`AddressMissing`, :class:`DeliveryUnavailable` or :class:`CustomerNotFound`.
        """
        terms = self._terms(customer_id, owner, slot)
        self._void(QuoteRow.owner == owner)
        now = self._unit.now
        row = QuoteRow(
            id=secrets.token_hex(8),
            customer_id=customer_id,
            owner=owner,
            conversation=conversation,
            state="open",
            terms=to_document(terms),
            fingerprint=fingerprint(terms),
            created_at=now,
            expires_at=now + timedelta(minutes=self._unit.profile.quote_minutes),
        )
        self._session.add(row)
        self._session.flush()
        self._holds.take(row.id, terms.lines, row.expires_at)
        self._unit.note("quote_made")
        return _to_quote(row, terms)

    def get(self, quote_id: str) -> Quote:
        """The quote with this id, whatever became of it. Raises :class:`QuoteNotFound`."""
        row = self._session.get(QuoteRow, quote_id)
        if row is None:
            raise QuoteNotFound(f"no quote {quote_id}")
        return _to_quote(row, from_document(row.terms))

    def void(self, quote_id: str) -> None:
        """Give a quote up, if it is still open."""
        self._void(QuoteRow.id == quote_id)

    def slots(self) -> list[DeliverySlot]:
        """The slots of the coming week that can still be booked, soonest first."""
        profile = self._unit.profile
        calendar = Calendar(ZoneInfo(profile.time_zone), timedelta(hours=profile.cutoff_hours))
        return free_slots(profile.delivery, self._taken(), self._unit.now, calendar)

    def lock(self, quote_id: str, customer_id: int, conversation: str) -> QuoteRow:
        """The row of a customer's quote, kept from others until this transaction ends."""
        row = self._session.scalars(
            select(QuoteRow)
            .where(QuoteRow.id == quote_id)
            .where(QuoteRow.customer_id == customer_id, QuoteRow.conversation == conversation)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).first()
        if row is None:
            raise QuoteNotFound(f"no quote {quote_id}")
        return row

    def check(self, row: QuoteRow) -> Terms:
        """The terms of a locked quote, when they are still what would be bought.

        Raises :class:`QuoteVoid`, :class:`QuoteExpired`, :class:`QuoteChanged` or
        :class:`OutOfStock`.
        """
        if row.state != "open":
            raise QuoteVoid(f"the quote is {row.state}")
        if self._unit.now >= row.expires_at:
            raise QuoteExpired("the quote was not accepted in time")
        offered = from_document(row.terms)
        self._lock_slot(offered.delivery)
        self._carts.lock(row.owner)
        self._promotions.lock(row.customer_id, offered)
        current = self._current(row, offered)
        if fingerprint(current) != row.fingerprint:
            raise QuoteChanged(changes(offered, current))
        self._holds.check(row.id, offered.lines)
        return offered

    def close(self, row: QuoteRow, terms: Terms, order_id: int) -> None:
        """Note that a checked quote has led to an order: its promotions are used, its coupons gone.

        Its goods are no longer held; the order takes them.
        """
        self._promotions.record(order_id, row.customer_id, terms)
        self._promotions.forget(row.owner)
        self._holds.release(row.id)

    def undo(self, order_id: int, owner: str, quantities: Mapping[str, int]) -> None:
        """Return what an order that failed had taken from a cart: its goods and its coupons."""
        self._carts.put_back(owner, quantities)
        self._promotions.restore(owner, order_id)

    def _current(self, row: QuoteRow, offered: Terms) -> Terms:
        try:
            return self._terms(row.customer_id, row.owner, offered.delivery.code)
        except EmptyCart:
            raise QuoteChanged(("cart",)) from None
        except (AddressMissing, DeliveryUnavailable):
            raise QuoteChanged(("delivery",)) from None

    def _terms(self, customer_id: int, owner: str, slot: str | None) -> Terms:
        customer = self._customers.get(customer_id)
        cart = self._carts.get(owner)
        if not cart.lines:
            raise EmptyCart("nothing is in the cart")
        _check_stock(cart)
        if not customer.address:
            raise AddressMissing("the customer has no address yet")
        return draw_up(
            [item_of(line.product, line.quantity) for line in cart.lines],
            _chosen(self.slots(), slot),
            customer.address_label,
            customer.address,
            tariff_of(self._unit.profile, customer.region),
            self._credit(customer_id),
            self._promotions.open_to(owner, customer_id),
        )

    def _taken(self) -> dict[str, int]:
        rows = self._session.execute(
            select(OrderRow.slot_code, func.count().label("orders"))
            .where(
                OrderRow.slot_starts >= self._unit.now,
                OrderRow.state.not_in(_UNMADE),
            )
            .group_by(OrderRow.slot_code)
        )
        return {row.slot_code: row.orders for row in rows}

    def _lock_slot(self, slot: DeliverySlot) -> None:
        # Two orders for the last place of a slot must not count the places at the same time.
        option = select(DeliveryOptionRow.code).where(DeliveryOptionRow.code == slot.option)
        self._session.execute(option.with_for_update())

    def _void(self, *conditions: ColumnElement[bool]) -> None:
        given_up = update(QuoteRow).where(QuoteRow.state == "open", *conditions)
        changed_rows(self._session, given_up.values(state="void"))


def _check_stock(cart: Cart) -> None:
    for line in cart.lines:
        if line.quantity > line.product.stock:
            raise OutOfStock(line.product.sku, line.product.stock)


def _chosen(slots: Sequence[DeliverySlot], wanted: str | None) -> DeliverySlot:
    for slot in slots:
        if wanted is None or wanted in (slot.code, slot.option):
            return slot
    raise DeliveryUnavailable(wanted or "no slot is free")


def _to_quote(row: QuoteRow, terms: Terms) -> Quote:
    return Quote(
        **{part.name: getattr(terms, part.name) for part in fields(Terms)},
        id=row.id,
        customer_id=row.customer_id,
        conversation=row.conversation,
        expires_at=row.expires_at,
        fingerprint=row.fingerprint,
    )
