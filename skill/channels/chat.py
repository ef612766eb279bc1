"""The terminal as a channel: typed words → Turn, Reply → text. It cannot speak or show a list.

The words are understood here, by ``skill.understanding``, since a terminal brings no intents.
"""

from __future__ import annotations

from dataclasses import dataclass

from skill.channels.session import Session
from skill.conversation.reply import Reply
from skill.conversation.turn import Capabilities, Turn


@dataclass
class Chat(Session):
    """One conversation in the terminal."""

    channel = "chat"
    capabilities = Capabilities(screen=True, speaker=False, keypad=True, app=True)

    def hear(self, text: str) -> tuple[Turn, Reply]:
        """The answer to a typed sentence."""
        return self._answer(self.understanding.understand(text, expects=self.expects), text)
