"""Whether speech was a command, on evidence of our own.

An engine's own confidence tells little: limited to a grammar it is sure of whatever it hears. Here
three searches through the same samples judge each other: the grammar of what was asked for, the
statistical model of all sentences, and a loop of all sounds, which fits anything.

* What the grammar hears counts where the statistical model hears nearly the same words, and as the
  answer to a question also where it fits the sounds about as well as any other sentence does.
* What the statistical model hears counts where it is a command, word for word, with names of the
  catalogue; so does the likeliest command among what it nearly heard.
* Either must fit the sounds nearly as well as sounds in any order do, and last as long as speech.
* What the statistical model hears in noise stays much the same when the noise is weakened.
* A word or two count where the voice stands out of the noise: that is heard as "what" and "up".
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from rapidfuzz.distance import Levenshtein

from skill.speech.heard import Heard, Word, Wording

FRAMES = 100  # a second
NOTHING = "nothing was said"
_SILENT = ("<", "[", "+", "(")
# How much worse than any sounds words may fit, in thousandths of a score a frame: measured with
# six synthetic voices, which lie between -0.2 and -3.5, and talk that is no command.
_WORST = -4.2
_AGREE = 0.7  # of the words
# How much worse an answer may fit than what else could be said, to be taken for it.
_AS_WELL = 0.5
_NEARLY_AS_WELL = 2.0  # for a name that was just listed
# The same where nothing else that was heard is a command, for as many words.
_NEARLY, _SHORT_ANSWER = 4.0, 3
_COVERED = 0.8  # of the time that speech takes
_WORST_FEW = -3.0
_FEW = 2  # words that noise is heard as
# What a voice must stand above the noise by, for a few words: asked for, and out of the blue.
_ASKED_DB, _UNASKED_DB = 12.0, 15.0
_STEADY = 0.4  # of the words that are heard with the noise weakened, too
_MIDDLE = -6.0  # how well a word fits that is as likely right as wrong
_MOST_WORDINGS = 3
_SHARE_OF_OTHERS = 0.3  # what another wording is taken to be as likely as the best


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


@dataclass(frozen=True, slots=True)
class Searches:
    """What each search made of the samples.

    ``likely`` is the statistical model's likeliest sentence, and its likeliest command where that
    is another; ``noisy`` its likeliest sentence where no noise was taken out. ``phones`` is the
    loop of all sounds, ``grammar`` the small grammar.
    """

    likely: list[Pass]
    noisy: Pass
    phones: Pass
    grammar: Pass


@dataclass(frozen=True, slots=True)
class Question:
    """Whether the shopper was asked something, and the names that were listed, in words.

    ``is_grave`` tells that a yes may spend money: nothing less likely is taken for the answer.
    """

    is_asked: bool
    listed: Collection[tuple[str, ...]] = ()
    is_grave: bool = False


def judged(
    searches: Searches, commands: Commands, question: Question, *, snr_db: float, begins_s: float
) -> Heard:
    """What was heard; ``begins_s`` is where the first frame lies in the recording, in seconds."""
    free, phones, grammar = searches.likely[0].words, searches.phones, searches.grammar
    found = [_candidate(each, phones, free, commands) for each in searches.likely if each.words]
    if not found:
        return Heard(refused=NOTHING, snr_db=round(snr_db, 1))
    # What is aligned afterwards fits better than what is found.
    found = [replace(each, fit=min(each.fit, found[0].fit)) for each in found]
    if grammar.words and _lasts_as_long(grammar, searches.likely[0]):
        limited = _candidate(grammar, phones, free, None)
        if question.is_asked and _is_answer(limited, found, question):
            limited = replace(limited, agreement=1.0)
        found = [limited, *found] if limited.agreement >= _AGREE else [*found, limited]
    best = next((each for each in found if _is_right(each)), found[0])
    ranked = [best, *(each for each in found if each is not best)]
    evidence = {"fit": best.fit, "agreement": best.agreement, "is_command": float(best.is_command)}
    others = free if best.heard is grammar else searches.noisy.words
    evidence["steady"] = Levenshtein.normalized_similarity(free, others)
    return Heard(
        wordings=tuple(_once(_wordings(ranked, phones, begins_s)))[:_MOST_WORDINGS],
        refused=_refused(best, evidence["steady"], snr_db, asked=question.is_asked),
        evidence={name: round(value, 3) for name, value in evidence.items()},
        snr_db=round(snr_db, 1),
    )


def _is_answer(limited: _Candidate, found: list[_Candidate], question: Question) -> bool:
    """Whether the grammar of the answers fits well enough beside what else could be said."""
    behind = max(each.fit for each in found) - limited.fit
    if behind <= (_NEARLY_AS_WELL if limited.heard.words in question.listed else _AS_WELL):
        return True
    if question.is_grave or any(each.is_command for each in found):
        return False
    return len(limited.heard.words) <= _SHORT_ANSWER and behind <= _NEARLY


def _lasts_as_long(grammar: Pass, free: Pass) -> bool:
    """Whether a grammar has words for most of what was said, not for its beginning alone."""
    spans = [heard.speech[-1].end - heard.speech[0].start for heard in (grammar, free)]
    return spans[0] >= _COVERED * spans[1]


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


def _is_right(candidate: _Candidate) -> bool:
    return candidate.is_command and candidate.agreement >= _AGREE and candidate.fit >= _WORST


def _refused(best: _Candidate, steady: float, snr_db: float, *, asked: bool) -> str | None:
    least = _ASKED_DB if asked else _UNASKED_DB
    if best.fit < _WORST:
        return "the words do not fit the sounds"
    if not _is_right(best):
        return "the words are no command"
    if steady < _STEADY:
        return "with the noise weakened other words are heard"
    if len(best.heard.words) <= _FEW and (snr_db < least or (best.fit < _WORST_FEW and not asked)):
        return "a word or two stand too little above the noise"
    return None


def _wordings(ranked: Iterable[_Candidate], phones: Pass, begins_s: float) -> Iterator[Wording]:
    share = 1.0
    for each in ranked:
        pieces = each.heard.speech
        words = tuple(word for piece in pieces for word in _words(piece, phones, begins_s))
        yield Wording(words, round(share * _sure(each.fit), 3))
        share = _SHARE_OF_OTHERS


def _words(piece: Piece, phones: Pass, begins_s: float) -> Iterator[Word]:
    """The words of a piece, each with its share of the piece's time by its letters."""
    fit = 1000 * (piece.score - phones.score(piece.start, piece.end)) / (piece.end - piece.start)
    letters = sum(map(len, piece.words))
    seconds, at = (piece.end - piece.start) / FRAMES, begins_s + piece.start / FRAMES
    for word in piece.words:
        end = at + seconds * len(word) / letters
        yield Word(word, round(max(at, 0.0), 2), round(max(end, 0.0), 2), round(_sure(fit), 3))
        at = end


def _sure(fit: float) -> float:
    return 1 / (1 + math.exp(_MIDDLE - fit))


def _once(wordings: Iterable[Wording]) -> Iterator[Wording]:
    texts: set[str] = set()
    for wording in wordings:
        if wording.text not in texts:
            texts.add(wording.text)
            yield wording
