"""Makes a JSGF grammar into the smallest automaton that accepts the same, for PocketSphinx.

PocketSphinx 5.1 loads JSGF by itself, but copies every rule to every place that refers to it and
tries each copy on its own: several times slower to load, and to listen with. Here what may follow
is shared wherever it is the same, and a list of names (a rule whose name ends in ``_list``) stands
once for each thing that may follow it, entered without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_SIGN = re.compile(r"[()\[\]|;=]|<[^>]+>|[^\s()\[\]|;=<>]+")
_LIST = re.compile(r"<\w+_list>")
NEVER = "<VOID>"  # JSGF's word for what cannot be said
_END = 0  # the state in which everything has been said


@dataclass(frozen=True)
class Grammar:
    """A JSGF grammar's public rule, and every rule as a tree of tuples.

    A tree is a word, a rule's name in angle brackets, ``("seq", …)`` or ``("alt", …)``; an option
    is an alternative with an empty sequence.
    """

    name: str
    rules: dict[str, Any]

    @cached_property
    def automaton(self) -> Automaton:
        """The smallest automaton that accepts what the public rule does."""
        return Automaton(self)


def read(text: str) -> Grammar:
    """The grammar in JSGF's text, as ``jsgf`` writes it: no weights, tags, quotes or imports."""
    _, name, *rules = (part.strip() for part in text.split(";") if part.strip())
    found = {}
    for rule in rules:
        head, _, body = rule.removeprefix("public ").partition("=")
        found[head.strip()] = _alternatives(_Signs(body))
    return Grammar(name.split()[1], found)


def accepts(grammar: Grammar, said: str) -> bool:
    """Whether the grammar's public rule accepts the words."""
    automaton = grammar.automaton
    states = {automaton.start}
    for word in said.split():
        states = {target for state in states for target in automaton.after(state, word)}
    return any(automaton.is_end(state) for state in states)


def fsg(grammar: Grammar) -> str:
    """The automaton in the text form that PocketSphinx reads (``FsgModel.readfile``).

    Whatever may come next is as likely as anything else.
    """
    automaton = grammar.automaton
    numbers = {_END: 0}
    numbers.setdefault(automaton.start, len(numbers))
    lines = []
    left = [automaton.start]
    while left:
        state = left.pop()
        for target, word in automaton.steps(state):
            if target not in numbers:
                left.append(target)
            source, goal = (numbers.setdefault(each, len(numbers)) for each in (state, target))
            lines.append(f"TRANSITION {source} {goal} 1.0 {word}".rstrip())
    head = [f"FSG_BEGIN <{grammar.name}>", f"NUM_STATES {len(numbers)}"]
    ends = [f"START_STATE {numbers[automaton.start]}", f"FINAL_STATE {numbers[_END]}"]
    return "\n".join([*head, *ends, *lines, "FSG_END", ""])


class _Signs:
    """The signs of a rule's body, one after the other."""

    def __init__(self, body: str) -> None:
        self._signs = _SIGN.findall(body)[::-1]

    def next(self) -> str | None:
        """The sign that comes next, which stays."""
        return self._signs[-1] if self._signs else None

    def take(self) -> str:
        """The sign that comes next, which is gone then."""
        return str(self._signs.pop())


def _alternatives(signs: _Signs) -> Any:
    found = [_sequence(signs)]
    while signs.next() == "|":
        signs.take()
        found.append(_sequence(signs))
    return found[0] if len(found) == 1 else ("alt", *found)


def _sequence(signs: _Signs) -> Any:
    found = []
    while signs.next() not in (None, "|", ")", "]"):
        found.append(_item(signs))
    return ("seq", *found)


def _item(signs: _Signs) -> Any:
    sign = signs.take()
    if sign not in ("(", "["):
        return sign
    inner = _alternatives(signs)
    signs.take()
    return inner if sign == "(" else ("alt", ("seq",), inner)


_Table = tuple[tuple[str, int], ...]


class Automaton:
    """States, each a table of what may be said and where it leads; equal states are one.

    It is built from the end: what a rule leads to is known before the rule.
    """

    def __init__(self, grammar: Grammar) -> None:
        self._rules = grammar.rules
        self._states: list[tuple[bool, _Table]] = []
        self._numbers: dict[tuple[bool, _Table], int] = {}
        self._unions: dict[frozenset[int], int] = {}
        self._known: dict[tuple[str, int], int] = {}
        self._state(True, {})
        self.start = self._before(f"<{grammar.name}>", _END)

    def is_end(self, state: int) -> bool:
        """Whether all may have been said."""
        return self._states[state][0]

    def after(self, state: int, word: str) -> Iterator[int]:
        """The states that a word may lead to."""
        for said, target in self._states[state][1]:
            if _LIST.fullmatch(said):
                yield from self.after(self._rule(said, target), word)
            elif said == word:
                yield target

    def steps(self, state: int) -> Iterator[tuple[int, str]]:
        """Where a state leads and with which word; "" where a list or the end is entered."""
        ends, table = self._states[state]
        for said, target in table:
            is_list = _LIST.fullmatch(said)
            yield (self._rule(said, target), "") if is_list else (target, said)
        if ends and state != _END:
            yield _END, ""

    def _before(self, tree: Any, target: int) -> int:
        """The state from which a tree leads to the target."""
        if tree == NEVER:
            return self._state(False, {})
        if isinstance(tree, str):
            if tree.startswith("<") and not _LIST.fullmatch(tree):
                return self._rule(tree, target)
            return self._state(False, {tree: target})
        kind, *parts = tree
        if kind == "alt":
            return self._union(self._before(part, target) for part in parts)
        for part in reversed(parts):
            target = self._before(part, target)
        return target

    def _rule(self, name: str, target: int) -> int:
        if (name, target) not in self._known:
            self._known[name, target] = self._before(self._rules[name], target)
        return self._known[name, target]

    def _union(self, states: Iterable[int]) -> int:
        """The state from which all may be said that may be said from any of the states."""
        key = frozenset(states)
        if len(key) == 1:
            return next(iter(key))
        if key not in self._unions:
            targets: dict[str, set[int]] = {}
            for word, target in (step for state in key for step in self._states[state][1]):
                targets.setdefault(word, set()).add(target)
            table = {word: self._union(found) for word, found in targets.items()}
            self._unions[key] = self._state(any(self._states[each][0] for each in key), table)
        return self._unions[key]

    def _state(self, ends: bool, table: Mapping[str, int]) -> int:
        state = (ends, tuple(sorted(table.items())))
        if state not in self._numbers:
            self._numbers[state] = len(self._states)
            self._states.append(state)
        return self._numbers[state]
