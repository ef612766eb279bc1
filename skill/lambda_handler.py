"""The Alexa skill on AWS Lambda, without a web server.

Lambda's trigger lets only Alexa in, so there is no signature to check; the trigger does not tell
one skill from another unless it is told to, so the application id is checked here. State must live
in a database that all instances share: ``COSTER_DATABASE_URL``.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from ask_sdk_core.skill import CustomSkill

from skill.channels.alexa.checks import check_skill
from skill.channels.alexa.skill import invoke
from skill.settings import from_environment


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Alexa's answer to the request in ``event``. Raises ``RequestRefused`` for another skill's."""
    skill, skill_id = _get_skill()
    check_skill(event, skill_id)
    return invoke(skill, event)


@cache
def _get_skill() -> tuple[CustomSkill, str | None]:
    """The skill and its id, built by the first request that a process gets."""
    from skill.wiring import build_alexa_skill

    settings = from_environment()
    return build_alexa_skill(settings), settings.alexa_skill_id
