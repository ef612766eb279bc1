"""The names that the webhook and the Actions SDK project share; a test keeps them the same."""

from __future__ import annotations

from collections.abc import Mapping

HANDLER_HEALTH = "actions.handler.HEALTH_CHECK"
SCENE_SHOP = "Shop"
SCENE_LINKING = "LinkAccount"
SCENE_END = "actions.scene.END_CONVERSATION"

# The slot of the shop's scene, and its type, which a touched item of a list fills.
SLOT_SHOWN, TYPE_SHOWN = "shown", "Shown"
# What stands in that type while nothing is shown.
NOTHING_SHOWN = "on_screen"
SLOT_PRODUCT, TYPE_PRODUCT = "product", "Product"
# Slots of patterns: what they resolve to may be the pattern's name instead of the digits.
AS_HEARD = frozenset(("digits",))

# Session parameters: how many turns there were, and how linking an account went.
PARAM_TURN, PARAM_LINKING = "turn", "AccountLinkingSlot"
# The user parameter by which a guest is known again.
PARAM_SHOPPER = "shopper"

# The handlers that tell how linking went; they are named like the intents they stand for.
LINKING_HANDLERS = frozenset(("AccountLinked", "LinkingRefused"))
# What Google's own intents stand for.
INTENTS: Mapping[str, str] = {
    "actions.intent.MAIN": "Launch",
    "actions.intent.CANCEL": "Stop",
    "actions.intent.NO_MATCH_1": "Fallback",
    "actions.intent.NO_MATCH_2": "Fallback",
    "actions.intent.NO_MATCH_FINAL": "Fallback",
    "actions.intent.NO_INPUT_1": "NoInput",
    "actions.intent.NO_INPUT_2": "NoInput",
    # Google leaves after the third silence, whatever is answered.
    "actions.intent.NO_INPUT_FINAL": "Stop",
}
# After this one Google leaves too, unless a scene is entered anew.
LAST_MISS = "actions.intent.NO_MATCH_FINAL"
