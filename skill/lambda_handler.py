"""Every channel on AWS Lambda, without a web server.

Alexa's trigger sends its request as the event: the trigger lets only Alexa in, so there is no
signature to check; it does not tell one skill from another unless it is told to, so the application
id is checked here. A function URL, or an HTTP API of API Gateway, sends requests of HTTP as events
of its own form 2.0, and the web application answers them, which checks who is there as on any
server. State must live in a database that all instances share: ``COSTER_DATABASE_URL``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from ask_sdk_core.skill import CustomSkill

from skill.channels.alexa.checks import check_skill
from skill.channels.alexa.skill import invoke
from skill.settings import Settings, from_environment

if TYPE_CHECKING:
    from fulfillment.shop import Shop


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """The answer to ``event``. Raises ``RequestRefused`` for another skill's request."""
    # Alexa's requests have no such part: only who sends events of HTTP puts it there.
    if "http" in event.get("requestContext", {}):
        return _get_web()(event, context)
    skill, skill_id = _get_skill()
    check_skill(event, skill_id)
    return invoke(skill, event)


@cache
def _get_shop() -> tuple[Shop, Settings]:
    """The shop, opened by the first request that a process gets."""
    from skill.wiring import build_shop

    settings = from_environment()
    return build_shop(settings), settings


@cache
def _get_skill() -> tuple[CustomSkill, str | None]:
    """The skill and its id."""
    from skill.wiring import build_alexa_skill

    shop, settings = _get_shop()
    return build_alexa_skill(settings, shop), settings.alexa_skill_id


@cache
def _get_web() -> Callable[[dict[str, Any], Any], dict[str, Any]]:
    """What answers requests of HTTP."""
    from apig_wsgi import make_lambda_handler

    from skill.wiring import build_app

    shop, settings = _get_shop()
    return make_lambda_handler(build_app(settings, shop=shop))
