"""Which of Alexa's types each slot has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from hassil import Group, ListReference, RuleReference

from interaction_models.compiler.templates import Templates
from interaction_models.errors import CompileError
from interaction_models.locale import Locale
from interaction_models.words import IntentWords


def slot_types(
    intents: Iterable[IntentWords], templates: Templates, locale: Locale
) -> dict[str, str]:
    """The type of every slot by its name. Raises CompileError when a name has two."""
    types: dict[str, str] = {}
    for intent in intents:
        for source in intent.sentences:
            for slot, list_name in slots_in(templates.tree(source), templates):
                type_name = locale.lists[list_name].alexa
                if types.setdefault(slot, type_name) != type_name:
                    message = f"the slot {slot!r} is {type_name} here and {types[slot]} elsewhere"
                    raise CompileError(source.file, source.line, message)
    return types


def slots_in(tree: Any, templates: Templates) -> Iterator[tuple[str, str]]:
    """The name of every slot in a tree with the name of its list."""
    if isinstance(tree, ListReference):
        yield tree.slot_name, tree.list_name
    elif isinstance(tree, RuleReference):
        yield from slots_in(templates.rule(tree.rule_name), templates)
    elif isinstance(tree, Group):
        for item in tree.items:
            yield from slots_in(item, templates)
