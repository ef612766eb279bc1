"""Where speech begins and ends in what a browser sends."""

from __future__ import annotations

from skill.speech import sound
from skill.speech.asked import Asked
from skill.speech.endpointing import Endpointer


class Ends:
    """Watches one utterance, in answer to what was asked, at a rate in Hz. Raises WrongRate."""

    def __init__(self, asked: Asked, rate_hz: int) -> None:
        self._resampler = sound.Resampler(rate_hz)
        self._endpointer = Endpointer(asked)
        self._began = self._ended = False

    def take(self, samples: bytes) -> tuple[bool, bool]:
        """Take more samples of 16 bits; whether speech has begun, and has ended, by now.

        Who goes on speaking after a pause has not ended.
        """
        for event in self._endpointer.take(self._resampler.take(sound.floats(samples))):
            self._began = True
            self._ended = event.kind == "ended"
        return self._began, self._ended
