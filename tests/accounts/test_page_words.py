"""Every message that a template shows is given what it needs, in every locale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import punctuation

import pytest
from jinja2 import Environment, nodes

from interaction_models import locales
from tests.conversation.replies import messages, patterns, used

SKILL = Path(__file__).parents[2] / "skill"
FILES = sorted(SKILL.rglob("templates/**/*.html"))


def shown(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """The messages that a template names, each with the names of what it is given."""
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "t":
            given = frozenset(argument.key for argument in call.kwargs)
            yield from ((id_, given) for id_ in _named(call.args[0]))


def _named(node: nodes.Node) -> Iterator[str]:
    """The names that an expression may have; one that is put together is left out."""
    match node:
        case nodes.Const():
            yield str(node.value)
        case nodes.CondExpr():
            for branch in (node.expr1, node.expr2):
                if branch is not None:
                    yield from _named(branch)


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_template_gives_its_messages_what_they_need(path: Path, locale: str) -> None:
    known = messages(locale)
    for id_, given in shown(path):
        needed = set().union(*(used(p, known) for p in patterns(known[id_]).values()))
        assert needed <= given, f"{id_} is not given {needed - given}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_words_stand_in_a_template(path: Path) -> None:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    texts = "".join(data.data for data in tree.find_all(nodes.TemplateData))
    within, words = False, []
    for sign in texts:
        within = sign == "<" or (within and sign != ">")
        words.append(" " if within else sign)
    left = "".join(words).replace(">", " ").split()
    assert not [word for word in left if word.strip(punctuation).isalpha()]


def test_templates_name_many_messages() -> None:
    assert len({id_ for path in FILES for id_, _ in shown(path)}) > 150
