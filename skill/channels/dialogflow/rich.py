"""What both editions show: the words, Dialogflow Messenger's cards and chips, and our own payload.

https://cloud.google.com/dialogflow/cx/docs/concept/integration/dialogflow-messenger/fulfillment
"""

from __future__ import annotations

from typing import Any

from skill.conversation.plain import clean, plain, shortened
from skill.conversation.reply import Card, Reply, Shown, ShownItem
from skill.conversation.turn import Turn

_MAX_IMAGE_URL = 2_000
_MAX_CARD = 4_000
# Under which name our own values stand in a payload.
OURS = "costermonger"


def words(reply: Reply, turn: Turn) -> str:
    """What is said, without markup."""
    return plain(reply.speech, turn.locale)


def own_payload(reply: Reply) -> dict[str, Any]:
    """What a front end of the merchant's may want to know, as Dialogflow has no field for it."""
    known = {
        "ends": reply.ends,
        "expects": reply.expects,
        "handsOver": reply.hands_over,
        "linkAccount": reply.links_account,
        "suggestions": list(reply.suggestions),
    }
    return {OURS: known}


def rich_content(reply: Reply, *, with_list: bool = True) -> dict[str, Any] | None:
    """The list, the card and the chips as a custom payload; None where there is nothing to show."""
    groups = [
        _list(reply.shown) if reply.shown and with_list else [],
        [_card(reply.card)] if reply.card else [],
        _chips(reply.suggestions),
    ]
    shown = [group for group in groups if group]
    return {"richContent": shown} if shown else None


def image(item: ShownItem) -> str | None:
    """The address of an item's picture, where a screen may load it."""
    url = item.image or ""
    return url if url.startswith("https://") and len(url) <= _MAX_IMAGE_URL else None


def _list(shown: Shown) -> list[dict[str, Any]]:
    title = {"type": "description", "title": clean(shown.title)}
    return [title, *map(_item, shown.items)] if shown.items else []


def _item(item: ShownItem) -> dict[str, Any]:
    row: dict[str, Any] = {"type": "info", "title": clean(item.title)}
    if item.detail:
        row["subtitle"] = clean(item.detail)
    if url := image(item):
        row["image"] = {"rawUrl": url}
    return row


def _card(card: Card) -> dict[str, Any]:
    lines = shortened(clean(card.text), _MAX_CARD).splitlines()
    return {"type": "description", "title": clean(card.title), "text": lines}


def _chips(suggestions: tuple[str, ...]) -> list[dict[str, Any]]:
    options = [{"text": clean(text)} for text in suggestions]
    return [{"type": "chips", "options": options}] if options else []
