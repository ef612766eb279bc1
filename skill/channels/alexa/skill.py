"""The conversation as one ask-sdk skill, with a single handler for every kind of request.

The handler gets Alexa's JSON as the skill's ``context``. The SDK's model classes refuse about a
third of the requests that devices send, so nothing is read from those.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import Request, RequestEnvelope

from skill.channels import Conversation
from skill.channels.alexa.events import hear_event, not_now
from skill.channels.alexa.fulfil import can_fulfil
from skill.channels.alexa.parse import find_turn
from skill.channels.alexa.payload import request_type, section, text
from skill.channels.alexa.render import render
from skill.channels.attempt import attempt
from skill.conversation.reply import Reply
from skill.conversation.turn import Turn

logger = logging.getLogger(__name__)

Response = dict[str, Any]


def create_skill(conversation: Conversation, trouble: Callable[[str], Reply]) -> CustomSkill:
    """The skill that hands every turn to ``conversation`` and says ``trouble`` when that fails."""
    builder = SkillBuilder()
    builder.add_request_handler(_EveryRequest(conversation, trouble))
    return builder.create()


def invoke(skill: CustomSkill, payload: Mapping[str, Any]) -> Response:
    """The response envelope, as JSON values, to a request that is trusted already."""
    envelope = skill.invoke(request_envelope=_envelope(skill, payload), context=payload)
    answer: Response = skill.serializer.serialize(envelope)
    return answer


def _envelope(skill: CustomSkill, payload: Mapping[str, Any]) -> RequestEnvelope:
    try:
        return skill.serializer.deserialize(json.dumps(payload), RequestEnvelope)
    except SerializationException:
        request = Request(object_type=request_type(payload))
        return RequestEnvelope(version="1.0", request=request)


class _EveryRequest(AbstractRequestHandler):  # type: ignore[misc]  # the SDK carries no types
    """Answers whatever arrives; requests that are not a shopper's get an empty response."""

    def __init__(self, conversation: Conversation, trouble: Callable[[str], Reply]) -> None:
        self._conversation = conversation
        self._trouble = trouble

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002 - the SDK's signature
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        if handler_input.request_envelope.session:
            # The SDK would send back what came; state is in the database, so nothing goes along.
            handler_input.attributes_manager.session_attributes = {}
        payload: Mapping[str, Any] = handler_input.context
        turn = find_turn(payload)
        if turn is None:
            _note(payload)
            attempt(lambda: hear_event(payload, self._conversation), not_now)
            return {}
        asked = request_type(payload) == "CanFulfillIntentRequest"
        return self._ability(turn) if asked else self._answer(turn)

    def _ability(self, turn: Turn) -> Response:
        return attempt(
            lambda: can_fulfil(turn, self._conversation.can_answer(turn)),
            lambda: can_fulfil(turn, able=False),
        )

    def _answer(self, turn: Turn) -> Response:
        return attempt(
            lambda: render(self._conversation.answer(turn), turn),
            lambda: render(self._trouble(turn.locale), turn),
        )


def _note(payload: Mapping[str, Any]) -> None:
    """Logs what Alexa says went wrong: the kind of request, of error and of reason, and no more."""
    request = section(payload, "request")
    error, reason = text(request, "error", "type"), text(request, "reason")
    level = logging.WARNING if error else logging.DEBUG
    logger.log(level, "%.80r: error %.80r, reason %.80r", request_type(payload), error, reason)
