"""Our own speech, taken out of what the microphone hears."""

from __future__ import annotations

from typing import Any

import pytest

from skill.speech import sound
from skill.speech.echo import BLOCK, EchoFilter
from skill.speech.heard import RATE_HZ
from skill.speech.recording import read_recording
from tests.speech.recordings import data, spoken


def blocks(samples: Any) -> list[Any]:
    return [samples[at : at + BLOCK] for at in range(0, len(samples) - BLOCK + 1, BLOCK)]


def our_speech() -> Any:
    text = "welcome to the shop tell me what you need like coffee or soap and i will find it"
    return sound.numpy().concatenate([spoken(text), spoken("what would you like"), spoken(text)])


def cleaned(heard: Any, played: Any) -> tuple[Any, EchoFilter]:
    filter_ = EchoFilter()
    pairs = zip(blocks(heard), blocks(played), strict=True)
    return sound.numpy().concatenate([filter_.clean(*pair) for pair in pairs]), filter_


def power(samples: Any) -> float:
    return float((samples**2).mean())


@pytest.mark.parametrize("room", ["sb_rir1.wav", "sb_rir2.wav", "sb_rir3.wav", "sb_rir4.wav"])
def test_after_a_few_seconds_little_of_our_own_speech_is_left(room: str) -> None:
    np = sound.numpy()
    response = read_recording(data("room_responses", room)).at_16_khz()
    played = our_speech()
    echo = np.convolve(played, response / abs(response).max())[: len(played)].astype("float32")
    clean, filter_ = cleaned(echo, played)
    late = slice(4 * RATE_HZ, None)
    assert power(clean[late]) < power(echo[late][: len(clean[late])]) / 5
    assert filter_.is_ours


def test_what_a_shopper_says_meanwhile_stays() -> None:
    np = sound.numpy()
    played = our_speech()
    echo = 0.3 * np.concatenate([np.zeros(900, "float32"), played])[: len(played)]
    voice = np.zeros_like(played)
    word = spoken("stop")
    at = 5 * RATE_HZ
    voice[at : at + len(word)] = word
    clean, _ = cleaned(echo + voice, played)
    said = clean[at : at + len(word)]
    assert np.corrcoef(said, word)[0, 1] > 0.9


def test_where_nothing_is_played_nothing_is_changed() -> None:
    np = sound.numpy()
    voice = spoken("what is in my cart")
    clean, filter_ = cleaned(voice, np.zeros_like(voice))
    assert np.array_equal(clean, voice[: len(clean)])
    assert not filter_.is_audible
    assert not filter_.is_ours


def test_a_loudspeaker_that_is_not_heard_takes_nothing_away() -> None:
    np = sound.numpy()
    played, voice = our_speech(), spoken("what is in my cart")
    heard = sound.room_noise(len(played))
    at = 5 * RATE_HZ
    heard[at : at + len(voice)] += voice
    clean, _ = cleaned(heard, played)
    assert np.corrcoef(clean[at : at + len(voice)], voice)[0, 1] > 0.95
