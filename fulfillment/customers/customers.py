"""Customers, their access tokens, their preferences and what they usually buy."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, insert, or_, select

from fulfillment.catalog.catalog import Catalog
from fulfillment.customers.household import Usual, usuals
from fulfillment.customers.limits import Limits
from fulfillment.customers.purchases import Bought, read_purchases
from fulfillment.customers.shop_rules import ShopRules, read_rules, write_rules
from fulfillment.customers.usual import MEMORY
from fulfillment.customers.voice_code import VoiceCodes
from fulfillment.errors import CustomerNotFound
from fulfillment.search.differences import meant
from fulfillment.search.languages import language_of
from fulfillment.storage.faults import shop_errors
from fulfillment.storage.linking import GrantRow
from fulfillment.storage.models import AccessTokenRow, CustomerRow, OrderLineRow, OrderRow
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unit import Unit


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody with an account. ``address_label`` may be spoken ("home"); the address is not.

    ``region`` is where they are taxed, "" where the shop's own rates hold; ``email`` is where
    receipts go, "" where there are none.
    """

    id: int
    handle: str
    name: str
    address_label: str
    address: str = field(repr=False)
    preferences: Mapping[str, Any] = field(default_factory=dict)
    region: str = ""
    email: str = field(default="", repr=False)


_customers, _tokens = table_of(CustomerRow), table_of(AccessTokenRow)
_grants = table_of(GrantRow)
_BY_TOKEN = (
    select(_customers)
    .join_from(_customers, _tokens, _tokens.c.customer_id == _customers.c.id)
    .outerjoin(_grants, _grants.c.id == _tokens.c.grant_id)
    .where(_tokens.c.token_hash == bindparam("hash"), _customers.c.erased_at.is_(None))
    .where(or_(_tokens.c.expires_at.is_(None), _tokens.c.expires_at > bindparam("now")))
    # A linked platform's token needs its grant; one of our own has none.
    .where(
        or_(
            _tokens.c.grant_id == "",
            and_(_grants.c.id.is_not(None), _grants.c.revoked_at.is_(None)),
        )
    )
)


class Customers:
    """Finds customers and remembers about them."""

    def __init__(self, unit: Unit, catalog: Catalog) -> None:
        self._unit = unit
        self._session = unit.session
        self._catalog = catalog
        self.codes = VoiceCodes(unit)
        self.limits = Limits(unit)

    @property
    def rules(self) -> ShopRules:
        """What the merchant asks for before an order is placed."""
        return read_rules(self._unit)

    def set_rules(self, rules: ShopRules) -> None:
        """Make ``rules`` those of this shop."""
        write_rules(self._unit, rules)

    def set_code(self, customer_id: int, code: str) -> None:
        """Set a customer's voice code, which unlocks it.

        Raises :class:`CustomerNotFound`, or ValueError unless it is four digits.
        """
        self.codes.set(self.get(customer_id).id, code)

    def get(self, customer_id: int) -> Customer:
        """The customer with this id. Raises :class:`CustomerNotFound`."""
        customer = self._find(CustomerRow.id == customer_id)
        if customer is None:
            raise CustomerNotFound(f"no customer {customer_id}")
        return customer

    def lock(self, customer_id: int) -> None:
        """Keep other orders of a customer waiting until this transaction ends."""
        theirs = select(CustomerRow.id).where(CustomerRow.id == customer_id)
        self._session.execute(theirs.with_for_update())

    def find_by_handle(self, handle: str) -> Customer | None:
        """The customer who signs in as ``handle``, if there is one."""
        return self._find(CustomerRow.handle == handle)

    def find_by_token(self, token: str) -> Customer | None:
        """The customer to whom an access token was issued, if it still holds.

        It has not expired, its link has not ended, and the account is not erased.
        """
        row = self._session.execute(
            _BY_TOKEN, {"hash": _hash(token), "now": self._unit.now}
        ).first()
        return _to_customer(row) if row else None

    def add(
        self,
        handle: str,
        name: str,
        address_label: str,
        address: str,
        *,
        region: str = "",
        email: str = "",
    ) -> Customer:
        """Open an account. Raises :class:`Conflict` when the handle is taken."""
        row = CustomerRow(
            handle=handle,
            name=name,
            address_label=address_label,
            address=address,
            region=region,
            email=email,
            preferences={},
            created_at=self._unit.now,
        )
        with shop_errors():
            self._session.add(row)
            self._session.flush()
        return _to_customer(row)

    def set_address(
        self, customer_id: int, address_label: str, address: str, *, region: str = ""
    ) -> Customer:
        """Deliver to another address from now on, taxed as in its region.

        Raises :class:`CustomerNotFound`.
        """
        row = self._row(customer_id)
        row.address_label, row.address, row.region = address_label, address, region
        self._session.flush()
        return _to_customer(row)

    def set_email(self, customer_id: int, email: str) -> Customer:
        """Send receipts to ``email``, or with "" nowhere. Raises :class:`CustomerNotFound`."""
        row = self._row(customer_id)
        row.email = email
        self._session.flush()
        return _to_customer(row)

    def set_preference(self, customer_id: int, key: str, value: Any) -> None:
        """Remember a JSON value for a customer. Raises :class:`CustomerNotFound`."""
        row = self._row(customer_id)
        row.preferences = {**row.preferences, key: value}
        self._session.flush()

    def issue_token(self, customer_id: int, lasts: timedelta | None = None) -> str:
        """A new access token; only its hash is kept. Raises :class:`CustomerNotFound`."""
        token, now = secrets.token_urlsafe(32), self._unit.now
        old = delete(_tokens).where(_tokens.c.customer_id == customer_id, _tokens.c.grant_id == "")
        changed_rows(self._session, old.where(_tokens.c.expires_at <= now))
        values = {
            "token_hash": _hash(token),
            "customer_id": self.get(customer_id).id,
            "created_at": now,
            "expires_at": now + lasts if lasts else None,
        }
        self._session.execute(insert(AccessTokenRow).values(**values))
        return token

    def revoke_token(self, token: str) -> bool:
        """End an access token; whether it held until now."""
        ended = delete(AccessTokenRow).where(AccessTokenRow.token_hash == _hash(token))
        return changed_rows(self._session, ended) > 0

    def usual(self, customer_id: int) -> list[Usual]:
        """What a customer usually buys, the strongest habit first."""
        history = self.history(customer_id)
        products = self._catalog.get_many(bought.sku for bought in history)
        return usuals(history, {product.sku: product for product in products}, self._unit.now)

    def history(self, customer_id: int) -> list[Bought]:
        """What a customer has bought lately and kept, the newest first."""
        return read_purchases(self._unit, customer_id)

    def find_usual(self, customer_id: int, words: str) -> list[Usual]:
        """What of the usual is meant by the words: "coffee" finds the usual dark roast."""
        usuals = self.usual(customer_id)
        language = language_of(self._unit.profile.locale)
        products = [usual.product for usual in usuals]
        wanted = {product.sku for product in meant(products, words, language)}
        return [usual for usual in usuals if usual.product.sku in wanted]

    def bought_before(self, customer_id: int) -> frozenset[str]:
        """The SKUs that a customer has bought lately, for a search to put first."""
        skus = select(OrderLineRow.sku).join(OrderRow, OrderRow.id == OrderLineRow.order_id)
        return frozenset(self._session.scalars(skus.where(*self._lately(customer_id)).distinct()))

    def _lately(self, customer_id: int) -> list[ColumnElement[bool]]:
        return [
            OrderRow.customer_id == customer_id,
            OrderRow.placed_at >= self._unit.now - MEMORY,
            OrderRow.state.not_in(("cancelled", "failed")),
        ]

    def _row(self, customer_id: int) -> CustomerRow:
        row = self._session.get(CustomerRow, customer_id)
        if row is None:
            raise CustomerNotFound(f"no customer {customer_id}")
        return row

    def _find(self, condition: ColumnElement[bool]) -> Customer | None:
        row = self._session.scalars(select(CustomerRow).where(condition)).first()
        return _to_customer(row) if row else None


def _to_customer(row: CustomerRow | Row[Any]) -> Customer:
    return Customer(
        id=row.id,
        handle=row.handle,
        name=row.name,
        address_label=row.address_label,
        address=row.address,
        preferences=MappingProxyType(dict(row.preferences)),
        region=row.region,
        email=row.email,
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
