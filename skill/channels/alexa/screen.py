"""A list on a screen: one APL document of our own, and the items beside it as data.

Names of products never become part of the document, so nothing in them is taken for an expression.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from skill.channels.alexa.parse import APL
from skill.channels.alexa.payload import interfaces
from skill.conversation.plain import clean
from skill.conversation.reply import Shown, ShownItem

_MAX_IMAGE_URL = 2_000

_TITLE = {
    "type": "Text",
    "text": "${payload.shop.title}",
    "role": "header",
    "fontSize": "32dp",
    "paddingBottom": "16dp",
    "maxLines": 2,
}
_WORDS = {
    "type": "Container",
    "grow": 1,
    "shrink": 1,
    "items": [
        {"type": "Text", "text": "${ordinal}. ${data.title}", "fontSize": "28dp", "maxLines": 2},
        {
            "type": "Text",
            "when": "${data.detail != ''}",
            "text": "${data.detail}",
            "fontSize": "22dp",
            "maxLines": 2,
            "opacity": 0.8,
        },
    ],
}
_PICTURE = {
    "type": "Image",
    "when": "${data.image != ''}",
    "source": "${data.image}",
    "width": "96dp",
    "height": "96dp",
    "scale": "best-fit",
}
_ROW = {
    "type": "TouchWrapper",
    "width": "100%",
    "role": "button",
    "accessibilityLabel": "${ordinal}. ${data.label}",
    "onPress": [{"type": "SendEvent", "arguments": ["choose", "${data.key}", "${data.name}"]}],
    "item": {
        "type": "Container",
        "direction": "row",
        "alignItems": "center",
        # At least the 48 dp that a finger needs.
        "minHeight": "64dp",
        "paddingBottom": "12dp",
        "items": [_PICTURE, _WORDS],
    },
}
_DOCUMENT: dict[str, Any] = {
    "type": "APL",
    "version": "1.6",
    "theme": "dark",
    "mainTemplate": {
        "parameters": ["payload"],
        "items": [
            {
                "type": "Container",
                "width": "100vw",
                "height": "100vh",
                "paddingTop": "24dp",
                "paddingBottom": "24dp",
                "paddingLeft": "32dp",
                "paddingRight": "32dp",
                "items": [
                    _TITLE,
                    {
                        "type": "Sequence",
                        "grow": 1,
                        "shrink": 1,
                        "width": "100%",
                        "numbered": True,
                        "data": "${payload.shop.items}",
                        "items": [_ROW],
                    },
                ],
            }
        ],
    },
}


def supports_screen(payload: Mapping[str, Any]) -> bool:
    """Whether the device that sent ``payload`` renders APL."""
    return APL in interfaces(payload)


def show(shown: Shown) -> dict[str, Any]:
    """The directive that puts ``shown`` on the screen."""
    items = [_item(item) for item in shown.items]
    return {
        "type": "Alexa.Presentation.APL.RenderDocument",
        "token": "shop",
        "document": _DOCUMENT,
        "datasources": {"shop": {"title": _marked_up(shown.title), "items": items}},
    }


def _item(item: ShownItem) -> dict[str, str]:
    return {
        "key": item.key,
        "name": _inert(item.title),
        "label": _inert(", ".join(filter(None, (item.title, item.detail)))),
        "title": _marked_up(item.title),
        "detail": _marked_up(item.detail),
        "image": _image(item.image),
    }


def _image(url: str | None) -> str:
    return url if url and url.startswith("https://") and len(url) <= _MAX_IMAGE_URL else ""


def _marked_up(words: str) -> str:
    """Words for a Text component, which reads tags and entities in its data."""
    return escape(_inert(words), quote=False)


def _inert(words: str) -> str:
    return clean(words).replace("${", "$ {")
