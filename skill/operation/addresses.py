"""Limits of requests by address, and the headers of every answer."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, jsonify, request

from skill.operation.rations import WINDOW_S, AddressRations

# Requests come here from a few addresses of a platform, for all its shoppers: those are limited
# only by how many of them are refused. What is checked for health comes from a few, too.
_SHARED = ("/alexa", "/google/", "/stripe/", "/catalog/", "/oauth/token", "/oauth/revoke")
_UNLIMITED = ("/health", "/metrics")
_REFUSED = frozenset((400, 401, 403, 413))
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
_YEAR_S = 365 * 24 * 3600


def mount(app: Flask, rations: AddressRations, limited: Callable[[], None]) -> None:
    """Refuse who asks too often, with 429; ``limited`` is told of each. Set the headers."""

    @app.before_request
    def ration() -> Response | None:
        if request.path.startswith(_UNLIMITED):
            return None
        address = request.remote_addr or ""
        shared = request.path.startswith(_SHARED)
        # Of a page's own files a browser asks for several at once.
        free = request.path.rpartition("/static/")[1] and request.method == "GET"
        if free or (rations.left if shared else rations.hit)(_kind(shared), address):
            return None
        limited()
        return _too_many()

    @app.after_request
    def done(response: Response) -> Response:
        if response.status_code in _REFUSED and request.path.startswith(_SHARED):
            rations.hit(_kind(shared=True), request.remote_addr or "")
        return _protected(response)


def _kind(shared: bool) -> str:
    return "refused" if shared else "asked"


def _too_many() -> Response:
    response = jsonify(error="too many requests")
    response.status_code = 429
    response.headers["Retry-After"] = str(WINDOW_S)
    return response


def _protected(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR_S}")
    return response
