"""Sentence templates as trees, read with the hassil library's parser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hassil import Group, ListReference, RuleReference, parse_sentence
from hassil.parser import ParseError

from interaction_models.errors import CompileError
from interaction_models.locale import Locale
from interaction_models.words import SentenceSource


class Templates:
    """The trees of one locale's sentences and rules, each parsed once."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale
        self._trees: dict[SentenceSource, Any] = {}
        self._rules: dict[str, Any] = {}
        self._open: list[str] = []

    def tree(self, source: SentenceSource) -> Any:
        """The expression tree of a sentence, whose references all lead somewhere.

        Raises CompileError.
        """
        if source not in self._trees:
            tree = _parse(source)
            for reference in _references(tree):
                self._check(reference, source)
            self._trees[source] = tree
        return self._trees[source]

    def rule(self, name: str) -> Any:
        """The tree of a rule that a checked tree refers to."""
        return self._rules[name]

    def _check(self, reference: Any, source: SentenceSource) -> None:
        if isinstance(reference, ListReference):
            if reference.list_name not in self._locale.lists:
                raise _wrong(source, f"there is no slot list {reference.list_name!r}")
        elif reference.rule_name not in self._rules:
            self._rules[reference.rule_name] = self._read_rule(reference.rule_name, source)

    def _read_rule(self, name: str, source: SentenceSource) -> Any:
        if name not in self._locale.rules:
            raise _wrong(source, f"there is no rule <{name}>")
        if name in self._open:
            raise _wrong(source, f"the rule <{name}> leads back to itself")
        self._open.append(name)
        tree = self.tree(self._locale.rules[name])
        self._open.remove(name)
        return tree


def _parse(source: SentenceSource) -> Any:
    try:
        return parse_sentence(source.text).expression
    # hassil guards some of its expectations with assert.
    except (ParseError, AssertionError) as error:
        raise _wrong(source, f"not a sentence template: {error}") from error


def _references(tree: Any) -> Iterator[Any]:
    if isinstance(tree, ListReference | RuleReference):
        yield tree
    elif isinstance(tree, Group):
        for item in tree.items:
            yield from _references(item)


def _wrong(source: SentenceSource, message: str) -> CompileError:
    return CompileError(source.file, source.line, message)
