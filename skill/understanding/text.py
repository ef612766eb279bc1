"""What was said, brought into the one form in which sentences are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interaction_models import Speech
from interaction_models.words import plain

_SIGNS = {"&": " and ", "%": " percent ", "+": " plus ", "#": " number ", "\u2019": "'"}
_DROPPED = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|[^\w\s.,']|(?<!\w)'|'(?!\w)")
_MARKS = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|[;:!?]")
_WORD_OR_REFERENCE = re.compile(r"[<{][^>}]*[>}]|[\w']+")
_INNERMOST = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


class Normalizer:
    """Brings utterances and sentence templates of one locale into the same form."""

    def __init__(self, speech: Speech) -> None:
        self._written = {k: v for k, v in speech.contractions.items() if " " not in k}
        self._spoken = {k: v for k, v in speech.contractions.items() if " " in k}
        self._fillers = frozenset(speech.fillers)
        self._refusals = Phrases(map(self.normalize, speech.refusals))
        self._openings = Phrases(map(self.normalize, (*speech.openings, *speech.refusals)))
        self._closings = Phrases(map(self.normalize, speech.closings))

    def normalize(self, text: str) -> str:
        """Lower case without punctuation, contractions and fillers.

        Fillers stay where they are all that was said.
        """
        words = self._words(text)
        return " ".join(self._without_fillers(words) or words)

    def clauses(self, text: str) -> list[str]:
        """The normalised parts of a text between its commas, stops and other marks."""
        parts = (self._without_fillers(self._words(part)) for part in _MARKS.split(text))
        return [" ".join(words) for words in parts if words]

    def _words(self, text: str) -> list[str]:
        for sign, spoken in _SIGNS.items():
            text = text.replace(sign, spoken)
        said = f" {plain(_DROPPED.sub(' ', text))} "
        for phrase, meant in self._spoken.items():
            said = said.replace(f" {phrase} ", f" {meant} ")
        return " ".join(self._written.get(word, word) for word in said.split()).split()

    def _without_fillers(self, words: list[str]) -> list[str]:
        return [word for word in words if word not in self._fillers]

    def template(self, template: str) -> str:
        """A sentence template with contractions written out and no alternative twice."""
        spoken = _WORD_OR_REFERENCE.sub(self._expand, template)
        return _INNERMOST.sub(_without_repeats, spoken)

    def plainer(self, text: str) -> Iterator[str]:
        """A normalised utterance with less and less of the politeness at its ends."""
        words = text.split()
        for one_off in (self._closings.one_off_end, self._openings.one_off_start):
            while (shorter := one_off(words)) != words:
                words = shorter
                if words:
                    yield " ".join(words)

    def refuses(self, text: str) -> bool:
        """Whether a normalised utterance begins with a no, or with a doubt."""
        words = text.split()
        return self._refusals.one_off_start(words) != words

    def _expand(self, match: re.Match[str]) -> str:
        return self._written.get(match[0], match[0])


class Phrases:
    """A set of phrases that may be taken off either end of an utterance."""

    def __init__(self, phrases: Iterable[str]) -> None:
        # A phrase made of fillers alone is empty by now.
        self._phrases = frozenset(tuple(p.split()) for p in phrases) - {()}
        # The longest first, so that "could you please" goes before "could you".
        self._lengths = sorted({len(words) for words in self._phrases}, reverse=True)

    def off_start(self, words: list[str]) -> list[str]:
        """The words without any of the phrases at their start."""
        while (shorter := self.one_off_start(words)) != words:
            words = shorter
        return words

    def one_off_start(self, words: list[str]) -> list[str]:
        """The words without the longest of the phrases at their start."""
        return words[next((n for n in self._lengths if tuple(words[:n]) in self._phrases), 0) :]

    def off_end(self, words: list[str]) -> list[str]:
        """The words without any of the phrases at their end."""
        while (shorter := self.one_off_end(words)) != words:
            words = shorter
        return words

    def one_off_end(self, words: list[str]) -> list[str]:
        """The words without the longest of the phrases at their end."""
        n = next((n for n in self._lengths if tuple(words[-n:]) in self._phrases), 0)
        return words[:-n] if n else words


def _without_repeats(group: re.Match[str]) -> str:
    inside = "|".join(dict.fromkeys(group[1].split("|")))
    return f"{group[0][0]}{inside}{group[0][-1]}"
