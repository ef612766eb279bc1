"""A talk on the terminal, and one that is kept in a folder to be heard again as a test.

The folder holds ``talk.json``, a list of turns, and a WAV file for each utterance.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from skill.channels.voice.dialogue import Answer, Dialogue
from skill.channels.voice.talker import Captions
from skill.conversation.unsaid import without_codes
from skill.speech import sound
from skill.speech.errors import NoRecording
from skill.speech.heard import RATE_HZ
from skill.speech.recording import Recording, read_recording
from skill.speech.wav import write_recording

_FILE = "talk.json"
_CLEAR = "\r\033[K"


class Screen(Captions):
    """Both sides as they speak; the words so far only where somebody watches."""

    def hears(self, words: str) -> None:
        """See Captions."""
        if sys.stdout.isatty():
            print(f"{_CLEAR}you: {words} ...", end="", flush=True)

    def heard(self, answer: Answer | None, samples: Any, seconds: float) -> None:  # noqa: ARG002
        """See Captions."""
        clear = _CLEAR if sys.stdout.isatty() else ""
        if answer is None or answer.heard is None:
            print(end=clear, flush=True)
            return
        print(f"{clear}you: {without_codes(answer.heard.text, answer.locale)}", flush=True)

    def says(self, answer: Answer) -> None:
        """See Captions."""
        print(f"shop: {answer.text}", flush=True)

    def interrupted(self, at_s: float) -> None:  # noqa: ARG002 - a screen shows no clock
        """See Captions."""
        print("      (interrupted)", flush=True)

    def sleeps(self) -> None:
        """See Captions."""
        print("      (waiting for the wake phrase)", flush=True)


class Session(Screen):
    """The same, and kept in a folder, whose shopper has agreed to that. Raises OSError.

    Digits of codes are left out of the words, and so is what was said with them.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._turns: list[dict[str, Any]] = []
        self._asks_code = False

    def heard(self, answer: Answer | None, samples: Any, seconds: float) -> None:
        """See Captions."""
        super().heard(answer, samples, seconds)
        if self._asks_code:
            return
        name = f"{len(self._turns) + 1:03}.wav"
        write_recording(self._folder / name, Recording(samples, RATE_HZ))
        heard = answer.heard.text if answer and answer.heard else None
        said = answer.text if answer else None
        self._turns.append({"recording": name, "heard": heard, "said": said})
        text = json.dumps(self._turns, ensure_ascii=False, indent=1)
        (self._folder / _FILE).write_text(text + "\n", encoding="utf-8")

    def says(self, answer: Answer) -> None:
        """See Captions."""
        super().says(answer)
        self._asks_code = answer.reply.expects == "code"


def replayed(folder: Path, dialogue: Dialogue) -> int:
    """Hears a kept talk again, and tells where it goes otherwise: 1 where it does.

    Raises NoRecording where the folder holds none.
    """
    dialogue.begin()
    differing = 0
    turns = _turns(folder)
    for turn in turns:
        found = _again(read_recording(folder / turn["recording"]), dialogue)
        if found != (turn["heard"], turn["said"]):
            differing += 1
            print(f"{turn['recording']}: was {turn['heard']!r}: {turn['said']}")
            print(f"{' ' * len(turn['recording'])}  now {found[0]!r}: {found[1]}")
    print(f"{len(turns)} utterances, {differing} of them went otherwise")
    return 1 if differing else 0


def _turns(folder: Path) -> list[dict[str, Any]]:
    try:
        turns: list[dict[str, Any]] = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise NoRecording(f"{folder}: no talk that was kept: {error}") from error
    return turns


def _again(recording: Recording, dialogue: Dialogue) -> tuple[str | None, str | None]:
    hearing = dialogue.listen(recording.rate_hz, partials=False)
    hearing.hear(sound.sixteen_bits(recording.samples))
    answer = hearing.finish()
    if answer is None or answer.heard is None:
        return None, None
    return answer.heard.text, answer.text
