"""The agent for Dialogflow ES: Google's own messages take all of it, and it holds together."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from google.cloud import dialogflow_v2
from google.protobuf import json_format

from interaction_models import Locale
from interaction_models.compiler import CompileError
from interaction_models.compiler.dialogflow_es import FALLBACK, SYSTEM, WELCOME, dialogflow_es
from tests.interaction_models import projects
from tests.interaction_models.projects import content, of_small
from tests.interaction_models.small import small

_USERSAYS = re.compile(r"intents/(.+)_usersays_([a-z-]+)\.json")
_PICKS = "entities/Pick_entries_en.json"
_ENTRIES = re.compile(r"entities/(.+)_entries_([a-z-]+)\.json")


@pytest.fixture(scope="module")
def agent() -> dict[str, str]:
    """The agent of the project's own locales."""
    return projects.real("dialogflow_es")


def taken(row: dict[str, Any], *needed: str, **fixed: Any) -> list[Any]:
    """The needed fields of a row that has no others than these and the fixed ones."""
    assert row.keys() == {*needed, *fixed}
    assert {name: row[name] for name in fixed} == fixed
    return [row[name] for name in needed]


def as_intent(intent: dict[str, Any], phrases: list[dict[str, Any]]) -> dict[str, Any]:
    """An export's intent in the shape of the API's, its phrases with it."""
    id_, name, responses, priority, fallback, events = taken(
        intent,
        *("id", "name", "responses", "priority", "fallbackIntent", "events"),
        auto=True,
        contexts=[],
        webhookUsed=True,
        webhookForSlotFilling=False,
        conditionalResponses=[],
        condition="",
        conditionalFollowupEvents=[],
    )
    (response,) = responses
    action, parameters, messages = taken(
        response,
        *("action", "parameters", "messages"),
        resetContexts=False,
        affectedContexts=[],
        speech=[],
    )
    return {
        "name": id_,
        "displayName": name,
        "webhookState": "WEBHOOK_STATE_ENABLED",
        "priority": priority,
        "isFallback": fallback,
        "events": [taken(event, "name")[0] for event in events],
        "action": action,
        "parameters": [as_parameter(parameter) for parameter in parameters],
        "messages": [as_message(message) for message in messages],
        "trainingPhrases": [as_phrase(phrase) for phrase in phrases],
    }


def as_message(message: dict[str, Any]) -> dict[str, Any]:
    """What an agent says by itself; an export's type 0 is a text, in one language each."""
    speech, _ = taken(message, "speech", "lang", type="0", title="", textToSpeech="", condition="")
    return {"text": {"text": speech}}


def as_parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    id_, name, type_, value = taken(
        parameter,
        *("id", "name", "dataType", "value"),
        required=False,
        defaultValue="",
        isList=False,
        prompts=[],
        promptMessages=[],
        noMatchPromptMessages=[],
        noInputPromptMessages=[],
        outputDialogContexts=[],
    )
    return {"name": id_, "displayName": name, "entityTypeDisplayName": type_, "value": value}


def as_phrase(phrase: dict[str, Any]) -> dict[str, Any]:
    (data,) = taken(phrase, "data", isTemplate=False, count=0)
    return {"type": "EXAMPLE", "parts": [as_part(part) for part in data]}


def as_part(part: dict[str, Any]) -> dict[str, Any]:
    if "meta" not in part:
        return {"text": taken(part, "text", userDefined=False)[0]}
    text, meta, alias = taken(part, "text", "meta", "alias", userDefined=True)
    return {"text": text, "entityType": meta, "alias": alias, "userDefined": True}


def as_entity_type(entity: dict[str, Any], entries: list[dict[str, Any]]) -> dict[str, Any]:
    id_, name, expands, fuzzy = taken(
        entity,
        *("id", "name", "automatedExpansion", "allowFuzzyExtraction"),
        isOverridable=True,
        isEnum=False,
        isRegexp=False,
    )
    mode = "AUTO_EXPANSION_MODE_DEFAULT" if expands else "AUTO_EXPANSION_MODE_UNSPECIFIED"
    return {
        "name": id_,
        "displayName": name,
        "kind": "KIND_MAP",
        "autoExpansionMode": mode,
        "enableFuzzyExtraction": fuzzy,
        "entities": entries,
    }


def parsed(message: Any, row: dict[str, Any]) -> Any:
    """The row as one of Google's messages; what that does not know is an error."""
    return json_format.ParseDict(row, message.pb()(), ignore_unknown_fields=False)


def test_google_takes_every_intent_with_its_phrases(agent: dict[str, str]) -> None:
    said = [match for match in map(_USERSAYS.fullmatch, agent) if match]
    assert len(said) > 30
    for match in said:
        intent = content(agent, f"intents/{match[1]}.json")
        message = parsed(dialogflow_v2.Intent, as_intent(intent, content(agent, match[0])))
        assert len(message.training_phrases) > 0
        slots = {each.display_name: each.entity_type_display_name for each in message.parameters}
        for phrase in message.training_phrases:
            marked = {part.alias: part.entity_type for part in phrase.parts if part.alias}
            assert marked.items() <= slots.items(), match[0]


def test_google_takes_every_type_with_its_entries(agent: dict[str, str]) -> None:
    entries = [match for match in map(_ENTRIES.fullmatch, agent) if match]
    assert {match[1] for match in entries} >= {"Product", "Pick", "Unit", "Ordinal"}
    for match in entries:
        entity = content(agent, f"entities/{match[1]}.json")
        message = parsed(dialogflow_v2.EntityType, as_entity_type(entity, content(agent, match[0])))
        values = [entity.value for entity in message.entities]
        assert len(values) == len(set(values)) > 0
        assert all(entity.synonyms for entity in message.entities)


def test_every_file_stands_where_an_export_has_it(agent: dict[str, str]) -> None:
    names = {path for path in agent if not (_USERSAYS.fullmatch(path) or _ENTRIES.fullmatch(path))}
    assert {"agent.json", "package.json"} <= names
    for path in names - {"agent.json", "package.json"}:
        folder, _, name = path.partition("/")
        assert folder in ("intents", "entities")
        assert name == content(agent, path)["name"] + ".json"
    for path, text in agent.items():
        assert json.loads(text) is not None, path


def test_the_agents_languages_are_those_it_has_words_in(agent: dict[str, str]) -> None:
    about = content(agent, "agent.json")
    tags = {match[2] for match in map(_USERSAYS.fullmatch, agent) if match}
    assert about["language"] == "en"
    assert tags <= {about["language"], *about["supportedLanguages"]}
    assert "en-us" in about["supportedLanguages"]
    assert about["webhook"]["available"] is True
    assert about["webhook"]["url"].endswith("/google/dialogflow/es")


def test_every_type_that_a_slot_has_is_there_or_googles_own(agent: dict[str, str]) -> None:
    ours = {match[1] for match in map(_ENTRIES.fullmatch, agent) if match}
    for path in agent:
        if path.startswith("intents/") and "_usersays_" not in path:
            for parameter in content(agent, path)["responses"][0]["parameters"]:
                name = parameter["dataType"].removeprefix("@")
                assert name in ours or name in SYSTEM.values(), path


def test_no_id_is_given_twice(agent: dict[str, str]) -> None:
    ids = re.findall(r'"id": ?"([^"]+)"', "".join(agent.values()))
    assert len(ids) == len(set(ids)) > 50


def test_welcome_and_fallback_reach_the_shop(agent: dict[str, str]) -> None:
    welcome = parsed(dialogflow_v2.Intent, as_intent(content(agent, f"intents/{WELCOME}.json"), []))
    fallback = parsed(
        dialogflow_v2.Intent, as_intent(content(agent, f"intents/{FALLBACK}.json"), [])
    )
    assert list(welcome.events) == ["WELCOME", "TELEPHONY_WELCOME"]
    assert (welcome.action, fallback.action) == ("input.welcome", "input.unknown")
    assert fallback.is_fallback
    assert not welcome.is_fallback


def test_a_product_may_be_a_word_the_shop_does_not_have(agent: dict[str, str]) -> None:
    product, unit = (content(agent, f"entities/{name}.json") for name in ("Product", "Unit"))
    assert product["automatedExpansion"] is product["allowFuzzyExtraction"] is True
    assert unit["automatedExpansion"] is unit["allowFuzzyExtraction"] is False


def test_phrases_say_the_sentence_with_its_slots_marked(tmp_path: Path) -> None:
    files = of_small(dialogflow_es, small(tmp_path))
    rows = content(files, "intents/Buy_usersays_en.json")
    assert ["".join(part["text"] for part in row["data"]) for row in rows] == [
        "buy oat milk",
        "buy one bread",
    ]
    assert rows[1]["data"][1:] == [
        {"text": "one", "meta": "@sys.number", "alias": "quantity", "userDefined": True},
        {"text": " ", "userDefined": False},
        {"text": "bread", "meta": "@Product", "alias": "product", "userDefined": True},
    ]


def test_numbers_dates_and_digits_are_of_googles_own_types(tmp_path: Path) -> None:
    files = of_small(dialogflow_es, projects.odd_slots(tmp_path))
    types = {
        name: content(files, f"intents/{name}.json")["responses"][0]["parameters"][0]["dataType"]
        for name in ("Code", "Which", "When")
    }
    assert types == {"Code": "@sys.number-sequence", "Which": "@sys.ordinal", "When": "@sys.date"}


def test_an_ordinal_with_a_last_one_is_of_our_own_type(tmp_path: Path) -> None:
    files = of_small(dialogflow_es, projects.with_last(tmp_path))
    entries = content(files, "entities/Rank_entries_en.json")
    assert {"value": "-1", "synonyms": ["last"]} in entries
    assert {"value": "1", "synonyms": ["first", "1"]} in entries


def test_a_language_learns_what_its_locales_say_beside_it(tmp_path: Path) -> None:
    base = small(tmp_path)
    further = projects.inheriting(base, "xx-YY", "Buy", "fetch {product}")
    plain = projects.inheriting(base, "xx-ZZ", "Choose", "the {pick} one")
    files = of_small(dialogflow_es, further, plain)
    assert content(files, "agent.json")["supportedLanguages"] == ["xx-yy", "xx-zz"]
    assert {match[2] for match in map(_USERSAYS.fullmatch, files) if match} == {"en"}
    rows = content(files, "intents/Buy_usersays_en.json")
    assert [row["data"][0]["text"] for row in rows] == ["buy ", "buy ", "fetch "]
    assert len(content(files, "intents/Choose_usersays_en.json")) == 1


def test_an_intent_that_one_locale_has_is_there_with_its_slots(tmp_path: Path) -> None:
    about = "about: x\nfamily: test\n"
    further = projects.inheriting(small(tmp_path), "xx-YY", "Ask", "any {product}", about)
    files = of_small(dialogflow_es, further)
    (slot,) = content(files, "intents/Ask.json")["responses"][0]["parameters"]
    assert (slot["name"], slot["dataType"]) == ("product", "@Product")
    assert len(content(files, "intents/Ask_usersays_en.json")) == 1


def test_what_two_locales_mean_differently_is_said_for_one(tmp_path: Path) -> None:
    base = small(tmp_path)
    one = projects.inheriting(base, "xx-YY", "Buy", "grab {product}")
    other = projects.inheriting(base, "xx-ZZ", "Choose", "grab {product}")
    files = of_small(dialogflow_es, one, other)
    assert len(content(files, "intents/Buy_usersays_en.json")) == 3
    assert len(content(files, "intents/Choose_usersays_en.json")) == 1


def test_a_locales_words_for_a_value_come_beside_its_languages(tmp_path: Path) -> None:
    further = projects.inheriting(small(tmp_path), "xx-YY", "Buy", "fetch {product}")
    (further.path / "slots").mkdir()
    values = "values:\n  largest: [huge]\n  other: [big]\n"
    (further.path / "slots" / "pick.yaml").write_text(values, encoding="utf-8")
    with pytest.raises(CompileError, match="'big' means"):
        of_small(dialogflow_es, further)
    (further.path / "slots" / "pick.yaml").write_text(values.replace("big", "odd"), "utf-8")
    files = of_small(dialogflow_es, Locale(further.name, further.path))
    ways = {row["value"]: row["synonyms"] for row in content(files, _PICKS)}
    assert ways == {"largest": ["large", "big", "huge"], "other": ["other", "odd"]}


def test_after_an_apostrophe_an_example_begins_with_a_vowel(tmp_path: Path) -> None:
    locale = small(tmp_path, {"Elide": ["pas d'{product}", "sans d'{product}"]})
    rows = content(of_small(dialogflow_es, locale), "intents/Elide_usersays_en.json")
    assert [row["data"][1]["text"] for row in rows] == ["oat milk", "oat milk"]


def test_a_new_sentence_leaves_other_intents_as_they_are(tmp_path: Path) -> None:
    one = of_small(dialogflow_es, small(tmp_path / "one"))
    two = of_small(dialogflow_es, small(tmp_path / "two", {"Ask": ["any {product}"]}))
    assert two.items() >= one.items()


class TestRefusals(projects.Refusals):
    """What Dialogflow ES refuses."""

    project = dialogflow_es
