"""Short, soft sounds that tell a shopper what the speaker is doing; computed, not recorded."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from skill.speech.heard import RATE_HZ
from skill.speech.recording import Recording
from skill.speech.sound import numpy

Earcon = Literal["listening", "thinking", "done"]
# Notes in hertz, each as long as the seconds after them: up for listening, down for done.
_NOTES: dict[Earcon, tuple[tuple[float, ...], float]] = {
    "listening": ((587.3, 880.0), 0.07),
    "thinking": ((659.3,), 0.06),
    "done": ((880.0, 587.3), 0.07),
}
_LOUDNESS = 0.12  # of full scale: well below speech
_OVERTONE = 0.25


@cache
def earcon(kind: Earcon) -> Recording:
    """The sound of a kind, at most 0.2 s long."""
    notes, seconds = _NOTES[kind]
    tones = [_tone(hertz, seconds) for hertz in notes]
    return Recording(numpy().concatenate(tones), RATE_HZ)


def _tone(hertz: float, seconds: float) -> Any:
    np = numpy()
    at = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    wave = np.sin(2 * np.pi * hertz * at) + _OVERTONE * np.sin(4 * np.pi * hertz * at)
    # It swells and fades: a tone that is cut off clicks.
    swell = np.sin(np.pi * np.arange(len(at)) / len(at)) ** 2
    return (_LOUDNESS * swell * wave / (1 + _OVERTONE)).astype("float32")
