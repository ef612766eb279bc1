"""One request to the pages: the transaction it runs in, who asks, and the words for them.

A page is a function that gets a :class:`Visit` and answers. Any page that is posted to has had its
form checked before; it may be run a second time where somebody else wrote first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from fulfillment.accounts.browsers import BrowserSession
from fulfillment.customers import Customer
from fulfillment.errors import Conflict, StorageError
from fulfillment.shop import Work
from skill.accounts.browser import current_session, keep_visitor, sign_in_then
from skill.accounts.csrf import FormRefused, check_csrf, csrf_field
from skill.accounts.frame import the_frame
from skill.accounts.headers import Sources, protect
from skill.accounts.words import locale_for, own_name
from skill.conversation.answer import Arg, say
from skill.mail.wording import Wording

_TRIES = 3
_FORM_BYTES = 64 * 1024
# No table has a row with a larger number: PostgreSQL refuses to compare with one.
LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Visit:
    """A visit, by ``customer`` where somebody is signed in."""

    work: Work
    session: BrowserSession | None
    customer: Customer | None
    words: Wording

    @property
    def me(self) -> Customer:
        """Who is signed in, on a page that is only for shoppers."""
        if self.customer is None:
            raise LookupError("nobody is signed in: the page needs for_shoppers")
        return self.customer

    def t(self, id_: str, /, **args: Arg) -> str:
        """A message of the pages in the visit's language."""
        return self.words.write(say(id_, **args))

    def page(
        self,
        template: str,
        status: int = 200,
        *,
        sources: Sources | None = None,
        **context: Any,
    ) -> Response:
        """A page. ``sources`` adds to its content security policy, by directive.

        The template has ``visit``, ``t``, ``money``, ``day``, ``hour``, ``csrf_field`` and what
        ``context`` says.
        """
        words = self.words
        html = render_template(
            template,
            visit=self,
            t=self.t,
            money=words.sum,
            day=words.day,
            hour=words.hour,
            csrf_field=csrf_field,
            languages=_languages(words.locale),
            here=_here(),
            **context,
        )
        response = Response(html, status, mimetype="text/html")
        response.headers["Content-Language"] = words.locale
        protect(response, sources or {}, secure=the_frame().secure)
        return keep_visitor(response)


View = Callable[..., Response]


def for_anyone(view: View) -> View:
    """A page for shoppers and for people who are not signed in."""

    @wraps(view)
    def answer(**arguments: Any) -> Response:
        return _answered(lambda visit: view(visit, **arguments))

    return answer


def for_shoppers(view: View) -> View:
    """A page that asks to sign in first."""

    def own(visit: Visit, **arguments: Any) -> Response:
        if visit.customer is None:
            return sign_in_then(_here())
        return view(visit, **arguments)

    return for_anyone(wraps(view)(own))


def for_fresh_shoppers(view: View) -> View:
    """A page that asks for a sign-in a few minutes old at most: what protects an account."""

    def own(visit: Visit, **arguments: Any) -> Response:
        session = visit.session
        if session is None or not visit.work.accounts.browsers.is_fresh(session):
            return sign_in_then(_here(), again=True)
        return view(visit, **arguments)

    return for_anyone(wraps(view)(own))


def _answered(view: Callable[[Visit], Response]) -> Response:
    for left in reversed(range(_TRIES)):
        try:
            with the_frame().shop.open() as work:
                return _seen(view, _visit(work))
        except Conflict:
            if not left:
                return _unavailable()
        except StorageError:
            break
    return _unavailable()


def _seen(view: Callable[[Visit], Response], visit: Visit) -> Response:
    if request.method == "POST":
        request.max_content_length = _FORM_BYTES
        try:
            check_csrf()
        except FormRefused:
            return visit.page("account/refused.html", 403, back=_here())
        except RequestEntityTooLarge:
            return visit.page("account/refused.html", 413, back=_here())
    return _protected(view(visit))


def _protected(response: Response) -> Response:
    """Redirects, too, are kept by nobody; what a page has set stays."""
    if "Content-Security-Policy" not in response.headers:
        protect(response, {}, secure=the_frame().secure)
    return response


def _visit(work: Work) -> Visit:
    frame = the_frame()
    session = current_session(work)
    customer = work.customers.get(session.customer_id) if session else None
    preferred = customer.preferences.get("locale") if customer else None
    locale = locale_for(preferred, frame.locales, work.profile.locale)
    return Visit(work, session, customer, Wording(frame.phrases(locale), work.profile))


def _unavailable() -> Response:
    """Without the database there is no shop's name, nobody signed in, and nothing but words."""
    frame = the_frame()
    locale = locale_for(None, frame.locales, frame.settings.locale)
    phrases = frame.phrases(locale)
    html = render_template(
        "account/unavailable.html",
        locale=locale,
        t=lambda id_: phrases.text(say(id_)),
    )
    response = Response(html, 503, mimetype="text/html")
    return protect(response, {}, secure=frame.secure)


def _languages(current: str) -> list[tuple[str, str]]:
    """The other locales that there are words in, each with its own name for itself."""
    others = (name for name in the_frame().locales if name != current)
    return [(name, own_name(name)) for name in others]


def _here() -> str:
    """Where a shopper goes on after signing in: this page, or the one its form stands on."""
    return request.full_path.rstrip("?")
