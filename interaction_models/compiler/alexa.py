"""A locale's interaction model for Alexa."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from interaction_models.compiler import rules
from interaction_models.compiler.samples import LIMIT, Sample, samples
from interaction_models.compiler.templates import Templates
from interaction_models.compiler.types import slot_types
from interaction_models.compiler.values import type_values
from interaction_models.locale import Locale
from interaction_models.words import CatalogNames, IntentWords


def alexa_model(locale: Locale, names: CatalogNames) -> str:
    """The model as the JSON text that Alexa's developer console and API take.

    Raises CompileError.
    """
    invocation = locale.invocation_name
    rules.check_invocation(invocation.text(), invocation.file, invocation.line)
    templates = Templates(locale)
    intents = [intent for intent in locale.intents.values() if intent.sentences or intent.alexa]
    types = slot_types(intents, templates, locale)
    found = [(intent, sample) for intent in intents for sample in _samples(intent, templates)]
    chosen: dict[str, list[str]] = {intent.name: [] for intent in intents}
    for intent, sample in rules.told_apart(found, types):
        chosen[intent.name].append(sample.text)
    model = {
        "interactionModel": {
            "languageModel": {
                "invocationName": invocation.text(),
                "intents": _intents(intents, chosen, types, locale),
                "types": type_values(locale, names, set(types.values())),
            },
            "dialog": {"intents": _dialogs(intents, types), "delegationStrategy": "SKILL_RESPONSE"},
            "prompts": _prompts(intents),
        }
    }
    return json.dumps(model, indent=2, ensure_ascii=False) + "\n"


def _samples(intent: IntentWords, templates: Templates) -> list[Sample]:
    rules.check_intent(intent)
    found = samples(intent, templates)
    for sample in found:
        rules.check_sample(intent, sample)
    return found


def _intents(
    intents: Iterable[IntentWords],
    chosen: Mapping[str, list[str]],
    types: Mapping[str, str],
    locale: Locale,
) -> list[dict[str, Any]]:
    written = []
    for intent in intents:
        texts = _with_long_forms(chosen[intent.name], locale)
        written.append(_intent(intent, texts, types))
        written += [{"name": name, "samples": []} for name in intent.alexa_also]
    return written


def _with_long_forms(texts: list[str], locale: Locale) -> list[str]:
    """Samples, and as far as there is room those with contractions written out as well."""
    long = locale.speech.contractions
    written = (" ".join(long.get(word, word) for word in text.split()) for text in texts)
    return list(dict.fromkeys([*texts, *written]))[: max(LIMIT, len(texts))]


def _intent(intent: IntentWords, texts: list[str], types: Mapping[str, str]) -> dict[str, Any]:
    if intent.alexa:
        return {"name": intent.alexa, "samples": texts}
    slots = [{"name": slot, "type": types[slot]} for slot in intent.slots]
    return {"name": intent.name, "slots": slots, "samples": texts}


def _dialogs(intents: Iterable[IntentWords], types: Mapping[str, str]) -> list[dict[str, Any]]:
    """The intents whose slots the skill may ask for with Dialog.ElicitSlot.

    The skill asks by itself: delegation is off, and the prompts are never spoken by Alexa.
    """
    return [
        {
            "name": intent.name,
            "delegationStrategy": "SKILL_RESPONSE",
            "confirmationRequired": False,
            "prompts": {},
            "slots": [_dialog_slot(intent, slot, types[slot]) for slot in intent.slots],
        }
        for intent in intents
        if intent.asks
    ]


def _dialog_slot(intent: IntentWords, slot: str, type_name: str) -> dict[str, Any]:
    asked = slot in intent.asks
    return {
        "name": slot,
        "type": type_name,
        "elicitationRequired": asked,
        "confirmationRequired": False,
        "prompts": {"elicitation": _prompt_id(intent, slot)} if asked else {},
    }


def _prompts(intents: Iterable[IntentWords]) -> list[dict[str, Any]]:
    return [
        {"id": _prompt_id(intent, slot), "variations": [{"type": "PlainText", "value": question}]}
        for intent in intents
        for slot, question in intent.asks.items()
    ]


def _prompt_id(intent: IntentWords, slot: str) -> str:
    return f"Elicit.Slot.{intent.name}.{slot}"
