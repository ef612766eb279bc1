"""A microphone and a loudspeaker, as a talk needs them; and one made of recordings."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Protocol

from skill.speech.echo import BLOCK
from skill.speech.heard import RATE_HZ
from skill.speech.recording import Recording
from skill.speech.sound import numpy, room_noise

BLOCK_S = BLOCK / RATE_HZ
_TURN_S = 0.6  # how long it is quiet before the next recording begins
_LONGEST_S = 4.0  # how long it is waited for an answer


class Audio(Protocol):
    """Blocks of BLOCK floats at RATE_HZ, in both directions at the same pace."""

    def exchange(self, out: Any) -> Any | None:
        """Plays a block, and brings what was heard meanwhile; None once there is nothing more."""
        ...

    def close(self) -> None:
        """Lets go of the devices."""
        ...


class Recordings:
    """Recordings instead of a microphone, each begun when the loudspeaker has fallen silent.

    With ``overlaps`` they follow each other whatever is played. ``played`` holds all that was
    played, as it would have sounded. ``is_real_time`` makes a block take as long as it sounds.
    """

    def __init__(
        self, recordings: Sequence[Recording], *, overlaps: bool = False, is_real_time: bool = False
    ) -> None:
        self._waiting = [each.at_16_khz() for each in recordings]
        self._now = numpy().zeros(0, "float32")
        self._overlaps, self._is_real_time = overlaps, is_real_time
        self._silent_s, self._is_answered = 0.0, False
        self._due = time.monotonic()
        self._played: list[Any] = []

    def exchange(self, out: Any) -> Any | None:
        """See Audio."""
        self._played.append(out)
        self._silent_s = 0.0 if out.any() else self._silent_s + BLOCK_S
        self._is_answered = self._is_answered or bool(out.any())
        if not len(self._now) and not self._begin():
            return None
        if self._is_real_time:
            self._due += BLOCK_S
            time.sleep(max(self._due - time.monotonic(), 0))
        block, self._now = self._now[:BLOCK], self._now[BLOCK:]
        return numpy().pad(block, (0, BLOCK - len(block))) + room_noise(BLOCK)

    def _begin(self) -> bool:
        """Whether there is more to be heard, if only silence."""
        if not self._waiting:
            return self._silent_s < _LONGEST_S
        patience_s = _TURN_S if self._is_answered else _LONGEST_S
        if self._overlaps or self._silent_s >= patience_s:
            self._now = self._waiting.pop(0)
            self._silent_s, self._is_answered = 0.0, False
        return True

    def close(self) -> None:
        """Nothing is held."""

    @property
    def played(self) -> Recording:
        """All that was played, its silences too."""
        return Recording(numpy().concatenate(self._played), RATE_HZ)
