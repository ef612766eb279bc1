"""What a recogniser is told to listen for: what the interaction models compile, by question."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import islice

from interaction_models import CatalogNames, Locale, load_locale
from interaction_models.compiler.ngram import read_classes
from interaction_models.compiler.phrase_list import UNKNOWN
from interaction_models.compiler.speech import words
from interaction_models.compiler.speech_automaton import Grammar, accepts, read
from interaction_models.compiler.speech_files import speech_files
from interaction_models.locale import ROOT
from skill.speech.asked import COMMANDS, Asked
from skill.speech.errors import ModelMissing

# A grammar's rules refer to words in their bodies only: names of rules stand in angle brackets.
_BODY = re.compile(r"=([^;]*);")
_WORD = re.compile(r"<[^>]*>|[^\s()\[\]|]+")
_UNIGRAM = re.compile(r"^\S+\t(\S+)(?:\t\S+)?$", re.MULTILINE)
_MARKS = {"<s>", "</s>"}
# A larger grammar takes longer to hear with than speech lasts (measured: 1 to 1.7 times).
_LARGE = 60_000  # characters
_MOST_WAYS = 16  # to write the contractions of a text


class Vocabulary:
    """A locale's sentences and a catalogue's names, as ``files`` that the compiler makes."""

    def __init__(
        self, language: str, files: Mapping[str, str], contractions: Mapping[str, str] | None = None
    ) -> None:
        self.language = language
        self.files = files
        self._contractions = contractions or {}
        self._grammars: dict[str, Grammar] = {}

    @classmethod
    def made(cls, locale: Locale, names: CatalogNames) -> Vocabulary:
        """Compiled now. Raises the interaction models' errors."""
        prefix = f"speech/{locale.name}/"
        files = speech_files(locale, names)
        named = {name.removeprefix(prefix): text for name, text in files.items()}
        return cls(locale.language, named, locale.speech.contractions)

    @classmethod
    def built(cls, locale: str) -> Vocabulary:
        """As the project brings it for its demo shop. Raises ModelMissing."""
        paths = list((ROOT / "built" / "speech" / locale).glob("*.*"))
        if not paths:
            raise ModelMissing(f"no speech has been compiled for {locale}")
        files = {path.name: path.read_text(encoding="utf-8") for path in paths}
        return cls(locale.partition("-")[0], files, load_locale(locale).speech.contractions)

    def is_small(self, asked: Asked) -> bool:
        """Whether the answers' grammar is one to hear with."""
        return len(self.files[f"{asked.grammar}.jsgf"]) < _LARGE

    def grammar(self, asked: Asked) -> Grammar:
        """The grammar of the answers, among them the names that were listed."""
        name = asked.grammar
        if name not in self._grammars:
            self._grammars[name] = read(self.files[f"{name}.jsgf"])
        found = self._grammars[name]
        if not (listed := self.listed(asked)):
            return found
        public = f"<{name}>"
        choices = [("seq", *choice) for choice in listed]
        return replace(found, rules={**found.rules, public: ("alt", found.rules[public], *choices)})

    def listed(self, asked: Asked) -> list[tuple[str, ...]]:
        """The names that were listed, each in words; those with figures cannot be said so."""
        return [said for choice in asked.choices if (said := words(choice))]

    def accepts(self, text: str) -> bool:
        """Whether a text is a command, word for word, with names of this catalogue.

        "what is" may stand for "what's", and the other way round.
        """
        commands = self.grammar(Asked())
        return any(accepts(commands, way) for way in islice(self._ways(text), _MOST_WAYS))

    def _ways(self, text: str) -> Iterator[str]:
        """The text as it is, then with each contraction written out or drawn together."""
        pairs = [*self._contractions.items(), *((v, k) for k, v in self._contractions.items())]
        found = {text: None}
        yield text
        for each, other in pairs:
            for way in [w for w in found if f" {each} " in f" {w} "]:
                changed = f" {way} ".replace(f" {each} ", f" {other} ").strip()
                if changed not in found:
                    found[changed] = None
                    yield changed

    def phrases(self, asked: Asked) -> list[str]:
        """The phrases that a Vosk recogniser is limited to."""
        name = asked.grammar
        file = "phrases.json" if name == COMMANDS else f"phrases-{name}.json"
        *listed, _ = json.loads(self.files[file])
        return [*dict.fromkeys([*listed, *map(" ".join, self.listed(asked))]), UNKNOWN]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the grammars and of the statistical model."""
        texts = (text for name, text in self.files.items() if name.endswith(".jsgf"))
        bodies = (body for text in texts for body in _BODY.findall(text))
        said = {word for body in bodies for word in _WORD.findall(body) if word[0] != "<"}
        unigrams = self.files["commands.arpa"].partition("\\2-grams:")[0]
        said |= {word for word in _UNIGRAM.findall(unigrams) if word[0] != "["}
        return frozenset(said - _MARKS)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The words that stand for names in the statistical model's classes."""
        classes = read_classes(self.files["classes.txt"])
        return tuple(dict.fromkeys(member for names in classes.values() for member in names))
