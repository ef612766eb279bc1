"""Changes of products that a merchant's own system sends: verified, bounded, and passed on.

The body is JSON lines; ``Costermonger-Signature`` is ``t=<Unix time>,v1=<hex>``, the HMAC-SHA256
of the time, a dot and the body, as Stripe does it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request

from skill.channels.stripe_webhook import EventRefused, verify

MAX_BODY_BYTES = 2 * 1024 * 1024
HEADER = "Costermonger-Signature"

logger = logging.getLogger(__name__)

# Takes the lines; what became of them, or None when they should come again. ValueError: too many.
Take = Callable[[str], dict[str, Any] | None]


def feed_blueprint(secret: str, take: Take) -> Blueprint:
    """Answers ``POST /catalog/feed``.

    200 with what was taken, repeated and refused; 400 when the request is not to be trusted, 413
    when it is too long, 503 when it should come again.
    """
    blueprint = Blueprint("feed", __name__)

    @blueprint.post("/catalog/feed")
    def feed() -> tuple[Response, int]:
        if request.content_length is None or request.content_length > MAX_BODY_BYTES:
            return jsonify(error=f"a body has a length, of at most {MAX_BODY_BYTES} bytes"), 413
        body = request.get_data()
        try:
            verify(body, request.headers.get(HEADER, ""), secret, time.time())
            text = body.decode()
        except (EventRefused, ValueError) as refusal:
            logger.warning("Refused a request to the feed's endpoint: %s", type(refusal).__name__)
            return jsonify(error="the signature does not fit, or is too old"), 400
        try:
            told = take(text)
        except ValueError as error:
            return jsonify(error=str(error)), 413
        return (jsonify(error="not now"), 503) if told is None else (jsonify(told), 200)

    return blueprint
