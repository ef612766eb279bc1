"""The voice code: four digits that a shopper may set, and that some orders need.

Kept as an Argon2 hash. Ten thousand codes are soon tried by whoever holds the hash, so what
protects an account is the count of failures: it is raised before a code is looked at, so that
codes sent at the same moment are counted one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, insert, select, update

from fulfillment.customers.shop_rules import amount, minor, read_rules
from fulfillment.money import Money
from fulfillment.storage.guards import VoiceCodeRow
from fulfillment.storage.models import OrderRow
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unit import Unit

DIGITS = 4
FAILURES = 3  # wrong codes in a row that lock it

_codes = table_of(VoiceCodeRow)


class When(StrEnum):
    """When a shopper wants to be asked, beside the merchant's own rule.

    ``SHOP`` and ``NEVER`` add nothing to that rule: it cannot be talked away.
    """

    SHOP = "shop"
    ALWAYS = "always"
    ABOVE = "above"
    NEW_ADDRESS = "new-address"
    NEVER = "never"


class Outcome(StrEnum):
    """What came of a code that was given."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class CodeRule:
    """What may be told of a shopper's code: whether one is set, and when it is asked for.

    ``over`` goes with ``ABOVE``.
    """

    is_set: bool
    is_locked: bool
    asked: When
    over: Money | None


class VoiceCodes:
    """The voice codes of all customers."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def set(self, customer_id: int, code: str) -> None:
        """Take ``code`` from now on, and forget failures. Raises ValueError unless four digits.

        The message never holds the code. A missing argon2 raises ImportError.
        """
        if not is_code(code):
            raise ValueError(f"a voice code has {DIGITS} digits")
        from argon2 import PasswordHasher

        self._write(customer_id, code_hash=PasswordHasher().hash(code), failures=0)

    def reset(self, customer_id: int) -> bool:
        """Unlock the code that is set; False where none is."""
        unlocked = update(_codes).where(_codes.c.customer_id == customer_id)
        unlocked = unlocked.where(_codes.c.code_hash.is_not(None))
        return changed_rows(self._session, unlocked.values(failures=0)) > 0

    def ask_when(self, customer_id: int, when: When, over: Money | None = None) -> None:
        """Set the shopper's own rule; ``over`` goes with ``ABOVE`` and with nothing else."""
        if (when is When.ABOVE) != (over is not None):
            raise ValueError("an amount goes with 'above', and only with it")
        self._write(customer_id, asked=when.value, over_minor=minor(over))

    def rule(self, customer_id: int) -> CodeRule:
        """What may be told of a shopper's code."""
        row = self._read(customer_id)
        if row is None:
            return CodeRule(is_set=False, is_locked=False, asked=When.SHOP, over=None)
        return CodeRule(
            is_set=row.code_hash is not None,
            is_locked=row.code_hash is not None and row.failures >= FAILURES,
            asked=When(row.asked),
            over=amount(self._unit, row.over_minor),
        )

    def remove(self, customer_id: int) -> None:
        """Forget the code that is set; when it was asked for is kept for the next one."""
        if self._read(customer_id) is not None:
            self._write(customer_id, code_hash=None, failures=0)

    def is_locked(self, customer_id: int) -> bool:
        """Whether even the right code would fail."""
        row = self._read(customer_id)
        return row is not None and row.code_hash is not None and row.failures >= FAILURES

    def is_due(self, customer_id: int, total: Money, address: str) -> bool:
        """Whether an order needs the code: never of a shopper who has set none."""
        row = self._read(customer_id)
        if row is None or row.code_hash is None:
            return False
        threshold = read_rules(self._unit).code_over
        if threshold is not None and total.amount_minor >= threshold.amount_minor:
            return True
        match When(row.asked):
            case When.ALWAYS:
                return True
            case When.ABOVE:
                return row.over_minor is not None and total.amount_minor > row.over_minor
            case When.NEW_ADDRESS:
                return not self._known(customer_id, address)
            case _:
                return False

    def check(self, customer_id: int, code: str) -> Outcome:
        """Compare a code with the one that is set, and count what fails.

        Where none is set, no code is right. The count is as durable as the caller's transaction.
        """
        theirs = _codes.c.customer_id == customer_id
        claim = update(_codes).where(theirs, _codes.c.failures < FAILURES)
        claimed = changed_rows(self._session, claim.values(failures=_codes.c.failures + 1))
        row = self._read(customer_id)
        if row is None or row.code_hash is None:
            return Outcome.WRONG
        if not claimed:
            return Outcome.LOCKED
        if _matches(row.code_hash, code):
            changed_rows(self._session, update(_codes).where(theirs).values(failures=0))
            return Outcome.RIGHT
        return Outcome.LOCKED if row.failures >= FAILURES else Outcome.WRONG

    def _known(self, customer_id: int, address: str) -> bool:
        """Whether an order has gone to this address before."""
        before = select(func.count()).select_from(OrderRow)
        before = before.where(OrderRow.customer_id == customer_id, OrderRow.address == address)
        went = before.where(OrderRow.state.not_in(("cancelled", "failed")))
        return bool(self._session.scalar(went))

    def _read(self, customer_id: int) -> VoiceCodeRow | None:
        query = select(VoiceCodeRow).where(VoiceCodeRow.customer_id == customer_id)
        fresh = query.execution_options(populate_existing=True)
        row: VoiceCodeRow | None = self._session.scalars(fresh).first()
        return row

    def _write(self, customer_id: int, **values: str | int | None) -> None:
        changed = update(_codes).where(_codes.c.customer_id == customer_id).values(**values)
        if not changed_rows(self._session, changed):
            blank = {"code_hash": None, "failures": 0, "asked": When.SHOP.value, "over_minor": None}
            first = {"customer_id": customer_id, **blank, **values}
            self._session.execute(insert(_codes).values(**first))


def is_code(text: str) -> bool:
    """Whether a text is four digits, which may begin with zeros."""
    return len(text) == DIGITS and text.isascii() and text.isdecimal()


def _matches(code_hash: str, code: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    try:
        return PasswordHasher().verify(code_hash, code)
    except VerifyMismatchError:
        return False
