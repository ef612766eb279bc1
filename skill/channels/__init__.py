"""Knows platforms, no shops: of the conversation it may import ``turn``, ``reply`` and ``plain``.

One module or package per platform: it verifies what arrives, parses it into a Turn, makes one call
to the :class:`Conversation`, and renders the Reply with the words of ``skill.conversation.plain``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from skill.conversation.reply import Reply
from skill.conversation.turn import Caller, Turn


class Conversation(Protocol):
    """What a channel hands its turns to. Safe to call from several threads."""

    def answer(self, turn: Turn) -> Reply:
        """The reply to ``turn``; the same request id is acted on once and answered alike."""
        ...

    def can_answer(self, turn: Turn) -> bool | None:
        """Whether ``turn`` could be fulfilled: yes, no, or None for maybe. Changes nothing."""
        ...

    def knows(self, caller: Caller) -> bool:
        """Whether the caller's token holds now; False without one. Changes nothing."""
        ...

    def linked(self, channel: str, caller: Caller) -> None:
        """Take note that a user of a channel has linked an account: the caller's token is its."""
        ...

    def unlinked(self, channel: str, caller: Caller, at: datetime) -> None:
        """End the links that a user of a channel had at that moment."""
        ...
