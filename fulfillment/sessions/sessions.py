"""Opaque documents kept for callers: where a conversation stands, and what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Insert, bindparam, delete, insert, select, update

from fulfillment.errors import Conflict
from fulfillment.storage.documents import AnswerRow, ConversationRow
from fulfillment.storage.faults import shop_errors
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unit import Unit

_answers, _conversations = table_of(AnswerRow).c, table_of(ConversationRow).c

_LOAD = select(_conversations.document, _conversations.version).where(
    _conversations.key == bindparam("of")
)
_SAVE = (
    update(table_of(ConversationRow))
    .where(_conversations.key == bindparam("of"), _conversations.version == bindparam("seen"))
    .values(owner=bindparam("owner"), document=bindparam("document"), version=bindparam("version"))
)
_BEGIN = insert(table_of(ConversationRow))
_FIND_ANSWER = select(_answers.document).where(_answers.key == bindparam("of"))
_KEEP_ANSWER = insert(table_of(AnswerRow))
_FORGET = delete(table_of(AnswerRow)).where(_answers.created_at < bindparam("before"))


class Sessions:
    """JSON documents by key; whoever writes second is told so."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def load(self, key: str) -> tuple[dict[str, Any] | None, int]:
        """The document of a conversation and its version; None and 0 when there is none."""
        row = self._session.execute(_LOAD, {"of": key}).first()
        return (row[0], row[1]) if row else (None, 0)

    def save(self, key: str, owner: str, document: dict[str, Any], version: int) -> None:
        """Keep ``document`` in place of the one that was loaded with ``version``.

        Raises :class:`Conflict` when somebody else has saved since.
        """
        if version == 0:
            row = {"key": key, "owner": owner, "document": document, "version": 1}
            self._insert(_BEGIN, row)
            return
        values = {"owner": owner, "document": document, "version": version + 1}
        if not changed_rows(self._session, _SAVE, {"of": key, "seen": version, **values}):
            raise Conflict(f"the conversation has moved on from version {version}")

    def find_answer(self, key: str) -> dict[str, Any] | None:
        """The answer kept for a request, if there is one."""
        found: dict[str, Any] | None = self._session.scalar(_FIND_ANSWER, {"of": key})
        return found

    def keep_answer(self, key: str, document: dict[str, Any], owner: str = "") -> None:
        """Keep the answer to a request. Raises :class:`Conflict` when there is one already."""
        now = self._unit.now
        row = {"key": key, "document": document, "created_at": now, "owner": owner}
        self._insert(_KEEP_ANSWER, row)

    def forget_answers(self, before: datetime) -> int:
        """Drop the answers kept before a moment, and say how many they were."""
        return changed_rows(self._session, _FORGET, {"before": before})

    def _insert(self, statement: Insert, row: dict[str, Any]) -> None:
        with shop_errors():
            self._session.execute(statement, row)
