"""The offline speaker as a channel: what a recogniser heard → Turn, Reply → words to be spoken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from skill.channels.session import Session
from skill.conversation.reply import Reply
from skill.conversation.turn import Capabilities, Turn
from skill.speech.asked import Asked
from skill.speech.heard import Heard
from skill.understanding import Hypothesis

_SURE = 0.9


@dataclass
class Voice(Session):
    """One conversation by voice."""

    channel = "voice"
    capabilities = Capabilities(screen=False, speaker=True)

    @property
    def asked(self) -> Asked:
        """What the shopper was asked last, and the names that were just listed."""
        return (
            Asked(self.expects, tuple(dict.fromkeys(_listed(self.last)))) if self.last else Asked()
        )

    def hear(self, heard: Heard) -> tuple[Turn, Reply] | None:
        """The answer to what was heard; None where it was nobody's command."""
        if heard.refused is not None or not heard.wordings:
            return None
        readings = self.understanding.understand_heard(_hypotheses(heard), expects=self.expects)
        return self._answer(readings, heard.text)

    def read(self, text: str) -> tuple[Turn, Reply]:
        """The answer to a typed sentence, where a shopper types instead."""
        return self._answer(self.understanding.understand(text, expects=self.expects), text)

    def intent(self, words: str) -> str | None:
        """The intent of words that are a whole utterance; None where more must follow."""
        readings = self.understanding.whole(words, expects=self.expects) if words else ()
        return readings[0].intent if readings and readings[0].confidence >= _SURE else None


def _hypotheses(heard: Heard) -> Iterator[Hypothesis]:
    for each in heard.wordings:
        sure = {word.text: word.confidence for word in each.words}
        yield Hypothesis(each.text, each.confidence, sure)


def _listed(reply: Reply) -> Iterator[str]:
    if reply.expects == "choice":
        yield from (item.title for item in reply.shown.items) if reply.shown else ()
        yield from reply.suggestions
