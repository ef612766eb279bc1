"""Samples: another rate, a quiet room's noise, and how far a voice stands above the noise.

They are arrays of floats from -1 to 1, one channel.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from skill.speech.errors import EngineMissing, WrongRate
from skill.speech.heard import RATE_HZ

LOWEST_HZ, HIGHEST_HZ = 8_000, 192_000
# PocketSphinx, made for microphones, hears much worse where speech stands in zeros.
_ROOM = 8 / 32768
_FRAME = RATE_HZ // 50
_MOST_DB = 60.0
# What stands this far above the noise has a beginning and an end; sounds this far below the loudest
# are breath; and so many frames around what is loud may hold a faint consonant.
_CUT_DB, _FAINTEST_DB, _AROUND = 12.0, 45.0, 8


@cache
def numpy() -> Any:
    """The package of that name. Raises EngineMissing."""
    return _package("numpy")


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise EngineMissing(name) from error


def floats(samples: bytes) -> Any:
    """Samples of 16 bits as floats; half a sample at the end is left out."""
    whole = samples[: len(samples) // 2 * 2]
    return numpy().frombuffer(whole, dtype="<i2").astype("float32") / 32768


def sixteen_bits(samples: Any) -> bytes:
    """The samples as 16 bits; what is too loud is cut off."""
    scaled = numpy().rint(samples * 32768).clip(-32768, 32767)
    return bytes(scaled.astype("<i2").tobytes())


class Resampler:
    """Brings samples that come piece by piece to RATE_HZ. Raises WrongRate."""

    def __init__(self, rate_hz: int) -> None:
        check_rate(rate_hz)
        other = rate_hz != RATE_HZ
        stream = _package("soxr").ResampleStream if other else None
        self._stream = stream(rate_hz, RATE_HZ, 1, dtype="float32") if stream else None

    def take(self, samples: Any, *, last: bool = False) -> Any:
        """What has become of these and some of those before; with ``last`` of all."""
        return self._stream.resample_chunk(samples, last=last) if self._stream else samples


def check_rate(rate_hz: int) -> None:
    """Raises WrongRate where nothing can be heard at that rate."""
    if not LOWEST_HZ <= rate_hz <= HIGHEST_HZ:
        raise WrongRate(rate_hz)


def in_a_room(samples: Any, pause_s: float = 0.3) -> Any:
    """The samples with a moment before and after them, and the faint noise of a quiet room."""
    pause = numpy().zeros(int(pause_s * RATE_HZ), dtype="float32")
    padded = numpy().concatenate([pause, samples, pause])
    return padded + room_noise(len(padded))


def room_noise(length: int) -> Any:
    """The faint noise of a quiet room, the same every time."""
    chance = numpy().random.default_rng(0)
    return chance.normal(0, _ROOM, length).astype("float32")


def speech_in(samples: Any) -> slice:
    """Where speech is, from shortly before the first sound that stands out to after the last.

    A recogniser levels an utterance by its mean, which long silence moves. What stands too little
    above the noise is left whole.
    """
    np = numpy()
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    levels = 10 * np.log10((frames.astype("float64") ** 2).mean(axis=1) + _ROOM**2)
    if not len(levels) or snr_db(samples) < _CUT_DB:
        return slice(0, len(samples))
    quietest, loudest = np.percentile(levels, [10, 95])
    loud = np.flatnonzero(levels > max(quietest + _CUT_DB / 2, loudest - _FAINTEST_DB))
    first, last = (loud[0] - _AROUND) * _FRAME, (loud[-1] + 1 + _AROUND) * _FRAME
    return slice(max(int(first), 0), min(int(last), len(samples)))


def snr_db(samples: Any) -> float:
    """How far the loudest tenth of the samples stands above the quietest, up to 60 dB.

    Each is taken in frames of 20 ms; a recording that is loud throughout has little of either.
    """
    np = numpy()
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    if not len(frames):
        return 0.0
    energies = np.sort((frames.astype("float64") ** 2).mean(axis=1)) + _ROOM**2
    tenth = max(len(energies) // 10, 1)
    noise, voice = energies[:tenth].mean(), energies[-tenth:].mean()
    return float(min(10 * np.log10(max(voice / noise, 1.0)), _MOST_DB))
