"""The places that a shopper may have things delivered to; one of them is chosen.

The chosen one stands with the customer, where quotes take it from: changing it changes what an
open quote would be, so that it is read out again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import delete, select

from fulfillment.accounts.errors import AddressNotFound, AddressRefused
from fulfillment.customers import Customer, Customers
from fulfillment.storage.accounts import AddressRow
from fulfillment.storage.statements import changed_rows
from fulfillment.unit import Unit

MOST = 10
# A label is said aloud: "it comes to your home address".
LABEL_LENGTH, ADDRESS_LENGTH = 30, 300


@dataclass(frozen=True, slots=True)
class Address:
    """A place to deliver to; ``label`` is what it is called aloud, ``region`` where it is taxed."""

    id: int
    label: str
    address: str = field(repr=False)
    region: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address as somebody has typed it."""

    label: str
    address: str = field(repr=False)
    region: str = ""


class Addresses:
    """The addresses of all customers. Nothing here commits."""

    def __init__(self, unit: Unit, customers: Customers) -> None:
        self._unit = unit
        self._session = unit.session
        self._customers = customers

    def of(self, customer_id: int) -> list[Address]:
        """A customer's addresses, the chosen one first. Raises :class:`CustomerNotFound`.

        An address that an account began with is among them.
        """
        customer = self._customers.get(customer_id)
        rows = self._rows(customer_id)
        if customer.address and not any(_is_chosen(row, customer) for row in rows):
            rows.append(self._write(customer_id, _wanted(customer)))
        chosen = next((row.id for row in rows if _is_chosen(row, customer)), None)
        found = [_read(row, chosen=row.id == chosen) for row in rows]
        return sorted(found, key=lambda each: (not each.chosen, each.id))

    def get(self, address_id: int, customer_id: int) -> Address:
        """One of a customer's addresses. Raises :class:`AddressNotFound`."""
        for found in self.of(customer_id):
            if found.id == address_id:
                return found
        raise AddressNotFound(f"no address {address_id}")

    def add(self, customer_id: int, wanted: Wanted) -> Address:
        """Keep one more; the first is chosen. Raises :class:`AddressRefused`."""
        self._customers.lock(customer_id)
        known = self.of(customer_id)
        if len(known) >= MOST:
            raise AddressRefused({"count": "many"})
        row = self._write(customer_id, self._checked(wanted, known))
        if not known:
            self._choose(row)
        return self.get(row.id, customer_id)

    def change(self, address_id: int, customer_id: int, wanted: Wanted) -> Address:
        """Put another in its place. Raises :class:`AddressNotFound`, :class:`AddressRefused`."""
        before = self.get(address_id, customer_id)
        others = [each for each in self.of(customer_id) if each.id != address_id]
        checked = self._checked(wanted, others)
        row = self._row(address_id)
        row.label, row.address, row.region = checked.label, checked.address, checked.region
        self._session.flush()
        if before.chosen:
            self._choose(row)
        return self.get(address_id, customer_id)

    def choose(self, address_id: int, customer_id: int) -> Address:
        """Deliver there from now on. Raises :class:`AddressNotFound`."""
        self.get(address_id, customer_id)
        self._choose(self._row(address_id))
        return self.get(address_id, customer_id)

    def remove(self, address_id: int, customer_id: int) -> None:
        """Keep an address no longer.

        Raises :class:`AddressNotFound`, and :class:`AddressRefused` for the chosen one while there
        are others: nobody but the shopper says which of them is chosen then.
        """
        found = self.get(address_id, customer_id)
        if found.chosen and len(self._rows(customer_id)) > 1:
            raise AddressRefused({"count": "chosen"})
        if found.chosen:
            self._customers.set_address(customer_id, "", "")
        changed_rows(self._session, delete(AddressRow).where(AddressRow.id == address_id))

    def _checked(self, wanted: Wanted, others: list[Address]) -> Wanted:
        label, address = " ".join(wanted.label.split()), wanted.address.strip()
        taken = {each.label.casefold() for each in others}
        faults = {
            "label": _length(label, LABEL_LENGTH) or _named(label, taken),
            "address": _length(address, ADDRESS_LENGTH),
            "region": self._known(wanted.region),
        }
        if any(faults.values()):
            raise AddressRefused({name: reason for name, reason in faults.items() if reason})
        return Wanted(label, address, wanted.region)

    def _known(self, region: str) -> str:
        return "" if not region or region in self._unit.profile.tax_regions else "unknown"

    def _choose(self, row: AddressRow) -> None:
        self._customers.set_address(row.customer_id, row.label, row.address, region=row.region)

    def _write(self, customer_id: int, wanted: Wanted) -> AddressRow:
        row = AddressRow(customer_id=customer_id, label=wanted.label, address=wanted.address)
        row.region = wanted.region
        self._session.add(row)
        self._session.flush()
        return row

    def _row(self, address_id: int) -> AddressRow:
        return self._session.get_one(AddressRow, address_id)

    def _rows(self, customer_id: int) -> list[AddressRow]:
        theirs = select(AddressRow).where(AddressRow.customer_id == customer_id)
        return list(self._session.scalars(theirs.order_by(AddressRow.id)))


def _length(text: str, most: int) -> str:
    return "missing" if not text else "long" if len(text) > most else ""


def _named(label: str, taken: set[str]) -> str:
    return "taken" if label.casefold() in taken else ""


def _wanted(customer: Customer) -> Wanted:
    return Wanted(customer.address_label, customer.address, customer.region)


def _is_chosen(row: AddressRow, customer: Customer) -> bool:
    return Wanted(row.label, row.address, row.region) == _wanted(customer)


def _read(row: AddressRow, *, chosen: bool) -> Address:
    return Address(row.id, row.label, row.address, row.region, chosen)
