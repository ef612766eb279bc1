"""Grammars for recognisers that take JSGF, as PocketSphinx.

Source: the JSpeech Grammar Format of the W3C, as far as PocketSphinx 5.1 reads it. That one copies
a rule to every place that refers to it, so what the catalogue fills stands in a grammar once or
twice only, as a tree in which names share their first words: all that may be said before it, the
name, all that may be said after it. So a grammar accepts a little more than the sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

from hassil import Alternative, ListReference, Permutation, RuleReference, Sequence, TextChunk

from interaction_models.compiler.speech import (
    LONGEST_CODE,
    QUESTIONS,
    SHORTEST_CODE,
    Spoken,
    Words,
    words,
)
from interaction_models.compiler.speech_automaton import NEVER
from interaction_models.words import SentenceSource

_OPTION = re.compile(r"\[([^\[\]]*)\] ?")


@dataclass(frozen=True, slots=True)
class _Large:
    """A place in a sentence that the catalogue fills."""

    name: str


_Variant = tuple[str | _Large, ...]


def grammars(spoken: Spoken) -> dict[str, str]:
    """The text of every grammar by its file's name."""
    made = {"commands": _Grammar(spoken, spoken.sentences).text("commands")}
    for name in QUESTIONS:
        made[name] = _Grammar(spoken, spoken.answers(name)).text(name)
    code = " ".join(["<digit_list>"] * SHORTEST_CODE)
    made["digits"] = _Grammar(spoken, spoken.always()).text("digits", code)
    return {f"{name}.jsgf": text for name, text in made.items()}


class _Grammar:
    """The sentences a grammar accepts, and the rules they refer to."""

    def __init__(self, spoken: Spoken, sources: Iterable[SentenceSource]) -> None:
        self._spoken = spoken
        self._rules: dict[str, str] = {}
        self._plain: dict[str, None] = {}
        # By list: what comes before it where nothing follows, and before and after it elsewhere.
        self._ending: dict[str, dict[str, None]] = {}
        self._before: dict[str, dict[str, None]] = {}
        self._after: dict[str, dict[str, None]] = {}
        for source in sources:
            for variant in self._lifted(spoken.templates.tree(source)):
                self._add(variant)

    def text(self, name: str, more: str = "") -> str:
        """The grammar of that name; ``more`` is what it accepts beside the sentences."""
        entries = [more, "<sentence>", *self._around_names()]
        rules = {**self._rules, "sentence": _tree(map(_tokens, self._plain))}
        if more:
            rules["digit_list"] = _tree(self._spoken.digits())
        head = f"#JSGF V1.0 UTF-8 {self._spoken.locale.language};\n\ngrammar {name};\n\n"
        public = f"public <{name}> = {' | '.join(filter(None, entries))};\n"
        texts = (f"<{rule}> = {text};\n" for rule, text in sorted(rules.items()))
        return head + public + "".join(texts)

    def _around_names(self) -> Iterator[str]:
        """What may be said around each list that the catalogue fills."""
        for each, before in self._ending.items():
            yield f"{_any(before)} {self._list(each)}"
        for each, before in self._before.items():
            yield f"{_any(before)} {self._list(each)} {_any(self._after[each])}"

    def _add(self, variant: _Variant) -> None:
        places = [n for n, piece in enumerate(variant) if isinstance(piece, _Large)]
        if not places:
            self._plain[self._joined(variant)] = None
            return
        first = places[0]
        large = variant[first]
        before, after = self._joined(variant[:first]), self._joined(variant[first + 1 :])
        if not isinstance(large, _Large):
            raise TypeError("a place for the catalogue is expected")
        for rest in _without_options(after):
            if rest:
                self._before.setdefault(large.name, {})[before] = None
                self._after.setdefault(large.name, {})[rest] = None
            else:
                self._ending.setdefault(large.name, {})[before] = None

    def _joined(self, variant: _Variant) -> str:
        texts = (self._list(p.name) if isinstance(p, _Large) else p for p in variant)
        return " ".join(text for text in texts if text)

    def _lifted(self, tree: Any) -> list[_Variant]:
        """The variants of a tree, in which what the catalogue fills stands in the open."""
        match tree:
            case ListReference() if self._spoken.is_large(tree.list_name):
                return [(_Large(tree.list_name),)]
            case RuleReference():
                inner = self._lifted(self._spoken.templates.rule(tree.rule_name))
                return [(self._jsgf(tree),)] if _closed(inner) else inner
            case Alternative():
                every = [variant for item in tree.items for variant in self._lifted(item)]
            case Permutation():
                orders = permutations(tree.items)
                every = [variant for order in orders for variant in self._in_turn(order)]
            case Sequence():
                every = self._in_turn(tree.items)
            case _:
                return [(self._jsgf(tree),)]
        return [(self._jsgf(tree),)] if _closed(every) else list(dict.fromkeys(every))

    def _in_turn(self, items: Iterable[Any]) -> list[_Variant]:
        parts = [self._lifted(item) for item in items]
        return [tuple(piece for part in row for piece in part) for row in product(*parts)]

    def _jsgf(self, tree: Any) -> str:
        """A part of a sentence in which the catalogue fills nothing; "" where it says nothing."""
        match tree:
            case TextChunk():
                return " ".join(words(tree.original_text))
            case ListReference():
                return self._list(tree.list_name)
            case RuleReference():
                inner = self._jsgf(self._spoken.templates.rule(tree.rule_name))
                self._rules[tree.rule_name] = inner
                return f"<{tree.rule_name}>"
            case Alternative():
                return _alternative([self._jsgf(item) for item in tree.items])
            case Permutation():
                orders = permutations([self._jsgf(item) for item in tree.items])
                return _alternative([" ".join(filter(None, order)) for order in orders])
            case Sequence():
                return " ".join(filter(None, (self._jsgf(item) for item in tree.items)))
        raise TypeError(f"hassil has made a {type(tree).__name__}, which is not known here")

    def _list(self, name: str) -> str:
        if f"{name}_list" not in self._rules:
            ways = _tree(self._spoken.ways(name))
            self._rules[f"{name}_list"] = _code(ways) if self._spoken.is_code(name) else ways
        return f"<{name}_list>"


def _code(digit: str) -> str:
    """Digits one after the other, from the shortest code to the longest."""
    further = ""
    for _ in range(LONGEST_CODE - SHORTEST_CODE):
        further = f"[({digit}) {further}]".replace(" ]", "]")
    return " ".join([*[f"({digit})"] * SHORTEST_CODE, further])


def _without_options(text: str) -> Iterator[str]:
    """The ways to say a text that may begin with options: each of them said, or all left out.

    PocketSphinx would otherwise link the end of every name to the beginning of every option.
    """
    option, rest = _OPTION.match(text), text
    while option:
        rest = text[option.end() :]
        yield f"({option[1]}) {rest}".strip()
        text, option = rest, _OPTION.match(rest)
    yield rest


def _closed(variants: Iterable[_Variant]) -> bool:
    return not any(isinstance(piece, _Large) for variant in variants for piece in variant)


def _alternative(texts: list[str]) -> str:
    said = list(dict.fromkeys(text for text in texts if text))
    if not said:
        return ""
    if "" in texts:
        return f"[{' | '.join(said)}]"
    return said[0] if len(said) == 1 else f"({' | '.join(said)})"


def _any(texts: Iterable[str]) -> str:
    """One of the texts; an empty one among them makes the rest optional."""
    said = {_tokens(text) for text in texts}
    tree = _tree(said - {()})
    return f"[{tree}]" if () in said else f"({tree})"


def _tokens(text: str) -> Words:
    """The words, rules and groups that follow each other in a text."""
    tokens, depth = [""], 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        if character == " " and not depth:
            tokens.append("")
        else:
            tokens[-1] += character
    return tuple(token for token in tokens if token)


def _tree(ways: Iterable[Words]) -> str:
    """The ways as alternatives, each word written once after what comes before it."""
    root: dict[str, Any] = {}
    for way in ways:
        node = root
        for word in way:
            node = node.setdefault(word, {})
        node[""] = {}
    return " | ".join(_grown(root)) or NEVER


def _grown(node: dict[str, Any]) -> Iterator[str]:
    for word in sorted(node):
        if word:
            rest = _alternative(["" if end else each for end, each in _ends(node[word])])
            yield f"{word} {rest}" if rest else word


def _ends(node: dict[str, Any]) -> Iterator[tuple[bool, str]]:
    if "" in node:
        yield True, ""
    for each in _grown(node):
        yield False, each
