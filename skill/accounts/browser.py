"""Who is signed in in this browser, by a cookie that scripts and other sites never see.

The cookie's name begins with ``__Host-`` where the shop is reached by https, so that no other host
of the same domain can plant one (RFC 6265bis, section 4.1.3.2). Signing in always makes a new
secret: a cookie that was there before opens nothing.
"""

from __future__ import annotations

import secrets
from typing import cast
from urllib.parse import urlsplit

from flask import Response, g, redirect, request, url_for

from fulfillment.accounts.browsers import LONGEST, BrowserSession
from fulfillment.customers import Customer
from fulfillment.shop import Work
from skill.accounts.frame import the_frame

_SESSION, _VISITOR, _LANGUAGE = "coster-session", "coster-visitor", "coster-language"
_TALKER = "coster-talk"
HOME = "/account"


def current_session(work: Work) -> BrowserSession | None:
    """The session of this browser, if somebody is signed in."""
    secret = session_secret()
    return work.accounts.browsers.find(secret) if secret else None


def current_customer(work: Work) -> Customer | None:
    """Who is signed in in this browser, if anybody."""
    session = current_session(work)
    return work.customers.get(session.customer_id) if session else None


def sign_in_then(next_path: str, *, again: bool = False) -> Response:
    """To the page for signing in, which goes on to ``next_path``; ``again``: also who is."""
    there = url_for("account.sign_in", next=local_path(next_path), again="1" if again else None)
    return _redirect(there)


def go_to(next_path: str) -> Response:
    """To a page of ours, after a form (303: the form is not sent again)."""
    return _redirect(local_path(next_path))


def local_path(path: str) -> str:
    """``path`` where it is a page of this server, else the shopper's first page.

    Browsers read "//host", "/\\\\host" and "/<tab>/host" as another server's address.
    """
    odd = "\\" in path or any(sign <= " " or sign == "\x7f" for sign in path)
    if odd or not path.startswith("/") or path.startswith("//"):
        return HOME
    try:
        parts = urlsplit(path)
    except ValueError:
        return HOME
    return HOME if parts.scheme or parts.netloc else path


def sign_in(response: Response, work: Work, customer_id: int) -> Response:
    """Sign a customer in in this browser, and whoever was signed in out."""
    sign_out(response, work)
    _set(response, _SESSION, work.accounts.browsers.begin(customer_id), LONGEST.total_seconds())
    return response


def sign_out(response: Response, work: Work) -> Response:
    """Sign out in this browser."""
    if secret := session_secret():
        work.accounts.browsers.end(secret)
    response.delete_cookie(_name(_SESSION), path="/", secure=the_frame().secure, httponly=True)
    # What forms were good for before is over as well.
    response.delete_cookie(_name(_VISITOR), path="/", secure=the_frame().secure, httponly=True)
    g.pop(_VISITOR, None)
    return response


def session_secret() -> str:
    """The secret of the session's cookie, or ""."""
    return request.cookies.get(_name(_SESSION), "")


def visitor_secret() -> str:
    """The secret by which forms of this browser are known, or "" before the first page."""
    return request.cookies.get(_name(_VISITOR), "")


def new_visitor() -> str:
    """The visitor's secret, a new one where there is none; :func:`keep_visitor` sends it along."""
    if not (secret := visitor_secret() or g.get(_VISITOR, "")):
        secret = secrets.token_urlsafe(32)
        g.setdefault(_VISITOR, secret)
    return str(secret)


def keep_visitor(response: Response) -> Response:
    """Set the cookie of a visitor whose first page this is."""
    if secret := g.get(_VISITOR, ""):
        _set(response, _VISITOR, secret, None)
    return response


def talker_secret() -> str:
    """The secret by which a guest of this browser is known who talks here, or ""."""
    return request.cookies.get(_name(_TALKER), "")


def keep_talker(response: Response, secret: str) -> Response:
    """Know the guest of this browser again, and the cart, by ``secret``."""
    _set(response, _TALKER, secret, LONGEST.total_seconds())
    return response


def language_chosen() -> str:
    """The locale that was chosen in this browser, or ""."""
    return request.cookies.get(_name(_LANGUAGE), "")


def keep_language(response: Response, locale: str) -> Response:
    """Remember the locale that was chosen in this browser."""
    _set(response, _LANGUAGE, locale, LONGEST.total_seconds())
    return response


def _redirect(location: str) -> Response:
    return cast(Response, redirect(location, code=303, Response=Response))


def _name(cookie: str) -> str:
    return f"__Host-{cookie}" if the_frame().secure else cookie


def _set(response: Response, cookie: str, value: str, age_s: float | None) -> None:
    response.set_cookie(
        _name(cookie),
        value,
        max_age=None if age_s is None else int(age_s),
        path="/",
        secure=the_frame().secure,
        httponly=True,
        samesite="Lax",
    )
