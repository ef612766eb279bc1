"""The process that speaks: pyttsx3 with espeak-ng, asked over its input, heard over its output.

Run as a program, and imports nothing of the project. A line of JSON comes in: ``text``, ``voice``
and ``words_a_minute``. A line of JSON goes out, ``{"bytes": n, "rate_hz": …}`` followed by n bytes
of samples of 16 bits, or ``{"error": …}``. The first line that goes out tells that the library is
there.

The library knows one voice at a time, is never unloaded, and pyttsx3 has hung on a second utterance
with some drivers (its issue 126): a process can be ended and started again.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from importlib import import_module
from typing import Any, BinaryIO

# What pyttsx3 looks for first on Linux; it finds what has been loaded under that name before.
_LIBRARY = "libespeak-ng.so.1"
_PIECE_MS = 1000


def load_library() -> None:
    """Makes espeak-ng's library known to the process: the system's, else espeakng-loader's.

    Raises ImportError where there is neither.
    """
    try:
        ctypes.CDLL(_LIBRARY)
    except OSError:
        loader = import_module("espeakng_loader")
        os.environ["ESPEAK_DATA_PATH"] = str(loader.get_data_path())
        ctypes.CDLL(str(loader.get_library_path()), mode=ctypes.RTLD_GLOBAL)


class Voice:
    """espeak-ng by pyttsx3, in the mode in which it has spoken when it returns.

    pyttsx3 itself has the library speak in a thread and waits for its report of the end; now and
    then that stops the next utterance instead: of 3,600 on a busy computer 79 were saved without a
    sample. So its driver sets the voice and its pace, and its binding is asked for the samples.
    """

    def __init__(self) -> None:
        self._library: Any = import_module("pyttsx3.drivers._espeak")
        driver: Any = import_module("pyttsx3.drivers.espeak").EspeakDriver
        mode = self._library.AUDIO_OUTPUT_SYNCHRONOUS
        self._rate_hz = int(self._library.Initialize(mode, _PIECE_MS))
        if self._rate_hz < 0:
            raise RuntimeError("espeak-ng finds no voices")
        driver._moduleInitialized, driver._defaultVoice = True, "gmw/en"
        # The engine itself would queue what is set, and drop the error of a voice it has not.
        self._driver = import_module("pyttsx3").init("espeak").proxy._driver
        self._samples = bytearray()
        self._library.SetSynthCallback(self._take)

    def spoken(self, text: str, voice: str, words_a_minute: int) -> tuple[bytes, int]:
        """The samples, and how many there are a second. Raises ValueError for an unknown voice."""
        try:
            self._driver.setProperty("voice", voice)
        except ValueError as error:
            raise ValueError(f"it has no voice {voice!r}") from error
        self._driver.setProperty("rate", words_a_minute)
        self._samples.clear()
        flags = self._library.CHARS_UTF8 | self._library.ENDPAUSE
        self._library.Synth(text.encode(), flags=flags)
        return bytes(self._samples), self._rate_hz

    def _take(self, samples: Any, count: int, _: Any) -> int:
        self._samples += ctypes.string_at(samples, 2 * count) if count else b""
        return 0


def main() -> None:
    """Speaks what is asked for until nothing more comes in."""
    # Whatever a library prints must not get between the samples.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        load_library()
        voice = Voice()
    except Exception as error:
        _answer(out, {"error": str(error)})
        return
    _answer(out, {"ready": True})
    for line in sys.stdin.buffer:
        try:
            samples, rate_hz = voice.spoken(**json.loads(line))
        except Exception as error:
            _answer(out, {"error": str(error)})
        else:
            _answer(out, {"bytes": len(samples), "rate_hz": rate_hz}, samples)


def _answer(out: BinaryIO, header: dict[str, Any], samples: bytes = b"") -> None:
    out.write(json.dumps(header).encode() + b"\n" + samples)
    out.flush()


if __name__ == "__main__":
    main()
