"""The names that a reply expects to hear, as Alexa's dynamic entities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from skill.conversation.plain import clean
from skill.conversation.reply import Term

PRODUCT_TYPE = "Product"
# Amazon does not say whether synonyms count; counted in, we stay within either reading.
_MAX_ENTITIES = 100
_MAX_NAME = 140


def expect(vocabulary: Iterable[Term]) -> dict[str, Any] | None:
    """The directive that teaches Alexa ``vocabulary``, or None where nothing in it can be taught.

    Names come before synonyms, so that a long list loses synonyms first.
    """
    terms = [term for term in _distinct(vocabulary) if _teachable(term.name)][:_MAX_ENTITIES]
    if not terms:
        return None
    room = _MAX_ENTITIES - len(terms)
    values = []
    for term in terms:
        synonyms = [clean(each) for each in term.synonyms if _teachable(each)][:room]
        room -= len(synonyms)
        name = {"value": clean(term.name), "synonyms": synonyms}
        values.append({"id": term.value, "name": name})
    return {
        "type": "Dialog.UpdateDynamicEntities",
        "updateBehavior": "REPLACE",
        "types": [{"name": PRODUCT_TYPE, "values": values}],
    }


def _distinct(vocabulary: Iterable[Term]) -> list[Term]:
    by_value: dict[str, Term] = {}
    for term in vocabulary:
        by_value.setdefault(term.value, term)
    return list(by_value.values())


def _teachable(name: str) -> bool:
    return bool(name.strip()) and len(name) <= _MAX_NAME
