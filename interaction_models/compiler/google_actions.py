"""A project for Google's Actions SDK, which ``gactions push`` takes.

It holds all languages: the default's files at the top, the others' in a folder of their own, with
nothing but the words. The webhook has a handler for every intent, called by its name.
The scene ``Shop`` holds the conversation, and a slot that a touched item of a list fills. Intents
are understood in every scene. The webhook leads to ``LinkAccount`` where an account is needed;
the client that Google is for the shop is entered in the console, and not in this project.

Sources: the messages of ``google.actions.sdk.v2`` in Google's public API definitions, which name
the allowed paths, and the samples of actions-on-google.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from interaction_models.compiler.phrase_types import Limits, OwnType
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
from interaction_models.locale import Locale

# Google's own types by Alexa's. There is none for ordinals, and a number would lose the noughts
# that a code begins with.
SYSTEM: Mapping[str, str] = {
    "AMAZON.NUMBER": "actions.type.Number",
    "AMAZON.DATE": "actions.type.Date",
    "AMAZON.TIME": "actions.type.Time",
}
SCENE, WEBHOOK = "Shop", "Costermonger"
# Google's own scene for linking has the name of the scene that leads to it in its own.
LINKING, LINKING_STEP = "LinkAccount", "LinkAccount_AccountLinking"
# The slot, and then the parameter, that tells how linking went.
LINKING_RESULT = "AccountLinkingSlot"
_VERIFIED = 'user.verificationStatus == "VERIFIED"'
# What was touched on a screen; the webhook says what it may be while something is shown.
SHOWN_SLOT, SHOWN_TYPE, NOTHING_SHOWN = "shown", "Shown", "on_screen"
END = "actions.scene.END_CONVERSATION"
# The handler of each of Google's own intents, and the scene that it leads to.
SYSTEM_INTENTS: Mapping[str, tuple[str, str | None]] = {
    "actions.intent.MAIN": ("Launch", SCENE),
    "actions.intent.CANCEL": ("Stop", END),
    "actions.intent.NO_MATCH_1": ("Fallback", None),
    "actions.intent.NO_MATCH_2": ("Fallback", None),
    # Google leaves after this one, unless the webhook enters the scene again.
    "actions.intent.NO_MATCH_FINAL": ("Fallback", None),
    "actions.intent.NO_INPUT_1": ("NoInput", None),
    "actions.intent.NO_INPUT_2": ("NoInput", None),
    "actions.intent.NO_INPUT_FINAL": ("Stop", END),
}
# The handlers of the linking scenes.
_LINKED, _NOT_LINKED = "AccountLinked", "LinkingRefused"
# Words that YAML takes for something else than text.
_NO_TEXT = frozenset(["y", "yes", "n", "no", "on", "off", "true", "false", "null"])
_RUN_OF_DIGITS = r"\d(?: ?\d){3,7}"


def google_actions(
    locales: Iterable[Locale], names_of: NamesOf, limits: Limits | None = None
) -> dict[str, str]:
    """The project's files by their path in it. Raises CompileError."""
    found = languages(locales, names_of, SYSTEM, limits or Limits())
    contents = dict(_frame(found))
    for name in intents_of(found):
        contents[f"custom/intents/{name}.yaml"] = _intent(name, found)
        contents[f"custom/global/{name}.yaml"] = {"handler": {"webhookHandler": name}}
    for name, type_ in types_of(found).items():
        contents[f"custom/types/{name}.yaml"] = _type(type_, found)
    for language in found[1:]:
        contents |= _of_language(language)
    return {path: "\n".join(_lines(content)) + "\n" for path, content in contents.items()}


def _frame(found: list[Language]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The files that hold no words of shoppers."""
    yield "manifest.yaml", {"version": "1.0"}
    settings = {"category": "SHOPPING", "defaultLocale": found[0].tag, "projectId": "costermonger"}
    yield "settings/settings.yaml", settings | _settings(found[0])
    yield "actions/actions.yaml", {"custom": {"actions.intent.MAIN": {}}}
    intents = list(intents_of(found))
    events = [{"intent": name, "handler": {"webhookHandler": name}} for name in intents]
    yield f"custom/scenes/{SCENE}.yaml", {"intentEvents": events} | _touches()
    yield from _linking()
    for name, (handler, scene) in SYSTEM_INTENTS.items():
        target = {"transitionToScene": scene} if scene else {}
        yield f"custom/global/{name}.yaml", {"handler": {"webhookHandler": handler}} | target
    of_google = (handler for handler, _ in SYSTEM_INTENTS.values())
    handlers = sorted({*intents, *of_google, _LINKED, _NOT_LINKED})
    yield (
        f"webhooks/{WEBHOOK}.yaml",
        {
            "handlers": [{"name": name} for name in handlers],
            "httpsEndpoint": {"baseUrl": f"{SHOP_URL}/google/actions", "endpointApiVersion": 1},
        },
    )
    nothing = {NOTHING_SHOWN: {"synonyms": [NOTHING_SHOWN]}}
    shown = {"matchType": "EXACT_MATCH", "acceptUnknownValues": False, "entities": nothing}
    yield f"custom/types/{SHOWN_TYPE}.yaml", {"synonym": shown}


def _touches() -> dict[str, Any]:
    """The slot of the shop's scene for what is touched, and who is told."""
    slot = {"name": SHOWN_SLOT, "type": {"name": SHOWN_TYPE}, "required": False}
    return {"slots": [slot], "onSlotUpdated": {"webhookHandler": "Choose"}}


def _linking() -> Iterator[tuple[str, dict[str, Any]]]:
    """The scene that asks Google to link an account, which it does for verified users only."""
    back = {"transitionToScene": SCENE}
    refused: dict[str, Any] = {"handler": {"webhookHandler": _NOT_LINKED}} | back
    yield (
        f"custom/scenes/{LINKING}.yaml",
        {
            "conditionalEvents": [
                {"condition": _VERIFIED, "transitionToScene": LINKING_STEP},
                {"condition": f"!({_VERIFIED})"} | refused,
            ]
        },
    )
    result = f"session.params.{LINKING_RESULT}"
    linked = {"handler": {"webhookHandler": _LINKED}} | back
    ways = {"LINKED": linked, "REJECTED": refused, "ERROR": refused}
    sign_in = "type.googleapis.com/google.actions.conversation.v3.SignInSpec"
    slot = {
        "name": LINKING_RESULT,
        "type": {"name": "actions.type.AccountLinking"},
        "required": True,
        "commitBehavior": {"writeSessionParam": LINKING_RESULT},
        "config": {"@type": sign_in, "opt_context": ""},
    }
    events = [{"condition": f'{result} == "{way}"'} | event for way, event in ways.items()]
    yield (
        f"custom/scenes/{LINKING_STEP}.yaml",
        {"conditionalEvents": events, "slots": [slot]},
    )


def _settings(language: Language) -> dict[str, Any]:
    name = language.locale.invocation_name.text()
    return {"localizedSettings": {"displayName": name.title(), "pronunciation": name}}


def _of_language(language: Language) -> dict[str, dict[str, Any]]:
    """A further language's files: of an intent its phrases alone, of a type its synonyms."""
    tag = language.tag
    contents = {f"settings/{tag}/settings.yaml": _settings(language)}
    for name, phrases in language.phrases.items():
        words = {"trainingPhrases": [_phrase(phrase) for phrase in phrases]}
        contents[f"custom/intents/{tag}/{name}.yaml"] = words
    for name, type_ in language.types.items():
        if type_.entries:
            entries = {value: _synonyms(ways) for value, ways in type_.entries.items()}
            contents[f"custom/types/{tag}/{name}.yaml"] = {"synonym": {"entities": entries}}
    return contents


def _intent(name: str, found: list[Language]) -> dict[str, Any]:
    slots = slots_of(name, found)
    parameters = [{"name": slot, "type": {"name": type_}} for slot, type_ in slots.items()]
    phrases = [_phrase(phrase) for phrase in found[0].phrases.get(name, ())]
    content: dict[str, Any] = {"parameters": parameters} if parameters else {}
    return content | {"trainingPhrases": phrases}


def _phrase(phrase: Phrase) -> str:
    return "".join(
        f"(${part.slot} '{part.text}' auto=false)" if part.slot else part.text
        for part in phrase.parts
    )


def _type(type_: OwnType, found: list[Language]) -> dict[str, Any]:
    """The type with every language's entries, as a language's file may only add synonyms."""
    if type_.digits:
        digits = {"digits": {"regularExpressions": [_RUN_OF_DIGITS]}}
        return {"regularExpression": {"entities": digits}}
    default = found[0].types.get(type_.name)
    ways = dict(default.entries) if default else {}
    for language in found[1:]:
        for value in language.types[type_.name].entries if type_.name in language.types else ():
            ways.setdefault(value, ())
    if not ways:
        return {"freeText": {}}
    synonym = {
        "matchType": "FUZZY_MATCH" if type_.from_catalogue else "EXACT_MATCH",
        "acceptUnknownValues": type_.takes_others,
        "entities": {value: _synonyms(texts) for value, texts in ways.items()},
    }
    return {"synonym": synonym}


def _synonyms(ways: tuple[str, ...]) -> dict[str, Any]:
    return {"synonyms": list(ways)}


def _lines(content: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """The content as YAML: the lists of a file's first level an item a line, others in one line."""
    for key, value in content.items():
        start = f"{indent}{_key(key)}:"
        if isinstance(value, Mapping) and value:
            yield start
            yield from _lines(value, f"{indent}  ")
        elif isinstance(value, list) and value and not indent:
            yield start
            yield from (f"- {_scalar(item)}" for item in value)
        else:
            yield f"{start} {_scalar(value)}"


def _key(text: str) -> str:
    return text if text.isidentifier() and text.casefold() not in _NO_TEXT else _scalar(text)


def _scalar(value: Any) -> str:
    # JSON is YAML, and quotes every text: none is taken for a number or a yes.
    return json.dumps(value, ensure_ascii=False)
