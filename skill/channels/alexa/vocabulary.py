"""The names that a reply expects to hear, as Alexa's dynamic entities.

Which slot types they go into, and within which limits, is the plan that is built with the locale's
interaction model; see ``interaction_models.compiler.dynamic_entities``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from interaction_models.locale import ROOT
from skill.conversation.plain import clean
from skill.conversation.reply import Term

_PLANS = ROOT / "built/alexa/dynamic-entities"


def expect(vocabulary: Iterable[Term], locale: str) -> dict[str, Any] | None:
    """The directive that teaches Alexa ``vocabulary``, or None where nothing in it can be taught.

    A locale without a plan of its own is taught by that of another country with its language.
    """
    plan = _plan(locale)
    types = plan["types"] if plan else ()
    values = _values(vocabulary, plan, len(types)) if types else ()
    if not values:
        return None
    return {
        "type": "Dialog.UpdateDynamicEntities",
        "updateBehavior": plan["updateBehavior"],
        "types": [{"name": name, "values": values} for name in types],
    }


def _values(vocabulary: Iterable[Term], plan: Mapping[str, Any], shares: int) -> list[Any]:
    """The values of one type of ``shares``; a long list loses synonyms first, then names."""
    longest, most = plan["longestName"], plan["mostEntities"] // shares
    terms = [term for term in _distinct(vocabulary) if _teachable(term.name, longest)][:most]
    room = most - len(terms)
    values = []
    for term in terms:
        synonyms = [clean(each) for each in term.synonyms if _teachable(each, longest)][:room]
        room -= len(synonyms)
        values.append({"id": term.value, "name": {"value": clean(term.name), "synonyms": synonyms}})
    return values


def _distinct(vocabulary: Iterable[Term]) -> list[Term]:
    by_value: dict[str, Term] = {}
    for term in vocabulary:
        by_value.setdefault(term.value, term)
    return list(by_value.values())


def _teachable(name: str, longest: int) -> bool:
    return bool(name.strip()) and len(name) <= longest


def _plan(locale: str) -> Mapping[str, Any]:
    plans = _plans()
    language = locale.partition("-")[0]
    akin = (plan for name, plan in plans.items() if name.partition("-")[0] == language)
    return plans.get(locale) or next(akin, {})


@cache
def _plans() -> dict[str, Mapping[str, Any]]:
    """The plan of every locale by its name, read when something is taught for the first time."""
    paths = sorted(_PLANS.glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
