"""Fluent replies taken apart: their messages, texts and variables, by locale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from interaction_models import load_locale


@cache
def own_messages(name: str) -> tuple[ftl.Message, ...]:
    """The replies that stand in a locale's own folder."""
    locale = load_locale(name)
    inherited = sources(locale.parent.name) if locale.parent else ()
    return tuple(parsed(*(source for source in sources(name) if source not in inherited)))


@cache
def messages(name: str) -> dict[str, ftl.Message]:
    """All a locale says and writes by id, a later message in place of an earlier one."""
    return {message.id.name: message for message in parsed(*sources(name))}


def sources(name: str) -> tuple[str, ...]:
    """The Fluent files of a locale, those of its letters and pages as well."""
    locale = load_locale(name)
    return (*locale.replies, *locale.letters, *locale.pages)


def parsed(*sources: str) -> Iterator[ftl.Message]:
    for source in sources:
        for entry in FluentParser().parse(source).body:
            assert not isinstance(entry, ftl.Junk), entry.content
            if isinstance(entry, ftl.Message):
                yield entry


def patterns(message: ftl.Message) -> dict[str, ftl.Pattern]:
    """The text of a message under "" and that of each attribute under ".name"."""
    own = {f".{attribute.id.name}": attribute.value for attribute in message.attributes}
    return {"": message.value, **own} if message.value else own


def facts(node: object, known: dict[str, ftl.Message]) -> set[str]:
    """The variables that fill places in the text, apart from those that only choose a wording."""
    return variables(node, known, choosing=False)


def used(node: object, known: dict[str, ftl.Message]) -> set[str]:
    """All the variables of a text, also those that only choose a wording."""
    return variables(node, known, choosing=True)


def variables(node: object, known: dict[str, ftl.Message], *, choosing: bool) -> set[str]:
    """The variables below a node, through references to other messages."""
    within: Iterable[object] = ()
    match node:
        case ftl.VariableReference():
            return {node.id.name}
        case ftl.MessageReference():
            within = [known[node.id.name].value]
        case ftl.SelectExpression():
            within = [*node.variants, *([node.selector] if choosing else [])]
        case ftl.BaseNode():
            within = vars(node).values()
        case list():
            within = node
    return set().union(*(variables(each, known, choosing=choosing) for each in within))


def texts(name: str) -> dict[str, str]:
    """Every text of a locale as it is written, by message and attribute, without its spaces."""
    return {
        f"{id_}{attribute}": " ".join(written(pattern).split())
        for id_, message in messages(name).items()
        for attribute, pattern in patterns(message).items()
    }


def written(pattern: ftl.Pattern) -> str:
    first = [element.value for element in pattern.elements if isinstance(element, ftl.TextElement)]
    places = [e.expression for e in pattern.elements if isinstance(e, ftl.Placeable)]
    chosen = [
        written(variant.value)
        for place in places
        if isinstance(place, ftl.SelectExpression)
        for variant in place.variants
    ]
    return "|".join([*first, *chosen])
