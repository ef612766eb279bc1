"""An agent for Dialogflow CX as a JSON package; zipped, its console restores it.

The agent has one flow with a route for every intent. Each route calls the one webhook with the
intent's name as its tag, and so do the events: silence, what was not understood, and the welcome.

Sources: "JSON package export format" in Dialogflow CX's documentation, and packages in public
repositories: there other things are referred to by display name, locales are in lower case, and
phrases and entries say their language once more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from interaction_models.compiler.dialogflow_es import SYSTEM, WELCOME, identifier, listed, tags
from interaction_models.compiler.phrase_types import DIGITS, Limits, OwnType
from interaction_models.compiler.phrases import (
    SHOP_URL,
    Language,
    NamesOf,
    Phrase,
    intents_of,
    languages,
    slots_of,
    types_of,
)
from interaction_models.compiler.stand_ins import stand_ins
from interaction_models.locale import Locale

FLOW, WEBHOOK = "Default Start Flow", "Costermonger"
NEGATIVE = "Default Negative Intent"
# The tag of what comes without an intent. A client that opens the conversation sends WELCOME.
EVENTS: Mapping[str, str] = {
    "sys.no-match-default": "Fallback",
    "sys.no-input-default": "NoInput",
    "WELCOME": "Launch",
}
# What Dialogflow sends where the webhook does not answer, whatever the reason.
UNREACHED = "webhook.error"
# The ids that every agent's own flow and intents have.
_FIRST, _SECOND = "00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000001"
_PRIORITY = 500_000  # Dialogflow's "normal"
_LEAST_CONFIDENCE = 0.3
# A code has up to eight digits; # ends a shorter one.
_KEYS = {"enabled": True, "maxDigits": 8, "finishDigit": "#"}
# Dialogflow waits five seconds unless it is told otherwise, and a bank may take longer.
_TIMEOUT = "10s"


def dialogflow_cx(
    locales: Iterable[Locale], names_of: NamesOf, limits: Limits | None = None
) -> dict[str, str]:
    """The agent's files by their path in the package. Raises CompileError."""
    found = languages(locales, names_of, SYSTEM, limits or Limits())
    intents = intents_of(found)
    contents = {
        "agent.json": _agent(found),
        f"flows/{FLOW}/{FLOW}.json": _flow(intents, stand_ins(found)),
        f"webhooks/{WEBHOOK}.json": _webhook(),
        f"intents/{WELCOME}/{WELCOME}.json": _own_intent(WELCOME, _FIRST),
        f"intents/{NEGATIVE}/{NEGATIVE}.json": _own_intent(NEGATIVE, _SECOND)
        | {"isFallback": True},
    }
    for name, about in intents.items():
        contents[f"intents/{name}/{name}.json"] = _intent(name, about, slots_of(name, found))
    for type_ in types_of(found).values():
        contents[f"entityTypes/{type_.name}/{type_.name}.json"] = _entity_type(type_)
    files = {path: _written(content) for path, content in contents.items()}
    for language in found:
        files |= _of_language(language)
    return files


def _of_language(language: Language) -> dict[str, str]:
    tag = language.tag
    files = {}
    for name, phrases in language.phrases.items():
        path = f"intents/{name}/trainingPhrases/{tag}.json"
        files[path] = _rows("trainingPhrases", [_phrase(phrase, tag) for phrase in phrases])
    for name, type_ in language.types.items():
        path = f"entityTypes/{name}/entities/{tag}.json"
        files[path] = _rows(
            "entities",
            [
                {"value": value, "synonyms": list(ways), "languageCode": tag}
                for value, ways in type_.entries.items()
            ],
        )
    return files


def _agent(found: list[Language]) -> dict[str, Any]:
    default, *others = tags(found)
    return {
        "defaultLanguageCode": default,
        "supportedLanguageCodes": others,
        "timeZone": "America/New_York",
        "startFlow": FLOW,
        "speechToTextSettings": {"enableSpeechAdaptation": True},
        "advancedSettings": {"dtmfSettings": _KEYS},
    }


def _flow(intents: Iterable[str], words: Mapping[str, str]) -> dict[str, Any]:
    routes = {WELCOME: "Launch"} | {name: name for name in intents}
    handled = {event: _fulfillment(tag) for event, tag in EVENTS.items()}
    if words:
        handled[UNREACHED] = {"messages": [_text(text, tag) for tag, text in words.items()]}
    return {
        "name": _FIRST,
        "displayName": FLOW,
        "description": "Passes everything on to the shop.",
        "transitionRoutes": [
            {
                "intent": intent,
                "triggerFulfillment": _fulfillment(tag),
                "name": identifier("route", intent),
            }
            for intent, tag in routes.items()
        ],
        "eventHandlers": [
            {
                "event": event,
                "triggerFulfillment": fulfillment,
                "name": identifier("event", event),
            }
            for event, fulfillment in handled.items()
        ],
        "nluSettings": {
            "modelType": "MODEL_TYPE_STANDARD",
            "classificationThreshold": _LEAST_CONFIDENCE,
        },
    }


def _fulfillment(tag: str) -> dict[str, Any]:
    return {"webhook": WEBHOOK, "tag": tag}


def _text(text: str, tag: str) -> dict[str, Any]:
    return {"text": {"text": [text]}, "languageCode": tag}


def _webhook() -> dict[str, Any]:
    return {
        "name": identifier("webhook", WEBHOOK),
        "displayName": WEBHOOK,
        "genericWebService": {"uri": f"{SHOP_URL}/google/dialogflow/cx"},
        "timeout": _TIMEOUT,
    }


def _own_intent(name: str, id_: str) -> dict[str, Any]:
    return {"name": id_, "displayName": name, "priority": _PRIORITY}


def _intent(name: str, about: str, slots: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": identifier("intent", name),
        "displayName": name,
        "parameters": [_parameter(slot, type_) for slot, type_ in slots.items()],
        "priority": _PRIORITY,
        "description": about,
    }


def _parameter(slot: str, type_name: str) -> dict[str, Any]:
    """A parameter; Dialogflow keeps no code in its logs."""
    parameter: dict[str, Any] = {"id": slot, "entityType": f"@{type_name}"}
    return parameter | ({"redact": True} if type_name == SYSTEM[DIGITS] else {})


def _entity_type(type_: OwnType) -> dict[str, Any]:
    content: dict[str, Any] = {
        "name": identifier("entity", type_.name),
        "displayName": type_.name,
        "kind": "KIND_MAP",
    }
    if type_.takes_others:
        content["autoExpansionMode"] = "AUTO_EXPANSION_MODE_DEFAULT"
    if type_.from_catalogue:
        content["enableFuzzyExtraction"] = True
    return content


def _phrase(phrase: Phrase, tag: str) -> dict[str, Any]:
    parts = [
        {"text": part.text} | ({"parameterId": part.slot} if part.slot else {})
        for part in phrase.parts
    ]
    return {"parts": parts, "repeatCount": 1, "languageCode": tag}


def _rows(key: str, rows: Iterable[Any]) -> str:
    return f'{{"{key}": {listed(rows).rstrip()}}}\n'


def _written(content: Mapping[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
