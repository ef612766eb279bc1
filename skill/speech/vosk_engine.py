"""Speech by Vosk, with a model in a folder."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from interaction_models.compiler.phrase_list import UNKNOWN
from interaction_models.compiler.speech_automaton import accepts
from skill.speech import sound
from skill.speech.asked import ANYTHING, Asked
from skill.speech.errors import EngineMissing
from skill.speech.heard import RATE_HZ, Heard, Word, Wording
from skill.speech.stand_ins import StandIns, english_sounds
from skill.speech.vocabulary import Vocabulary
from skill.speech.vosk_check import check_loads, takes_phrases

# How much worse a second of a command may score in the limited search than in the free one. The
# shared Korean command comes to +9; other talk, and all three recordings backwards, to -5 and less.
_WORST = -3.0
# How far the loudest tenth must stand above the quietest: noise comes to 1, speech in as much noise
# to 9.
_FAINTEST_DB = 3.0
_MOST_WORDINGS = 3
_PAUSE_S = 0.3
_NOTHING = "nothing was said"
_MOST_KEPT = 50  # lists of phrases

# What words heard mean: each with how many of them it stands for.
Meant = Callable[[Sequence[str]], list[tuple[str, int]]]


@cache
def _package() -> Any:
    try:
        package = import_module("vosk")
    except ImportError as error:
        raise EngineMissing("vosk") from error
    package.SetLogLevel(-1)
    return package


@dataclass(frozen=True, slots=True)
class Limits:
    """What an utterance is limited to: ``phrases`` as they are meant, ``known`` as Vosk has them.

    ``left_out`` are the phrases with a word that nothing known can stand for.
    """

    phrases: frozenset[str]
    known: str
    left_out: tuple[str, ...]


class Vosk:
    """Hears a model's language: limited to a vocabulary, or anything without one.

    One model serves several utterances at once. Raises EngineMissing, ModelBroken.
    """

    engine = "vosk"

    def __init__(
        self,
        model: Path,
        vocabulary: Vocabulary | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        check_loads(model, environment)
        self._model = _package().Model(str(model))
        self._takes_phrases = takes_phrases(model)
        self._limit_to(vocabulary)

    def limited_to(self, vocabulary: Vocabulary | None) -> Vosk:
        """The same model with other words, as when a catalogue has changed; nothing is loaded."""
        other = copy(self)
        other._limit_to(vocabulary)
        return other

    def _limit_to(self, vocabulary: Vocabulary | None) -> None:
        self._vocabulary = vocabulary if self._takes_phrases else None
        english = vocabulary is not None and vocabulary.language == "en"
        self._stand_ins = StandIns(self.knows, english_sounds() if english else None)
        self._limits: dict[Asked, Limits] = {}

    def listen(
        self, asked: Asked = ANYTHING, *, rate_hz: int = RATE_HZ, partials: bool = True
    ) -> VoskListening:
        """Begin an utterance: see Recognizer."""
        resampler = sound.Resampler(rate_hz)
        limits = self.limits(asked)
        limited = self._recognizer(limits.known) if limits else None
        meant = partial(self._meant, limits)
        judge = partial(judged, meant=meant, is_command=partial(self._is_command, asked))
        free = self._recognizer()
        return VoskListening(resampler, limited, free, meant, judge, partials=partials)

    def knows(self, word: str) -> bool:
        """Whether the model has a word; it cannot hear others."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def limits(self, asked: Asked) -> Limits | None:
        """The phrases that an answer is limited to; None where it may be anything."""
        if self._vocabulary is None:
            return None
        if asked not in self._limits:
            # What was just listed makes many of them: the grammars' own are few.
            if len(self._limits) > _MOST_KEPT:
                self._limits.clear()
            # Whatever was asked, a shopper may want something else.
            phrases = self._vocabulary.phrases(asked) + self._vocabulary.phrases(ANYTHING)
            self._limits[asked] = self._made(list(dict.fromkeys(phrases)))
        return self._limits[asked]

    def _made(self, phrases: Sequence[str]) -> Limits:
        taken = frozenset(word for phrase in phrases for word in phrase.split())
        wanted = [phrase for phrase in phrases if phrase != UNKNOWN]
        known = {phrase: self._stand_ins.known(phrase, taken) for phrase in wanted}
        heard = [*dict.fromkeys(place for place in known.values() if place)]
        # Some models lack it, and warn; without any phrase at all the library ends the program.
        if not heard or self.knows(UNKNOWN):
            heard.append(UNKNOWN)
        left_out = tuple(phrase for phrase, place in known.items() if not place)
        return Limits(frozenset(phrases), json.dumps(heard, ensure_ascii=False), left_out)

    def _is_command(self, asked: Asked, text: str) -> bool:
        """Whether a text is an answer or a command, word for word: the search mixes phrases."""
        words = self._vocabulary
        return words is None or any(
            accepts(words.grammar(each), text) for each in {asked, ANYTHING}
        )

    def _meant(self, limits: Limits | None, words: Sequence[str]) -> list[tuple[str, int]]:
        """What the words heard mean: each with how many of them it stands for."""
        if limits is None or " ".join(words) in limits.phrases:
            return [(word, 1) for word in words]
        return self._stand_ins.as_meant(words)

    def _recognizer(self, known: str | None = None) -> Any:
        made = _package().KaldiRecognizer(self._model, RATE_HZ, *([known] if known else []))
        made.SetWords(True)
        made.SetMaxAlternatives(_MOST_WORDINGS)
        return made


class VoskListening:
    """One utterance: both searches go on while it is said, so that little is left to do after."""

    def __init__(
        self, resampler: sound.Resampler, limited: Any | None, free: Any, meant: Meant,
        judge: Callable[..., Heard], *, partials: bool,
    ) -> None:  # fmt: skip
        self._resampler, self._limited, self._free = resampler, limited, free
        self._meant, self._judge, self._partials = meant, judge, partials
        self._taken: list[Any] = []

    def hear(self, samples: bytes) -> str:
        """See Listening."""
        taken = self._resampler.take(sound.floats(samples))
        if not self._taken:
            self._accept(_pause())
        self._taken.append(taken)
        self._accept(taken)
        if not self._partials:
            return ""
        # At a pause the library would begin anew, but not where its result is not asked for.
        best = json.loads((self._limited or self._free).PartialResult()).get("partial", "")
        return " ".join(word for word, _ in self._meant(best.split()) if word != UNKNOWN)

    def finish(self) -> Heard:
        """See Listening."""
        np = sound.numpy()
        rest = self._resampler.take(np.zeros(0, "float32"), last=True)
        samples = np.concatenate([*self._taken, rest])
        if not len(samples):
            return Heard(refused=_NOTHING)
        # The last words are lost where the samples end with them.
        self._accept(np.concatenate([rest, _pause()]))
        free = json.loads(self._free.FinalResult())
        limited = json.loads(self._limited.FinalResult()) if self._limited else None
        seconds = len(samples) / RATE_HZ
        return self._judge(limited, free, seconds, sound.snr_db(samples))

    def _accept(self, samples: Any) -> None:
        """Gives both searches the samples, in the faint noise of a quiet room."""
        audio = sound.sixteen_bits(samples + sound.room_noise(len(samples)))
        for search in (self._free, self._limited):
            if search is not None:
                search.AcceptWaveform(audio)


def judged(
    limited: Mapping[str, Any] | None,
    free: Mapping[str, Any],
    seconds: float,
    snr_db: float,
    meant: Meant,
    is_command: Callable[[str], bool],
) -> Heard:
    """What was heard, by the results of both searches.

    The limited one's own confidence is near 1 whatever was said (alphacep/vosk-api #741), so its
    score stands against that of the free one, which fits anything. It must be a command word for
    word, too, and a voice must stand out of the noise.
    """
    found = _alternatives(free if limited is None else limited)
    best = found[0]["confidence"]
    against = (best - _alternatives(free)[0]["confidence"]) / seconds
    sure = 1 / (1 + math.exp(_WORST - against))
    every = (
        _wording(each, sure * math.exp(min(each["confidence"] - best, 0.0)), meant)
        for each in found
    )
    wordings = tuple(wording for wording in every if wording.words)
    if not wordings:
        return Heard(refused=_NOTHING, snr_db=round(snr_db, 1))
    whole = [wording for wording in wordings if is_command(wording.text)]
    wordings = (*whole, *(each for each in wordings if each not in whole))
    evidence = {"against_anything": round(against, 2), "is_command": float(bool(whole))}
    refused = None if whole and against >= _WORST else "the words are no command"
    if snr_db < _FAINTEST_DB:
        refused = "no voice stands out of the noise"
    return Heard(wordings, refused, evidence, round(snr_db, 1))


def _alternatives(result: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return result.get("alternatives") or [{"text": "", "confidence": 0.0}]


def _wording(alternative: Mapping[str, Any], sure: float, meant: Meant) -> Wording:
    """The words of an alternative, as they are meant, with the times of those that were heard."""
    heard = alternative.get("result", ())
    words: list[Word] = []
    at = 0
    for text, number in meant([word["word"] for word in heard]):
        start_s, end_s = heard[at]["start"], heard[at + number - 1]["end"]
        at += number
        words.append(Word(text, _time(start_s), _time(end_s), round(sure, 3)))
    return Wording(tuple(words), round(sure, 3))


def _time(seconds: float) -> float:
    return max(round(seconds - _PAUSE_S, 2), 0.0)


def _pause() -> Any:
    return sound.numpy().zeros(int(_PAUSE_S * RATE_HZ), dtype="float32")
