"""Words to speech, with no network: pyttsx3 and espeak-ng, in a process of their own.

Numbers and prices come as words: what espeak makes of signs is its guess.
"""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from skill.speech import espeak_process, sound
from skill.speech.errors import EngineMissing, SpeechError
from skill.speech.heard import RATE_HZ
from skill.speech.recording import Recording

WORDS_A_MINUTE = 165
# What espeak-ng speaks at (its espeakRATE parameter).
SLOWEST, FASTEST = 80, 450
# By their own names: of another espeak-ng takes its first voice, or none.
_VOICES = {"en-GB": "en", "en": "en-us"}
# Speaking takes about a hundredth of the time that it sounds; starting about 0.3 s.
_PATIENCE_S, _PATIENCE_A_LETTER_S = 10.0, 0.02
_ATTEMPTS = 2
_END = re.compile(r"(?<=[.!?…;:])\s+")
_FEW = 12  # letters: what is shorter is said with what follows


class Speaker(Protocol):
    """Speaks one locale. Safe to call from several threads."""

    def speak(self, text: str, *, speed: float = 1.0) -> Recording:
        """Plain words as sound, at so many times the usual speed. Raises SpeechError."""
        ...


def open_speaker(
    locale: str, *, voice: str | None = None, words_a_minute: int | None = None
) -> Speaker:
    """What speaks a locale, in a voice by espeak's name, as "en-us+f3". Raises EngineMissing."""
    if find_spec("pyttsx3") is None:
        raise EngineMissing("pyttsx3")
    if find_spec("espeakng_loader") is None:
        try:
            espeak_process.load_library()
        except ImportError as error:
            raise EngineMissing("espeakng-loader") from error
    return Espeak(voice or voice_of(locale), words_a_minute or WORDS_A_MINUTE)


def voice_of(locale: str) -> str:
    """The voice that speaks a locale, by espeak's name: its language where none is named here."""
    language = locale.partition("-")[0]
    return _VOICES.get(locale) or _VOICES.get(language) or language


def sentences(text: str) -> list[str]:
    """The sentences of a text, to be spoken one by one: the first is heard soon."""
    found: list[str] = []
    for piece in filter(None, _END.split(text.strip())):
        if found and len(found[-1]) < _FEW:
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


def joined(pieces: Sequence[Recording]) -> Recording:
    """Recordings of one rate after each other; of none, silence."""
    np = sound.numpy()
    samples = [piece.samples for piece in pieces] or [np.zeros(0, "float32")]
    return Recording(np.concatenate(samples), pieces[0].rate_hz if pieces else RATE_HZ)


class Espeak:
    """Speaks with one voice. What takes too long is ended and tried once more."""

    def __init__(self, voice: str, words_a_minute: int) -> None:
        self._voice, self._words_a_minute = voice, words_a_minute
        self._lock = threading.Lock()
        self._process: _Process | None = _Process()

    def speak(self, text: str, *, speed: float = 1.0) -> Recording:
        """See Speaker."""
        pace = min(max(round(self._words_a_minute * speed), SLOWEST), FASTEST)
        wanted = {"text": text, "voice": self._voice, "words_a_minute": pace}
        if not text.strip():
            return Recording(sound.numpy().zeros(0, "float32"), RATE_HZ)
        with self._lock:
            for _ in range(_ATTEMPTS):
                try:
                    self._process = self._process or _Process()
                    return self._process.speak(wanted)
                except _SilentError:
                    self._close()
        raise SpeechError("espeak-ng does not answer")

    def close(self) -> None:
        """Ends the process; speaking begins another."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        process, self._process = self._process, None
        if process:
            process.close()


class _SilentError(Exception):
    """The process has ended, or takes too long."""


class _Process:
    """One process that speaks."""

    def __init__(self) -> None:
        # -P: modules beside the program must not take the place of Python's own.
        command = [sys.executable, "-P", str(Path(espeak_process.__file__))]
        pipe = subprocess.PIPE
        self._child = subprocess.Popen(  # noqa: S603 - a program of ours
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )
        self._rest = b""
        self._is_ready = False
        self.close = weakref.finalize(self, _end, self._child)

    def speak(self, wanted: dict[str, Any]) -> Recording:
        """Raises _SilentError, and SpeechError where espeak refuses."""
        until = time.monotonic() + _PATIENCE_S + _PATIENCE_A_LETTER_S * len(wanted["text"])
        if not self._is_ready:
            self._header(until)
            self._is_ready = True
        self._ask(wanted)
        header = self._header(until)
        samples = self._take(int(header["bytes"]), until)
        return Recording(sound.floats(samples), int(header["rate_hz"]))

    def _ask(self, wanted: dict[str, Any]) -> None:
        stdin = self._child.stdin
        assert stdin is not None  # noqa: S101 - for the types
        try:
            stdin.write(json.dumps(wanted).encode() + b"\n")
            stdin.flush()
        except OSError as error:
            raise _SilentError from error

    def _header(self, until: float) -> dict[str, Any]:
        while b"\n" not in self._rest:
            self._wait(until)
        line, _, self._rest = self._rest.partition(b"\n")
        header: dict[str, Any] = json.loads(line)
        if "error" in header:
            raise SpeechError(f"espeak-ng cannot speak: {header['error']}")
        return header

    def _take(self, count: int, until: float) -> bytes:
        pieces = bytearray(self._rest)
        self._rest = b""
        while len(pieces) < count:
            self._wait(until)
            pieces += self._rest
            self._rest = b""
        self._rest = bytes(pieces[count:])
        return bytes(pieces[:count])

    def _wait(self, until: float) -> None:
        stdout = self._child.stdout
        assert stdout is not None  # noqa: S101 - for the types
        ready, _, _ = select.select([stdout], [], [], max(until - time.monotonic(), 0))
        more = os.read(stdout.fileno(), 1 << 16) if ready else b""
        if not more:
            raise _SilentError
        self._rest += more


def _end(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe:
            try:
                pipe.close()
            except OSError:  # what was written last is not read any more
                continue
    child.kill()
    child.wait()
