"""What Alexa tells of a skill's users beside their turns: that they linked it, or gave it up.

https://developer.amazon.com/docs/alexa/smapi/skill-events-in-alexa-skills.html
Alexa sends an event again, for an hour, where it is not answered with success.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from skill.channels import Conversation
from skill.channels.alexa.payload import request_type, section, text
from skill.conversation.turn import Caller


class NotNow(Exception):  # noqa: N818 - an answer to Alexa, which will try again
    """An event could not be taken in; it should come again."""


def not_now() -> None:
    """Raises :class:`NotNow`, without what it came of: that may quote a token."""
    raise NotNow from None


def hear_event(payload: Mapping[str, Any], conversation: Conversation) -> None:
    """Pass on an event that is about a link; nothing else is of concern."""
    user = text(payload, "context", "System", "user", "userId")
    if not user:
        return
    match request_type(payload):
        case "AlexaSkillEvent.SkillAccountLinked":
            conversation.linked("alexa", Caller(user, _token(payload) or None))
        case "AlexaSkillEvent.SkillDisabled":
            conversation.unlinked("alexa", Caller(user), _created(payload))


def _token(payload: Mapping[str, Any]) -> str:
    return text(payload, "request", "body", "accessToken") or text(
        payload, "context", "System", "user", "accessToken"
    )


def _created(payload: Mapping[str, Any]) -> datetime:
    """When it happened, which an event that is sent again still says."""
    request = section(payload, "request")
    for name in ("eventCreationTime", "timestamp"):
        try:
            moment = datetime.fromisoformat(text(request, name))
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.now(UTC)
