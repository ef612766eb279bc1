"""What a screen shows beside the words: one list, table, card or image, and suggestion chips.

Limits: https://developers.google.com/assistant/conversational/prompts-rich and prompts-selection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from skill.channels.google_actions.names import TYPE_SHOWN
from skill.conversation.plain import clean, shortened
from skill.conversation.reply import Card, Reply, Shown, ShownItem

_FEWEST_ITEMS, _MOST_ITEMS = 2, 30
_MOST_CHIPS, _CHIP = 8, 25
_LINK_NAME = 20
_CARD_TEXT, _CARD_TEXT_WITH_IMAGE = 750, 500
_TITLE, _DETAIL = 200, 400
_MAX_IMAGE_URL = 2_000
_LINK = re.compile(r"https://[^\s<>\"]+[^\s<>\".,;:!?)]")

Json = dict[str, Any]


def content(reply: Reply, able: Iterable[str]) -> Json | None:
    """The reply's one picture for a device that is ``able`` to show one, or None.

    A card with a link on it goes before a list, which is also said.
    """
    card, shown = reply.card, reply.shown
    if card is not None and (shown is None or not shown.items or _LINK.search(card.text)):
        return {"card": _card(card, able)}
    if shown is None or not shown.items:
        return None
    if listed(reply):
        return _list(shown)
    return _single(shown) if len(shown.items) == 1 else _table(shown)


def listed(reply: Reply) -> tuple[ShownItem, ...]:
    """The items that stand in a list, to be chosen from; where yes or no is asked, in a table."""
    items = reply.shown.items[:_MOST_ITEMS] if reply.shown else ()
    distinct = {item.key: item for item in items if item.key}
    titles = {_title(item) for item in distinct.values()}
    # Google refuses a list in which two items have one title.
    whole = len(items) >= _FEWEST_ITEMS and len(distinct) == len(titles) == len(items)
    return items if whole and reply.expects != "yes-no" else ()


def shown_type(items: Iterable[ShownItem]) -> Json:
    """What the type of touched items means while ``items`` are shown."""
    entries = [
        {"name": item.key, "synonyms": [item.key, _title(item)], "display": _display(item)}
        for item in items
    ]
    return {"name": TYPE_SHOWN, "mode": "TYPE_REPLACE", "synonym": {"entries": entries}}


def chips(suggestions: Iterable[str]) -> list[Json]:
    """Chips whose words are said when they are touched; so none is cut, and a long one left out."""
    fitting = [clean(each) for each in suggestions if 0 < len(clean(each)) <= _CHIP]
    return [{"title": title} for title in list(dict.fromkeys(fitting))[:_MOST_CHIPS]]


def _card(card: Card, able: Iterable[str]) -> Json:
    """A card; its link becomes a button, as a card's text may hold none."""
    found = _LINK.search(card.text)
    title = _plain(card.title, _TITLE)
    words = _plain(_LINK.sub("", card.text), _CARD_TEXT).rstrip(" :") or title
    shown: Json = {"title": title, "text": words}
    if found and "WEB_LINK" in able:
        name = _plain(card.title, _LINK_NAME)
        shown["button"] = {"name": name, "open": {"url": found[0]}}
    return shown


def _list(shown: Shown) -> Json:
    keys = [{"key": item.key} for item in shown.items[:_MOST_ITEMS]]
    return {"list": {"title": _plain(shown.title, _TITLE), "items": keys}}


def _single(shown: Shown) -> Json:
    (item,) = shown.items
    image = _image(item)
    if image and not item.detail:
        return {"image": image}
    words = _plain(item.detail, _CARD_TEXT_WITH_IMAGE) or _title(item)
    card: Json = {"title": _title(item), "text": words}
    if above := _plain(shown.title, _TITLE):
        card["subtitle"] = above
    return {"card": card | {"image": image} if image else card}


def _table(shown: Shown) -> Json:
    rows = [
        {"cells": [{"text": _title(item)}, {"text": _plain(item.detail, _DETAIL)}]}
        for item in shown.items
    ]
    columns = [{"align": "LEADING"}, {"align": "TRAILING"}]
    return {"table": {"title": _plain(shown.title, _TITLE), "columns": columns, "rows": rows}}


def _display(item: ShownItem) -> Json:
    display: Json = {"title": _title(item), "description": _plain(item.detail, _DETAIL)}
    image = _image(item)
    return display | {"image": image} if image else display


def _image(item: ShownItem) -> Mapping[str, str] | None:
    url = item.image or ""
    fits = url.startswith("https://") and len(url) <= _MAX_IMAGE_URL
    return {"url": url, "alt": _title(item)} if fits else None


def _title(item: ShownItem) -> str:
    return _plain(item.title, _TITLE)


def _plain(words: str, limit: int) -> str:
    return shortened(" ".join(clean(words).split()), limit)
