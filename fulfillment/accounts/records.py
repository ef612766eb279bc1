"""All that is kept of a shopper, to be handed out, and the end of an account.

Both go through :data:`traces.TRACES`, table by table.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, delete, or_, select, update

from fulfillment.accounts.email import normalised
from fulfillment.accounts.errors import AccountBusy
from fulfillment.accounts.traces import TRACES, Trace, Whose
from fulfillment.customers import Customer, Customers
from fulfillment.customers.owner import customer_owner
from fulfillment.orders.order import OPEN
from fulfillment.storage.accounts import SignInRow
from fulfillment.storage.linking import GrantRow
from fulfillment.storage.models import CustomerRow, OrderRow, PaymentRow, QuoteRow
from fulfillment.storage.payments import RefundRow
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unheard.unheard import shopper_hash
from fulfillment.unit import Unit

FORMAT = "costermonger account 1"
# What is left of the words with which an order was agreed to: that it was, to what, and when.
_CONSENT = {"words_said": "", "words_heard": ""}

_rows = table_of(CustomerRow)


class Records:
    """What is kept of shoppers. Nothing here commits."""

    def __init__(self, unit: Unit, customers: Customers) -> None:
        self._unit = unit
        self._session = unit.session
        self._customers = customers

    def export(self, customer_id: int) -> dict[str, Any]:
        """Everything that is kept of a shopper, as JSON, by subject.

        Amounts are in minor units of ``currency``, moments in ISO 8601. Hashes of passwords, codes
        and tokens are left out, for they only serve whoever wants to guess them. Raises
        :class:`CustomerNotFound`.
        """
        whose = self._whose(self._customers.get(customer_id))
        account = self._session.execute(select(_rows).where(_rows.c.id == customer_id)).one()
        return {
            "format": FORMAT,
            "shop": self._unit.profile.name,
            "currency": self._unit.profile.currency,
            "exported_at": self._unit.now.isoformat(),
            "account": _document(account, ()),
            **{trace.name: self._read(trace, whose) for trace in TRACES},
        }

    def check_erasable(self, customer_id: int) -> None:
        """Raise :class:`AccountBusy` while an order is on its way or its money is open."""
        if (order_id := self._find_open(customer_id)) is not None:
            raise AccountBusy(*order_id)

    def erase(self, customer_id: int) -> None:
        """Delete all that says who a shopper is; what tax law wants kept has only a number left.

        The provider's own records are not touched. Raises :class:`CustomerNotFound` or
        :class:`AccountBusy`.
        """
        customer = self._customers.get(customer_id)
        # These first, then the customer, as those lock them who place an order or renew a token.
        for model in (QuoteRow, GrantRow):
            theirs = select(model.id).where(model.customer_id == customer_id).order_by(model.id)
            self._session.execute(theirs.with_for_update())
        self._customers.lock(customer_id)
        self.check_erasable(customer_id)
        whose = self._whose(customer)
        self._shorten_consents(customer_id)
        for trace in TRACES:
            self._clear(trace, whose)
        self._end(customer_id)
        self._session.expire_all()

    def _whose(self, customer: Customer) -> Whose:
        query = select(SignInRow.email).where(SignInRow.customer_id == customer.id)
        emails = {*self._session.scalars(query), customer.email, normalised(customer.email)}
        return Whose(
            customer_id=customer.id,
            owner=customer_owner(customer.id),
            emails=frozenset(emails - {""}),
            learner=shopper_hash(str(customer.preferences.get("learn") or "")),
        )

    def _read(self, trace: Trace, whose: Whose) -> list[dict[str, Any]]:
        columns = trace.table.primary_key.columns
        query = select(trace.table).where(trace.of(whose)).order_by(*columns)
        return [_document(row, trace.secret) for row in self._session.execute(query)]

    def _clear(self, trace: Trace, whose: Whose) -> None:
        if trace.blank is None:
            changed_rows(self._session, delete(trace.table).where(trace.of(whose)))
        elif trace.blank:
            kept = update(trace.table).where(trace.of(whose)).values(**trace.blank)
            changed_rows(self._session, kept)

    def _shorten_consents(self, customer_id: int) -> None:
        orders = table_of(OrderRow)
        theirs = select(orders.c.id, orders.c.consent).where(orders.c.customer_id == customer_id)
        for row in self._session.execute(theirs).all():
            if row.consent is not None:
                shorter = update(orders).where(orders.c.id == row.id)
                shorter = shorter.values(consent={**row.consent, **_CONSENT})
                changed_rows(self._session, shorter)

    def _end(self, customer_id: int) -> None:
        blank = {
            "handle": f"erased:{customer_id}",
            "name": "",
            "address_label": "",
            "address": "",
            "region": "",
            "email": "",
            "preferences": {},
            "erased_at": self._unit.now,
        }
        ended = update(_rows).where(_rows.c.id == customer_id).values(**blank)
        changed_rows(self._session, ended)

    def _find_open(self, customer_id: int) -> tuple[Literal["order", "payment"], int] | None:
        """What keeps an account open, if anything: an order on its way, or money on its way."""
        theirs = select(OrderRow.id).where(OrderRow.customer_id == customer_id)
        on_its_way = theirs.where(OrderRow.state.in_([state.value for state in OPEN]))
        if (found := self._session.scalar(on_its_way.order_by(OrderRow.id).limit(1))) is not None:
            return "order", found
        returning = select(RefundRow.order_id).where(RefundRow.state == "started")
        unpaid = or_(PaymentRow.state == "refunding", OrderRow.id.in_(returning))
        owing = theirs.join(PaymentRow, PaymentRow.order_id == OrderRow.id).where(unpaid)
        if (found := self._session.scalar(owing.order_by(OrderRow.id).limit(1))) is not None:
            return "payment", found
        return None


def _document(row: Row[Any], secret: tuple[str, ...]) -> dict[str, Any]:
    return {name: _json(value) for name, value in row._asdict().items() if name not in secret}


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
