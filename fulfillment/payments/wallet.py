"""What the charges of stored cards need from the database: whose card, and under which name.

A provider is asked outside of any transaction, so that these read and write in short ones of their
own.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from fulfillment.storage.engine import make_durable
from fulfillment.storage.faults import shop_errors
from fulfillment.storage.payments import (
    ChargeRequestRow,
    PaymentEventRow,
    PaymentSettingRow,
    StoredCardRow,
)
from fulfillment.storage.statements import changed_rows

_PREFIX = "key_prefix"
_CUSTOMER = "-customer-"


@dataclass(frozen=True, slots=True)
class StoredCard:
    """A card as its provider knows it: the provider's ids of the customer and of the card."""

    account: str
    card: str


@dataclass(frozen=True, slots=True)
class ChargeRequest:
    """A charge as it was first asked for: it is asked for again in the same words only.

    ``key`` is what the provider is told, ``reference`` its id of the charge, where we know it.
    ``new`` says that it was never sent before.
    """

    key: str
    account: str
    card: str
    asked_at: datetime
    reference: str = ""
    new: bool = False


class Wallet:
    """The stored cards of a shop and what was asked of them."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self.clock = clock

    def store_card(self, customer_id: int, account: str, card: str) -> None:
        """Charge this card from now on, or with "" none.

        Raises :class:`Conflict` where there is no customer.
        """
        with shop_errors(), Session(self._engine) as session, session.begin():
            session.merge(StoredCardRow(customer_id=customer_id, account=account, card=card))

    def find_card(self, customer_id: int) -> StoredCard | None:
        """The card of a customer, if one is stored."""
        with shop_errors(), Session(self._engine) as session:
            row = session.get(StoredCardRow, customer_id)
            return StoredCard(row.account, row.card) if row and row.card else None

    def find_account(self, customer_id: int) -> str | None:
        """The provider's id of a customer, who may have no card there yet."""
        with shop_errors(), Session(self._engine) as session:
            row = session.get(StoredCardRow, customer_id)
            return row.account if row else None

    def forget_account(self, customer_id: int) -> None:
        """Keep neither the card of a customer nor the provider's id of them."""
        with shop_errors(), Session(self._engine) as session, session.begin():
            theirs = delete(StoredCardRow).where(StoredCardRow.customer_id == customer_id)
            changed_rows(session, theirs)

    def tag(self, customer_id: int) -> str:
        """By what a provider may know a customer of this shop: it says nothing of who it is."""
        with shop_errors(), Session(self._engine) as session, session.begin():
            return f"{shop_prefix(session)}{_CUSTOMER}{customer_id}"

    def tagged(self, tag: str) -> int | None:
        """The customer of a tag; None for another shop's."""
        with shop_errors(), Session(self._engine) as session, session.begin():
            number = tag.removeprefix(f"{shop_prefix(session)}{_CUSTOMER}")
        return int(number) if number.isascii() and number.isdecimal() else None

    def note_setup(self, setup_id: str) -> bool:
        """Note that a card was taken from this setup; False where it was noted before."""
        with shop_errors(), Session(self._engine) as session, session.begin():
            if session.get(PaymentEventRow, setup_id) is not None:
                return False
            row = PaymentEventRow(id=setup_id, kind="card_setup", received_at=self.clock())
            session.add(row)
        return True

    def find_key(self, reference: str) -> str | None:
        """The whole key of the charge that the provider calls by ``reference``."""
        with shop_errors(), Session(self._engine) as session:
            keys = select(ChargeRequestRow.idempotency_key)
            return session.scalar(keys.where(ChargeRequestRow.reference == reference))

    def request(self, idempotency_key: str, customer_id: int) -> ChargeRequest | None:
        """The request for this charge, written down durably before it is sent.

        None where the customer has no card. Raises :class:`Conflict` with a process that asks for
        the same charge at the same moment.
        """
        with shop_errors(), Session(self._engine) as session, session.begin():
            row = session.get(ChargeRequestRow, _full_key(session, idempotency_key))
            if row is not None:
                return _to_request(row)
            card = session.get(StoredCardRow, customer_id)
            if card is None or not card.card:
                return None
            row = ChargeRequestRow(
                idempotency_key=_full_key(session, idempotency_key),
                account=card.account,
                card=card.card,
                asked_at=self.clock(),
                reference="",
            )
            session.add(row)
            session.flush()
            made = _to_request(row, new=True)
        make_durable(self._engine)
        return made

    def find_request(self, idempotency_key: str) -> ChargeRequest | None:
        """The request for a charge, if it ever was to be sent."""
        with shop_errors(), Session(self._engine) as session, session.begin():
            row = session.get(ChargeRequestRow, _full_key(session, idempotency_key))
            return _to_request(row) if row else None

    def note_reference(self, request: ChargeRequest, reference: str) -> None:
        """Keep the provider's id of a charge."""
        if reference == request.reference:
            return
        with shop_errors(), Session(self._engine) as session, session.begin():
            noted = update(ChargeRequestRow)
            noted = noted.where(ChargeRequestRow.idempotency_key == request.key)
            changed_rows(session, noted.values(reference=reference))


def shop_prefix(session: Session) -> str:
    """What the keys of this shop begin with: an account with a provider may serve other shops.

    Random, and made when it is first asked for. Raises :class:`Conflict` with whoever else makes
    it.
    """
    known: str | None = session.scalar(
        select(PaymentSettingRow.value).where(PaymentSettingRow.name == _PREFIX)
    )
    if known is None:
        known = secrets.token_hex(8)
        session.add(PaymentSettingRow(name=_PREFIX, value=known))
        session.flush()
    return known


def own_key(session: Session, full_key: str) -> str | None:
    """The key of ours that a provider was told, without the shop's part; None for another's."""
    prefix = f"{shop_prefix(session)}-"
    return full_key.removeprefix(prefix) if full_key.startswith(prefix) else None


def _full_key(session: Session, idempotency_key: str) -> str:
    return f"{shop_prefix(session)}-{idempotency_key}"


def _to_request(row: ChargeRequestRow, *, new: bool = False) -> ChargeRequest:
    return ChargeRequest(
        row.idempotency_key, row.account, row.card, row.asked_at, row.reference, new
    )
