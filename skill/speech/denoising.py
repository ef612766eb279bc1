"""Noise taken out of samples, as far as it helps a recogniser.

Each band of each moment is weakened by how little of it is voice (Wiener's filter). How much is
voice is followed from moment to moment by the decision-directed rule of Ephraim and Malah ("Speech
enhancement using a minimum mean-square error short-time spectral amplitude estimator", 1984),
which leaves no musical tones; the noise is that of the quietest tenth. Some noise stays on purpose:
silence between words fits no recogniser's model.
"""

from __future__ import annotations

from typing import Any

from skill.speech.sound import numpy

_WINDOW = 512  # samples, 32 ms
_STEP = _WINDOW // 4
_QUIET = 10  # the quietest tenth of all moments is noise
_FEWEST = 5  # moments that noise is measured in
# Chosen with seven synthetic voices at 12 and 6 dB: see docs/speech.md.
_FOLLOWS = 0.96  # how much of the voice of the moment before is taken for still there
_STAYS = 0.2  # of what is all noise, in amplitude


def denoised(samples: Any) -> Any:
    """The samples, floats at RATE_HZ, with what is steady throughout them weakened."""
    np = numpy()
    window = np.hanning(_WINDOW)
    edge = np.zeros(_WINDOW)
    padded = np.concatenate([edge, samples, edge, edge[:_STEP]])
    moments = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_STEP] * window
    spectra = np.fft.rfft(moments)
    kept = np.fft.irfft(spectra * _gains(np.abs(spectra) ** 2), _WINDOW) * window
    summed = np.zeros(len(moments) * _STEP + _WINDOW)
    for part in range(_WINDOW // _STEP):  # windows overlap: their quarters are added in turn
        quarter = kept[:, part * _STEP : (part + 1) * _STEP].ravel()
        summed[part * _STEP : part * _STEP + len(quarter)] += quarter
    overlap = 1.5  # what the squares of the windows sum to
    return (summed[_WINDOW : _WINDOW + len(samples)] / overlap).astype("float32")


def _gains(power: Any) -> Any:
    """What each band of each moment is multiplied by."""
    np = numpy()
    loudness = power.mean(axis=1)
    heard = power[loudness > 0]
    if not len(heard):
        return np.ones_like(power)
    quietest = np.argsort(heard.mean(axis=1))[: max(len(heard) // _QUIET, _FEWEST)]
    noise = heard[quietest].mean(axis=0) + 1e-12
    above = np.maximum(power / noise - 1, 0)
    gains, voice = np.empty_like(power), np.ones(power.shape[1])
    for number, moment in enumerate(above):
        now = _FOLLOWS * voice + (1 - _FOLLOWS) * moment
        gains[number] = np.clip(now / (1 + now), _STAYS, 1)
        voice = gains[number] ** 2 * power[number] / noise
    return gains
