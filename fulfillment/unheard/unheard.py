"""What was not understood: kept with the shopper's consent, without names, and not for long."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, select, update

from fulfillment.storage.documents import UnheardRow
from fulfillment.storage.statements import changed_rows
from fulfillment.unit import Unit

KEPT_DAYS = 180
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was scrubbed, with how often and on which days (UTC) it was said.

    ``expects`` is the kind of answer that had been asked for, or empty.
    """

    locale: str
    text: str
    expects: str
    count: int
    first_day: date
    last_day: date


class Unheard:
    """The kept sentences of a shop. Where ``on`` is false, nothing more is kept.

    What a shopper's key is, the callers decide; only its hash is written, so that from a sentence
    no way leads to who said it, and the key alone deletes it.
    """

    def __init__(self, unit: Unit, *, on: bool = True) -> None:
        self._unit = unit
        self._session = unit.session
        self.on = on

    def keep(self, locale: str, text: str, expects: str, key: str) -> None:
        """Keep a scrubbed sentence of the shopper with this key, or count it once more."""
        if not self.on:
            return
        today = self._unit.now.date().isoformat()
        same = (
            UnheardRow.locale == locale,
            UnheardRow.text == text,
            UnheardRow.expects == expects,
            UnheardRow.shopper == shopper_hash(key),
        )
        again = update(UnheardRow).where(*same)
        again = again.values(count=UnheardRow.count + 1, last_day=today)
        if not changed_rows(self._session, again):
            row = UnheardRow(locale=locale, text=text, expects=expects, shopper=shopper_hash(key))
            row.count, row.first_day, row.last_day = 1, today, today
            self._session.add(row)
            self._session.flush()
        self._tidy()

    def forget(self, key: str) -> int:
        """Delete what was kept of the shopper with this key; how many rows it was."""
        theirs = delete(UnheardRow).where(UnheardRow.shopper == shopper_hash(key))
        return changed_rows(self._session, theirs)

    def drop(self, text: str, locale: str | None = None) -> int:
        """Delete a sentence, whoever said it, in one locale or in all; how many rows it was."""
        dropped = delete(UnheardRow).where(UnheardRow.text == text)
        if locale is not None:
            dropped = dropped.where(UnheardRow.locale == locale)
        return changed_rows(self._session, dropped)

    def sentences(self) -> list[Sentence]:
        """All kept sentences, the most frequent first; what is too old is deleted before."""
        self._tidy()
        rows = self._session.scalars(select(UnheardRow).order_by(UnheardRow.id))
        return _summed(rows)

    def _tidy(self) -> None:
        """Delete what is older than KEPT_DAYS, and beyond MOST_ROWS what was said longest ago."""
        oldest = (self._unit.now.date() - timedelta(days=KEPT_DAYS)).isoformat()
        changed_rows(self._session, delete(UnheardRow).where(UnheardRow.last_day < oldest))
        count = self._session.scalar(select(func.count()).select_from(UnheardRow)) or 0
        if count > MOST_ROWS:
            by_age = select(UnheardRow.id).order_by(
                UnheardRow.last_day, UnheardRow.count, UnheardRow.id
            )
            ids = self._session.scalars(by_age.limit(count - MOST_ROWS)).all()
            changed_rows(self._session, delete(UnheardRow).where(UnheardRow.id.in_(ids)))


def _summed(rows: Iterable[UnheardRow]) -> list[Sentence]:
    """The rows of all shoppers together, each sentence once."""
    found: dict[tuple[str, str, str], Sentence] = {}
    for row in rows:
        key = (row.locale, row.text, row.expects)
        first, last = date.fromisoformat(row.first_day), date.fromisoformat(row.last_day)
        before = found.get(key) or Sentence(*key, 0, first, last)
        found[key] = Sentence(
            *key,
            before.count + row.count,
            min(before.first_day, first),
            max(before.last_day, last),
        )
    return sorted(found.values(), key=lambda each: (-each.count, each.locale, each.text))


def shopper_hash(key: str) -> str:
    """What is written in the place of a shopper's key."""
    return hashlib.sha256(f"unheard\0{key}".encode()).hexdigest()
