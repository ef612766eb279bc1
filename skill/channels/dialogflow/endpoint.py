"""The two webhooks behind Flask: in by its credentials, heard, answered, out as JSON."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from skill.channels import Conversation
from skill.channels.attempt import attempt
from skill.channels.bounded_json import read_object
from skill.channels.dialogflow import cx, cx_response, es, es_response
from skill.channels.dialogflow.credentials import CredentialsRefused, Door
from skill.channels.dialogflow.heard import Heard
from skill.channels.dialogflow.hearing import Hearing
from skill.conversation.reply import Reply
from skill.conversation.turn import Turn

# A request carries at most 64 KiB of a session's parameters, and what surrounds them.
MAX_BODY_BYTES = 256 * 1024
PATHS = {"es": "/google/dialogflow/es", "cx": "/google/dialogflow/cx"}

logger = logging.getLogger(__name__)


class BodyRefused(Exception):  # noqa: N818 - a refusal, where an error would be ours
    """The body is no request; ``status`` is what HTTP calls that."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Edition:
    """How one edition of Dialogflow is read and written."""

    hear: Callable[[Mapping[str, Any]], Heard]
    render: Callable[[Reply, Turn], dict[str, Any]]


EDITIONS = {
    "es": Edition(es.hear, es_response.render),
    "cx": Edition(cx.hear, cx_response.render),
}


@dataclass(frozen=True, slots=True)
class Webhooks:
    """What answers the requests: the conversation, and what is said when that fails."""

    conversation: Conversation
    hearing: Hearing
    trouble: Callable[[str], Reply]

    def answer(self, edition: Edition, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The response to a request that was let in."""
        heard = edition.hear(payload)
        turn = self.hearing.frame(heard)
        return attempt(
            lambda: self._answered(edition, heard),
            lambda: edition.render(self.trouble(turn.locale), turn),
        )

    def _answered(self, edition: Edition, heard: Heard) -> dict[str, Any]:
        turn = self.hearing.turn(heard)
        return edition.render(self.conversation.answer(turn), turn)


def dialogflow_blueprint(webhooks: Webhooks, doors: Mapping[str, Door]) -> Blueprint:
    """Answers ``POST /google/dialogflow/es`` and ``/cx``, each behind its own of ``doors``.

    401 when the request is not let in, 400 or 413 when its body is no request; 200 otherwise, also
    when the conversation fails and says so.
    """
    blueprint = Blueprint("dialogflow", __name__)
    for name, edition in EDITIONS.items():
        view = _view(webhooks, edition, doors[name])
        blueprint.add_url_rule(PATHS[name], name, view, methods=["POST"])
    return blueprint


def _view(webhooks: Webhooks, edition: Edition, door: Door) -> Callable[[], Response]:
    def view() -> Response:
        try:
            door.check(request.headers)
            payload = _payload()
        except (CredentialsRefused, BodyRefused) as refusal:
            logger.warning("Refused a request to Dialogflow's webhook: %s", refusal)
            return _refused(refusal)
        return _json(webhooks.answer(edition, payload), 200)

    return view


def _payload() -> dict[str, Any]:
    """The body as a JSON object. Raises :class:`BodyRefused`."""
    if (request.content_length or 0) > MAX_BODY_BYTES:
        raise BodyRefused("the body is too long", 413)
    try:
        return read_object(request.get_data())
    except ValueError as error:
        raise BodyRefused("the body is no JSON object", 400) from error


def _refused(refusal: CredentialsRefused | BodyRefused) -> Response:
    status = refusal.status if isinstance(refusal, BodyRefused) else 401
    response = _json({"error": str(refusal)}, status)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="Dialogflow", charset="UTF-8"'
    return response


def _json(value: object, status: int) -> Response:
    return Response(json.dumps(value), status, mimetype="application/json")
