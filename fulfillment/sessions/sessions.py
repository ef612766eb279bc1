"""Opaque documents kept for callers: where a conversation stands, and what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from fulfillment.errors import Conflict
from fulfillment.storage.faults import shop_errors
from fulfillment.storage.models import AnswerRow, ConversationRow
from fulfillment.storage.statements import changed_rows
from fulfillment.unit import Unit


class Sessions:
    """JSON documents by key; whoever writes second is told so."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def load(self, key: str) -> tuple[dict[str, Any] | None, int]:
        """The document of a conversation and its version; None and 0 when there is none."""
        query = select(ConversationRow.document, ConversationRow.version)
        row = self._session.execute(query.where(ConversationRow.key == key)).first()
        return (row[0], row[1]) if row else (None, 0)

    def save(self, key: str, owner: str, document: dict[str, Any], version: int) -> None:
        """Keep ``document`` in place of the one that was loaded with ``version``.

        Raises :class:`Conflict` when somebody else has saved since.
        """
        if version == 0:
            row = {"key": key, "owner": owner, "document": document, "version": 1}
            self._insert(ConversationRow, row)
            return
        saved = (
            update(ConversationRow)
            .where(ConversationRow.key == key, ConversationRow.version == version)
            .values(owner=owner, document=document, version=version + 1)
        )
        if not changed_rows(self._session, saved):
            raise Conflict(f"the conversation has moved on from version {version}")

    def find_answer(self, key: str) -> dict[str, Any] | None:
        """The answer kept for a request, if there is one."""
        return self._session.scalar(select(AnswerRow.document).where(AnswerRow.key == key))

    def keep_answer(self, key: str, document: dict[str, Any]) -> None:
        """Keep the answer to a request. Raises :class:`Conflict` when there is one already."""
        row = {"key": key, "document": document, "created_at": self._unit.now}
        self._insert(AnswerRow, row)

    def forget_answers(self, before: datetime) -> int:
        """Drop the answers kept before a moment, and say how many they were."""
        old = delete(AnswerRow).where(AnswerRow.created_at < before)
        return changed_rows(self._session, old)

    def _insert(self, table: type[ConversationRow | AnswerRow], values: dict[str, Any]) -> None:
        with shop_errors():
            self._session.execute(insert(table).values(**values))
