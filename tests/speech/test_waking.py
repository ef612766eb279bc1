"""A wake phrase, and what is none."""

from __future__ import annotations

from typing import Any

import pytest

from skill.speech import sound
from skill.speech.echo import BLOCK
from skill.speech.errors import SpeechError
from skill.speech.heard import RATE_HZ
from skill.speech.recording import read_recording
from skill.speech.speaker import open_speaker
from skill.speech.waking import WakePhrase
from tests.speech.recordings import data


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    """Sentences in one voice."""
    speaker = open_speaker("en-US", voice="en-us+f3")
    texts = ("hey shop", "do you have oat milk", "they sell it at the market", "the shopping list")
    return {text: speaker.speak(text).at_16_khz() for text in texts}


def wakes(waker: WakePhrase, samples: Any) -> bool:
    np = sound.numpy()
    silence = np.zeros(RATE_HZ, "float32")
    whole = np.concatenate([silence, samples, silence])
    return any(waker.take(whole[at : at + BLOCK]) for at in range(0, len(whole), BLOCK))


def test_the_phrase_wakes_again_and_again(said: dict[str, Any]) -> None:
    waker = WakePhrase("hey shop")
    assert [wakes(waker, said["hey shop"]) for _ in range(2)] == [True, True]


@pytest.mark.parametrize(
    "text", ["do you have oat milk", "they sell it at the market", "the shopping list"]
)
def test_other_sentences_do_not(said: dict[str, Any], text: str) -> None:
    assert not wakes(WakePhrase("hey shop"), said[text])


def test_noise_does_not() -> None:
    noise = read_recording(data("noise", "doing_the_dishes.wav")).at_16_khz()[: 20 * RATE_HZ]
    assert not wakes(WakePhrase("hey shop"), noise)


@pytest.mark.parametrize("phrase", ["", "hé boutique"])
def test_a_phrase_needs_words_that_are_known(phrase: str) -> None:
    with pytest.raises(SpeechError, match="wake phrase"):
        WakePhrase(phrase)
