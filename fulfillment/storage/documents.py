"""The tables of what callers keep: conversations, answers, and sentences not understood."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fulfillment.storage.base import Base, Document


class ConversationRow(Base):
    """A document that a caller keeps between two requests."""

    __tablename__ = "conversations"

    key: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    document: Mapped[Document]
    version: Mapped[int]


class AnswerRow(Base):
    """What was answered to a request, so that the same request gets the same answer.

    ``owner`` is whose conversation it was in.
    """

    __tablename__ = "answers"

    key: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[Document]
    created_at: Mapped[datetime] = mapped_column(index=True)
    owner: Mapped[str] = mapped_column(server_default="")


class UnheardRow(Base):
    """A scrubbed sentence that was not understood, from one shopper; days are ISO dates.

    ``shopper`` is a hash that only serves to delete it again.
    """

    __tablename__ = "unheard"
    __table_args__ = (UniqueConstraint("locale", "text", "expects", "shopper"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    locale: Mapped[str]
    text: Mapped[str]
    expects: Mapped[str]
    shopper: Mapped[str] = mapped_column(String(64), index=True)
    count: Mapped[int]
    first_day: Mapped[str] = mapped_column(String(10))
    last_day: Mapped[str] = mapped_column(String(10), index=True)
