"""What is being played, block by block; it can be made quieter and cut off at any moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from skill.speech.echo import BLOCK
from skill.speech.heard import RATE_HZ
from skill.speech.recording import Recording
from skill.speech.sound import numpy

_DUCKED = 0.25  # of the usual loudness: 12 dB less
_FADE = RATE_HZ // 100


class Player:
    """Gives blocks of BLOCK floats at RATE_HZ, silent ones where nothing is to be played.

    Each recording is asked for when the one before it has been played, so that the first of
    several sentences sounds while the others are still made.
    """

    def __init__(self) -> None:
        self._pieces: Iterator[Recording] = iter(())
        self._rest = numpy().zeros(0, "float32")
        self._loudness = 1.0
        self.is_playing = False

    def play(self, pieces: Iterable[Recording]) -> None:
        """Plays these instead of what is being played."""
        self.stop()
        self._pieces = iter(pieces)
        self._loudness = 1.0
        self.is_playing = True

    def duck(self, *, is_ducked: bool) -> None:
        """Plays on more quietly, or as loud as before."""
        self._loudness = _DUCKED if is_ducked else 1.0

    def stop(self) -> None:
        """Plays nothing more than a fading hundredth of a second."""
        self._pieces = iter(())
        fade = self._rest[:_FADE]
        self._rest = fade * numpy().linspace(1, 0, len(fade), dtype="float32")
        self.is_playing = False

    def block(self) -> Any:
        """What is to be played next. Raises SpeechError where it cannot be made."""
        np = numpy()
        while len(self._rest) < BLOCK and (piece := next(self._pieces, None)) is not None:
            self._rest = np.concatenate([self._rest, piece.at_16_khz()])
        if not len(self._rest):
            self.is_playing = False
            return np.zeros(BLOCK, "float32")
        block, self._rest = self._rest[:BLOCK], self._rest[BLOCK:]
        return np.pad(block * self._loudness, (0, BLOCK - len(block))).astype("float32")
