"""Whether speech was a command, on evidence of our own.

An engine's own confidence tells little: limited to a grammar it is sure of whatever it hears. Here
three searches through the same samples judge each other: the grammar of what was asked for, the
statistical model of all sentences, and a loop of all sounds, which fits anything.

* What the grammar hears counts where the statistical model hears nearly the same words, and as the
  answer to a question also where it fits the sounds as well as any other sentence does.
* What the statistical model hears counts where it is a command, word for word, with names of the
  catalogue; so do the next likeliest wordings.
* Either must fit the sounds nearly as well as sounds in any order do.
* Speech stays what it is when noise is removed from it; music and clatter become other words.
* A word or two count in answer to a question, or where the voice stands out of the noise: noise
  is heard as "what" and "up".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from rapidfuzz.distance import Levenshtein

from skill.speech.heard import Heard, Word, Wording

FRAMES = 100  # a second
NOTHING = "nothing was said"
_PAUSE_S = 0.3  # what an engine puts before the samples
_SILENT = ("<", "[", "+", "(")
# How much worse than any sounds words may fit, in thousandths of a score a frame: measured with
# six synthetic voices, which lie between -0.2 and -3.5, and talk that is no command.
_WORST = -4.2
_AGREE = 0.7  # of the words
# How much worse an answer may fit than what else could be said, to be taken for it.
_AS_WELL = 0.5
_WORST_FEW = -3.0
_FEW = 2  # words that noise is heard as
# What a voice must stand above the noise by, for a few words: asked for, and out of the blue.
_ASKED_DB, _UNASKED_DB = 6.0, 15.0
_STEADY = 0.5  # of the words that are heard with the noise removed, too
_MIDDLE = -3.5  # how well a word fits that is as likely right as wrong
_MOST_WORDINGS = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Words recognised as one, or a pause: where they begin and end, in frames, and their score.

    The score is a logarithm, 0 for the sounds that fit best.
    """

    words: tuple[str, ...]
    start: int
    end: int
    score: float

    @property
    def is_speech(self) -> bool:
        """Whether it is a word, not a pause, a breath or a noise."""
        return not self.words[0].startswith(_SILENT) and self.words[0] != "SIL"


@dataclass(frozen=True, slots=True)
class Pass:
    """All pieces of one search through the samples."""

    pieces: tuple[Piece, ...]

    @property
    def speech(self) -> tuple[Piece, ...]:
        """The pieces that are words."""
        return tuple(piece for piece in self.pieces if piece.is_speech)

    @property
    def words(self) -> tuple[str, ...]:
        """The words in a row."""
        return tuple(word for piece in self.speech for word in piece.words)

    def score(self, start: int, end: int) -> float:
        """The score between two frames, a piece's own spread evenly over it."""
        return sum(
            piece.score
            * (min(end, piece.end) - max(start, piece.start))
            / (piece.end - piece.start)
            for piece in self.pieces
            if piece.start < end and piece.end > start
        )


class Commands(Protocol):
    """What may be said at any time."""

    def accepts(self, text: str) -> bool:
        """Whether a text is a command, word for word."""
        ...


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One way to take the samples, and what speaks for it."""

    heard: Pass
    fit: float
    is_command: bool
    agreement: float


def judged(
    statistical: list[Pass],
    grammar: Pass | None,
    phones: Pass,
    commands: Commands,
    *,
    snr_db: float,
    asked: bool,
) -> Heard:
    """What was heard, by the statistical model, with and without noise, and by the grammar, if any.

    ``phones`` is the loop of all sounds; ``asked`` tells whether the shopper was asked something.
    """
    passes = [heard for heard in statistical if heard.words]
    free = statistical[0].words
    steady = Levenshtein.normalized_similarity(statistical[0].words, statistical[-1].words)
    found = [_candidate(heard, phones, free, commands) for heard in passes]
    if grammar and grammar.words:
        limited = _candidate(grammar, phones, free, None)
        if asked and limited.fit >= max((each.fit for each in found), default=_WORST) - _AS_WELL:
            limited, steady = replace(limited, agreement=1.0), 1.0
        found = [limited, *found] if limited.agreement >= _AGREE else [*found, limited]
    if not found:
        return Heard(refused=NOTHING, snr_db=snr_db)
    best = next((each for each in found if _is_right(each, grammar)), found[0])
    ranked = [best, *(each for each in found if each is not best)]
    evidence = {"fit": best.fit, "agreement": best.agreement, "is_command": float(best.is_command)}
    evidence["steady"] = steady
    return Heard(
        wordings=tuple(_once(_wording(each, phones) for each in ranked))[:_MOST_WORDINGS],
        refused=_refused(best, grammar, snr_db, steady, asked=asked),
        evidence={name: round(value, 3) for name, value in evidence.items()},
        snr_db=round(snr_db, 1),
    )


def _candidate(
    heard: Pass, phones: Pass, free: tuple[str, ...], commands: Commands | None
) -> _Candidate:
    speech = heard.speech
    fit = _fit(heard, phones, speech[0].start, speech[-1].end)
    is_command = commands is None or commands.accepts(" ".join(heard.words))
    return _Candidate(heard, fit, is_command, Levenshtein.normalized_similarity(heard.words, free))


def _fit(heard: Pass, phones: Pass, start: int, end: int) -> float:
    """How much better than any sounds it fits, in thousandths of a score a frame; mostly < 0."""
    return 1000 * (heard.score(start, end) - phones.score(start, end)) / max(end - start, 1)


def _is_right(candidate: _Candidate, grammar: Pass | None) -> bool:
    agreed = candidate.heard is not grammar or candidate.agreement >= _AGREE
    return candidate.is_command and agreed and candidate.fit >= _WORST


def _refused(
    best: _Candidate, grammar: Pass | None, snr_db: float, steady: float, *, asked: bool
) -> str | None:
    least = _ASKED_DB if asked else _UNASKED_DB
    if best.fit < _WORST:
        return "the words do not fit the sounds"
    if not _is_right(best, grammar):
        return "the words are no command"
    if steady < _STEADY:
        return "with the noise removed other words are heard"
    if len(best.heard.words) <= _FEW and (snr_db < least or (best.fit < _WORST_FEW and not asked)):
        return "a word or two stand too little above the noise"
    return None


def _wording(candidate: _Candidate, phones: Pass) -> Wording:
    words = tuple(word for piece in candidate.heard.speech for word in _words(piece, phones))
    return Wording(words, round(_sure(candidate.fit), 3))


def _words(piece: Piece, phones: Pass) -> Iterator[Word]:
    """The words of a piece, each with its share of the piece's time by its letters."""
    fit = 1000 * (piece.score - phones.score(piece.start, piece.end)) / (piece.end - piece.start)
    letters = sum(map(len, piece.words))
    seconds, at = (piece.end - piece.start) / FRAMES, piece.start / FRAMES - _PAUSE_S
    for word in piece.words:
        end = at + seconds * len(word) / letters
        yield Word(word, round(max(at, 0.0), 2), round(max(end, 0.0), 2), round(_sure(fit), 3))
        at = end


def _sure(fit: float) -> float:
    return 1 / (1 + math.exp(2 * (_MIDDLE - fit)))


def _once(wordings: Iterable[Wording]) -> Iterator[Wording]:
    texts: set[str] = set()
    for wording in wordings:
        if wording.text not in texts:
            texts.add(wording.text)
            yield wording
