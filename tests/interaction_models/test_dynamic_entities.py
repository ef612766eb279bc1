"""The plan for Alexa's dynamic entities, and that the running skill keeps to it."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import skill
from interaction_models import load_locale, locales
from interaction_models.compiler import CompileError
from interaction_models.compiler.alexa import alexa_model
from interaction_models.compiler.dynamic_entities import MOST_ENTITIES, dynamic_plan
from skill.channels.alexa import vocabulary
from skill.commands.models import demo_names
from skill.conversation.reply import Term
from tests.interaction_models.small import small

_TERMS = [Term(str(n), f"tea {n}", ("brew",)) for n in range(3)]


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder from which the skill reads its plans."""
    monkeypatch.setattr(vocabulary, "_PLANS", tmp_path)
    vocabulary._plans.cache_clear()
    yield tmp_path
    vocabulary._plans.cache_clear()


def write(folder: Path, locale: str, **changes: object) -> None:
    """A plan for a locale."""
    plan = {"updateBehavior": "REPLACE", "mostEntities": 100, "longestName": 140}
    text = json.dumps({**plan, "types": ["Product"], **changes})
    (folder / f"{locale}.json").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", locales())
def test_the_types_to_replace_are_own_types_of_the_built_model(name: str) -> None:
    plan = json.loads(dynamic_plan(load_locale(name)))
    model = json.loads(alexa_model(load_locale(name), demo_names(name)))
    defined = {each["name"] for each in model["interactionModel"]["languageModel"]["types"]}
    assert plan["types"]
    assert set(plan["types"]) <= defined


@pytest.mark.parametrize("name", locales())
def test_the_skill_reads_the_plan_that_is_built(name: str) -> None:
    vocabulary._plans.cache_clear()
    assert vocabulary._plan(name) == json.loads(dynamic_plan(load_locale(name)))


def test_a_type_of_amazons_takes_no_names(tmp_path: Path) -> None:
    product = "about: x\nalexa: AMAZON.SearchQuery\ncatalogue: products\n"
    with pytest.raises(CompileError, match="takes no dynamic entities") as raised:
        dynamic_plan(small(tmp_path, slots={"product": product}))
    assert (raised.value.file, raised.value.line) == ("xx-XX/slots/product.yaml", 1)


def test_a_type_that_no_sentence_uses_is_not_replaced(tmp_path: Path) -> None:
    thing = "about: x\nalexa: Thing\ncatalogue: products\n"
    plan = json.loads(dynamic_plan(small(tmp_path, slots={"thing": thing})))
    assert plan["types"] == ["Product"]
    assert plan["mostEntities"] == MOST_ENTITIES


def test_what_is_taught_follows_the_plan(plans: Path) -> None:
    write(plans, "en-US", types=["Ware"], mostEntities=4, updateBehavior="CLEAR")
    taught = vocabulary.expect(_TERMS, "en-US")
    assert taught is not None
    assert taught["updateBehavior"] == "CLEAR"
    (type_,) = taught["types"]
    assert type_["name"] == "Ware"
    assert [len(value["name"]["synonyms"]) for value in type_["values"]] == [1, 0, 0]


def test_two_types_share_the_room_there_is(plans: Path) -> None:
    write(plans, "en-US", types=["Ware", "Thing"], mostEntities=4)
    taught = vocabulary.expect(_TERMS, "en-US")
    assert taught is not None
    assert [each["name"] for each in taught["types"]] == ["Ware", "Thing"]
    assert [len(each["values"]) for each in taught["types"]] == [2, 2]


def test_a_name_longer_than_the_plan_allows_is_not_taught(plans: Path) -> None:
    write(plans, "en-US", longestName=4)
    assert vocabulary.expect(_TERMS, "en-US") is None


def test_another_country_is_taught_by_the_plan_of_its_language(plans: Path) -> None:
    write(plans, "en-GB", types=["Ware"])
    write(plans, "fr-FR")
    taught = vocabulary.expect(_TERMS, "en-AU")
    assert taught is not None
    assert taught["types"][0]["name"] == "Ware"


def test_a_language_without_a_plan_is_taught_nothing(plans: Path) -> None:
    write(plans, "en-US")
    assert vocabulary.expect(_TERMS, "de-DE") is None


def test_the_skill_sends_no_directive_for_a_slot_that_its_models_do_not_ask_for() -> None:
    """Alexa takes Dialog.ElicitSlot for registered intents only, and the skill sends none.

    Whoever begins to send one compares it here with the ``asks`` of the intents.
    """
    sources = Path(next(iter(skill.__path__))).rglob("*.py")
    texts = (
        node.value
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    assert {text for text in texts if text.startswith("Dialog.")} == {
        "Dialog.UpdateDynamicEntities"
    }
