"""The webhook behind Flask: it verifies, parses, makes one call, and renders the answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request

from skill.channels import Conversation
from skill.channels.attempt import attempt
from skill.channels.google_actions.parse import is_health_check, read_turn
from skill.channels.google_actions.render import render
from skill.channels.google_actions.verify import (
    MAX_BODY_BYTES,
    ActionsVerifier,
    RequestRefused,
    bearer,
)
from skill.conversation.reply import Reply
from skill.conversation.turn import Turn

logger = logging.getLogger(__name__)

Answer = dict[str, Any] | None


def actions_blueprint(
    conversation: Conversation, trouble: Callable[[str], Reply], verifier: ActionsVerifier
) -> Blueprint:
    """Answers ``POST /google/actions``.

    200 with the response, 403 when the request is not to be trusted, 401 when the linked account's
    token does not hold, 400 or 413 when the body cannot be read. ``trouble`` is said, with 200,
    when the conversation fails.
    """
    blueprint = Blueprint("google_actions", __name__)

    @blueprint.post("/google/actions")
    def actions() -> tuple[Response, int]:
        try:
            payload = verifier.verify(request.headers, _body())
        except RequestRefused as refusal:
            logger.warning("Refused a request to the Actions endpoint: %s", refusal)
            return jsonify(error=str(refusal)), refusal.status
        if is_health_check(payload):
            return jsonify({}), 200
        answer = _answer(conversation, trouble, read_turn(payload, bearer(request.headers)))
        return _refused_token() if answer is None else (jsonify(answer), 200)

    return blueprint


def _answer(conversation: Conversation, trouble: Callable[[str], Reply], turn: Turn) -> Answer:
    """The response to a turn, or None where its token does not hold."""

    def wanted() -> Answer:
        if turn.caller.token is not None and not conversation.knows(turn.caller):
            return None
        return render(conversation.answer(turn), turn)

    return attempt(wanted, lambda: render(trouble(turn.locale), turn))


def _refused_token() -> tuple[Response, int]:
    # Google fetches another token with this answer, or links the account anew.
    answer = jsonify(error="the access token does not hold")
    answer.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return answer, 401


def _body() -> bytes:
    if (request.content_length or 0) > MAX_BODY_BYTES:
        raise RequestRefused(413, "the body is too long")
    return request.get_data()
