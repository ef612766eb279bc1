"""Speech by PocketSphinx, whose model of American English comes inside its package."""

from __future__ import annotations

import math
import shutil
import tempfile
import weakref
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from interaction_models.compiler.ngram import said
from interaction_models.compiler.speech_automaton import fsg
from skill.speech import judging, sound
from skill.speech.asked import ANYTHING, Asked
from skill.speech.errors import EngineMissing, ModelMissing
from skill.speech.heard import RATE_HZ, Heard
from skill.speech.judging import Pass
from skill.speech.pronouncing import Dictionary
from skill.speech.sphinx_files import automaton, front_end, write_files
from skill.speech.vocabulary import Vocabulary

# The default beams lose whole sentences; the best path through a lattice costs more than it gives.
_SETTINGS = {"beam": 1e-70, "wbeam": 1e-50, "pbeam": 1e-70, "bestpath": False, "loglevel": "FATAL"}
# Below, the front end's removal of noise helps; above it harms.
_NOISY_DB = 22.0
_PHONES = "phones"
# The small grammar of what is said at any time, as help, which the statistical model hears badly.
_AT_ANY_TIME = Asked("yes-no")
_COMMANDS = "commands"


@cache
def _package() -> Any:
    try:
        return import_module("pocketsphinx")
    except ImportError as error:
        raise EngineMissing("pocketsphinx") from error


class Sphinx:
    """Hears English, limited to a vocabulary. Raises EngineMissing, ModelMissing, ModelBroken."""

    engine = "pocketsphinx"

    def __init__(self, vocabulary: Vocabulary, model: Path | None = None) -> None:
        if vocabulary.language != "en":
            raise ModelMissing(f"pocketsphinx brings no model for {vocabulary.language!r}")
        package = _package()
        self._vocabulary = vocabulary
        self._model = model or Path(package.get_model_path("en-us/en-us"))
        words = Path(package.get_model_path("en-us/cmudict-en-us.dict"))
        self._dictionary = Dictionary(words)
        self._folder = Path(tempfile.mkdtemp(prefix="coster-speech-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        write_files(self._folder, vocabulary, self._dictionary)

    def listen(
        self, asked: Asked = ANYTHING, *, rate_hz: int = RATE_HZ, partials: bool = True
    ) -> SphinxListening:
        """Begin an utterance: see Recognizer."""
        live = self._decoder(removes_noise=False) if partials else None
        return SphinxListening(self, asked, sound.Resampler(rate_hz), live)

    def judge(self, samples: Any, asked: Asked) -> Heard:
        """What was said in the samples, floats at RATE_HZ."""
        snr = sound.snr_db(samples)
        both = (self._noisy, self._quiet) if snr < _NOISY_DB else (self._quiet, self._noisy)
        ears, others = both
        audio = sound.sixteen_bits(sound.in_a_room(samples))
        statistical = [each.passed(_COMMANDS, audio) for each in (ears, others)]
        phones = ears.passed(_PHONES, audio)
        small = asked if self._vocabulary.is_small(asked) else _AT_ANY_TIME
        grammar = ears.passed(ears.grammar(small), audio)
        is_answer = asked.grammar != _COMMANDS
        return judging.judged(
            statistical, grammar, phones, self._vocabulary, snr_db=snr, asked=is_answer
        )

    @cached_property
    def _quiet(self) -> _Ears:
        return self._ears(removes_noise=False)

    @cached_property
    def _noisy(self) -> _Ears:
        return self._ears(removes_noise=True)

    def _ears(self, *, removes_noise: bool) -> _Ears:
        decoder = self._decoder(removes_noise=removes_noise)
        decoder.add_allphone_file(_PHONES, None)
        return _Ears(decoder, self._vocabulary, self._dictionary, self._folder)

    def _decoder(self, *, removes_noise: bool) -> Any:
        params = front_end(self._folder, self._model, removes_noise=removes_noise)
        return _package().Decoder(
            hmm=str(self._model),
            featparams=str(params),
            dict=str(self._folder / "words.dict"),
            lmctl=str(self._folder / "commands.lmctl"),
            lmname=_COMMANDS,
            **_SETTINGS,
        )


@dataclass
class _Ears:
    """A decoder with one front end, and the grammars it has been given."""

    decoder: Any
    vocabulary: Vocabulary
    dictionary: Dictionary
    folder: Path

    def grammar(self, asked: Asked) -> str:
        """The name of the grammar of the answers; it is made when it is first needed."""
        name = f"{asked.grammar} grammar" if not asked.choices else "choices"
        if asked.choices or self.decoder.get_fsg(name) is None:
            for word in {word for each in self.vocabulary.listed(asked) for word in each}:
                self._teach(word)
            made = fsg(self.vocabulary.grammar(asked))
            model = automaton(self.folder, made, self.decoder.logmath, _package().FsgModel)
            self.decoder.add_fsg(name, model)
        return name

    def _teach(self, word: str) -> None:
        if self.decoder.lookup_word(word) is None:
            phones = self.dictionary.ways(word) or ("AH",)
            self.decoder.add_word(word, phones[0], True)

    def passed(self, search: str, audio: bytes) -> Pass:
        """What one search makes of the samples."""
        self.decoder.activate_search(search)
        self.decoder.start_utt()
        self.decoder.process_raw(audio, False, True)
        self.decoder.end_utt()
        if self.decoder.hyp() is None:
            return Pass(())
        return Pass(tuple(_piece(segment) for segment in self.decoder.seg()))


def _piece(segment: Any) -> judging.Piece:
    # The score comes exponentiated, against the frame's best sound; 0 is that of no sound at all.
    score = math.log(segment.ascore) if segment.ascore > 0 else 0.0
    word = segment.word  # "(NULL)" where a grammar enters a list, "read(2)" for another way to say
    words, _ = said(word if word.startswith("(") else word.partition("(")[0])
    return judging.Piece(words, segment.start_frame, segment.end_frame + 1, score)


class SphinxListening:
    """One utterance as it is heard: the words so far by the statistical model alone."""

    def __init__(
        self, owner: Sphinx, asked: Asked, resampler: sound.Resampler, live: Any | None
    ) -> None:
        self._owner, self._asked, self._resampler, self._live = owner, asked, resampler, live
        self._taken: list[Any] = []
        if live:
            live.start_utt()

    def hear(self, samples: bytes) -> str:
        """See Listening."""
        taken = self._resampler.take(sound.floats(samples))
        self._taken.append(taken)
        if self._live is None or not len(taken):
            return ""
        noisy = taken + sound.room_noise(len(taken))
        self._live.process_raw(sound.sixteen_bits(noisy), False, False)
        found = self._live.hyp()
        tokens = found.hypstr.split() if found else []
        return " ".join(word for token in tokens for word in said(token)[0])

    def finish(self) -> Heard:
        """See Listening."""
        if self._live:
            self._live.end_utt()
        np = sound.numpy()
        self._taken.append(self._resampler.take(np.zeros(0, "float32"), last=True))
        samples = np.concatenate(self._taken)
        if not len(samples):
            return Heard(refused=judging.NOTHING)
        return self._owner.judge(samples, self._asked)
