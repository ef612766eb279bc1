"""The passkeys of shoppers. What they have signed is checked before by who speaks WebAuthn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from fulfillment.storage.accounts import PasskeyRow
from fulfillment.storage.faults import shop_errors
from fulfillment.storage.models import CustomerRow
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unit import Unit

_passkeys, _customers = table_of(PasskeyRow), table_of(CustomerRow)


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as :class:`PasskeyRow` keeps it."""

    id: str
    customer_id: int
    public_key: str = field(repr=False)
    sign_count: int
    created_at: datetime
    used_at: datetime | None


class Passkeys:
    """The passkeys of all shoppers."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def add(self, customer_id: int, id_: str, public_key: str, sign_count: int) -> None:
        """Let a key sign a customer in. Raises :class:`Conflict` when it is there already."""
        row = {
            "id": id_,
            "customer_id": customer_id,
            "public_key": public_key,
            "sign_count": sign_count,
            "created_at": self._unit.now,
            "used_at": None,
        }
        with shop_errors():
            self._session.execute(insert(_passkeys), row)

    def of(self, customer_id: int) -> list[Passkey]:
        """A customer's keys, the oldest first."""
        query = select(_passkeys).where(_passkeys.c.customer_id == customer_id)
        rows = self._session.execute(query.order_by(_passkeys.c.created_at, _passkeys.c.id))
        return [Passkey(*row) for row in rows]

    def find(self, id_: str) -> Passkey | None:
        """The key of that id, of a customer whose account is not erased."""
        query = select(_passkeys).join(_customers, _customers.c.id == _passkeys.c.customer_id)
        query = query.where(_passkeys.c.id == id_, _customers.c.erased_at.is_(None))
        row = self._session.execute(query).first()
        return Passkey(*row) if row else None

    def note_use(self, id_: str, sign_count: int) -> None:
        """Write down that a key has signed somebody in, and how often it says it has signed."""
        this = update(_passkeys).where(_passkeys.c.id == id_)
        changed_rows(self._session, this.values(sign_count=sign_count, used_at=self._unit.now))

    def remove(self, id_: str, customer_id: int) -> bool:
        """Forget a key of this customer; False where there is none."""
        this = delete(_passkeys).where(
            _passkeys.c.id == id_, _passkeys.c.customer_id == customer_id
        )
        return changed_rows(self._session, this) > 0
