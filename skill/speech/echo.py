"""What the microphone hears of our own loudspeaker, taken out by an adaptive filter.

The filter learns how the room turns what is played into what is heard: a partitioned block filter
in the frequency domain, as J. S. Soo and K. K. Pang have it ("Multidelay block frequency domain
adaptive filter", 1990). No package of such a filter has wheels for both kinds of processors.

What is left over is told from a voice by how much of the sound the filter accounts for.
"""

from __future__ import annotations

from typing import Any

from skill.speech.sound import numpy

BLOCK = 512  # samples at RATE_HZ
# 0.5 s: the way through sound cards takes up to half of it, a room's echo the rest.
_PARTS = 16
# How fast it learns: from our own speech alone, and where something else is heard with it, so that
# it finds back when the loudspeaker has been moved.
_STEP, _CAREFUL_STEP = 1.0, 0.05
# Blocks of our own speech until it knows the room: 2 s, once.
_WARM = 62
_FORGETS = 0.9  # of the power of what was played, a block
_FLOOR = 1e-6
# More left over than this part of what was heard, once the filter knows the room, is a voice.
_OURS = 0.35
_QUIET = 1e-8  # mean square of what is played, below which there is no echo


class EchoFilter:
    """One microphone beside one loudspeaker."""

    def __init__(self) -> None:
        np = numpy()
        self._weights = np.zeros((_PARTS, BLOCK + 1), "complex64")
        self._played = np.zeros((_PARTS, BLOCK + 1), "complex64")
        self._before = np.zeros(BLOCK, "float32")
        self._power = np.full(BLOCK + 1, _FLOOR, "float32")
        self._since = _PARTS  # blocks since something was played
        self._heard = self._left = 0.0
        self._learned = 0

    @property
    def is_audible(self) -> bool:
        """Whether what was played may still be heard."""
        return self._since < _PARTS

    @property
    def left(self) -> float:
        """What part of the sound's power, lately, is none of ours: 0 to 1."""
        return min(self._left / self._heard, 1.0) if self._heard > _FLOOR**2 else 0.0

    @property
    def is_ours(self) -> bool:
        """Whether what is heard now is mostly our own speech; at first all is taken for it."""
        return self.is_audible and (self._learned < _WARM or self.left < _OURS)

    def clean(self, heard: Any, played: Any) -> Any:
        """What was heard without our own speech, for BLOCK floats of either."""
        np = numpy()
        spectrum = np.fft.rfft(np.concatenate([self._before, played])).astype("complex64")
        self._before = np.asarray(played, "float32").copy()
        self._played = np.roll(self._played, 1, axis=0)
        self._played[0] = spectrum
        is_loud = float(np.mean(played**2)) > _QUIET
        self._since = 0 if is_loud else self._since + 1
        self._learned += is_loud
        if not self.is_audible:
            return heard
        echo = np.fft.irfft((self._weights * self._played).sum(axis=0))[BLOCK:]
        rest = (heard - echo).astype("float32")
        self._heard = 0.8 * self._heard + 0.2 * float(np.mean(heard**2))
        self._left = 0.8 * self._left + 0.2 * float(np.mean(rest**2))
        self._learn(rest, _STEP if self.is_ours else _CAREFUL_STEP)
        # A filter that makes it worse knows nothing yet.
        return rest if np.mean(rest**2) < np.mean(heard**2) else heard

    def _learn(self, rest: Any, step: float) -> None:
        np = numpy()
        power = (np.abs(self._played) ** 2).sum(axis=0)
        self._power = np.maximum(power, _FORGETS * self._power)
        error = np.fft.rfft(np.concatenate([np.zeros(BLOCK, "float32"), rest]))
        gradient = self._played.conj() * (error / (self._power + BLOCK * _FLOOR))
        # The second half would wrap around: a filter of BLOCK samples is what is looked for.
        in_time = np.fft.irfft(step * gradient, axis=1)
        in_time[:, BLOCK:] = 0
        self._weights += np.fft.rfft(in_time, axis=1).astype("complex64")
