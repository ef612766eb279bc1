"""A wake phrase, waited for with PocketSphinx; English alone.

The phrase as a grammar of its own and a loop of all sounds hear what a voice has said since it
began; the phrase was said where it fits the sounds nearly as well as sounds in any order do.
PocketSphinx's own search for key phrases found 4 of 12 clean ones at a setting at which it heard
the phrase in 4 of 32 other sentences.
"""

from __future__ import annotations

import math
import tempfile
from collections import deque
from importlib import import_module
from pathlib import Path
from typing import Any

from skill.speech import sound
from skill.speech.endpointing import CHUNK, Endpointer
from skill.speech.errors import EngineMissing, SpeechError
from skill.speech.sphinx_files import front_end

_PHRASE, _SOUNDS = "phrase", "sounds"
_BEAMS = {"beam": 1e-70, "wbeam": 1e-50, "pbeam": 1e-70}
# How much worse than any sounds the phrase may fit, as a logarithm a frame.
_WORST = -7.0
# Frames of silence behind it: the 0.3 s that are put there, and 0.15 s of a shopper's own.
_PAUSE = 45
# Frames: slow speech takes 0.19 s a phone, music taken for the phrase 0.25 s.
_LONGEST_PHONE = 20
_CHUNKS = 62  # 2 s, in which a phrase is said
_EVERY = 4  # chunks: 0.13 s


class WakePhrase:
    """Waits for a phrase such as "hey shop".

    Raises EngineMissing, and SpeechError where a word of it is unknown to the dictionary.
    """

    def __init__(self, phrase: str, *, worst: float = _WORST) -> None:
        self._worst = worst
        self._decoder = _decoder()
        words = phrase.lower().split()
        unknown = [word for word in words if self._decoder.lookup_word(word) is None]
        if unknown or not words:
            named = " ".join(unknown) or "nothing"
            raise SpeechError(f"a wake phrase of English words is needed: {named} is not known")
        self._count = len(words)
        grammar = f"#JSGF V1.0; grammar wake; public <wake> = {' '.join(words)};"
        self._decoder.add_jsgf_string(_PHRASE, grammar)
        self._decoder.add_allphone_file(_SOUNDS, None)
        self._endpointer = Endpointer()
        self._lately: deque[Any] = deque(maxlen=_CHUNKS)
        self._since = 0

    def take(self, samples: Any) -> bool:
        """Whether the phrase has been said by the end of these samples, floats at RATE_HZ."""
        for event in self._endpointer.take(samples):
            if event.kind == "began":
                self._lately.clear()
            if event.samples is not None:
                self._lately.extend(event.samples.reshape(-1, CHUNK))
            self._since += 1
            if (self._since >= _EVERY or event.kind == "ended") and self._is_said():
                self._lately.clear()
                return True
        return False

    def _is_said(self) -> bool:
        self._since = 0
        if not self._lately:
            return False
        fit = self.fit(sound.numpy().concatenate(list(self._lately)))
        return fit is not None and fit >= self._worst

    def fit(self, samples: Any) -> float | None:
        """How much better than any sounds the phrase fits, mostly below 0; None where not at all.

        A logarithm for each frame of the phrase.
        """
        audio = sound.sixteen_bits(sound.in_a_room(samples))
        phrase = self._pieces(_PHRASE, audio)
        said = [each for each in phrase if not each[0].startswith(("<", "[", "("))]
        if len(said) < self._count:
            return None
        start, end = said[0][1], said[-1][2]
        if any(end - start > self._longest(word) for word, start, end, _ in said):
            return None  # noise and other words are stretched over a word
        if phrase[-1][2] - end < _PAUSE:
            return None  # "shop" may yet become "shopping"
        whole = sum(score for *_, score in phrase)
        loop = sum(score for *_, score in self._pieces(_SOUNDS, audio))
        # Over all frames, silence too: what was said beside the phrase must not pass for silence.
        return float((whole - loop) / max(end - start, 1))

    def _longest(self, word: str) -> int:
        """Frames that a word of the phrase may last."""
        phones = self._decoder.lookup_word(word.partition("(")[0])
        return _LONGEST_PHONE * len(phones.split())

    def _pieces(self, search: str, audio: bytes) -> list[tuple[str, int, int, float]]:
        decoder = self._decoder
        decoder.activate_search(search)
        decoder.start_utt()
        decoder.process_raw(audio, False, True)
        decoder.end_utt()
        if decoder.hyp() is None:
            return []
        # The score comes exponentiated; 0 is that of no sound at all.
        return [
            (s.word, s.start_frame, s.end_frame, math.log(s.ascore) if s.ascore > 0 else 0.0)
            for s in decoder.seg()
        ]


def _decoder() -> Any:
    try:
        package = import_module("pocketsphinx")
    except ImportError as error:
        raise EngineMissing("pocketsphinx") from error
    model = Path(package.get_model_path("en-us/en-us"))
    with tempfile.TemporaryDirectory(prefix="coster-speech-") as folder:
        params = front_end(Path(folder), model)
        return package.Decoder(
            hmm=str(model), lm=None, featparams=str(params), loglevel="FATAL", **_BEAMS
        )
