"""PocketSphinx and a synthetic voice, for tests of what is built for recognisers.

Both come with the extra ``voice``; a test that needs one is skipped where it is not installed.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from array import array
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

RATE_HZ = 16_000
_SILENCE = bytes(2 * RATE_HZ * 3 // 10)
# A stand-in for the pronunciations of words that the dictionary lacks: a phone for a letter.
_LETTERS = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
_SOUNDS = "AE B K D EH F G HH IH JH K L M N AO P K R S T AH V W S Y Z"
_PHONES = dict(zip(_LETTERS.split(), _SOUNDS.split(), strict=True))


def decoder(**settings: Any) -> Any:
    """A decoder for American English with nothing to listen for yet, silent about its work."""
    sphinx = pytest.importorskip("pocketsphinx", reason="the extra 'voice' is not installed")
    beams = {"beam": 1e-70, "wbeam": 1e-50, "pbeam": 1e-70}
    return sphinx.Decoder(
        **{"lm": None, "loglevel": "FATAL", "bestpath": False, **beams, **settings}
    )


def pronounce(sphinx: Any, words: set[str]) -> None:
    """Gives every word that the dictionary lacks a pronunciation of some kind."""
    for word in sorted(words):
        if sphinx.lookup_word(word) is None:
            sphinx.add_word(word, _sounds(sphinx, word), False)


def dictionary(folder: Path, words: Mapping[str, Iterable[str]]) -> str:
    """The path of a dictionary in which each word sounds as its parts do, one after the other."""
    sphinx = decoder()
    lines = (f"{w} {' '.join(_sounds(sphinx, p) for p in parts)}" for w, parts in words.items())
    path = folder / "words.dict"
    path.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    return str(path)


def _sounds(sphinx: Any, word: str) -> str:
    spelled = " ".join(_PHONES[letter] for letter in word if letter in _PHONES)
    return sphinx.lookup_word(word) or spelled or "AH"


def recognise(sphinx: Any, audio: bytes) -> str:
    """The words heard in 16-bit samples at RATE_HZ."""
    sphinx.start_utt()
    sphinx.process_raw(audio, False, True)
    sphinx.end_utt()
    heard = sphinx.hyp()
    return str(heard.hypstr) if heard else ""


@cache
def spoken(text: str) -> bytes:
    """The text in espeak-ng's American voice, with a moment of silence around it.

    A process of its own says it, since a voice that has spoken before sounds a little different.
    """
    pytest.importorskip("espeakng_loader", reason="the extra 'voice' is not installed")
    command = [sys.executable, __file__, text]
    return _SILENCE + subprocess.run(command, capture_output=True, check=True).stdout + _SILENCE


def _say(text: str) -> bytes:
    loader = pytest.importorskip("espeakng_loader")
    library = ctypes.CDLL(loader.get_library_path())
    synchronous, utf8 = 2, 1
    rate_hz = library.espeak_Initialize(synchronous, 0, loader.get_data_path().encode(), 0)
    samples = bytearray()

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
    def take(wave: Any, count: int, _: Any) -> int:
        samples.extend(ctypes.string_at(wave, 2 * count) if wave and count else b"")
        return 0

    library.espeak_SetSynthCallback(take)
    library.espeak_SetVoiceByName(b"en-us")
    said = text.encode()
    library.espeak_Synth(said, len(said) + 1, 0, 0, 0, utf8, None, None)
    library.espeak_Synchronize()
    return _resampled(array("h", bytes(samples)), rate_hz)


def _resampled(samples: array[int], rate_hz: int) -> bytes:
    """The samples at RATE_HZ, on straight lines between those there are."""
    step = rate_hz / RATE_HZ
    places = (number * step for number in range(int((len(samples) - 1) / step)))
    between = (
        (1 - place % 1) * samples[int(place)] + (place % 1) * samples[int(place) + 1]
        for place in places
    )
    return array("h", (round(value) for value in between)).tobytes()


if __name__ == "__main__":
    sys.stdout.buffer.write(_say(sys.argv[1]))
