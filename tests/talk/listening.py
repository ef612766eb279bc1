"""Recordings of sentences that are heard well, and a recogniser that does as it is told."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cache

from skill.speech import sound
from skill.speech.asked import ANYTHING, Asked
from skill.speech.heard import RATE_HZ, Heard, Word, Wording
from tests.speech.recordings import spoken

ORDER = "where is my order"


@cache
def said(text: str, before_s: float = 0.5, after_s: float = 1.2) -> bytes:
    """A sentence in espeak-ng's American voice with silence around it, 16 bits at RATE_HZ."""
    np = sound.numpy()
    before, after = (np.zeros(round(s * RATE_HZ), "float32") for s in (before_s, after_s))
    return sound.sixteen_bits(np.concatenate([before, spoken(text), after]))


@dataclass
class Told:
    """A recogniser that hears ``text`` in anything, or refuses it where it is "".

    Two utterances at once it cannot bear; ``heard`` collects what it was given.
    """

    text: str = ""
    engine: str = "told"
    heard: list[bytes] = field(default_factory=list)
    busy: threading.Lock = field(default_factory=threading.Lock)

    def listen(
        self, asked: Asked = ANYTHING, *, rate_hz: int = RATE_HZ, partials: bool = True
    ) -> ToldListening:
        """Begin an utterance: see Recognizer."""
        return ToldListening(self)


class ToldListening:
    """One utterance; whoever begins another before it is over, or abandoned, is at fault."""

    def __init__(self, owner: Told) -> None:
        self._owner = owner
        self._samples = b""

    def hear(self, samples: bytes) -> str:
        """See Listening."""
        assert self._owner.busy.acquire(blocking=False), "two at once"
        self._samples += samples
        self._owner.busy.release()
        return self._owner.text

    def finish(self) -> Heard:
        """See Listening."""
        self._owner.heard.append(self._samples)
        if not self._owner.text:
            return Heard(refused="told so")
        words = tuple(Word(word, 0.0, 1.0, 1.0) for word in self._owner.text.split())
        return Heard((Wording(words, 1.0),))
