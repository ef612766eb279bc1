"""The package for Dialogflow CX: Google's own messages take all of it, and it holds together."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from google.cloud import dialogflowcx_v3
from google.protobuf import json_format

from interaction_models.compiler.dialogflow_cx import (
    EVENTS,
    FLOW,
    NEGATIVE,
    UNREACHED,
    WEBHOOK,
    WELCOME,
    dialogflow_cx,
)
from interaction_models.compiler.dialogflow_es import SYSTEM
from tests.interaction_models import projects
from tests.interaction_models.projects import content, of_small
from tests.interaction_models.small import small

_FLOW = f"flows/{FLOW}/{FLOW}.json"
# "JSON package export format" in Dialogflow CX's documentation, as far as we have such things.
_PATHS = {
    "agent": re.compile(r"agent\.json"),
    "flow": re.compile(r"flows/([^/]+)/\1\.json"),
    "webhook": re.compile(r"webhooks/([^/]+)\.json"),
    "intent": re.compile(r"intents/([^/]+)/\1\.json"),
    "phrases": re.compile(r"intents/([^/]+)/trainingPhrases/([a-z-]+)\.json"),
    "type": re.compile(r"entityTypes/([^/]+)/\1\.json"),
    "entries": re.compile(r"entityTypes/([^/]+)/entities/([a-z-]+)\.json"),
}


@pytest.fixture(scope="module")
def agent() -> dict[str, str]:
    """The agent of the project's own locales."""
    return projects.real("dialogflow_cx")


def parsed(message: Any, row: dict[str, Any]) -> Any:
    """The row as one of Google's messages; what that does not know is an error."""
    return json_format.ParseDict(row, message.pb()(), ignore_unknown_fields=False)


def of_kind(agent: dict[str, str], kind: str) -> list[re.Match[str]]:
    """The files of a kind."""
    found = [match for match in map(_PATHS[kind].fullmatch, agent) if match]
    assert found, kind
    return found


def without_language(rows: list[dict[str, Any]], tag: str) -> list[dict[str, Any]]:
    """The rows as the API has them: a package's say their language, which is their file's."""
    assert {row["languageCode"] for row in rows} <= {tag}
    return [{k: v for k, v in row.items() if k != "languageCode"} for row in rows]


def flow_of(agent: dict[str, str]) -> dict[str, Any]:
    """The flow as the API has it: a package's messages say their language."""
    flow = content(agent, _FLOW)
    for handler in flow["eventHandlers"]:
        fulfillment = handler["triggerFulfillment"]
        rows = fulfillment.get("messages", [])
        fulfillment["messages"] = [without_language([row], row["languageCode"])[0] for row in rows]
    return flow


def test_every_file_stands_where_the_package_format_has_it(agent: dict[str, str]) -> None:
    for path in agent:
        assert any(pattern.fullmatch(path) for pattern in _PATHS.values()), path
    for kind in ("flow", "webhook", "intent", "type"):
        for match in of_kind(agent, kind):
            assert content(agent, match[0])["displayName"] == match[1]


def test_google_takes_the_agent_its_flow_and_its_webhook(agent: dict[str, str]) -> None:
    about = parsed(dialogflowcx_v3.Agent, content(agent, "agent.json"))
    flow = parsed(dialogflowcx_v3.Flow, flow_of(agent))
    webhook = parsed(dialogflowcx_v3.Webhook, content(agent, f"webhooks/{WEBHOOK}.json"))
    assert about.start_flow == flow.display_name == FLOW
    assert about.default_language_code == "en"
    assert "en-us" in about.supported_language_codes
    assert webhook.generic_web_service.uri.endswith("/google/dialogflow/cx")


def test_google_takes_every_intent_and_its_phrases(agent: dict[str, str]) -> None:
    messages = {
        match[1]: parsed(dialogflowcx_v3.Intent, content(agent, match[0]))
        for match in of_kind(agent, "intent")
    }
    assert len(messages) > 30
    assert messages[NEGATIVE].is_fallback
    for match in of_kind(agent, "phrases"):
        (rows,) = content(agent, match[0]).values()
        phrases = {"trainingPhrases": without_language(rows, match[2])}
        message = parsed(dialogflowcx_v3.Intent, phrases)
        known = {parameter.id for parameter in messages[match[1]].parameters}
        assert len(message.training_phrases) == len(rows) > 0
        for phrase in message.training_phrases:
            assert phrase.repeat_count == 1
            assert {part.parameter_id for part in phrase.parts} <= known | {""}, match[0]
            assert all(part.text for part in phrase.parts)


def test_google_takes_every_type_and_its_entries(agent: dict[str, str]) -> None:
    for match in of_kind(agent, "type"):
        message = parsed(dialogflowcx_v3.EntityType, content(agent, match[0]))
        assert message.kind == dialogflowcx_v3.EntityType.Kind.KIND_MAP
    for match in of_kind(agent, "entries"):
        assert f"entityTypes/{match[1]}/{match[1]}.json" in agent
        (rows,) = content(agent, match[0]).values()
        entities = {"entities": without_language(rows, match[2])}
        message = parsed(dialogflowcx_v3.EntityType, entities)
        values = [entity.value for entity in message.entities]
        assert len(values) == len(set(values)) > 0
        assert all(entity.synonyms for entity in message.entities)


def test_every_intent_has_a_route_to_the_webhook_with_its_name(agent: dict[str, str]) -> None:
    routes = content(agent, _FLOW)["transitionRoutes"]
    said = {match[1] for match in of_kind(agent, "phrases")}
    tags = {route["intent"]: route["triggerFulfillment"]["tag"] for route in routes}
    assert tags == {WELCOME: "Launch"} | {name: name for name in said}
    assert {route["triggerFulfillment"]["webhook"] for route in routes} == {WEBHOOK}


def test_silence_no_match_and_the_welcome_reach_the_shop(agent: dict[str, str]) -> None:
    handlers = content(agent, _FLOW)["eventHandlers"]
    fulfillments = {each["event"]: each["triggerFulfillment"] for each in handlers}
    unreached = fulfillments.pop(UNREACHED)
    assert {event: each["tag"] for event, each in fulfillments.items()} == EVENTS
    assert {"sys.no-match-default", "sys.no-input-default", "WELCOME"} == EVENTS.keys()
    # Where the shop does not answer, the agent says so itself, in every language.
    assert "webhook" not in unreached
    languages = content(agent, "agent.json")
    spoken = {languages["defaultLanguageCode"], *languages["supportedLanguageCodes"]}
    assert {row["languageCode"] for row in unreached["messages"]} == {
        tag for tag in spoken if "-" not in tag
    }
    assert all(row["text"]["text"][0].strip() for row in unreached["messages"])


def test_every_type_that_a_slot_has_is_there_or_googles_own(agent: dict[str, str]) -> None:
    ours = {match[1] for match in of_kind(agent, "type")}
    for match in of_kind(agent, "intent"):
        for parameter in content(agent, match[0]).get("parameters", []):
            name = parameter["entityType"].removeprefix("@")
            assert name in ours or name in SYSTEM.values(), match[0]


def test_no_name_is_given_twice(agent: dict[str, str]) -> None:
    for kind in ("intent", "type", "webhook"):
        ids = [content(agent, match[0])["name"] for match in of_kind(agent, kind)]
        assert len(ids) == len(set(ids))
    flow = content(agent, _FLOW)
    ids = [each["name"] for each in flow["transitionRoutes"] + flow["eventHandlers"]]
    assert len(ids) == len(set(ids))


def test_phrases_say_the_sentence_with_its_slots_marked(tmp_path: Path) -> None:
    files = of_small(dialogflow_cx, small(tmp_path))
    rows = content(files, "intents/Buy/trainingPhrases/en.json")["trainingPhrases"]
    assert rows[1]["parts"] == [
        {"text": "buy "},
        {"text": "one", "parameterId": "quantity"},
        {"text": " "},
        {"text": "bread", "parameterId": "product"},
    ]


def test_a_product_may_be_a_word_the_shop_does_not_have(tmp_path: Path) -> None:
    files = of_small(dialogflow_cx, small(tmp_path))
    product, pick = (content(files, f"entityTypes/{name}/{name}.json") for name in _SMALL_TYPES)
    assert product["autoExpansionMode"] == "AUTO_EXPANSION_MODE_DEFAULT"
    assert "autoExpansionMode" not in pick


def test_a_language_learns_what_its_locales_say_beside_it(tmp_path: Path) -> None:
    further = projects.inheriting(small(tmp_path), "xx-YY", "Buy", "fetch {product}")
    files = of_small(dialogflow_cx, further)
    assert content(files, "agent.json")["supportedLanguageCodes"] == ["xx-yy"]
    rows = content(files, "intents/Buy/trainingPhrases/en.json")["trainingPhrases"]
    assert [row["parts"][0]["text"] for row in rows] == ["buy ", "buy ", "fetch "]


_SMALL_TYPES = ("Product", "Pick")


class TestRefusals(projects.Refusals):
    """What Dialogflow CX refuses."""

    project = dialogflow_cx
