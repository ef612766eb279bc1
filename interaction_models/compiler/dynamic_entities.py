"""The plan by which a running skill teaches Alexa names of the moment, as dynamic entities.

The slot types that the shop's products fill are replaced by the products a reply expects to hear
of: the shopper's usual ones. Source: "Use Dynamic Entities for Customized Interactions" in Amazon's
developer documentation: 100 entities at most, synonyms counted in; they come beside the type's own
values, replace what was taught before, and are forgotten after 30 minutes.
"""

from __future__ import annotations

import json
from typing import Any

from interaction_models.compiler.rules import LONGEST_VALUE
from interaction_models.compiler.templates import Templates
from interaction_models.compiler.types import slot_types
from interaction_models.errors import CompileError
from interaction_models.locale import Locale
from interaction_models.words import SlotValues

MOST_ENTITIES = 100
_CATALOGUE = "products"


def dynamic_plan(locale: Locale) -> str:
    """The plan as JSON text.

    ``types`` names the slot types to replace, ``updateBehavior`` is Amazon's word for how,
    ``mostEntities`` counts names and synonyms, ``longestName`` counts characters. Raises
    CompileError for a type that cannot be taught.
    """
    used = set(slot_types(locale.intents.values(), Templates(locale), locale).values())
    lists = sorted(locale.lists.values(), key=lambda words: words.name)
    taught = [each for each in lists if each.catalogue == _CATALOGUE and each.alexa in used]
    plan: dict[str, Any] = {
        "updateBehavior": "REPLACE",
        "mostEntities": MOST_ENTITIES,
        "longestName": LONGEST_VALUE,
        "types": list(dict.fromkeys(_type(words) for words in taught)),
    }
    return json.dumps(plan, indent=2, ensure_ascii=False) + "\n"


def _type(words: SlotValues) -> str:
    if words.alexa.startswith("AMAZON."):
        message = f"{words.alexa} takes no dynamic entities: only a type of our own does"
        raise CompileError(words.file, 1, message)
    return words.alexa
