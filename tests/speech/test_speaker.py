"""Words to speech, by the process that holds espeak-ng."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.speech import espeak_process
from skill.speech.errors import EngineMissing, SpeechError
from skill.speech.recording import read_recording
from skill.speech.speaker import Espeak, joined, open_speaker, sentences, voice_of
from skill.speech.wav import wav_bytes, write_recording


@pytest.fixture(scope="module")
def speaker() -> Iterator[Espeak]:
    speaks = open_speaker("en-US")
    assert isinstance(speaks, Espeak)
    yield speaks
    speaks.close()


def test_two_hundred_utterances_in_a_row_all_have_sound(speaker: Espeak) -> None:
    lengths = [speaker.speak(f"Number {n}.").seconds for n in range(200)]
    assert min(lengths) > 0.5
    assert max(lengths) < 3


def test_a_faster_speaker_needs_less_time(speaker: Espeak) -> None:
    slow, usual, fast = (speaker.speak("Good morning.", speed=s).seconds for s in (0.7, 1, 1.5))
    assert slow > usual > fast


def test_nothing_to_say_is_silence(speaker: Espeak) -> None:
    assert speaker.speak("  ").seconds == 0


def test_what_looks_like_markup_is_read_and_breaks_nothing(speaker: Espeak) -> None:
    assert speaker.speak('<speak>[[h@"l\n{"text": "\\"}').seconds > 0.5
    assert speaker.speak("Fine.").seconds > 0.3


def test_a_process_that_was_ended_is_begun_again(speaker: Espeak) -> None:
    speaker.speak("One.")
    assert speaker._process is not None
    speaker._process._child.kill()
    assert speaker.speak("Two.").seconds > 0.2


def test_a_process_that_hangs_is_ended_after_a_while(
    speaker: Espeak, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    silent = tmp_path / "silent.py"
    silent.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr("skill.speech.speaker._PATIENCE_S", 0.2)
    monkeypatch.setattr(espeak_process, "__file__", str(silent))
    hangs = Espeak("en-us", 160)
    with pytest.raises(SpeechError, match="does not answer"):
        hangs.speak("Hello.")
    assert hangs._process is None


def test_an_unknown_voice_is_an_error_that_names_it() -> None:
    speaks = Espeak("nobody", 160)
    with pytest.raises(SpeechError, match="no voice 'nobody'"):
        speaks.speak("Hello.")
    speaks.close()


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "fr-FR"])
def test_every_locale_has_a_voice(locale: str) -> None:
    speaks = open_speaker(locale)
    assert isinstance(speaks, Espeak)
    assert speaks.speak("Bonjour.").seconds > 0.3
    speaks.close()


def test_a_language_without_a_voice_of_its_own_here_goes_by_its_name() -> None:
    assert voice_of("de-DE") == "de"


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skill.speech.speaker.find_spec", lambda name: None)
    with pytest.raises(EngineMissing, match="pip install pyttsx3"):
        open_speaker("en-US")


def test_the_process_says_what_is_missing_where_no_library_is() -> None:
    # -S and -I leave Python without any package that was installed.
    program = str(Path(espeak_process.__file__))
    done = subprocess.run([sys.executable, "-S", "-I", program], capture_output=True, input=b"")
    assert b'"error"' in done.stdout


def test_a_text_is_spoken_sentence_by_sentence_and_short_ones_together() -> None:
    text = "Yes. I found three kinds. Which one would you like?"
    assert sentences(text) == ["Yes. I found three kinds.", "Which one would you like?"]


def test_a_number_with_decimals_is_one_sentence() -> None:
    assert sentences("It weighs 1.5 pounds, they say.") == ["It weighs 1.5 pounds, they say."]


def test_the_first_sentence_of_a_long_answer_is_there_before_the_rest(speaker: Espeak) -> None:
    first, *others = sentences("Here is the first one. " * 20)
    assert len(others) == 19
    whole = joined([speaker.speak(each) for each in (first, *others)])
    assert whole.seconds > 10 * speaker.speak(first).seconds


def test_what_is_written_to_a_file_is_read_again(speaker: Espeak, tmp_path: Path) -> None:
    spoken = speaker.speak("Hello.")
    write_recording(tmp_path / "said.wav", spoken)
    read = read_recording(tmp_path / "said.wav")
    assert read.rate_hz == spoken.rate_hz == 22050
    assert abs(read.samples - spoken.samples).max() < 1 / 32768
    assert (tmp_path / "said.wav").read_bytes() == wav_bytes(spoken)
