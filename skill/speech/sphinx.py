"""Speech by PocketSphinx, whose model of American English comes inside its package."""

from __future__ import annotations

import math
import shutil
import tempfile
import threading
import weakref
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from interaction_models.compiler.ngram import said
from interaction_models.compiler.speech_automaton import fsg
from skill.speech import judging, sound
from skill.speech.asked import ANYTHING, Asked
from skill.speech.denoising import denoised
from skill.speech.errors import EngineMissing, ModelMissing
from skill.speech.heard import RATE_HZ, Heard
from skill.speech.judging import Pass, Question, Searches
from skill.speech.pronouncing import Dictionary
from skill.speech.sphinx_files import automaton, front_end, write_files
from skill.speech.vocabulary import Vocabulary

# The default beams lose whole sentences; the best path through a lattice costs more than it gives.
_SETTINGS = {
    "beam": 1e-70, "wbeam": 1e-50, "pbeam": 1e-70, "bestpath": False,
    "maxhmmpf": 5000, "loglevel": "FATAL",
}  # fmt: skip
# Below, taking noise out helps; above it harms.
_NOISY_DB = 22.0
# How many of the next likeliest sentences are looked at for a command.
_LIKELY = 200
_FEW = 3  # words that are heard where another thing was said
_PAUSE_S = 0.2  # before and after what is heard
_PHONES = "phones"
# The small grammar of what is said at any time, as help, which the statistical model hears badly.
_AT_ANY_TIME = Asked("yes-no")
_COMMANDS, _YES_NO = "commands", "yes_no"


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
        self._one_at_a_time = threading.Lock()  # a decoder knows one utterance

    def listen(
        self, asked: Asked = ANYTHING, *, rate_hz: int = RATE_HZ, partials: bool = True
    ) -> SphinxListening:
        """Begin an utterance: see Recognizer."""
        live = self._decoder() if partials else None
        self._prepare(asked)
        return SphinxListening(self, asked, sound.Resampler(rate_hz), live)

    def _prepare(self, asked: Asked) -> None:
        """Makes the grammar while the shopper speaks, unless another utterance is being judged."""
        if not self._one_at_a_time.acquire(blocking=False):
            return
        try:
            self._ears.grammar(self._small(asked))
        finally:
            self._one_at_a_time.release()

    def judge(self, samples: Any, asked: Asked) -> Heard:
        """What was said in the samples, floats at RATE_HZ; one thread after the other."""
        with self._one_at_a_time:
            return self._judged(samples, asked)

    def _judged(self, samples: Any, asked: Asked) -> Heard:
        where = sound.speech_in(samples)
        snr, begins_s = sound.snr_db(samples[where]), where.start / RATE_HZ - _PAUSE_S
        # The noise is told best where nobody speaks: it is weakened before silence is cut.
        is_quiet = snr >= _NOISY_DB
        audio = _audio((samples if is_quiet else denoised(samples))[where])
        ears = self._ears
        free = ears.passed(_COMMANDS, audio)
        likely = [free, *ears.likely(free, audio)]
        noisy = free if is_quiet else ears.passed(_COMMANDS, _audio(samples[where]))
        grammar = self._limited(likely[-1], asked, audio)
        searches = Searches(likely, noisy, ears.passed(_PHONES, audio), grammar)
        grammar_name, listed = asked.grammar, self._vocabulary.listed(asked)
        question = Question(grammar_name != _COMMANDS, listed, grammar_name == _YES_NO)
        return judging.judged(searches, self._vocabulary, question, snr_db=snr, begins_s=begins_s)

    def _limited(self, likely: Pass, asked: Asked, audio: bytes) -> Pass:
        """What a small grammar hears: that of the answers, or of what is said at any time.

        The latter is not searched with where a command of several words has been heard.
        """
        small = self._small(asked)
        is_long = len(likely.words) > _FEW
        if small is not asked and is_long and self._vocabulary.accepts(" ".join(likely.words)):
            return Pass(())
        return self._ears.passed(self._ears.grammar(small), audio)

    def _small(self, asked: Asked) -> Asked:
        return asked if self._vocabulary.is_small(asked) else _AT_ANY_TIME

    @cached_property
    def _ears(self) -> _Ears:
        decoder = self._decoder()
        decoder.add_allphone_file(_PHONES, None)
        return _Ears(decoder, self._vocabulary, self._dictionary, self._folder)

    def _decoder(self) -> Any:
        return _package().Decoder(
            hmm=str(self._model),
            featparams=str(front_end(self._folder, self._model)),
            dict=str(self._folder / "words.dict"),
            lmctl=str(self._folder / "commands.lmctl"),
            lmname=_COMMANDS,
            **_SETTINGS,
        )


def _audio(samples: Any) -> bytes:
    return sound.sixteen_bits(sound.in_a_room(samples, _PAUSE_S))


@dataclass
class _Ears:
    """A decoder with one front end, and the grammars it has been given."""

    decoder: Any
    vocabulary: Vocabulary
    dictionary: Dictionary
    folder: Path
    _with_choices: Asked | None = None  # what the grammar "choices" is of, the last that was made

    def grammar(self, asked: Asked) -> str:
        """The name of the grammar of the answers; it is made when it is first needed."""
        name = f"{asked.grammar} grammar" if not asked.choices else "choices"
        is_made = self._with_choices == asked if asked.choices else self.decoder.get_fsg(name)
        if not is_made:
            for word in {word for each in self.vocabulary.listed(asked) for word in each}:
                self._teach(word)
            made = fsg(self.vocabulary.grammar(asked))
            model = automaton(self.folder, made, self.decoder.logmath, _package().FsgModel)
            self.decoder.add_fsg(name, model)
            self._with_choices = asked if asked.choices else self._with_choices
        return name

    def _teach(self, word: str) -> None:
        if self.decoder.lookup_word(word) is None:
            phones = self.dictionary.ways(word) or ("AH",)
            self.decoder.add_word(word, phones[0], True)

    def likely(self, free: Pass, audio: bytes) -> list[Pass]:
        """The likeliest command among what the statistical model heard, where ``free`` is none.

        Right after that search, whose lattice of words it comes from.
        """
        if not free.words or self.vocabulary.accepts(" ".join(free.words)):
            return []
        sentences = (found.hypstr for found in islice(self.decoder.nbest(), _LIKELY) if found)
        command = next((text for text in sentences if self._is_command(text)), None)
        return [] if command is None else [self._aligned(command, audio)]

    def _is_command(self, tokens: str) -> bool:
        words = [word for token in tokens.split() for word in _words(token)]
        return self.vocabulary.accepts(" ".join(words))

    def _aligned(self, tokens: str, audio: bytes) -> Pass:
        """How tokens of the statistical model fit the samples."""
        self.decoder.set_align_text(tokens)
        return self._searched(audio)

    def passed(self, search: str, audio: bytes) -> Pass:
        """What one search makes of the samples."""
        self.decoder.activate_search(search)
        return self._searched(audio)

    def _searched(self, audio: bytes) -> Pass:
        self.decoder.start_utt()
        self.decoder.process_raw(audio, False, True)
        self.decoder.end_utt()
        if self.decoder.hyp() is None:
            return Pass(())
        return Pass(tuple(_piece(segment) for segment in self.decoder.seg()))


def _piece(segment: Any) -> judging.Piece:
    # The score comes exponentiated, against the frame's best sound; 0 is that of no sound at all.
    # That of a pause between words may hold what its language score takes away again.
    score = segment.ascore if segment.ascore <= 1 else segment.ascore * segment.lscore
    score = math.log(score) if score > 0 else 0.0
    return judging.Piece(_words(segment.word), segment.start_frame, segment.end_frame + 1, score)


def _words(token: str) -> tuple[str, ...]:
    """A token's words: "(NULL)" where a grammar enters a list, "read(2)" for another way to say."""
    return said(token if token.startswith("(") else token.partition("(")[0])[0]


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
