"""A locale's sentence templates, found by what they need, for the hassil library to match.

hassil tries every template whose letters occur somewhere in an utterance, which are many; whole
words, the longest a template has, and the lists it names leave a few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hassil import Alternative, Group, ListReference, RuleReference, TextChunk, parse_sentence
from hassil.intents import Intent, IntentData, Intents

from interaction_models import Locale
from interaction_models.normalizer import Normalizer


@dataclass(frozen=True, slots=True)
class _Template:
    intent: str
    after: str | None
    needed: tuple[frozenset[str], ...]
    said: frozenset[str]
    data: IntentData

    def may_fit(self, words: Collection[str], lists: Mapping[str, frozenset[str] | None]) -> bool:
        """Whether every word has a place in it, and every word it cannot do without is there."""
        if any(clause.isdisjoint(words) for clause in self.needed):
            return False
        left = [word for word in words if word not in self.said]
        if not left:
            return True
        own = [lists[name] for name in lists if _mark(name) in self.said]
        return None in own or all(
            _mark_of(word) or any(word in o for o in own if o) for word in left
        )


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
        self._by_word = self._indexed()

    def fitting(
        self, text: str, lists: Mapping[str, frozenset[str] | None], expects: str | None
    ) -> Intents:
        """The templates that may fit a normalised text when ``expects`` was just asked.

        ``lists`` holds the words of each list that has something in the text, None for any words.
        """
        there = {*text.split(), *map(_mark, lists)}
        intents: dict[str, Intent] = {}
        for at in sorted({at for word in (*there, "") for at in self._by_word.get(word, ())}):
            template = self._templates[at]
            if template.after in (None, expects) and template.may_fit(there, lists):
                intent = intents.setdefault(template.intent, Intent(template.intent))
                intent.data.append(template.data)
        return Intents(language=self.language, intents=intents)

    def _indexed(self) -> dict[str, list[int]]:
        """The templates by the words of the need that the fewest of them share; "" for no need."""
        often = Counter(w for t in self._templates for clause in t.needed for w in clause)
        index: dict[str, list[int]] = {}
        for at, template in enumerate(self._templates):
            rarest = min(template.needed, key=lambda c: sum(often[w] for w in c), default=("",))
            for word in rarest:
                index.setdefault(word, []).append(at)
        return index

    def _read(self, locale: Locale, normalizer: Normalizer) -> Iterator[_Template]:
        for intent in locale.intents.values():
            for sentence in intent.sentences:
                data = IntentData(
                    sentence_texts=[normalizer.template(sentence.text)],
                    metadata={"if_sold": sentence.if_sold},
                    wildcard_list_names=self._wildcards,
                )
                tree = data.sentences[0].expression
                needed, said = tuple(self._needed(tree)), frozenset(self._said(tree))
                yield _Template(intent.name, sentence.after, needed, said, data)

    def _said(self, tree: Any) -> Iterator[str]:
        """Every word that a template has somewhere, and every list."""
        match tree:
            case TextChunk():
                yield from tree.text.split()
            case ListReference():
                yield _mark(tree.list_name)
            case RuleReference():
                yield from self._said(self.rules[tree.rule_name].expression)
            case Group():
                for item in tree.items:
                    yield from self._said(item)

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


def _mark_of(word: str) -> bool:
    return word.startswith("{")


def _mark(list_name: str) -> str:
    """A list's name beside words, none of which has braces."""
    return f"{{{list_name}}}"


def _telling(clause: frozenset[str]) -> int:
    """How rarely a clause holds by chance: the length of its shortest word."""
    return min(map(len, clause))
