"""The project for Google's Actions SDK: its files are where and what Google's messages say.

Google publishes no package with the messages of ``google.actions.sdk.v2``; ``_FIELDS`` names the
fields of those that our files are, and ``_PATHS`` the paths that ConfigFile allows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from interaction_models.compiler.google_actions import (
    END,
    SCENE,
    SYSTEM,
    SYSTEM_INTENTS,
    WEBHOOK,
    google_actions,
)
from tests.interaction_models import projects
from tests.interaction_models.projects import of_small
from tests.interaction_models.small import small

_LANGUAGE = r"(?:([a-z]{2}(?:-[A-Z]{2})?)/)?"
_PATHS = {
    "manifest": re.compile(r"manifest\.yaml"),
    "actions": re.compile(r"actions/actions\.yaml"),
    "settings": re.compile(rf"settings/{_LANGUAGE}settings\.yaml"),
    "webhook": re.compile(r"webhooks/([^/]+)\.yaml"),
    "intent": re.compile(rf"custom/intents/{_LANGUAGE}([^/]+)\.yaml"),
    "type": re.compile(rf"custom/types/{_LANGUAGE}([^/]+)\.yaml"),
    "global": re.compile(r"custom/global/([^/]+)\.yaml"),
    "scene": re.compile(r"custom/scenes/([^/]+)\.yaml"),
}
# A message's fields: a name is of another message, [name] a list and {name} a map of them.
_FIELDS: dict[str, dict[str, Any]] = {
    "manifest": {"version": str},
    "actions": {"custom": {"custom-action"}},
    "custom-action": {},
    "settings": {
        "projectId": str,
        "defaultLocale": str,
        "category": str,
        "localizedSettings": "localized",
    },
    "localized": {"displayName": str, "pronunciation": str},
    "webhook": {"handlers": ["named"], "httpsEndpoint": "endpoint"},
    "endpoint": {"baseUrl": str, "endpointApiVersion": int},
    "named": {"name": str},
    "intent": {"parameters": ["parameter"], "trainingPhrases": [str]},
    "parameter": {"name": str, "type": "named"},
    "type": {"synonym": "synonym", "regularExpression": "expression", "freeText": "free-text"},
    "synonym": {"matchType": str, "acceptUnknownValues": bool, "entities": {"entity"}},
    "entity": {"synonyms": [str]},
    "expression": {"entities": {"pattern"}},
    "pattern": {"regularExpressions": [str]},
    "free-text": {},
    "global": {"handler": "handler", "transitionToScene": str},
    "handler": {"webhookHandler": str},
    "scene": {
        "intentEvents": ["event"],
        "conditionalEvents": ["condition"],
        "slots": ["slot"],
        "onSlotUpdated": "handler",
    },
    "event": {"intent": str, "handler": "handler"},
    "condition": {"condition": str, "handler": "handler", "transitionToScene": str},
    "slot": {
        "name": str,
        "type": "named",
        "required": bool,
        "commitBehavior": "commit",
        "config": "sign-in",
    },
    "commit": {"writeSessionParam": str},
    # Google's console writes it so; its messages leave the shape of a slot's config open.
    "sign-in": {"@type": str, "opt_context": str},
}
_MARKED = re.compile(r"\(\$(\w+) '([^']+)' auto=false\)")


def check(value: Any, shape: Any, where: str) -> None:
    """Nothing stands in the value that a message of that shape does not have."""
    if isinstance(shape, type):
        assert type(value) is shape, where
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for item in value:
            check(item, shape[0], where)
    elif isinstance(shape, set):
        for key, item in value.items():
            assert isinstance(key, str), where
            check(item, next(iter(shape)), f"{where} {key}")
    else:
        assert value.keys() <= _FIELDS[shape].keys(), where
        for key, item in value.items():
            check(item, _FIELDS[shape][key], f"{where} {key}")


def loaded(text: str) -> Any:
    """A file's content, read by a YAML reader that is not ours."""
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """The content of every file of the project of the own locales, by path."""
    return {path: loaded(text) for path, text in projects.real("google_actions").items()}


def of_kind(project: dict[str, Any], kind: str) -> Iterator[tuple[re.Match[str], Any]]:
    """The files of a kind."""
    for path, content in project.items():
        if match := _PATHS[kind].fullmatch(path):
            yield match, content


def test_every_file_stands_where_google_allows_it_and_holds_what_it_may(
    project: dict[str, Any],
) -> None:
    for path, content in project.items():
        kinds = [kind for kind, pattern in _PATHS.items() if pattern.fullmatch(path)]
        assert len(kinds) == 1, path
        check(content, kinds[0], path)


def test_settings_name_the_default_locale_and_the_shop(project: dict[str, Any]) -> None:
    settings = project["settings/settings.yaml"]
    assert settings["defaultLocale"] == "en"
    assert settings["category"] == "SHOPPING"
    assert all(content["localizedSettings"] for _, content in of_kind(project, "settings"))


def test_phrases_mark_the_parameters_their_intent_declares(project: dict[str, Any]) -> None:
    types = {match[2] for match, _ in of_kind(project, "type")} | set(SYSTEM.values())
    declared = {
        match[2]: {each["name"]: each["type"]["name"] for each in content.get("parameters", [])}
        for match, content in of_kind(project, "intent")
        if match[1] is None
    }
    assert len(declared) > 30
    marked = 0
    for match, content in of_kind(project, "intent"):
        assert set(declared[match[2]].values()) <= types
        for phrase in content["trainingPhrases"]:
            slots = {slot for slot, _ in _MARKED.findall(phrase)}
            assert slots <= declared[match[2]].keys(), match[0]
            assert not re.search(r"[$()]", _MARKED.sub("", phrase)), phrase
            marked += bool(slots)
    assert marked > 500


def test_a_languages_own_files_add_words_to_what_the_default_has(project: dict[str, Any]) -> None:
    for match, content in of_kind(project, "intent"):
        if match[1]:
            assert content.keys() == {"trainingPhrases"}
            assert f"custom/intents/{match[2]}.yaml" in project
    for match, content in of_kind(project, "type"):
        if match[1]:
            assert content["synonym"].keys() == {"entities"}
            default = project[f"custom/types/{match[2]}.yaml"]["synonym"]["entities"]
            assert content["synonym"]["entities"].keys() <= default.keys()


def test_every_intent_is_handled_everywhere_by_the_one_webhook(project: dict[str, Any]) -> None:
    handlers = {each["name"] for each in project[f"webhooks/{WEBHOOK}.yaml"]["handlers"]}
    intents = {match[2] for match, _ in of_kind(project, "intent")}
    handled = {match[1]: content for match, content in of_kind(project, "global")}
    assert handled.keys() == intents | SYSTEM_INTENTS.keys()
    assert {each["handler"]["webhookHandler"] for each in handled.values()} <= handlers
    events = project[f"custom/scenes/{SCENE}.yaml"]["intentEvents"]
    assert {each["intent"]: each["handler"]["webhookHandler"] for each in events} == {
        name: name for name in intents
    }


def test_googles_own_intents_are_handled(project: dict[str, Any]) -> None:
    handled = {match[1]: content for match, content in of_kind(project, "global")}
    kinds = {name.rpartition("actions.intent.")[2] for name in SYSTEM_INTENTS}
    steps = {f"{what}_{step}" for what in ("NO_MATCH", "NO_INPUT") for step in ("1", "2", "FINAL")}
    assert kinds == {"MAIN", "CANCEL"} | steps
    assert handled["actions.intent.MAIN"]["transitionToScene"] == SCENE
    assert handled["actions.intent.CANCEL"]["transitionToScene"] == END
    assert project["actions/actions.yaml"] == {"custom": {"actions.intent.MAIN": {}}}


def test_phrases_say_the_sentence_with_its_slots_marked(tmp_path: Path) -> None:
    files = of_small(google_actions, small(tmp_path))
    assert loaded(files["custom/intents/Buy.yaml"])["trainingPhrases"] == [
        "buy ($product 'oat milk' auto=false)",
        "buy ($quantity 'one' auto=false) ($product 'bread' auto=false)",
    ]
    assert loaded(files["webhooks/Costermonger.yaml"])["httpsEndpoint"] == {
        "baseUrl": "https://shop.example/google/actions",
        "endpointApiVersion": 1,
    }


def test_a_product_may_be_a_word_the_shop_does_not_have(tmp_path: Path) -> None:
    files = of_small(google_actions, small(tmp_path))
    product = loaded(files["custom/types/Product.yaml"])["synonym"]
    assert product["acceptUnknownValues"] is True
    assert product["entities"] == {
        "oat milk": {"synonyms": ["oat milk"]},
        "bread": {"synonyms": ["bread"]},
    }
    assert loaded(files["custom/types/Pick.yaml"])["synonym"]["acceptUnknownValues"] is False


def test_what_google_has_no_type_for_is_of_our_own(tmp_path: Path) -> None:
    files = of_small(google_actions, projects.odd_slots(tmp_path))
    types = {
        name: loaded(files[f"custom/intents/{name}.yaml"])["parameters"][0]["type"]["name"]
        for name in ("Code", "Which", "When")
    }
    assert types["When"] == "actions.type.Date"
    assert (types["Which"], types["Code"]) == ("Rank", "Code")
    ranks = loaded(files["custom/types/Rank.yaml"])["synonym"]["entities"]
    assert ranks == {"1": {"synonyms": ["first", "1"]}, "2": {"synonyms": ["second", "2"]}}


def test_a_code_keeps_the_noughts_it_begins_with(tmp_path: Path) -> None:
    files = of_small(google_actions, projects.odd_slots(tmp_path))
    (pattern,) = loaded(files["custom/types/Code.yaml"])["regularExpression"]["entities"].values()
    (expression,) = pattern["regularExpressions"]
    ((_, said),) = _MARKED.findall(files["custom/intents/Code.yaml"])
    assert re.fullmatch(expression, said)
    assert re.fullmatch(expression, "0042")
    assert re.fullmatch(expression, "0 0 4 2")
    assert not re.fullmatch(expression, "42")


def test_open_words_without_values_are_free_text(tmp_path: Path) -> None:
    note = "about: x\nalexa: Note\nwildcard: true\nexample: leave it at the door\n"
    locale = small(tmp_path, {"Say": ["say that {note}"]}, {"note": note})
    assert loaded(of_small(google_actions, locale)["custom/types/Note.yaml"]) == {"freeText": {}}


def test_words_that_yaml_takes_for_something_else_stay_text(tmp_path: Path) -> None:
    answer = "about: x\nalexa: Answer\nvalues:\n  'yes': ['on', 'true']\n  'no': ['off', '007']\n"
    locale = small(tmp_path, {"Say": ["i say {answer}"]}, {"answer": answer})
    entities = loaded(of_small(google_actions, locale)["custom/types/Answer.yaml"])
    assert entities["synonym"]["entities"] == {
        "yes": {"synonyms": ["on", "true"]},
        "no": {"synonyms": ["off", "007"]},
    }


def test_another_language_stands_in_its_own_folder(tmp_path: Path) -> None:
    french = projects.in_french(small(tmp_path / "two", {"Seul": ["tout seul"]}))
    files = of_small(google_actions, small(tmp_path / "one"), french)
    assert "custom/intents/fr/Buy.yaml" in files
    assert "settings/fr/settings.yaml" in files
    assert loaded(files["custom/intents/Seul.yaml"]) == {"trainingPhrases": []}
    assert loaded(files["custom/intents/fr/Seul.yaml"]) == {"trainingPhrases": ["tout seul"]}


class TestRefusals(projects.Refusals):
    """What the Actions SDK refuses."""

    project = google_actions
