"""``coster listen``: recordings, what they ask for, and errors on the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skill.cli import main
from skill.speech import sound
from tests.interaction_models.small import small
from tests.speech.recordings import spoken, wav

pytest.importorskip("pocketsphinx", reason="the extra 'voice' is not installed")
pytest.importorskip("soxr", reason="the extra 'voice' is not installed")


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COSTER_VOICE_MODEL", raising=False)


def recording(folder: Path, text: str) -> str:
    """A WAV file of a synthetic voice."""
    return str(wav(folder / "said.wav", sound.sixteen_bits(spoken(text))))


def model(folder: Path) -> str:
    """The folder of an interaction model that is no shop's: a coffee machine's."""
    slots = {
        "size": "about: x\nalexa: Size\nvalues:\n  small: [small]\n  large: [large, big]\n",
        "drink": "about: x\nalexa: Drink\nvalues:\n  latte: [latte]\n  ristretto: [ristretto]\n",
    }
    intents: dict[str, list[str] | str] = {
        "Brew": ["(make|get) me a {size} {drink}"],
        "Clean": ["clean the machine"],
    }
    return str(small(folder, intents, slots).path)


def test_a_recording_becomes_words_an_intent_and_slots_of_somebody_elses_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = recording(tmp_path, "make me a big ristretto")
    code = main(["listen", said, "--model", model(tmp_path), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (found["text"], found["intent"]) == ("make me a big ristretto", "Brew")
    assert found["refused"] is None
    values = {name: slot["value"] for name, slot in found["slots"].items()}
    assert values == {"size": "large", "drink": "ristretto"}
    assert [word["word"] for word in found["words"]] == found["text"].split()
    assert found["timings"]["recording_s"] > 1


def test_what_is_no_command_is_refused_and_asks_for_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = recording(tmp_path, "the government announced a new policy")
    assert main(["listen", said, "--model", model(tmp_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["refused"]
    assert (found["intent"], found["slots"]) == (None, {})


def test_files_that_are_no_recordings_are_told_and_the_others_heard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.wav").touch()
    (tmp_path / "song.wav").write_bytes(b"ID3 and so on")
    good = recording(tmp_path, "clean the machine")
    short = tmp_path / "short.wav"
    short.write_bytes(Path(good).read_bytes()[:3_000])
    odd = [str(tmp_path / name) for name in ("empty.wav", "song.wav", "short.wav", "none.wav")]
    assert main(["listen", *odd, good, "--model", model(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == f"{good}: clean the machine -> Clean()\n"
    told = ("empty file", "no WAV file", "truncated", "No such file")
    assert all(text in line for text, line in zip(told, err.splitlines(), strict=True))


def test_a_folder_that_is_no_model_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["listen", "a.wav", "--model", str(tmp_path)]) == 2
    assert "its locale.yaml is missing" in capsys.readouterr().err


def test_vosk_without_a_model_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["listen", "a.wav", "--model", model(tmp_path), "--engine", "vosk"]) == 2
    assert "COSTER_VOICE_MODEL" in capsys.readouterr().err
