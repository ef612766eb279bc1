"""A locale's interaction model for Alexa."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from interaction_models.compiler import rules
from interaction_models.compiler.invocation import check_invocation
from interaction_models.compiler.samples import Sample, samples
from interaction_models.compiler.templates import Templates
from interaction_models.compiler.types import slot_types
from interaction_models.compiler.values import type_values
from interaction_models.errors import CompileError
from interaction_models.locale import Locale
from interaction_models.words import CatalogNames, IntentWords

LARGEST_BYTES = 1_500_000
# More samples than that are given where they show an alternative of their own.
_ENOUGH = 100


def alexa_model(locale: Locale, names: CatalogNames) -> str:
    """The model as the JSON text that Alexa's developer console and API take.

    Raises CompileError.
    """
    name = locale.invocation_name
    check_invocation(name.text(), locale.language, name.file, name.line)
    templates = Templates(locale)
    intents = [intent for intent in locale.intents.values() if intent.sentences or intent.alexa]
    types = slot_types(intents, templates, locale)
    rules.check_intents(intents, types)
    chosen = _chosen(intents, templates, types, locale)
    values = type_values(locale, names, set(types.values()))
    model = {
        "interactionModel": {
            "languageModel": {
                "invocationName": name.text(),
                "intents": _intents(intents, chosen, types),
                "types": values,
            },
            "dialog": {
                "intents": _dialogs(intents, chosen, types),
                "delegationStrategy": "SKILL_RESPONSE",
            },
            "prompts": _prompts(intents),
        }
    }
    text = json.dumps(model, indent=2, ensure_ascii=False) + "\n"
    _check_size(text, values, locale)
    return text


def _chosen(
    intents: list[IntentWords], templates: Templates, types: Mapping[str, str], locale: Locale
) -> dict[str, list[str]]:
    """The samples of every intent that are its own, by the intent's name."""
    found = [(each, sample) for each in intents for sample in _samples(each, templates, types)]
    chosen: dict[str, list[str]] = {intent.name: [] for intent in intents}
    for intent, sample in rules.told_apart(found, types, locale.language):
        chosen[intent.name].append(sample.text)
    for intent in intents:
        rules.check_kept(intent, chosen[intent.name])
        chosen[intent.name] = _with_long_forms(chosen[intent.name], locale)
    rules.check_total((intent, text) for intent in intents for text in chosen[intent.name])
    return chosen


def _samples(
    intent: IntentWords, templates: Templates, types: Mapping[str, str]
) -> Iterator[Sample]:
    """An intent's samples; each slot is a word of its own, as in "l' {product}"."""
    for sample in samples(intent, templates, fill=_ENOUGH):
        rules.check_sample(intent, sample, types)
        yield replace(sample, text=sample.text.replace("'{", "' {"))


def _check_size(text: str, values: list[dict[str, Any]], locale: Locale) -> None:
    """A model that is too large is the fault of the type that takes up most of it."""
    size = len(text.encode())
    if size > LARGEST_BYTES:
        largest = max(values, key=lambda each: len(json.dumps(each)))["name"]
        file = next(words.file for words in locale.lists.values() if words.alexa == largest)
        raise CompileError(file, 1, f"the model has {size} bytes, more than {LARGEST_BYTES}")


def _intents(
    intents: Iterable[IntentWords], chosen: Mapping[str, list[str]], types: Mapping[str, str]
) -> list[dict[str, Any]]:
    written = []
    for intent in intents:
        written.append(_intent(intent, chosen[intent.name], types))
        written += [{"name": name, "samples": []} for name in intent.alexa_also]
    return written


def _with_long_forms(texts: list[str], locale: Locale) -> list[str]:
    """Samples, and as far as there is room those with contractions written out as well."""
    long = locale.speech.contractions
    written = (" ".join(long.get(word, word) for word in text.split()) for text in texts)
    return list(dict.fromkeys([*texts, *written]))[: max(_ENOUGH, len(texts))]


def _intent(intent: IntentWords, texts: list[str], types: Mapping[str, str]) -> dict[str, Any]:
    if intent.alexa:
        return {"name": intent.alexa, "samples": texts}
    slots = [{"name": slot, "type": types[slot]} for slot in _slots(intent, texts)]
    return {"name": intent.name, "slots": slots, "samples": texts}


def _slots(intent: IntentWords, texts: list[str]) -> list[str]:
    """The intent's slots that its samples hold; Alexa refuses one that none holds."""
    return [slot for slot in intent.slots if any(f"{{{slot}}}" in text for text in texts)]


def _dialogs(
    intents: Iterable[IntentWords], chosen: Mapping[str, list[str]], types: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The intents whose slots the skill may ask for with Dialog.ElicitSlot.

    The skill asks by itself: delegation is off, and the prompts are never spoken by Alexa.
    """
    return [
        {
            "name": intent.name,
            "delegationStrategy": "SKILL_RESPONSE",
            "confirmationRequired": False,
            "prompts": {},
            "slots": [
                _dialog_slot(intent, slot, types[slot])
                for slot in _slots(intent, chosen[intent.name])
            ],
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
