"""``/oauth``: the page on which a shopper agrees to a link, and what platforms' servers ask for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit

from authlib.oauth2 import OAuth2Error
from flask import Blueprint, Flask, Response, jsonify, request

from fulfillment.accounts.throttle import Rate, place
from fulfillment.errors import Conflict, StorageError
from fulfillment.shop import Work
from skill.accounts.browser import sign_in_then
from skill.accounts.frame import the_frame
from skill.accounts.oauth_requests import check_asked, check_form
from skill.accounts.oauth_server import Server
from skill.accounts.visit import Visit, for_anyone

_log = logging.getLogger(__name__)

_TRIES = 3
_BODY_BYTES = 16 * 1024
# So many requests in vain from one place.
_IN_VAIN = Rate(30, timedelta(minutes=10))


def mount(app: Flask) -> None:
    """Put the endpoints beside the shopper's pages, which must be there before."""
    # At this level Authlib writes down the tokens that it gives out.
    logging.getLogger("authlib").setLevel(logging.INFO)
    blueprint = Blueprint("oauth", __name__, url_prefix="/oauth")
    ask = for_anyone(authorize)
    blueprint.add_url_rule("/authorize", "authorize", ask, methods=["GET", "POST"])
    blueprint.add_url_rule("/token", "token", token, methods=["POST"])
    blueprint.add_url_rule("/revoke", "revoke", revoke, methods=["POST"])
    app.register_blueprint(blueprint)


def authorize(visit: Visit) -> Response:
    """Asks the shopper whether a platform may be linked, and sends them back with the answer.

    Whoever cannot be trusted to be sent back to gets no redirect, but a page that says so.
    """
    server = _server(visit.work)
    try:
        check_asked(request)
        grant = server.get_consent_grant()  # type: ignore[no-untyped-call]  # so are the stubs
    except OAuth2Error as error:
        return _refused(visit, server, error)
    if visit.customer is None:
        return sign_in_then(request.full_path)
    if request.method == "POST":
        return _decided(visit, server, grant)
    return _ask(visit, grant)


def _ask(visit: Visit, grant: Any) -> Response:
    back = urlsplit(grant.redirect_uri)
    return visit.page(
        "account/consent.html",
        # The form's answer leads to the platform, and browsers hold that to the policy as well.
        sources={"form-action": [f"{back.scheme}://{back.netloc}"]},
        hide_menu=True,
        name=grant.client.of.name,
        scopes=[scope.replace(":", "-") for scope in grant.request.scope.split()],
        back=back.hostname,
        address=request.full_path,
    )


def _decided(visit: Visit, server: Server, grant: Any) -> Response:
    agreed = visit.me.id if request.form.get("answer") == "yes" else None
    response = cast(
        Response,
        server.create_authorization_response(grant.request, grant_user=agreed, grant=grant),
    )
    # A form's answer is fetched with GET, whatever the browser.
    response.status_code = 303
    return response


def _refused(visit: Visit, server: Server, error: OAuth2Error) -> Response:
    _log.warning("Refused to link an account: %.200s", error.get_error_description() or error.error)
    if error.redirect_uri:
        return cast(Response, server.handle_error_response(cast(Any, None), error))
    return visit.page("account/consent_refused.html", 400, hide_menu=True)


def token() -> Response:
    """Gives tokens for a code or a refresh token: RFC 6749, sections 4.1.3 and 6."""
    return _answered(Server.create_token_response)


def revoke() -> Response:
    """Ends a link by one of its tokens: RFC 7009."""
    return _answered(Server.create_revocation_response)


def _answered(answer: Callable[[Server], Any]) -> Response:
    """The answer to a platform's server; what fails here may be tried again."""
    request.max_content_length = _BODY_BYTES
    for _ in range(_TRIES):
        try:
            with the_frame().shop.open() as work:
                return _limited(work, answer)
        except Conflict:
            continue
        except StorageError:
            break
    return _not_now(503, after_s=10)


def _limited(work: Work, answer: Callable[[Server], Any]) -> Response:
    """The answer, unless there came too many requests in vain from one place.

    A platform's servers share a few addresses, so that one that succeeds wipes out the count.
    """
    who = place(request.remote_addr)
    if not work.accounts.throttle.allows("oauth", who, _IN_VAIN):
        return _not_now(429, after_s=int(_IN_VAIN.within.total_seconds()))
    server = _server(work)
    try:
        check_form(request)
        response = cast(Response, answer(server))
    except OAuth2Error as error:
        return cast(Response, server.handle_error_response(cast(Any, None), error))
    if response.status_code == 200:
        work.accounts.throttle.forget("oauth", who)
    return response


def _not_now(status: int, after_s: int) -> Response:
    response = jsonify(error="temporarily_unavailable")
    response.status_code = status
    response.headers["Retry-After"] = str(after_s)
    response.headers["Cache-Control"] = "no-store"
    return response


def _server(work: Work) -> Server:
    return Server(work.linking, the_frame().settings.public_url)
