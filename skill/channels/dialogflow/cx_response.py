"""A Reply as Dialogflow CX's webhook response, within its 64 KiB."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from skill.channels.dialogflow.cx import EXPECTS
from skill.channels.dialogflow.rich import own_payload, rich_content, words
from skill.channels.ssml import ssml
from skill.conversation.plain import shortened
from skill.conversation.reply import Reply
from skill.conversation.turn import Turn

LIMIT_BYTES = 64 * 1024
_LONGEST_TEXT, _CUT_TEXT = 8_000, 1_000


def render(reply: Reply, turn: Turn) -> dict[str, Any]:
    """The response: with its list, or else without, and at last with its words cut."""
    for with_list, longest in ((True, _LONGEST_TEXT), (False, _LONGEST_TEXT), (False, _CUT_TEXT)):
        response = _response(reply, turn, with_list, longest)
        if len(json.dumps(response)) <= LIMIT_BYTES:
            break
    return response


def _response(reply: Reply, turn: Turn, with_list: bool, longest: int) -> dict[str, Any]:
    return {
        "fulfillmentResponse": {
            "messages": list(_messages(reply, turn, with_list, longest)),
            # What the agent itself would have said is left out: the shop says everything.
            "mergeBehavior": "REPLACE",
        },
        "sessionInfo": {"parameters": _parameters(reply, turn)},
        "payload": own_payload(reply),
    }


def _parameters(reply: Reply, turn: Turn) -> dict[str, str | None]:
    """What the session keeps; an empty value takes out what is there, as a code that was said."""
    expects = None if reply.ends else reply.expects
    return {EXPECTS: expects} | ({"digits": None} if turn.intent == "GiveCode" else {})


def _messages(reply: Reply, turn: Turn, with_list: bool, longest: int) -> Iterator[dict[str, Any]]:
    yield {"text": {"text": [shortened(words(reply, turn), longest)]}}
    if turn.capabilities.speaker:
        spoken = ssml(reply.speech, turn.locale, reply.rate, longest)
        yield {"outputAudioText": {"ssml": spoken, "allowPlaybackInterruption": True}}
    rich = rich_content(reply, with_list=with_list) if turn.capabilities.screen else None
    if rich:
        yield {"payload": rich}
    if reply.hands_over:
        yield {"liveAgentHandoff": {"metadata": {"channel": turn.channel}}}
    if reply.ends:
        yield {"endInteraction": {}}
