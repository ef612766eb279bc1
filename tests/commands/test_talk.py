"""``coster talk`` with recordings in the place of a microphone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from skill import wiring
from skill.cli import main
from skill.commands import talk_kept
from skill.speech.heard import RATE_HZ
from skill.speech.recording import Recording, read_recording
from skill.speech.wav import write_recording
from tests.channels.voice.conftest import Ears
from tests.speech.recordings import spoken

SAID = ["what's in my cart", "goodbye"]


@pytest.fixture
def recordings(tmp_path: Path) -> list[str]:
    """A recording for each thing that is said."""
    paths = [tmp_path / f"{number}.wav" for number in range(len(SAID))]
    for path, text in zip(paths, SAID, strict=True):
        write_recording(path, Recording(spoken(text), RATE_HZ))
    return [str(path) for path in paths]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, database: Path) -> None:
    """The demo shop, and a recogniser that hears what it is told."""
    monkeypatch.setenv("COSTER_DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setattr(wiring, "build_recognizer", lambda *_: Ears(list(SAID)))


@pytest.mark.usefixtures("told")
def test_both_sides_are_shown_and_the_answers_are_kept_as_sound(
    recordings: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answered = tmp_path / "answers.wav"
    assert main(["talk", "--from", *recordings, "--to", str(answered)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("shop: Welcome")
    assert lines[1] == "you: what's in my cart"
    assert lines[3] == "you: goodbye"
    played = read_recording(answered)
    assert played.seconds > 8
    assert abs(played.samples).max() > 0.1


@pytest.mark.usefixtures("told")
def test_a_talk_that_was_agreed_to_is_kept_and_goes_the_same_way_again(
    recordings: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept"
    assert main(["talk", "--from", *recordings, "--record", str(kept), "--agree"]) == 0
    turns = json.loads((kept / "talk.json").read_text())
    assert [turn["heard"] for turn in turns] == SAID
    assert all(read_recording(kept / turn["recording"]).seconds > 0.3 for turn in turns)
    assert main(["talk", "--replay", str(kept)]) == 0
    assert "0 of them went otherwise" in capsys.readouterr().out


@pytest.mark.usefixtures("told")
def test_a_talk_that_goes_otherwise_is_told_of(
    recordings: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = tmp_path / "kept"
    main(["talk", "--from", *recordings, "--record", str(kept), "--agree"])
    monkeypatch.setattr(wiring, "build_recognizer", lambda *_: Ears(["help", "goodbye"]))
    assert main(["talk", "--replay", str(kept)]) == 1
    assert '001.wav: was "what\'s in my cart"' in capsys.readouterr().out


@pytest.mark.usefixtures("told")
def test_nothing_is_recorded_without_consent(
    recordings: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept"
    assert main(["talk", "--from", *recordings, "--record", str(kept)]) == 2
    assert "without consent" in capsys.readouterr().err
    assert not kept.exists()


@pytest.mark.usefixtures("told")
def test_the_digits_of_a_code_are_not_kept(tmp_path: Path) -> None:
    def answer(expects: str | None) -> Any:
        from skill.channels.voice.dialogue import Answer
        from skill.conversation.reply import Reply, Text

        return Answer(Reply((Text("Which code?"),), expects=expects), "en-US")

    session = talk_kept.Session(tmp_path / "kept")
    session.says(answer("code"))
    session.heard(None, spoken("four two"), 0.1)
    session.says(answer(None))
    session.heard(None, spoken("help"), 0.1)
    assert [path.name for path in sorted((tmp_path / "kept").glob("*.wav"))] == ["001.wav"]


@pytest.mark.usefixtures("told")
def test_what_cannot_be_done_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["talk", "--replay", str(tmp_path)]) == 2
    assert "no talk that was kept" in capsys.readouterr().err
    assert main(["talk", "--to", str(tmp_path / "x.wav")]) == 2
    assert "--to goes with --from" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["talk", "--speed", "9"])
