"""A locale's sentence templates, found by what they need, for the hassil library to match.

hassil tries every template whose letters occur somewhere in an utterance, which are many; whole
words, the longest a template has, and the lists it names leave a few.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hassil import Alternative, Group, ListReference, RuleReference, TextChunk, parse_sentence
from hassil.intents import Intent, IntentData, Intents

from interaction_models import Locale
from skill.understanding.text import Normalizer


@dataclass(frozen=True, slots=True)
class _Template:
    intent: str
    after: str | None
    needed: tuple[frozenset[str], ...]
    data: IntentData


class Templates:
    """The templates of one locale and the pieces they share."""

    def __init__(self, locale: Locale, normalizer: Normalizer) -> None:
        self.language = locale.language
        self.rules: Mapping[str, Any] = {
            name: parse_sentence(normalizer.template(rule.text))
            for name, rule in locale.rules.items()
        }
        self._wildcards = {words.name for words in locale.lists.values() if words.wildcard}
        self._templates = list(self._read(locale, normalizer))

    def fitting(self, text: str, lists: Collection[str], expects: str | None) -> Intents:
        """The templates that may fit a normalised text when ``expects`` was just asked.

        ``lists`` are the names of the lists of which something stands in the text.
        """
        there = {*text.split(), *map(_mark, lists)}
        intents: dict[str, Intent] = {}
        for template in self._templates:
            if template.after not in (None, expects):
                continue
            if not any(there.isdisjoint(clause) for clause in template.needed):
                intent = intents.setdefault(template.intent, Intent(template.intent))
                intent.data.append(template.data)
        return Intents(language=self.language, intents=intents)

    def _read(self, locale: Locale, normalizer: Normalizer) -> Iterator[_Template]:
        for intent in locale.intents.values():
            for sentence in intent.sentences:
                data = IntentData(
                    sentence_texts=[normalizer.template(sentence.text)],
                    metadata={"if_sold": sentence.if_sold},
                    wildcard_list_names=self._wildcards,
                )
                needed = tuple(self._needed(data.sentences[0].expression))
                yield _Template(intent.name, sentence.after, needed, data)

    def _needed(self, tree: Any) -> list[frozenset[str]]:
        """Sets of words and lists of each of which an utterance must have one."""
        match tree:
            case TextChunk():
                return [frozenset((word,)) for word in tree.text.split()]
            case ListReference():
                return [frozenset((_mark(tree.list_name),))]
            case RuleReference():
                return self._needed(self.rules[tree.rule_name].expression)
            case Alternative():
                return self._either([self._needed(item) for item in tree.items])
            case Group():
                return [clause for item in tree.items for clause in self._needed(item)]
        return []

    def _either(self, branches: list[list[frozenset[str]]]) -> list[frozenset[str]]:
        """The most telling need of each branch; nothing where a branch needs nothing."""
        if not all(branches):
            return []
        return [frozenset().union(*(max(branch, key=_telling) for branch in branches))]


def _mark(list_name: str) -> str:
    """A list's name beside words, none of which has braces."""
    return f"{{{list_name}}}"


def _telling(clause: frozenset[str]) -> int:
    """How rarely a clause holds by chance: the length of its shortest word."""
    return min(map(len, clause))
