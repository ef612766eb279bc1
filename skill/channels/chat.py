"""The terminal as a channel: typed words → Turn, Reply → text. It cannot speak or show a list.

The words are understood here, by ``skill.understanding``, since a terminal brings no intents.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from skill.channels import Conversation
from skill.conversation.reply import Reply
from skill.conversation.turn import Caller, Capabilities, Reading, Turn
from skill.understanding import Understanding


@dataclass
class Chat:
    """One conversation in the terminal.

    ``session_id`` names it in the database; ``expects`` is what was asked for last.
    """

    conversation: Conversation
    understanding: Understanding
    caller: Caller
    session_id: str
    locale: str = "en-US"
    expects: str | None = None
    _requests: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def begin(self) -> tuple[Turn, Reply]:
        """The greeting."""
        return self._turn(Reading("Launch"), None)

    def hear(self, text: str) -> tuple[Turn, Reply]:
        """The answer to a typed sentence; what is not understood is the Fallback intent."""
        readings = self.understanding.understand(text, expects=self.expects)
        best, *others = readings or (Reading("Fallback"),)
        return self._turn(best, text, tuple(others))

    def _turn(
        self, reading: Reading, text: str | None, others: tuple[Reading, ...] = ()
    ) -> tuple[Turn, Reply]:
        number = next(self._requests)
        turn = Turn(
            channel="chat",
            locale=self.locale,
            session_id=self.session_id,
            caller=self.caller,
            request_id=str(number),
            intent=reading.intent,
            slots=reading.slots,
            confidence=reading.confidence,
            alternatives=others,
            then=reading.then,
            capabilities=Capabilities(screen=True, speaker=False, keypad=True, app=True),
            new_session=number == 1,
            utterance=text,
        )
        reply = self.conversation.answer(turn)
        self.expects = reply.expects
        return turn, reply
