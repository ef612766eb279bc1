"""An agent for Dialogflow ES, in the layout of its export; zipped, its console restores it.

Every intent calls the one webhook, with the intent's name as its action. Contexts are no part of
it: what was asked last is known to the shop, not to Dialogflow.

A product is of a type of ours that holds the catalogue and takes other words too ("automated
expansion"), not ``@sys.any``: that takes every word it can reach, the quantity and the unit beside
the product included, and tells nothing of what the shop knows.

Sources: "Export and restore agents", "Intents" and "Custom entities" in Dialogflow's documentation,
and exports in public repositories, which write ids as UUIDs and locales in lower case.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from interaction_models.compiler.phrase_types import ANYTHING, DIGITS, Limits, OwnType
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

# Dialogflow's own types by Alexa's, for ES and CX alike.
SYSTEM: Mapping[str, str] = {
    "AMAZON.NUMBER": "sys.number",
    "AMAZON.Ordinal": "sys.ordinal",
    "AMAZON.DATE": "sys.date",
    "AMAZON.TIME": "sys.time",
    "AMAZON.DURATION": "sys.duration",
    "AMAZON.FOUR_DIGIT_NUMBER": "sys.number-sequence",
    "AMAZON.FirstName": "sys.given-name",
    "AMAZON.PhoneNumber": "sys.phone-number",
    "AMAZON.Person": "sys.person",
    "AMAZON.City": "sys.geo-city",
    "AMAZON.PostalAddress": "sys.address",
    ANYTHING: "sys.any",
    DIGITS: "sys.number-sequence",
}
WELCOME, FALLBACK = "Default Welcome Intent", "Default Fallback Intent"
# What Dialogflow sends when a conversation begins, in writing and on the phone.
_WELCOME_EVENTS = ("WELCOME", "TELEPHONY_WELCOME")
_PRIORITY = 500_000  # Dialogflow's "normal"
_LEAST_CONFIDENCE = 0.3


def dialogflow_es(
    locales: Iterable[Locale], names_of: NamesOf, limits: Limits | None = None
) -> dict[str, str]:
    """The agent's files by their path in the zip. Raises CompileError."""
    found = languages(locales, names_of, SYSTEM, limits or Limits())
    files = {"agent.json": _written(_agent(found)), "package.json": '{"version": "1.0.0"}\n'}
    intents = [_intent(name, name, slots_of(name, found)) for name in intents_of(found)]
    intents.append(_intent(FALLBACK, "input.unknown", {}) | {"fallbackIntent": True})
    events = [{"name": name} for name in _WELCOME_EVENTS]
    intents.append(_intent(WELCOME, "input.welcome", {}) | {"events": events})
    messages = [_message(text, tag) for tag, text in stand_ins(found).items()]
    for intent in intents:
        # Said where the webhook does not answer; what it answers takes their place.
        intent["responses"][0]["messages"] = messages
        files[f"intents/{intent['name']}.json"] = _written(intent)
    for type_ in types_of(found).values():
        files[f"entities/{type_.name}.json"] = _written(_entity(type_))
    for language in found:
        files |= _of_language(language)
    return files


def _of_language(language: Language) -> dict[str, str]:
    tag = language.tag
    files = {}
    for name, phrases in language.phrases.items():
        rows = [_phrase(phrase, language.slots) for phrase in phrases]
        files[f"intents/{name}_usersays_{tag}.json"] = listed(rows)
    for name, type_ in language.types.items():
        entries = type_.entries.items()
        rows = [{"value": value, "synonyms": list(ways)} for value, ways in entries]
        files[f"entities/{name}_entries_{tag}.json"] = listed(rows)
    return files


def _agent(found: list[Language]) -> dict[str, Any]:
    default, *others = tags(found)
    return {
        "description": "",
        "language": default,
        "shortDescription": "",
        "examples": "",
        "linkToDocs": "",
        "displayName": "costermonger",
        # They would hold the codes that shoppers say.
        "disableInteractionLogs": True,
        "disableStackdriverLogs": True,
        "defaultTimezone": "America/New_York",
        "webhook": {
            "url": f"{SHOP_URL}/google/dialogflow/es",
            "username": "",
            "headers": {},
            "available": True,
            "useForDomains": False,
            "cloudFunctionsEnabled": False,
            "cloudFunctionsInitialized": False,
        },
        "isPrivate": True,
        "mlMinConfidence": _LEAST_CONFIDENCE,
        "supportedLanguages": others,
        "enableOnePlatformApi": True,
        "onePlatformApiVersion": "v2",
        "analyzeQueryTextSentiment": False,
        "enabledKnowledgeBaseNames": [],
        "dialogBuilderMode": False,
        "enableSpellCorrection": False,
    }


def _intent(name: str, action: str, slots: Mapping[str, str]) -> dict[str, Any]:
    response = {
        "resetContexts": False,
        "action": action,
        "affectedContexts": [],
        "parameters": [_parameter(name, slot, type_) for slot, type_ in slots.items()],
        "messages": [],
        "speech": [],
    }
    return {
        "id": identifier("intent", name),
        "name": name,
        "auto": True,
        "contexts": [],
        "responses": [response],
        "priority": _PRIORITY,
        "webhookUsed": True,
        "webhookForSlotFilling": False,
        "fallbackIntent": False,
        "events": [],
        "conditionalResponses": [],
        "condition": "",
        "conditionalFollowupEvents": [],
    }


def _message(text: str, tag: str) -> dict[str, Any]:
    return {
        "type": "0",
        "title": "",
        "textToSpeech": "",
        "lang": tag,
        "speech": [text],
        "condition": "",
    }


def _parameter(intent: str, slot: str, type_name: str) -> dict[str, Any]:
    return {
        "id": identifier("parameter", intent, slot),
        "name": slot,
        "required": False,
        "dataType": f"@{type_name}",
        "value": f"${slot}",
        "defaultValue": "",
        "isList": False,
        "prompts": [],
        "promptMessages": [],
        "noMatchPromptMessages": [],
        "noInputPromptMessages": [],
        "outputDialogContexts": [],
    }


def _entity(type_: OwnType) -> dict[str, Any]:
    return {
        "id": identifier("entity", type_.name),
        "name": type_.name,
        "isOverridable": True,
        "isEnum": False,
        "isRegexp": False,
        "automatedExpansion": type_.takes_others,
        "allowFuzzyExtraction": type_.from_catalogue,
    }


def _phrase(phrase: Phrase, slots: Mapping[str, str]) -> dict[str, Any]:
    """One phrase. Exports give it an id and more, which an import does without."""
    data: list[dict[str, Any]] = []
    for part in phrase.parts:
        if part.slot:
            marked = {"meta": f"@{slots[part.slot]}", "alias": part.slot, "userDefined": True}
            data.append({"text": part.text} | marked)
        else:
            data.append({"text": part.text, "userDefined": False})
    return {"data": data, "isTemplate": False, "count": 0}


def tags(found: Iterable[Language]) -> list[str]:
    """Every language and locale as Dialogflow writes them, the default language first."""
    names = [tag for each in found for tag in (each.tag, *each.locales)]
    return list(dict.fromkeys(name.lower() for name in names))


def identifier(*names: str) -> str:
    """A UUID that the names alone decide, so that building twice makes the same file."""
    return str(uuid5(NAMESPACE_URL, "/".join(("costermonger", *names))))


def listed(rows: Iterable[Any]) -> str:
    """A JSON list with a row in each line, which is small and still shows what changed."""
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _written(content: Mapping[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
