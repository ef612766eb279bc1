"""With which e-mail address and password shoppers sign in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, insert, select, update

from fulfillment.customers import Customer, Customers
from fulfillment.storage.accounts import SignInRow
from fulfillment.storage.faults import shop_errors
from fulfillment.storage.models import CustomerRow
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unit import Unit

_sign_ins, _customers = table_of(SignInRow), table_of(CustomerRow)


@dataclass(frozen=True, slots=True)
class SignIn:
    """How a customer signs in: by letters to ``email``, and with a password where one is set."""

    customer_id: int
    email: str = field(repr=False)
    password_hash: str | None = field(repr=False)
    changed_at: datetime


class SignIns:
    """The ways in of all customers. Addresses are given normalised, passwords as their hashes."""

    def __init__(self, unit: Unit, customers: Customers) -> None:
        self._unit = unit
        self._session = unit.session
        self._customers = customers

    def of(self, customer_id: int) -> SignIn | None:
        """How a customer signs in, if they ever did."""
        row = self._session.execute(
            select(_sign_ins).where(_sign_ins.c.customer_id == customer_id)
        ).first()
        return SignIn(*row) if row else None

    def find(self, email: str) -> SignIn | None:
        """Who signs in with an address, if somebody does."""
        row = self._session.execute(select(_sign_ins).where(_sign_ins.c.email == email)).first()
        return SignIn(*row) if row else None

    def owner_of(self, email: str) -> Customer | None:
        """Whose account a letter to an address may open.

        Who signs in with it; else who has their receipts sent there and has never signed in, of
        several the oldest.
        """
        if known := self.find(email):
            return self._customers.get(known.customer_id)
        ids = (
            select(_customers.c.id)
            .outerjoin(_sign_ins, _sign_ins.c.customer_id == _customers.c.id)
            .where(func.lower(_customers.c.email) == email, _sign_ins.c.customer_id.is_(None))
            .where(_customers.c.erased_at.is_(None))
            .order_by(_customers.c.id)
        )
        found = self._session.scalar(ids.limit(1))
        return None if found is None else self._customers.get(found)

    def register(self, email: str, name: str) -> Customer:
        """Open an account for a newcomer. Raises :class:`Conflict` when the address has one."""
        handle = f"shopper-{secrets.token_hex(5)}"
        customer = self._customers.add(handle, name, "", "", email=email)
        self.admit(customer.id, email)
        return customer

    def admit(self, customer_id: int, email: str) -> None:
        """Let a customer sign in with the address that they have just shown to be theirs.

        Raises :class:`Conflict` when somebody else signs in with it.
        """
        if self.of(customer_id) is None:
            row = {"customer_id": customer_id, "email": email, "password_hash": None}
            with shop_errors():
                self._session.execute(insert(_sign_ins), row | {"changed_at": self._unit.now})

    def set_password(self, customer_id: int, password_hash: str) -> None:
        """Take another password from now on; the customer has an address to sign in with."""
        self._change(customer_id, password_hash=password_hash)

    def move(self, customer_id: int, email: str) -> None:
        """Sign in with another address from now on, and have receipts sent there.

        Raises :class:`Conflict` when somebody else signs in with it.
        """
        with shop_errors():
            self._change(customer_id, email=email)
        self._customers.set_email(customer_id, email)

    def _change(self, customer_id: int, **values: str) -> None:
        theirs = update(_sign_ins).where(_sign_ins.c.customer_id == customer_id)
        changed_rows(self._session, theirs.values(**values, changed_at=self._unit.now))
