"""Where one command of an utterance may end and the next begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interaction_models import Speech
from interaction_models.normalizer import Normalizer
from skill.understanding.products import ProductPhrases


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an utterance, and the word that joins it to the one before, if one does."""

    text: str
    joint: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was said before a correction, its mark, and what was said after it."""

    before: str
    mark: str
    after: str


class Pieces:
    """Takes utterances of one locale apart."""

    def __init__(self, products: ProductPhrases, normalizer: Normalizer) -> None:
        speech = normalizer.speech
        joints = _alternatives((*speech.joins, *speech.conjunctions))
        self._products, self._clauses = products, normalizer.clauses
        self._joint = re.compile(rf"\s*\b({joints})\s")
        self._aside = re.compile(rf"\s(?:{_alternatives(speech.asides)})\b.*")
        self._correction = re.compile(rf"\s({_alternatives(speech.corrections)})\s")
        self._second = _second(speech)

    def apart(self, text: str) -> list[Piece]:
        """The pieces between the marks and the joining words of a text, without asides."""
        return [piece for clause in self._clauses(text) for piece in self._of_clause(clause)]

    def corrections(self, said: str) -> Iterator[Correction]:
        """The places where a normalised text may be corrected, from its start."""
        for found in self._correction.finditer(said):
            before, after = said[: found.start()].strip(), said[found.end() :].strip()
            if before and after:
                yield Correction(before, found[1], after)

    def holds_more(self, name: str) -> bool:
        """Whether a product's name holds a second command, an aside or a correction."""
        return any(p.search(f" {name} ") for p in (self._second, self._correction))

    def joins(self, name: str) -> bool:
        """Whether a product's name holds a word that may join two."""
        return self._joint.search(f"{name} ") is not None

    def _of_clause(self, clause: str) -> Iterator[Piece]:
        text = self._aside.sub("", clause) + " "
        at, mark = 0, ""
        for found in self._joint.finditer(text):
            if self._within_name(text, found):
                continue
            if said := text[at : found.start()].strip():
                yield Piece(said, mark)
            at, mark = found.end(), found[1]
        if said := text[at:].strip() or mark:
            yield Piece(said, mark)

    def _within_name(self, text: str, joint: re.Match[str]) -> bool:
        """Whether names of the catalogue have the word between its neighbours."""
        before, after = text[: joint.start()].split(), text[joint.end() :].split()
        return bool(before and after) and self._products.within_name(before[-1], joint[1], after[0])


def together(pieces: list[Piece]) -> str:
    """Pieces as they were said, without what joins the first to what came before it."""
    first, *rest = pieces
    return " ".join([first.text, *(f"{piece.joint} {piece.text}".strip() for piece in rest)])


def _alternatives(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first; one for nothing where there are none."""
    longest_first = sorted(dict.fromkeys(phrases), key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or "(?!)"


def _second(speech: Speech) -> re.Pattern[str]:
    """Where a second command or an afterthought begins."""
    joins, commands = _alternatives(speech.joins), _alternatives(speech.commands)
    return re.compile(rf"\s(?:(?:{joins})\s(?:{commands})|{_alternatives(speech.asides)})\b")
