"""What was said, brought into the one form in which sentences are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from interaction_models.words import Speech, folded, plain

_SHORTEST_PLURAL = 4  # letters
_DROPPED = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|[^\w\s.,']|(?<!\w)'|'(?!\w)")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_MARKS = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|[;:!?]")
_WORD_OR_REFERENCE = re.compile(r"[<{][^>}]*[>}]|[\w']+")
_INNERMOST = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


class Normalizer:
    """Brings utterances and sentence templates of one locale into the same form."""

    def __init__(self, speech: Speech) -> None:
        self._signs = speech.signs
        # "l'huile" is two words, whether it stands in a sentence or in a product's name.
        elided = "|".join(map(re.escape, speech.elisions)) or "(?!)"
        self._elision = re.compile(rf"\b({elided})'(?=[\w{{<(\[])")
        self._elided = re.compile(rf"\b({elided})' ")
        self._written = {k: v for k, v in self._spellings(speech) if " " not in k}
        self._spoken = {k: v for k, v in self._spellings(speech) if " " in k}
        self._fillers = frozenset(map(folded, speech.fillers))
        self._refusals = Phrases(map(self.normalize, speech.refusals))
        self._openings = Phrases(map(self.normalize, (*speech.openings, *speech.refusals)))
        hedges = "|".join(map(re.escape, sorted(map(self.normalize, speech.hedges))[::-1]))
        self._hedges = re.compile(rf"\b(?:{hedges or '(?!)'})\b")
        self._closings = Phrases(map(self.normalize, speech.closings))
        self.plurals = Plurals(speech)
        self.speech = self._folded(speech)

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

    def as_said(self, text: str, normalized: str) -> str:
        """A piece of a normalised utterance with the accents and elisions of the utterance."""
        if text.isascii() and "'" not in text:
            return normalized
        written = {folded(word): word for word in self._split(text)}
        words = " ".join(written.get(word, word) for word in normalized.split())
        return self._elided.sub(r"\1'", words)

    def singular(self, text: str) -> list[str]:
        """The words of a normalised text, each in the singular."""
        return [self.plurals.singular(word) for word in self.normalize(text).split()]

    def _folded(self, speech: Speech) -> Speech:
        """How the locale sounds, in the form of normalised words."""
        lists: dict[str, Any] = {
            field.name: tuple(self._elision.sub(r"\1' ", folded(text)) for text in value)
            for field in fields(speech)
            if isinstance(value := getattr(speech, field.name), tuple)
        }
        heard = {folded(a): folded(b) for a, b in speech.mishearings.items()}
        return replace(speech, mishearings=heard, **lists)

    def _spellings(self, speech: Speech) -> Iterator[tuple[str, str]]:
        """Contractions and what they are short for, in the form of normalised words."""
        for short, long in speech.contractions.items():
            yield folded(short), self._elision.sub(r"\1' ", folded(long))

    def _split(self, text: str) -> list[str]:
        joined = self._elided.sub(r"\1'", text)
        return self._elision.sub(r"\1' ", plain(_DROPPED.sub(" ", joined))).split()

    def _words(self, text: str) -> list[str]:
        text = text.replace("\u2019", "'")
        for sign, spoken in self._signs.items():
            text = text.replace(sign, f" {spoken} ")
        said = f" {folded(' '.join(self._split(text)))} "
        for phrase, meant in self._spoken.items():
            said = said.replace(f" {phrase} ", f" {meant} ")
        return " ".join(self._written.get(word, word) for word in said.split()).split()

    def _without_fillers(self, words: list[str]) -> list[str]:
        return [word for word in words if word not in self._fillers]

    def template(self, template: str) -> str:
        """A sentence template with contractions written out and no alternative twice."""
        apart = self._elision.sub(r"\1' ", folded(_HYPHEN.sub(" ", template)))
        spoken = _WORD_OR_REFERENCE.sub(self._expand, apart)
        return _INNERMOST.sub(_without_repeats, spoken)

    def plainer(self, text: str) -> Iterator[str]:
        """A normalised utterance with less and less of the politeness at its ends."""
        words = text.split()
        for one_off in (self._closings.one_off_end, self._openings.one_off_start):
            while (shorter := one_off(words)) != words:
                words = shorter
                if words:
                    yield " ".join(words)

    def steadied(self, text: str) -> str:
        """A normalised utterance without words said twice in a row and those that hesitate."""
        words = self._hedges.sub(" ", text).split()
        return " ".join(word for at, word in enumerate(words) if not at or word != words[at - 1])

    def refuses(self, text: str) -> bool:
        """Whether a normalised utterance begins with a no, or with a doubt."""
        words = text.split()
        return self._refusals.one_off_start(words) != words

    def _expand(self, match: re.Match[str]) -> str:
        return self._written.get(match[0], match[0])


class Plurals:
    """Takes the plural off words, as far as spelling alone tells it."""

    def __init__(self, speech: Speech) -> None:
        longest_first = sorted(speech.plural_endings.items(), key=lambda pair: -len(pair[0]))
        self._endings = tuple(longest_first)
        self._invariable = speech.invariable_endings

    def singular(self, word: str) -> str:
        """The word without the ending of its plural."""
        if len(word) < _SHORTEST_PLURAL or word.endswith(self._invariable):
            return word
        for ending, instead in self._endings:
            if word.endswith(ending):
                return word[: -len(ending)] + instead
        return word

    def key(self, phrase: str) -> str:
        """The phrase with every word in the singular."""
        return " ".join(map(self.singular, phrase.split()))


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
