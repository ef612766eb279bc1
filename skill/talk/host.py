"""What the page needs of the shop, which the wiring builds, and the conversations it keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from skill.channels.voice.dialogue import Dialogue
from skill.conversation.turn import Caller
from skill.speech.asked import Asked
from skill.talk.conversations import Conversations
from skill.talk.ears import Ears
from skill.talk.talk import Talk
from skill.talk.utterance import Ends


@dataclass(frozen=True)
class Host:
    """``dialogue`` makes a conversation of a locale, a caller and a session's id.

    ``ears`` gives a locale's recognisers, ``ends`` what watches for the end of an answer at a rate;
    ``hears`` says in which locales the page listens.
    """

    dialogue: Callable[[str, Caller, str], Dialogue]
    ears: Callable[[str], Ears]
    ends: Callable[[Asked, int], Ends]
    hears: Callable[[str], bool]
    conversations: Conversations[Talk] = field(default_factory=Conversations)
