"""Who asks: a browser that was given our page, by its cookies, and who has signed in there.

A conversation belongs to the pair of cookies it was begun with. Signing in or out makes another
pair, so that nobody goes on in the name of who sat there before.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from fulfillment.accounts.throttle import Rate, place
from fulfillment.errors import Conflict, StorageError
from fulfillment.shop import Work
from skill.accounts.browser import current_customer, session_secret, talker_secret
from skill.accounts.csrf import FormRefused, check_token
from skill.accounts.frame import the_frame
from skill.accounts.words import locale_for
from skill.conversation.turn import Caller
from skill.speech.errors import ModelMissing, SpeechError, WrongRate
from skill.talk.conversations import LONGEST_S
from skill.talk.errors import Gone, OutOfStep, TalkRefused, TooLarge, TooMuch

TOKEN = "X-Coster-Token"  # noqa: S105 - a header's name
# Conversations that are begun from one place, as a house or an office.
OPENINGS = Rate(60, timedelta(minutes=10))
_TRIES = 3
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Guest:
    """Who begins a conversation, in which language; ``secret`` is the browser's cookie."""

    secret: str = field(repr=False)
    customer_id: int | None
    caller: Caller
    locale: str


def answers(view: Callable[..., Response]) -> Callable[..., Response]:
    """A view of JSON, for our own page only; what it refuses is told by name."""

    @wraps(view)
    def answer(**arguments: Any) -> Response:
        try:
            check_token(request.headers.get(TOKEN, ""))
            response = view(**arguments)
        except FormRefused:
            response = _trouble("stale", 403)
        except RequestEntityTooLarge:
            response = _trouble(TooLarge.trouble, TooLarge.status)
        except TalkRefused as refused:
            response = _trouble(refused.trouble, refused.status)
        except ModelMissing:
            response = _trouble("microphone-language", 501)
        except WrongRate:
            response = _trouble("broken", 400)
        except (SpeechError, StorageError, Conflict):
            response = _trouble("broken", 503)
        return plainly(response)

    return answer


def plainly(response: Response) -> Response:
    """What no browser keeps, or takes for anything else than it is."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def browser_key() -> str:
    """Names the browser that asks; no conversation begins without such a cookie."""
    return _key(talker_secret())


def guest() -> Guest:
    """Who begins a conversation, with a token of theirs. Raises TooMuch and StorageError."""
    return _in_shop(_guest)


def key_of(guest: Guest) -> str:
    """What :func:`browser_key` says once the guest's cookie has come back."""
    return _key(guest.secret)


def check_signed_in(customer_id: int | None) -> None:
    """Raises Gone where somebody else, or nobody, has signed in here by now."""
    if customer_id is not None and _in_shop(_customer_id) != customer_id:
        raise Gone("signed out")


def revoking(token: str | None) -> Callable[[], None]:
    """What ends a conversation's token; one that cannot be ended then ends by its time."""
    shop = the_frame().shop

    def revoke() -> None:
        with suppress(StorageError, Conflict), shop.open() as work:
            work.customers.revoke_token(token or "")

    return revoke if token else lambda: None


def body(most_bytes: int) -> bytes:
    """The body of this request. Raises TooLarge."""
    request.max_content_length = most_bytes
    return request.get_data(cache=False)


def document(most_bytes: int) -> dict[str, Any]:
    """The JSON object of this request. Raises TooLarge and OutOfStep."""
    request.max_content_length = most_bytes
    found = request.get_json(silent=True)
    if not isinstance(found, dict):
        raise OutOfStep("no JSON object")
    return found


def _guest(work: Work) -> Guest:
    throttle = work.accounts.throttle
    within = throttle.allows("talk from", place(request.remote_addr), OPENINGS)
    # The count lasts, whatever comes after it.
    work.checkpoint()
    if not within:
        raise TooMuch("too many conversations")
    customer = current_customer(work)
    secret = talker_secret() or secrets.token_urlsafe(32)
    token = None
    if customer is not None:
        token = work.customers.issue_token(customer.id, timedelta(seconds=LONGEST_S))
    preferred = customer.preferences.get("locale") if customer else None
    locale = locale_for(preferred, the_frame().locales, work.profile.locale)
    return Guest(secret, customer.id if customer else None, Caller(secret, token), locale)


def _customer_id(work: Work) -> int | None:
    customer = current_customer(work)
    return customer.id if customer else None


def _in_shop(act: Callable[[Work], _Found]) -> _Found:
    for left in reversed(range(_TRIES)):
        try:
            with the_frame().shop.open() as work:
                return act(work)
        except Conflict:
            if not left:
                raise
    raise AssertionError("unreachable")


def _key(secret: str) -> str:
    return hashlib.sha256(f"{secret}\0{session_secret()}".encode()).hexdigest() if secret else ""


def _trouble(name: str, status: int) -> Response:
    response = jsonify(trouble=name)
    response.status_code = status
    if status in (429, 503):
        response.headers["Retry-After"] = "10"
    return response
