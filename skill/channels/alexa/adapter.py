"""The skill behind Flask, as a flask-ask-sdk adapter that verifies before it reads."""

from __future__ import annotations

import json
import logging

from ask_sdk_core.skill import CustomSkill
from flask import Flask, Response, request

from skill.channels.alexa._oscrypto import SkillAdapter
from skill.channels.alexa.errors import BodyRefused, RequestRefused
from skill.channels.alexa.events import NotNow
from skill.channels.alexa.skill import invoke
from skill.channels.alexa.verify import MAX_BODY_BYTES, Verifier

logger = logging.getLogger(__name__)


def mount(app: Flask, skill: CustomSkill, verifier: Verifier, route: str = "/alexa") -> None:
    """Answers POST requests to ``route`` with ``skill``, once ``verifier`` trusts them."""
    AlexaEndpoint(skill, verifier, app).register(app, route, endpoint="alexa")


class AlexaEndpoint(SkillAdapter):  # type: ignore[misc]  # the SDK carries no types
    """A skill's endpoint: 200 with the skill's answer, or 400 where the request is not trusted.

    503 answers an event that should come again.

    The SDK's own verifiers have no effect, nor have the settings ``ASK_SDK_VERIFY_*``.
    """

    def __init__(self, skill: CustomSkill, verifier: Verifier, app: Flask) -> None:
        self._verifier = verifier
        super().__init__(skill=skill, skill_id=verifier.skill_id, app=app)

    def _create_webservice_handler(self, skill: CustomSkill, verifiers: list[object]) -> None:
        """Makes none: the SDK's handler deserialises a request before it verifies it."""

    def dispatch_request(self) -> Response:
        """The answer to Flask's current request."""
        try:
            payload = self._verifier.verify(request.headers, _body())
        except RequestRefused as refusal:
            logger.warning("Refused a request to Alexa's endpoint: %s", refusal)
            return _json({"error": str(refusal)}, 400)
        try:
            return _json(invoke(self._skill, payload), 200)
        except NotNow:
            return _json({"error": "not now"}, 503)


def _body() -> bytes:
    if (request.content_length or 0) > MAX_BODY_BYTES:
        raise BodyRefused("the body is too long")
    return request.get_data()


def _json(value: object, status: int) -> Response:
    # Not jsonify: in debug mode it would write more bytes than were counted.
    return Response(json.dumps(value), status, mimetype="application/json")
