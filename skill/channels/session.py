"""A conversation with a channel that brings words: each utterance is understood here, by us."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from skill.channels import Conversation
from skill.conversation.reply import Reply
from skill.conversation.turn import Caller, Capabilities, Reading, Turn
from skill.understanding import Understanding


@dataclass
class Session:
    """One conversation with one shopper.

    ``session_id`` names it in the database; ``last`` is the reply that stands. ``channel`` and
    ``capabilities`` are each channel's own.
    """

    conversation: Conversation
    understanding: Understanding
    caller: Caller
    session_id: str
    locale: str = "en-US"
    last: Reply | None = field(default=None, init=False)
    _requests: itertools.count[int] = field(default_factory=lambda: itertools.count(1), init=False)

    channel: ClassVar[str]
    capabilities: ClassVar[Capabilities]

    @property
    def expects(self) -> str | None:
        """What was asked for last, as in a reply."""
        return self.last.expects if self.last else None

    def begin(self) -> tuple[Turn, Reply]:
        """The greeting."""
        return self._turn(Reading("Launch"), None)

    def _answer(self, readings: Sequence[Reading], text: str) -> tuple[Turn, Reply]:
        """The answer to an utterance; what is not understood is the Fallback intent."""
        best, *others = readings or (Reading("Fallback"),)
        return self._turn(best, text, tuple(others))

    def _turn(
        self, reading: Reading, text: str | None, others: tuple[Reading, ...] = ()
    ) -> tuple[Turn, Reply]:
        number = next(self._requests)
        turn = Turn(
            channel=self.channel,
            locale=self.locale,
            session_id=self.session_id,
            caller=self.caller,
            request_id=str(number),
            intent=reading.intent,
            slots=reading.slots,
            confidence=reading.confidence,
            alternatives=others,
            then=reading.then,
            capabilities=self.capabilities,
            new_session=number == 1,
            utterance=text,
        )
        self.last = self.conversation.answer(turn)
        return turn, self.last
