"""Noise in samples, and where speech is in them."""

from __future__ import annotations

import pytest

from skill.speech import sound
from skill.speech.denoising import denoised
from tests.speech.recordings import spoken

np = pytest.importorskip("numpy", reason="the extra 'voice' is not installed")
RATE_HZ = 16_000


def tone(seconds: float) -> object:
    return (np.sin(np.arange(int(seconds * RATE_HZ)) / 5) * 0.2).astype("float32")


def noise(seconds: float, loudness: float = 0.02) -> object:
    chance = np.random.default_rng(1)
    return chance.normal(0, loudness, int(seconds * RATE_HZ)).astype("float32")


def db(samples: object) -> float:
    return float(10 * np.log10((samples**2).mean()))


def test_steady_noise_is_weakened_and_what_stands_out_of_it_stays() -> None:
    mixed = noise(3.0)
    mixed[RATE_HZ : 2 * RATE_HZ] += tone(1.0)
    clear = denoised(mixed)
    assert len(clear) == len(mixed)
    assert db(clear[: RATE_HZ // 2]) < db(mixed[: RATE_HZ // 2]) - 10
    inside = slice(RATE_HZ + 4_000, 2 * RATE_HZ - 4_000)
    assert db(clear[inside]) == pytest.approx(db(mixed[inside]), abs=0.5)


def test_nothing_and_silence_come_through_as_they_are() -> None:
    assert len(denoised(np.zeros(0, "float32"))) == 0
    assert not denoised(np.zeros(5_000, "float32")).any()


def test_a_voice_alone_keeps_its_shape() -> None:
    voice = spoken("where is my order")
    assert np.corrcoef(denoised(voice), voice)[0, 1] > 0.98


def test_speech_is_found_between_silences_with_a_little_around_it() -> None:
    samples = np.concatenate([noise(1.0, 1e-4), tone(0.5), noise(2.0, 1e-4)])
    where = sound.speech_in(samples)
    assert where.start / RATE_HZ == pytest.approx(0.84, abs=0.03)
    assert where.stop / RATE_HZ == pytest.approx(1.66, abs=0.03)


@pytest.mark.parametrize("samples", [noise(1.0), np.zeros(100, "float32"), tone(1.0)])
def test_what_has_no_beginning_and_no_end_is_left_whole(samples: object) -> None:
    assert len(samples[sound.speech_in(samples)]) == len(samples)
