"""Speech by Vosk, with a model in a folder."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from interaction_models.compiler.phrase_list import UNKNOWN
from skill.speech import sound
from skill.speech.asked import ANYTHING, Asked
from skill.speech.errors import EngineMissing, ModelBroken
from skill.speech.heard import RATE_HZ, Heard, Word, Wording
from skill.speech.vocabulary import Vocabulary

# Without one of each the library ends the whole program instead of raising an error.
_NEEDED = ({"am/final.mdl", "final.mdl"}, {"conf/mfcc.conf", "mfcc.conf"})
_TAKES_PHRASES = ("graph/HCLr.fst", "HCLr.fst")
# How much worse a second of a command may score in the limited search than in the free one. The
# shared Korean command comes to +9; other talk, and all three recordings backwards, to -5 and less.
_WORST = -3.0
_MOST_WORDINGS = 3
_PAUSE_S = 0.3
_NOTHING = "nothing was said"


@cache
def _package() -> Any:
    try:
        package = import_module("vosk")
    except ImportError as error:
        raise EngineMissing("vosk") from error
    package.SetLogLevel(-1)
    return package


class Vosk:
    """Hears a model's language: limited to a vocabulary, or anything without one.

    Raises EngineMissing, ModelBroken.
    """

    engine = "vosk"

    def __init__(self, model: Path, vocabulary: Vocabulary | None = None) -> None:
        check_model(model)
        self._model = _package().Model(str(model))
        limits = any((model / name).is_file() for name in _TAKES_PHRASES)
        self._vocabulary = vocabulary if limits else None

    def listen(
        self, asked: Asked = ANYTHING, *, rate_hz: int = RATE_HZ, partials: bool = True
    ) -> VoskListening:
        """Begin an utterance: see Recognizer."""
        phrases = self._known(asked) if self._vocabulary else None
        live = self._recognizer(phrases) if partials else None
        return VoskListening(self, phrases, sound.Resampler(rate_hz), live)

    def judge(self, samples: Any, phrases: list[str] | None) -> Heard:
        """What was said in the samples, floats at RATE_HZ, limited to the phrases if any."""
        # The last words are lost where the samples end with them.
        audio = sound.sixteen_bits(sound.in_a_room(samples, _PAUSE_S))
        free = self._result(None, audio)
        limited = self._result(phrases, audio) if phrases else None
        return judged(limited, free, len(samples) / RATE_HZ, sound.snr_db(samples))

    def _result(self, phrases: list[str] | None, audio: bytes) -> Mapping[str, Any]:
        """What one search makes of all samples; at once, since pauses would part its score."""
        recognizer = self._recognizer(phrases)
        ended = recognizer.AcceptWaveform(audio)
        text = recognizer.Result() if ended else recognizer.FinalResult()
        found: Mapping[str, Any] = json.loads(text)
        return found

    def knows(self, word: str) -> bool:
        """Whether the model has a word; it cannot hear others."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def _known(self, asked: Asked) -> list[str]:
        """The phrases whose words the model has: it would leave the words of others out."""
        phrases = self._vocabulary.phrases(asked) if self._vocabulary else []
        known = {word: self.knows(word) for phrase in phrases for word in phrase.split()}
        kept = [phrase for phrase in phrases if all(known[word] for word in phrase.split())]
        return [*kept, UNKNOWN]

    def _recognizer(self, phrases: list[str] | None) -> Any:
        limits = [json.dumps(phrases, ensure_ascii=False)] if phrases else []
        made = _package().KaldiRecognizer(self._model, RATE_HZ, *limits)
        made.SetWords(True)
        made.SetMaxAlternatives(_MOST_WORDINGS)
        return made


def check_model(path: Path) -> None:
    """Raises ModelBroken where a folder is no model."""
    for names in _NEEDED:
        if not any((path / name).is_file() and (path / name).stat().st_size for name in names):
            raise ModelBroken(f"{path}: no Vosk model, {' or '.join(sorted(names))} is missing")


class VoskListening:
    """One utterance as it is heard: the words so far, and all samples for the judgement."""

    def __init__(
        self, owner: Vosk, phrases: list[str] | None, resampler: sound.Resampler, live: Any | None
    ) -> None:
        self._owner, self._phrases, self._resampler, self._live = owner, phrases, resampler, live
        self._taken: list[Any] = []
        self._before: list[str] = []

    def hear(self, samples: bytes) -> str:
        """See Listening."""
        taken = self._resampler.take(sound.floats(samples))
        self._taken.append(taken)
        if self._live is None:
            return ""
        if self._live.AcceptWaveform(sound.sixteen_bits(taken)):
            self._before.append(_alternatives(json.loads(self._live.Result()))[0]["text"])
        # Right after a pause, the library answers with an empty result instead.
        so_far = json.loads(self._live.PartialResult()).get("partial", "")
        return " ".join(part for part in (*self._before, so_far) if part)

    def finish(self) -> Heard:
        """See Listening."""
        np = sound.numpy()
        self._taken.append(self._resampler.take(np.zeros(0, "float32"), last=True))
        samples = np.concatenate(self._taken)
        if not len(samples):
            return Heard(refused=_NOTHING)
        return self._owner.judge(samples, self._phrases)


def judged(
    limited: Mapping[str, Any] | None, free: Mapping[str, Any], seconds: float, snr_db: float
) -> Heard:
    """What was heard, by the results of both searches.

    The limited one's own confidence is near 1 whatever was said (alphacep/vosk-api #741), so its
    score stands against that of the free one, which fits anything.
    """
    found = _alternatives(free if limited is None else limited)
    best = found[0]["confidence"]
    against = (best - _alternatives(free)[0]["confidence"]) / seconds
    sure = 1 / (1 + math.exp(_WORST - against))
    every = (_wording(each, sure * math.exp(min(each["confidence"] - best, 0.0))) for each in found)
    wordings = tuple(wording for wording in every if wording.words)
    if not wordings:
        return Heard(refused=_NOTHING, snr_db=round(snr_db, 1))
    known = any(word.text != UNKNOWN for word in wordings[0].words)
    refused = None if known and against >= _WORST else "the words are no command"
    return Heard(wordings, refused, {"against_anything": round(against, 2)}, round(snr_db, 1))


def _alternatives(result: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return result.get("alternatives") or [{"text": "", "confidence": 0.0}]


def _wording(alternative: Mapping[str, Any], sure: float) -> Wording:
    words = (
        Word(
            word["word"],
            max(round(word["start"] - _PAUSE_S, 2), 0.0),
            max(round(word["end"] - _PAUSE_S, 2), 0.0),
            round(sure, 3),
        )
        for word in alternative.get("result", ())
    )
    return Wording(tuple(words), round(sure, 3))
