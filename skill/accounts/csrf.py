"""That a form was ours and filled in here: a token in it that only this browser's cookies open.

The token is an HMAC under the secrets of the visitor's and the session's cookies, so it ends when
somebody signs in or out. A salt makes each different, against guessing by compressed sizes.
Browsers also say themselves where a form came from (``Sec-Fetch-Site``, ``Origin``).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from flask import request
from markupsafe import Markup

from skill.accounts.browser import new_visitor, session_secret, visitor_secret
from skill.accounts.frame import the_frame

FIELD = "csrf_token"


class FormRefused(Exception):  # noqa: N818 - an answer to a browser
    """The form does not come from a page that this browser was given."""


def csrf_token() -> str:
    """A token for a form of this browser."""
    salt = secrets.token_urlsafe(12)
    return f"{salt}.{_signed(salt, new_visitor())}"


def csrf_field() -> Markup:
    """The hidden field that every form holds."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token())


def check_csrf() -> None:
    """Check the form of this request. Raises :class:`FormRefused`."""
    check_token(request.form.get(FIELD, ""))


def check_token(token: str) -> None:
    """Check a request by the token that came with it. Raises :class:`FormRefused`."""
    if not _from_here():
        raise FormRefused("another site sent it")
    salt, _, signed = token.partition(".")
    visitor = visitor_secret()
    if not visitor or not hmac.compare_digest(_signed(salt, visitor).encode(), signed.encode()):
        raise FormRefused("its token does not fit")


def challenge(visitor: str) -> bytes:
    """What a passkey of this browser signs; another one once somebody has signed in or out."""
    return bytes.fromhex(_signed("passkey", visitor))


def _signed(salt: str, visitor: str) -> str:
    key = f"{visitor}\0{session_secret()}".encode()
    return hmac.new(key, salt.encode(), hashlib.sha256).hexdigest()


def _from_here() -> bool:
    """Whether the browser, where it says something, says that the form is from our own page."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    ours = {request.host, urlsplit(the_frame().settings.public_url or "").netloc}
    # What stands for no site at all is "null", and names no host.
    return urlsplit(origin).netloc in ours - {""}
