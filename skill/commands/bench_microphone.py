"""A microphone and a loudspeaker that count time instead of waiting for it.

Sentences come as somebody would say them: after the answer has been played, in a quiet room. Work
on a block of samples begins once the block would have come and the work before it is done. So what
is measured is that of a talk in real time, on a computer that is too slow for it, too.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from skill.speech import sound
from skill.speech.audio import BLOCK_S
from skill.speech.echo import BLOCK
from skill.speech.heard import RATE_HZ

_TURN_S = 0.6  # how long it is quiet before somebody speaks
_PATIENCE_S = 4.0  # how long an answer is waited for


@dataclass
class Sentence:
    """A sentence, and what became of it; times are in seconds since the talk began.

    ``ended_s`` is when its last sound came, ``noticed_s`` when that of the silence came after which
    it was answered, ``backlog_s`` how much work was still to be done then. ``sounds_s`` is when the
    answer's first sound was ready; None where there was none.
    """

    text: str
    samples: Any = field(repr=False)
    ended_s: float = 0.0
    noticed_s: float = 0.0
    backlog_s: float = 0.0
    heard: str = ""
    sounds_s: float | None = None
    parts: dict[str, float] = field(default_factory=dict)

    @property
    def speech_s(self) -> float:
        """How long it takes to say it."""
        return len(self.samples) / RATE_HZ

    @property
    def wait_s(self) -> float | None:
        """From the end of speech to the first sound; None where nothing was answered."""
        return self.sounds_s - self.ended_s if self.sounds_s else None

    @property
    def silence_s(self) -> float:
        """The silence after which it was taken to have ended; negative where it was cut off."""
        return self.noticed_s - self.ended_s


class Microphone:
    """Audio, of sentences that are asked for when their turn has come."""

    def __init__(self, sentences: Iterator[Sentence]) -> None:
        self._sentences = sentences
        self._left = sound.numpy().zeros(0, "float32")
        self._is_over = False
        self._quiet_s = self._backlog_s = 0.0
        self._returned = time.perf_counter()
        self.came_s = self.done_s = self.worked_s = 0.0
        self.now: Sentence | None = None

    def exchange(self, out: Any) -> Any | None:
        """See Audio."""
        worked_s = time.perf_counter() - self._returned
        self.worked_s += worked_s
        self.done_s = max(self.done_s, self.came_s) + worked_s
        self._note(is_sound=bool(out.any()))
        block = self._next()
        self.came_s += BLOCK_S
        self._backlog_s = max(self.done_s - self.came_s, 0.0)
        self._returned = time.perf_counter()
        return block

    def noticed(self, heard: str) -> None:
        """Takes note that an utterance has ended with the block that came last."""
        if self.now and self.now.sounds_s is None:
            self.now.noticed_s, self.now.backlog_s = self.came_s, self._backlog_s
            self.now.heard = heard

    def close(self) -> None:
        """Nothing is held."""

    def _note(self, *, is_sound: bool) -> None:
        self._quiet_s = 0.0 if is_sound else self._quiet_s + BLOCK_S
        if is_sound and self.now and self.now.sounds_s is None:
            self.now.sounds_s = self.done_s

    def _next(self) -> Any | None:
        if not len(self._left) and self._is_answered:
            self.now = next(self._sentences, None)
            if self.now is None:
                return None
            self._left = self.now.samples
            self.now.ended_s = self.came_s + self.now.speech_s
        block, self._left = self._left[:BLOCK], self._left[BLOCK:]
        padded = sound.numpy().pad(block, (0, BLOCK - len(block)))
        return (padded + sound.room_noise(BLOCK)).astype("float32")

    @property
    def _is_answered(self) -> bool:
        """Whether the answer has been played, or is not waited for any longer."""
        if self.now and self.now.sounds_s is None:
            return self.came_s - self.now.ended_s >= _PATIENCE_S
        return self._quiet_s >= _TURN_S
