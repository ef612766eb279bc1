"""A Reply as Alexa's response object, within Alexa's limits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from skill.channels.alexa.screen import show, supports_screen
from skill.channels.alexa.vocabulary import expect
from skill.channels.ssml import SPEECH_LIMIT, ssml
from skill.conversation.plain import clean, shortened
from skill.conversation.reply import Card, Part, Reply
from skill.conversation.turn import Turn

# Alexa's limit of 24,576 bytes holds for the whole envelope; 512 are kept for what surrounds this.
RESPONSE_LIMIT_BYTES = 24_576 - 512
_CARD_LIMIT = 7_999
_CARD_TITLE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class _Room:
    """What of a reply may go into the response, so that it is not too long."""

    screen: bool = True
    vocabulary: bool = True
    card: int = _CARD_LIMIT
    speech: int = SPEECH_LIMIT


_LEAN = _Room(screen=False, vocabulary=False)
# Tried in this order. The last always fits: speech and reprompt at 12 bytes a character.
_ROOMS = (
    _Room(),
    _Room(screen=False),
    *(replace(_LEAN, card=card) for card in (_CARD_LIMIT, 4_000, 2_000, 1_000)),
    *(replace(_LEAN, card=500, speech=speech) for speech in (SPEECH_LIMIT, 4_000, 2_000, 1_000)),
    replace(_LEAN, card=0, speech=900),
)


def render(reply: Reply, turn: Turn) -> dict[str, Any]:
    """The response to ``turn``: the first of ever shorter ones that fits."""
    for room in _ROOMS:
        response = _response(reply, turn, room)
        if size_bytes(response) <= RESPONSE_LIMIT_BYTES:
            break
    return response


def size_bytes(response: Mapping[str, Any]) -> int:
    """The length of a response as JSON, written in the longest way that any server writes it."""
    return len(json.dumps(response))


def _response(reply: Reply, turn: Turn, room: _Room) -> dict[str, Any]:
    speech = _speech(reply.speech, reply, turn, room)
    reprompt = None if reply.ends else _speech(reply.reprompt, reply, turn, room)
    parts = {
        "outputSpeech": speech,
        "reprompt": {"outputSpeech": reprompt} if reprompt else None,
        "card": _card(reply, room),
        "directives": _directives(reply, turn, room),
    }
    return {name: part for name, part in parts.items() if part} | {"shouldEndSession": reply.ends}


def _speech(
    parts: tuple[Part, ...], reply: Reply, turn: Turn, room: _Room
) -> dict[str, Any] | None:
    if not parts:
        return None
    return {"type": "SSML", "ssml": ssml(parts, turn.locale, reply.rate, room.speech)}


def _card(reply: Reply, room: _Room) -> dict[str, Any] | None:
    if reply.links_account:
        return {"type": "LinkAccount"}
    return _simple(reply.card, room.card) if reply.card and room.card else None


def _simple(card: Card, limit: int) -> dict[str, Any]:
    title = shortened(clean(card.title), _CARD_TITLE_LIMIT)
    content = shortened(clean(card.text), limit - len(title))
    return {"type": "Simple", "title": title, "content": content}


def _directives(reply: Reply, turn: Turn, room: _Room) -> list[dict[str, Any]]:
    directives = []
    if reply.shown and room.screen and supports_screen(turn.raw):
        directives.append(show(reply.shown))
    # Names taught by a response that ends the session would be heard by nobody.
    if room.vocabulary and not reply.ends and (taught := expect(reply.vocabulary, turn.locale)):
        directives.append(taught)
    return directives
