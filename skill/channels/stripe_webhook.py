"""Stripe's events about payments: verified, read for which charge they mean, and passed on.

An event only says where to look, so that nothing in it but two ids and a key is believed.
https://docs.stripe.com/webhooks
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, request

from skill.channels.bounded_json import read_object

MAX_BODY_BYTES = 256 * 1024
# Stripe signs the moment of sending; older requests may be replayed by somebody else.
TOLERANCE_S = 300
_KEY = "costermonger_key"
_KINDS = {
    "payment_intent.succeeded",
    "payment_intent.payment_failed",
    "payment_intent.requires_action",
    "payment_intent.canceled",
    "charge.refunded",
}
# A card that was stored; its events carry no charge's key.
CARD_STORED = "setup_intent.succeeded"

logger = logging.getLogger(__name__)


class EventRefused(Exception):  # noqa: N818 - a refusal, where an error would be ours
    """A request is not an event that Stripe has signed for us."""


@dataclass(frozen=True, slots=True)
class PaymentEvent:
    """An event about the charge under ``key``, which is empty where it is none of ours.

    ``about`` is Stripe's id of what it tells of.
    """

    id: str
    kind: str
    key: str
    about: str = ""

    @property
    def concerns_us(self) -> bool:
        """Whether there is anything to be done about it."""
        return self.kind == CARD_STORED or (self.kind in _KINDS and bool(self.key))


Hear = Callable[[PaymentEvent], bool]


def stripe_blueprint(secret: str | None, hear: Hear) -> Blueprint:
    """Answers ``POST /stripe/webhook``; without a ``secret`` everything is refused.

    200 when an event was dealt with, 400 when it is not to be trusted, 503 when ``hear`` says that
    it should come again.
    """
    blueprint = Blueprint("stripe", __name__)

    @blueprint.post("/stripe/webhook")
    def webhook() -> tuple[Response, int]:
        try:
            body = _body()
            verify(body, request.headers.get("Stripe-Signature", ""), secret, time.time())
            event = parse(body)
        except EventRefused as refusal:
            logger.warning("Refused a request to Stripe's endpoint: %s", refusal)
            return jsonify(error=str(refusal)), 400
        if event.concerns_us and not hear(event):
            return jsonify(error="not now"), 503
        return jsonify(received=True), 200

    return blueprint


def verify(body: bytes, signature: str, secret: str | None, now: float) -> None:
    """Raises :class:`EventRefused` unless ``signature`` is Stripe's for this body, and fresh."""
    if not secret:
        raise EventRefused("STRIPE_WEBHOOK_SECRET is not set")
    parts = [part.strip().partition("=") for part in signature.split(",")]
    moment = next((value for name, _, value in parts if name == "t"), "")
    # Seconds since 1970 have ten digits; of thousands, int() would raise an error of its own.
    dated = moment.isascii() and moment.isdecimal() and len(moment) <= 12
    if not dated or abs(now - int(moment)) > TOLERANCE_S:
        raise EventRefused("the signature is too old, or of no time")
    wanted = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    given = [value.encode() for name, _, value in parts if name == "v1"]
    if not any(hmac.compare_digest(value, wanted.encode()) for value in given):
        raise EventRefused("the signature does not fit")


def parse(body: bytes) -> PaymentEvent:
    """The event of a verified body. Raises :class:`EventRefused` where it is none."""
    try:
        event = read_object(body)
        id_, kind, about = event["id"], event["type"], event["data"]["object"]
        key = (about.get("metadata") or {}).get(_KEY) or ""
        named = about.get("id") or ""
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EventRefused("the body is no event") from error
    if not all(isinstance(text, str) for text in (id_, kind, key, named)) or not id_:
        raise EventRefused("the body is no event")
    return PaymentEvent(id_, kind, key, named)


def _body() -> bytes:
    if (request.content_length or 0) > MAX_BODY_BYTES:
        raise EventRefused("the body is too long")
    return request.get_data()
