"""What every request must show, however it came: that it is meant for us, and now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from skill.channels.alexa.errors import OtherSkill, StaleRequest
from skill.channels.alexa.payload import find, request_type, text

_TOLERANCE = timedelta(seconds=150)
# Alexa delivers events of a skill again for an hour.
_EVENT_TOLERANCE = timedelta(seconds=3_600)
_EVENTS = "AlexaSkillEvent."


def check_skill(payload: Mapping[str, Any], skill_id: str | None) -> None:
    """Raises :class:`OtherSkill` unless every application id in the request is ``skill_id``."""
    if not skill_id:
        raise OtherSkill("no skill id is configured")
    places = (("context", "System", "application"), ("session", "application"))
    ids = {text(payload, *place, "applicationId") for place in places} - {""}
    if ids != {skill_id}:
        raise OtherSkill("the request is meant for another skill")


def check_time(payload: Mapping[str, Any], now: datetime) -> None:
    """Raises :class:`StaleRequest` unless the request was made about ``now``."""
    event = request_type(payload).startswith(_EVENTS)
    tolerance = _EVENT_TOLERANCE if event else _TOLERANCE
    if abs(now - _timestamp(payload)) > tolerance:
        raise StaleRequest("the timestamp is too far from now")


def _timestamp(payload: Mapping[str, Any]) -> datetime:
    value = find(payload, "request", "timestamp")
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise StaleRequest("the timestamp is missing or unreadable") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
