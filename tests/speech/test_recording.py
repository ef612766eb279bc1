"""Recordings of any kind become one channel of floats; what is none says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skill.speech import sound
from skill.speech.errors import NoRecording, SpeechError, WrongRate
from skill.speech.recording import read_recording
from tests.speech.recordings import wav

np = pytest.importorskip("numpy", reason="the extra 'voice' is not installed")


def tone(rate_hz: int = 16_000, seconds: float = 0.5) -> Any:
    """A tone of 440 Hz at half the greatest loudness."""
    return 0.5 * np.sin(2 * np.pi * 440 * np.arange(int(rate_hz * seconds)) / rate_hz)


def _packed(values: Any, bits: int) -> bytes:
    if bits == 8:
        return bytes((np.rint(values * 127) + 128).astype("u1").tobytes())
    whole = np.rint(values * (2 ** (bits - 1) - 1)).astype("<i4")
    wide = whole.view("u1").reshape(-1, 4)
    return bytes(wide[:, : bits // 8].tobytes())


@pytest.mark.parametrize(("bits", "close"), [(8, 2e-2), (16, 1e-4), (24, 1e-5), (32, 1e-5)])
def test_samples_of_any_width_come_out_alike(tmp_path: Path, bits: int, close: float) -> None:
    read = read_recording(wav(tmp_path / "a.wav", _packed(tone(), bits), bits=bits))
    assert read.samples == pytest.approx(tone(), abs=close)
    assert read.seconds == 0.5


@pytest.mark.parametrize("bits", [32, 64])
def test_floats_are_read_and_no_number_is_silence(tmp_path: Path, bits: int) -> None:
    values = tone().astype(f"<f{bits // 8}")
    values[7] = np.nan
    read = read_recording(wav(tmp_path / "a.wav", values.tobytes(), bits=bits, kind=3))
    assert read.samples[7] == 0
    assert read.samples[8:] == pytest.approx(tone()[8:], abs=1e-6)


def test_the_format_behind_an_extensible_header_is_read(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", _packed(tone(), 24), bits=24, kind=0xFFFE, guid=1)
    assert read_recording(path).samples == pytest.approx(tone(), abs=1e-5)


def test_channels_are_mixed_into_one(tmp_path: Path) -> None:
    both = np.stack([tone(), np.zeros(len(tone()))], axis=1).ravel()
    read = read_recording(wav(tmp_path / "a.wav", _packed(both, 16), channels=2))
    assert read.samples == pytest.approx(tone() / 2, abs=1e-4)


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 44_100, 48_000])
def test_any_rate_becomes_sixteen_kilohertz(tmp_path: Path, rate_hz: int) -> None:
    pytest.importorskip("soxr", reason="the extra 'voice' is not installed")
    path = wav(tmp_path / "a.wav", _packed(tone(rate_hz), 16), rate_hz=rate_hz)
    samples = read_recording(path).at_16_khz()
    assert len(samples) == pytest.approx(8_000, abs=2)
    assert samples[500:-500] == pytest.approx(tone()[500 : len(samples) - 500], abs=5e-3)


@pytest.mark.parametrize("rate_hz", [0, 4_000, 400_000])
def test_a_rate_that_is_none_for_speech_is_told(tmp_path: Path, rate_hz: int) -> None:
    path = wav(tmp_path / "a.wav", _packed(tone(), 16), rate_hz=rate_hz)
    with pytest.raises(WrongRate, match=f"{rate_hz} Hz"):
        read_recording(path)


def test_what_is_no_recording_says_what_it_is(tmp_path: Path) -> None:
    whole = wav(tmp_path / "whole.wav", _packed(tone(), 16)).read_bytes()
    for content, told in {
        b"": "empty file",
        b"ID3\x03 no sound": "no WAV file",
        whole[:2_000]: "truncated: 1,956 bytes of 16,000",
        whole[:20]: "truncated",
        whole[:36]: "truncated",
    }.items():
        path = tmp_path / "odd.wav"
        path.write_bytes(content)
        with pytest.raises(NoRecording, match=told):
            read_recording(path)
    with pytest.raises(NoRecording, match="without a single sample"):
        read_recording(wav(tmp_path / "none.wav", b""))
    with pytest.raises(NoRecording, match="4 bits in format 17"):
        read_recording(wav(tmp_path / "adpcm.wav", bytes(100), bits=4, kind=17, channels=2))


def test_a_stream_of_unknown_length_is_read_to_its_end(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", _packed(tone(), 16))
    content = bytearray(path.read_bytes())
    content[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    assert len(read_recording(path).samples) == 8_000


def test_the_ratio_of_voice_to_noise_is_estimated() -> None:
    noise = np.random.default_rng(1).normal(0, 0.01, 32_000).astype("float32")
    voice = np.zeros(32_000, "float32")
    voice[8_000:24_000] = np.tile(tone(), 2)
    for db, gain in ((10, 11.2), (20, 3.54), (30, 1.12)):
        assert sound.snr_db(voice + gain * noise) == pytest.approx(db, abs=1.5)
    assert sound.snr_db(noise) < 3
    assert sound.snr_db(voice) > 40


def test_every_error_is_one_of_speech() -> None:
    assert issubclass(NoRecording, SpeechError)
    assert issubclass(WrongRate, SpeechError)
