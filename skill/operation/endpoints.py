"""``/health``, ``/health/live`` and ``/metrics``, for those who look after the shop."""

from __future__ import annotations

import hmac

from flask import Flask, Response, abort, jsonify, request

from skill.operation.health import UNAVAILABLE, Health
from skill.operation.metrics import Metrics

_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def mount(app: Flask, health: Health, metrics: Metrics | None, token: str | None) -> None:
    """Put the endpoints into an application; ``/metrics`` only where there are ``metrics``.

    With a ``token`` they are given to who sends it as ``Authorization: Bearer``.
    """
    app.add_url_rule("/health", "health", lambda: _ready(health))
    app.add_url_rule("/health/live", "live", lambda: jsonify(status="ok"))
    if metrics is not None:
        app.add_url_rule("/metrics", "metrics", lambda: _figures(health, metrics, token))


def _ready(health: Health) -> tuple[Response, int]:
    """200 when a turn could be answered now, 503 when the database cannot be reached."""
    found = health.look()
    if found.status == UNAVAILABLE:
        return jsonify(status=found.status), 503
    degraded = [part for part, works in found.parts.items() if not works]
    return jsonify(status=found.status, shop=found.shop, degraded=degraded), 200


def _figures(health: Health, metrics: Metrics, token: str | None) -> Response:
    if token is not None:
        sent = request.headers.get("Authorization", "")
        if not hmac.compare_digest(sent.encode(), f"Bearer {token}".encode()):
            abort(401)
    found = health.look()
    metrics.outbox(found.waiting, found.age_s)
    metrics.degraded(found.parts)
    return Response(metrics.text(), content_type=_TYPE)
