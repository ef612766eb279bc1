"""Every locale says everything: no intent without words, no reply left untranslated."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from fulfillment.money import Money
from fulfillment.orders import DeliverySlot
from interaction_models import Locale, load_locale, locales
from skill.conversation import intents as _intents  # noqa: F401 - enters the functions
from skill.conversation import labels, registry
from skill.conversation.answer import Form, Series, say
from skill.conversation.phrases import Phrases
from skill.conversation.plain import plain
from skill.conversation.reply import Reply, Text
from tests.conversation.lint import faults
from tests.conversation.replies import (
    facts,
    messages,
    own_messages,
    patterns,
    sources,
    texts,
    used,
)

CODE = Path(__file__).parents[2] / "skill"
LOCALES = locales()
# The language whose replies the others are held against.
MODEL = "en"
# Replies that name a thing by another of the facts the code gives: 9 PM is "21 heures".
OTHERWISE = {"hour": {"hour"}, "hour-minutes": {"hour", "minutes"}}
FORMS: tuple[Form, ...] = ("short", "normal", "long")
# Lists whose identifiers the code knows, so that they are the same in every locale.
FIXED = ("date", "daypart", "order", "ordinal", "pick", "price", "quantity")


def test_french_and_both_englishes_are_spoken() -> None:
    assert {"en-US", "en-GB", "fr-FR"} <= set(LOCALES)


@pytest.mark.parametrize(("name", "at_least"), [("en-US", 60), ("fr-FR", 40), ("en-GB", 8)])
def test_every_locale_is_proved_by_whole_conversations(name: str, at_least: int) -> None:
    assert len(list((load_locale(name).path / "conversations").glob("*/*.yaml"))) >= at_least


@pytest.mark.parametrize("name", LOCALES)
def test_every_intent_that_has_words_in_one_locale_has_words_in_every(name: str) -> None:
    wanted = {intent for locale in LOCALES for intent in worded(load_locale(locale))}
    assert wanted - worded(load_locale(name)) == set()


@pytest.mark.parametrize("name", LOCALES)
def test_every_intent_with_words_has_a_function(name: str) -> None:
    assert set(load_locale(name).intents) - set(registry.intents) == set()


@pytest.mark.parametrize("name", LOCALES)
def test_what_is_asked_for_in_one_locale_is_asked_for_in_every(name: str) -> None:
    own = load_locale(name).intents
    for locale in LOCALES:
        others = load_locale(locale).intents
        for intent in set(others) & set(own):
            assert set(others[intent].asks) == set(own[intent].asks), intent


@pytest.mark.parametrize("name", LOCALES)
def test_every_list_of_another_locale_is_there_with_values(name: str) -> None:
    own = load_locale(name).lists
    for locale in LOCALES:
        for other in load_locale(locale).lists.values():
            assert other.name in own
            assert bool(other.values) == bool(own[other.name].values), other.name
    unsaid = [(at, v) for at, each in own.items() for v, ways in each.values.items() if not ways]
    assert not unsaid


@pytest.mark.parametrize("listed", FIXED)
@pytest.mark.parametrize("name", LOCALES)
def test_identifiers_that_the_code_knows_are_the_same_in_every_locale(
    name: str, listed: str
) -> None:
    assert identifiers(name, listed) == identifiers(MODEL, listed)


@pytest.mark.parametrize("name", LOCALES)
def test_no_reply_stands_twice_in_one_locale(name: str) -> None:
    ids = [message.id.name for message in own_messages(name)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", LOCALES)
def test_a_locale_that_inherits_nothing_has_every_reply_of_its_own(name: str) -> None:
    if load_locale(name).parent is not None:
        pytest.skip("what it does not say otherwise, it has from its language")
    assert {m.id.name for m in own_messages(name)} == set(messages(MODEL))


@pytest.mark.parametrize("name", LOCALES)
def test_every_reply_has_the_same_lengths_wordings_and_facts(name: str) -> None:
    said, model = messages(name), messages(MODEL)
    assert set(said) == set(model)
    for id_, message in said.items():
        ours, theirs = patterns(message), patterns(model[id_])
        assert set(ours) == set(theirs), f"{id_} has other attributes"
        for attribute, pattern in theirs.items():
            allowed = (facts(pattern, model), OTHERWISE.get(id_))
            assert facts(ours[attribute], said) in allowed, f"{id_}{attribute}"


@pytest.mark.parametrize("name", LOCALES)
def test_every_reply_that_the_code_names_is_there_and_gets_what_it_needs(name: str) -> None:
    said, given = messages(name), dict(said_in_code())
    assert len(given) > 150
    assert set(given) - set(said) == set()
    for id_, arguments in given.items():
        needed = set().union(*(used(p, said) for p in patterns(said[id_]).values()))
        assert needed <= arguments, f"{id_} is not given {needed - arguments}"


def test_no_french_reply_is_left_in_english() -> None:
    english, french = texts(MODEL), texts("fr-FR")
    in_words = {key for key, text in french.items() if any(letter.isalpha() for letter in text)}
    assert len(in_words) > 250
    assert {key for key in in_words if english[key] == french[key]} == set()


def test_british_replies_say_it_in_british_words() -> None:
    american = re.compile(r"\b(cart|(centi|milli)?liters?|meters?|[AP]M)\b|\bfavorite")
    assert not {key: text for key, text in texts("en-GB").items() if american.search(text)}


@pytest.mark.parametrize("count", [0, 0.5, 1, 2, 12, 40])
@pytest.mark.parametrize("name", LOCALES)
def test_every_reply_can_be_said_with_any_number(name: str, count: float) -> None:
    said = messages(name)
    phrases = Phrases(name, sources(name))
    for id_, message in said.items():
        arguments = set().union(*(used(p, said) for p in patterns(message).values()))
        numbers = {"count", "n", "amount", "day", "hour", "more"}
        line = say(id_, **{a: count if a in numbers else "pm" for a in arguments})
        for form in FORMS:
            text = plain(phrases.render(line, form), name)
            assert text, id_
            # What is only read may hold an example of an address, and French spaces.
            if text.endswith((".", "?", "!")) and not id_.startswith("page-"):
                asked = text if text.endswith("?") else f"{text} OK?"
                reply = Reply((Text(asked),), (Text("OK?"),))
                assert not faults(reply, name), f"{id_}: {text}"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a = l'eau { $x }. été ou hiver? à voir. 3,5 km", "L'eau x. Été ou hiver? À voir. 3,5 km"),
        ("a = { $x }, c'est tout", "X, c'est tout"),
        ("a = { $list }?", "Été et hiver?"),
    ],
)
def test_every_sentence_begins_with_a_capital_accents_included(source: str, said: str) -> None:
    phrases = Phrases("fr-FR", [f"joint-and = et\nitem = {{ $n }}\n{source}"])
    items = Series(tuple(say("item", n=name) for name in ("été", "hiver")))
    assert plain(phrases.render(say("a", x="x", list=items)), "fr-FR") == said


SLOTS = {
    "en-US": "on November 27 at noon, between 11 AM and 1:30 PM",
    "en-GB": "on 27 November at noon, between 11 am and 1:30 pm",
    "fr-FR": "le 27 novembre at noon, entre 11 heures et 13 heures 30",
}


@pytest.mark.parametrize("name", SLOTS)
def test_a_delivery_is_said_with_its_day_and_hours_as_people_say_them(name: str) -> None:
    starts = datetime(2026, 11, 27, 11, tzinfo=UTC)
    ends = starts + timedelta(minutes=150)
    slot = DeliverySlot("noon@2026-11-27", "at noon", starts, ends, Money(299, "USD"))
    line = labels.slot(slot, starts - timedelta(days=7), UTC)
    phrases = Phrases(name, load_locale(name).replies)
    assert phrases.text(line) == SLOTS[name]


FRENCH_FAULTS = {
    "blame": "Vous vous êtes trompé. Que désirez-vous?",
    "a familiar form": "Qu'est-ce que tu veux?",
    "another language": "C'est dans the cart. Autre chose?",
    "a missing elision": "Il y a un litre de eau. Autre chose?",
}


@pytest.mark.parametrize("fault", FRENCH_FAULTS)
def test_the_lint_knows_the_french_voice(fault: str) -> None:
    reply = Reply((Text(FRENCH_FAULTS[fault]),), (Text("Autre chose?"),))
    assert fault in faults(reply, "fr-FR")
    fine = Reply((Text("Il y a de l'eau, un litre. C'est ajouté?"),), (Text("Autre chose?"),))
    assert not faults(fine, "fr-FR")


def identifiers(name: str, listed: str) -> set[str | int]:
    """A list's identifiers; numbers as far as a cart's line goes, beyond each counts as it can."""
    values = load_locale(name).lists[listed].values
    return {value for value in values if isinstance(value, str) or value < 100}


def worded(locale: Locale) -> set[str]:
    """The intents a locale can hear, in sentences of its own or in the platform's."""
    return {i.name for i in locale.intents.values() if i.sentences or i.alexa}


@cache
def said_in_code() -> tuple[tuple[str, set[str]], ...]:
    """The ids that stand in ``say(…)`` with the arguments that every such place gives."""
    found: dict[str, set[str]] = {}
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                given = {keyword.arg for keyword in node.keywords if keyword.arg}
                for id_ in literals(node.args[0]):
                    found[id_] = found.get(id_, given) & given
    return tuple(found.items())


def literals(node: ast.expr) -> list[str]:
    """The texts an expression may be: one, or either of two."""
    match node:
        case ast.Constant(str(text)):
            return [text]
        case ast.IfExp(_, yes, no):
            return literals(yes) + literals(no)
    return []
