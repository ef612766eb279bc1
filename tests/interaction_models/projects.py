"""What the tests of Google's projects share: the real locales' words, and a small one's faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from interaction_models import CatalogNames, Locale, compiler
from interaction_models.compiler import CompileError
from interaction_models.compiler.phrase_types import Limits
from interaction_models.locale import ROOT
from skill.commands.models import demo_names
from tests.interaction_models.small import NAMES, intent_file, small

Project = Callable[..., dict[str, str]]
_DIGITS = "about: x\nalexa: AMAZON.NUMBER\ndigits: true\nexample: four two four two\n"
_ORDINAL = "about: x\nalexa: AMAZON.Ordinal\nvalues:\n  1: [first]\n  2: [second]\n"
_LAST = _ORDINAL + "  -1: [last]\n"
_DATE = "about: x\nalexa: AMAZON.DATE\nexample: tomorrow\n"


@cache
def real(name: str) -> dict[str, str]:
    """A project of the shop's own locales and the demo shops' names."""
    return compiler.project(ROOT, demo_names, name)


def of_small(project: Project, *locales: Locale, limits: Limits | None = None) -> dict[str, str]:
    """A project of small locales."""
    return project(list(locales), lambda _: NAMES, limits)


def content(files: dict[str, str], path: str) -> Any:
    """What a JSON file of a project holds."""
    return json.loads(files[path])


def fault(project: Project, locale: Locale, limits: Limits | None = None) -> CompileError:
    """The error that compiling the locale raises."""
    with pytest.raises(CompileError) as raised:
        of_small(project, locale, limits=limits)
    return raised.value


class Refusals:
    """What every one of Google's platforms refuses, and where it points."""

    project: Project

    def test_a_phrase_may_not_be_longer_than_the_platform_takes(self, tmp_path: Path) -> None:
        locale = small(tmp_path, {"Long": ["short enough", "very " * 153 + "long"]})
        error = fault(type(self).project, locale)
        assert (error.file, error.line) == ("xx-XX/intents/Long.yaml", 5)
        assert "769 characters of 768" in error.message

    def test_an_intent_may_not_have_more_phrases_than_the_platform_takes(
        self, tmp_path: Path
    ) -> None:
        locale = small(tmp_path, {"Many": ["(one|two|three) please"]})
        error = fault(type(self).project, locale, Limits(phrases=2))
        assert (error.file, error.line) == ("xx-XX/intents/Many.yaml", 4)
        assert "needs 3 samples, more than 2" in error.message

    def test_an_intent_may_have_more_phrases_than_alexa_takes(self, tmp_path: Path) -> None:
        tails = "|".join("x" * count for count in range(1, 200))
        files = of_small(type(self).project, small(tmp_path, {"Many": [f"say ({tails})"]}))
        assert any("x" * 199 in text for text in files.values())

    def test_a_value_may_not_have_more_synonyms_than_the_platform_takes(
        self, tmp_path: Path
    ) -> None:
        ways = ", ".join(f"way {number}" for number in range(201))
        pick = f"about: x\nalexa: Pick\nvalues:\n  other: [other]\n  largest: [{ways}]\n"
        error = fault(type(self).project, small(tmp_path, slots={"pick": pick}))
        assert (error.file, error.line) == ("xx-XX/slots/pick.yaml", 5)
        assert "201 ways to say it of 200" in error.message

    def test_a_list_may_not_have_more_values_than_the_platform_takes(self, tmp_path: Path) -> None:
        error = fault(type(self).project, small(tmp_path), Limits(entries=1))
        assert (error.file, error.line) == ("xx-XX/slots/pick.yaml", 5)

    def test_a_catalogue_is_cut_to_what_sells_best(self, tmp_path: Path) -> None:
        names = CatalogNames(products=("oat milk", "bread", "salt"))
        for most, last in ((2, "bread"), (3, "salt")):
            files = type(self).project([small(tmp_path)], lambda _: names, Limits(entries=most))
            values = "".join(text for path, text in files.items() if "Product" in path)
            assert last in values
            assert ("salt" in values) == (most == 3)

    def test_a_synonym_means_one_value(self, tmp_path: Path) -> None:
        twice = "about: x\nalexa: Pick\nvalues:\n  largest: [big]\n  other: [other, Big]\n"
        error = fault(type(self).project, small(tmp_path, slots={"pick": twice}))
        assert "'Big' means largest already" in error.message
        assert error.line == 5

    def test_a_slot_stands_once_in_a_phrase(self, tmp_path: Path) -> None:
        locale = small(tmp_path, {"Odd": ["fine", "{product} or {product}"]})
        error = fault(type(self).project, locale)
        assert (error.file, error.line) == ("xx-XX/intents/Odd.yaml", 5)
        assert "twice" in error.message

    def test_a_slot_has_one_type_everywhere(self, tmp_path: Path) -> None:
        error = fault(type(self).project, small(tmp_path, {"Odd": ["the {pick:product} thing"]}))
        assert "'product' is Pick here and Product elsewhere" in error.message

    def test_two_intents_may_not_share_a_phrase(self, tmp_path: Path) -> None:
        locale = small(tmp_path, {"Other": ["something else", "Buy {product:thing}"]})
        error = fault(type(self).project, locale)
        assert (error.file, error.line) == ("xx-XX/intents/Other.yaml", 5)
        assert "said for Buy too: xx-XX/intents/Buy.yaml:4" in error.message

    def test_an_answer_that_means_something_else_unasked_is_left_out(self, tmp_path: Path) -> None:
        answers = 'answers:\n  product:\n    - "the {pick} one"\n    - "just that"\n'
        locale = small(tmp_path, {"Answer": intent_file(["no more than that"], answers)})
        files = of_small(type(self).project, locale)
        phrases = "".join(text for path, text in files.items() if "Answer" in path)
        assert "just that" in phrases
        assert " one" not in phrases

    def test_an_intents_name_is_letters_digits_and_dashes(self, tmp_path: Path) -> None:
        error = fault(type(self).project, small(tmp_path, {"Buy it": ["hello there"]}))
        assert error.file == "xx-XX/intents/Buy it.yaml"

    def test_a_types_name_is_letters_digits_and_dashes(self, tmp_path: Path) -> None:
        odd = "about: x\nalexa: My Pick\nvalues:\n  largest: [big]\n"
        error = fault(type(self).project, small(tmp_path, slots={"pick": odd}))
        assert error.file == "xx-XX/slots/pick.yaml"

    def test_a_list_without_values_needs_an_example(self, tmp_path: Path) -> None:
        bare = "about: x\nalexa: AMAZON.DATE\n"
        locale = small(tmp_path, {"When": ["come {date}"]}, slots={"date": bare})
        assert "example" in fault(type(self).project, locale).message

    def test_a_language_may_not_give_a_slot_another_type(self, tmp_path: Path) -> None:
        one = small(tmp_path / "one")
        slots = {"pick": "about: x\nalexa: Choice\nvalues:\n  largest: [big]\n"}
        other = in_french(small(tmp_path / "two", slots=slots))
        with pytest.raises(CompileError, match="'pick' is Choice here and Pick in another"):
            of_small(type(self).project, one, other)


def in_french(locale: Locale) -> Locale:
    """The small locale as one of another language, whatever its words."""
    path = locale.path / "locale.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("language: en", "language: fr"))
    return Locale(locale.name, locale.path)


def inheriting(locale: Locale, name: str, intent: str, sentence: str, about: str = "") -> Locale:
    """A locale that adds one sentence to the small one's; ``about`` begins a new intent's file."""
    folder = locale.path.parent / name
    (folder / "intents").mkdir(parents=True)
    inherits = f"inherits: {locale.path.name}\nname: Further\n"
    (folder / "locale.yaml").write_text(inherits, encoding="utf-8")
    text = f'{about}sentences:\n  - "{sentence}"\n'
    (folder / "intents" / f"{intent}.yaml").write_text(text, encoding="utf-8")
    return Locale(name, folder)


def odd_slots(folder: Path) -> Locale:
    """A small locale with slots that only some platforms have a type for."""
    return small(
        folder,
        {"Code": ["my code is {code}"], "Which": ["the {rank}"], "When": ["come {date}"]},
        {"code": _DIGITS, "rank": _ORDINAL, "date": _DATE},
    )


def with_last(folder: Path) -> Locale:
    """A small locale with an ordinal that is counted from the end."""
    return small(folder, {"Which": ["the {rank}"]}, {"rank": _LAST})
