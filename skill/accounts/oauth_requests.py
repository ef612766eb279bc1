"""What arrives at the OAuth endpoints, checked before Authlib reads it.

Authlib answers with an exception of Python's own to parameters that its error texts cannot quote
and to credentials that are no text, and it reads a form's parameters from the address as well.
"""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import unquote

from authlib.integrations.flask_oauth2.requests import FlaskOAuth2Payload
from authlib.oauth2.rfc6749 import InvalidClientError, InvalidRequestError, OAuth2Request
from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

_ASKED = (
    "client_id", "code_challenge", "code_challenge_method", "redirect_uri", "response_type",
    "scope", "state",
)  # fmt: skip
_LONGEST = 2_000
_FORM = "application/x-www-form-urlencoded"


class OAuthRequest(OAuth2Request):
    """A request of Flask's as Authlib reads it, at the address under which shoppers know us."""

    def __init__(self, request: Request, public_url: str | None) -> None:
        here = f"{public_url}{request.path}" if public_url else request.base_url
        super().__init__(method=request.method, uri=here, headers=dict(request.headers))
        self._flask = request
        self.payload = FlaskOAuth2Payload(request)

    @property
    def args(self) -> Any:
        return self._flask.args

    @property
    def form(self) -> Any:
        return self._flask.form


def check_asked(request: Request) -> None:
    """Check the parameters by which a platform sends a shopper here.

    They are in the address, also when our own form is sent. Raises ``InvalidRequestError``.
    """
    for name in _ASKED:
        if request.method == "POST" and name in request.form:
            raise InvalidRequestError("Parameters of the request belong into the address.")
        _check(name, request.args.getlist(name))


def check_form(request: Request) -> None:
    """Check what a platform's server sends. Raises ``InvalidRequestError``, or of its credentials
    ``InvalidClientError``.
    """
    if request.mimetype != _FORM or request.query_string:
        raise InvalidRequestError("Parameters belong into a form that is the body.")
    try:
        form = request.form
    except RequestEntityTooLarge as error:
        raise InvalidRequestError("The body is too long.") from error
    for name in form:
        _check(name, form.getlist(name))
    header = request.headers.get("Authorization", "")
    if header and "client_secret" in form:
        raise InvalidRequestError("The client authenticates in two ways.")
    if header and not _is_basic(header):
        raise InvalidClientError("The credentials are none.", status_code=401)


def _is_basic(header: str) -> bool:
    scheme, _, credentials = header.partition(" ")
    try:
        text = unquote(base64.b64decode(credentials, validate=True).decode())
    except ValueError:
        return False
    return scheme.lower() == "basic" and ":" in text and _fits("client_id", text)


def _check(name: str, values: list[str]) -> None:
    shown = name if name.isascii() and name.isidentifier() else "A parameter"
    if len(values) > 1:
        raise InvalidRequestError(f"{shown} is there more than once.")
    if any(len(value) > _LONGEST or not _fits(name, value) for value in values):
        raise InvalidRequestError(f"{shown} is too long, or holds what it cannot.")


def _fits(name: str, value: str) -> bool:
    """Printable ASCII; without what no error text may quote, except in what we only send back."""
    quotable = name == "state" or not set(value) & set('"\\')
    return value.isascii() and value.isprintable() and quotable
