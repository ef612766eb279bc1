"""Speech on its way from a browser: pieces in order, not too long, no faster than it is said."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from skill.speech import sound
from skill.speech.errors import WrongRate
from skill.speech.heard import Heard
from skill.talk.ears import SharedListening
from skill.talk.errors import OutOfStep, TooMuch

LONGEST_S = 20.0
# A browser sends what it has gathered while the network was away in one go.
AHEAD_S = 4.0
# Speech is noticed a moment after it has begun.
BEFORE_S = 0.3
MOST_PIECES = 1_000
HIGHEST_HZ = 96_000
SAMPLE_BYTES = 2


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an utterance has come: the words so far, and whether speech began and ended.

    ``full``: no more of it is taken.
    """

    words: str = ""
    began: bool = False
    ended: bool = False
    full: bool = False


class Ends(Protocol):
    """Tells where speech begins and ends."""

    def take(self, samples: bytes) -> tuple[bool, bool]:
        """Take more samples of 16 bits; whether speech has begun, and has ended, by now."""
        ...


class Utterance:
    """One utterance. ``listen`` begins to hear it and ``ends`` to watch it, at a rate in Hz.

    What comes before speech begins is not heard, apart from a moment of it; of somebody who is so
    quiet that no speech is noticed, all is.
    """

    def __init__(
        self,
        listen: Callable[[int], SharedListening],
        ends: Callable[[int], Ends],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._listen, self._watch, self._clock = listen, ends, clock
        self._since_s = clock()
        self._heard: tuple[SharedListening, Ends] | None = None
        self._before = bytearray()
        self._rate_hz = self._bytes = self._taken = 0
        self.progress = Progress()

    def take(self, number: int, rate_hz: int, samples: bytes) -> Progress:
        """Take piece ``number``, from 0 on; the one before may come again and counts once.

        Raises OutOfStep, TooMuch and WrongRate, and what hearing it raises.
        """
        if self._taken and number == self._taken - 1:
            return self.progress
        if number != self._taken or len(samples) % SAMPLE_BYTES or not samples:
            raise OutOfStep(f"piece {number} after {self._taken} pieces")
        self._check(rate_hz, len(samples))
        room = max(round(LONGEST_S * rate_hz) * SAMPLE_BYTES - self._bytes, 0)
        if room:
            self.progress = self._progress(samples[:room], full=len(samples) >= room)
        self._taken += 1
        self._bytes += len(samples)
        return self.progress

    def finish(self) -> Heard | None:
        """What was said; None where nothing came. Raises Busy, and what hearing it raises."""
        if self._heard is None:
            return None
        if self._before:
            self._heard[0].hear(bytes(self._before))
        return self._heard[0].finish()

    def abandon(self) -> None:
        """Nobody waits for what is said here."""
        if self._heard:
            self._heard[0].abandon()

    def _progress(self, samples: bytes, *, full: bool) -> Progress:
        if self._heard is None:
            self._heard = self._listen(self._rate_hz), self._watch(self._rate_hz)
        listening, ends = self._heard
        began, ended = ends.take(samples)
        if not began:
            self._before += samples
            return Progress(full=full)
        if not self.progress.began:
            moment = round(BEFORE_S * self._rate_hz) * SAMPLE_BYTES
            samples = bytes(self._before[-moment:]) + samples
            self._before.clear()
        return Progress(listening.hear(samples), began, ended, full)

    def _check(self, rate_hz: int, more: int) -> None:
        sound.check_rate(rate_hz)
        if rate_hz > HIGHEST_HZ or rate_hz != (self._rate_hz or rate_hz):
            raise WrongRate(rate_hz)
        self._rate_hz = rate_hz
        seconds = (self._bytes + more) / SAMPLE_BYTES / rate_hz
        if self._taken >= MOST_PIECES or seconds > self._clock() - self._since_s + AHEAD_S:
            raise TooMuch("speech that comes faster than it is said")
