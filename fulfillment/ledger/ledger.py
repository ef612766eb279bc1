"""The ledger: journals that are written once, and what stands on the accounts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, insert, select

from fulfillment.ledger.journal import Account, Journal, Posting
from fulfillment.money import Money
from fulfillment.storage.books import JournalRow, PostingRow
from fulfillment.storage.statements import PerDialect, table_of
from fulfillment.unit import Unit

_journals, _postings = table_of(JournalRow), table_of(PostingRow)
_WRITE = PerDialect(
    lambda dialect: (
        dialect.insert(_journals)
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(_journals.c.id)
    )
)


class Ledger:
    """Writes within the caller's transaction; it never commits and never changes what is there."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def post(self, journal: Journal) -> bool:
        """Write a journal; False where one of its key was written before."""
        if not journal.postings:
            return False
        values = {
            "key": journal.key,
            "kind": journal.kind,
            "order_id": journal.order_id,
            "note": journal.note,
            "at": self._unit.now,
        }
        written = self._session.execute(_WRITE.on(self._session), values).scalar()
        if written is None:
            return False
        postings = [
            {
                "journal_id": written,
                "account": posting.account.value,
                "customer_id": posting.customer_id,
                "amount_minor": posting.amount.amount_minor,
            }
            for posting in journal.postings
        ]
        self._session.execute(insert(_postings), postings)
        return True

    def knows(self, *keys: str) -> bool:
        """Whether a journal of one of these keys was written."""
        found = select(_journals.c.id).where(_journals.c.key.in_(keys))
        return self._session.scalar(found.limit(1)) is not None

    def find(self, key: str) -> Journal | None:
        """The journal that was written under a key."""
        row = self._session.execute(select(_journals).where(_journals.c.key == key)).first()
        if row is None:
            return None
        lines = select(_postings).where(_postings.c.journal_id == row.id).order_by(_postings.c.id)
        postings = tuple(
            Posting(Account(line.account), self._money(line.amount_minor), line.customer_id)
            for line in self._session.execute(lines)
        )
        return Journal(row.key, row.kind, postings, row.order_id, row.note)

    def of_order(self, order_id: int) -> list[Journal]:
        """What was written about an order, the oldest first."""
        keys = select(_journals.c.key).where(_journals.c.order_id == order_id)
        found = map(self.find, self._session.scalars(keys.order_by(_journals.c.id)).all())
        return [journal for journal in found if journal is not None]

    def balance(
        self, account: Account, *, customer_id: int | None = None, order_id: int | None = None
    ) -> Money:
        """What stands on an account, of one customer or of one order if it is named."""
        on = [_postings.c.account == account.value]
        if customer_id is not None:
            on.append(_postings.c.customer_id == customer_id)
        if order_id is None:
            return self._sum(on)
        of_order = select(_journals.c.id).where(_journals.c.order_id == order_id)
        return self._sum([*on, _postings.c.journal_id.in_(of_order)])

    def balances(self) -> dict[Account, Money]:
        """What stands on every account; the sum of all is nothing."""
        sums = select(_postings.c.account, func.sum(_postings.c.amount_minor))
        rows = dict(self._session.execute(sums.group_by(_postings.c.account)).all())
        return {account: self._money(int(rows.get(account.value, 0))) for account in Account}

    def _sum(self, conditions: Sequence[ColumnElement[bool]]) -> Money:
        amount = select(func.coalesce(func.sum(_postings.c.amount_minor), 0))
        return self._money(int(self._session.scalar(amount.where(*conditions)) or 0))

    def _money(self, amount_minor: int) -> Money:
        return Money(amount_minor, self._unit.profile.currency)
