"""Signing in and out, with a password or by a link that is mailed.

What the pages answer, and how long that takes, is the same for addresses with and without an
account; whether there is one, only a letter to the address says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from fulfillment.accounts.email import normalised
from fulfillment.accounts.links import MINUTES, Purpose
from fulfillment.accounts.passwords import fits
from fulfillment.accounts.throttle import (
    LETTERS_FROM,
    LETTERS_TO,
    PASSWORDS_FROM,
    PASSWORDS_OF,
    place,
)
from skill.accounts import browser
from skill.accounts.frame import the_frame
from skill.accounts.typed import typed, typed_secret
from skill.accounts.visit import Visit, for_anyone, for_shoppers
from skill.accounts.webauthn_terms import SCRIPT, offered, options_to_enter

_BOTH = ["GET", "POST"]


def add_pages(pages: Blueprint) -> None:
    """Put these pages among the others."""
    pages.add_url_rule("/sign-in", "sign_in", for_anyone(sign_in), methods=_BOTH)
    pages.add_url_rule("/sign-up", "sign_up", for_anyone(sign_up), methods=_BOTH)
    pages.add_url_rule("/forgot", "forgot", for_anyone(forgot), methods=_BOTH)
    pages.add_url_rule("/mailed", "mailed", for_anyone(mailed))
    pages.add_url_rule("/sign-out", "sign_out", for_anyone(sign_out), methods=["POST"])
    pages.add_url_rule(
        "/sign-out-everywhere",
        "sign_out_everywhere",
        for_shoppers(sign_out_everywhere),
        methods=["POST"],
    )


def sign_in(visit: Visit) -> Response:
    """The page for signing in, and what its form asks for; then on to ``next``."""
    again = "again" in request.args and visit.customer is not None
    if request.method == "GET":
        if visit.customer and not again:
            return browser.go_to(next_path())
        return _sign_in_page(visit, _known_email(visit), again=again)
    email = normalised(typed("email"))
    if not email:
        return refused(visit, "email", "page-error-email")
    if typed("way") == "link" and the_frame().mails:
        return ask(visit, Purpose.SIGN_IN, email) or refused(visit, "", "page-error-too-often", 429)
    password = typed_secret("password")
    if not password:
        return refused(visit, "password", "page-error-password-missing")
    return _by_password(visit, email, password)


def _by_password(visit: Visit, email: str, password: str) -> Response:
    throttle, sign_ins = visit.work.accounts.throttle, visit.work.accounts.sign_ins
    # Both are counted, whatever the first one says.
    within = [
        throttle.allows("password of", email, PASSWORDS_OF),
        throttle.allows("passwords from", place(request.remote_addr), PASSWORDS_FROM),
    ]
    known = sign_ins.find(email)
    # The count lasts, and nobody waits for our lock while the hash is made.
    visit.work.checkpoint()
    if not all(within):
        return refused(visit, "", "page-error-too-often", 429)
    if not fits(known.password_hash if known else None, password) or known is None:
        return refused(visit, "", "page-error-sign-in")
    throttle.forget("password of", email)
    return browser.sign_in(browser.go_to(next_path()), visit.work, known.customer_id)


def sign_up(visit: Visit) -> Response:
    """The page on which a newcomer asks for a link to open an account."""
    why = visit.t("page-sign-up-why", shop=visit.words.shop.name)
    texts = {"heading": visit.t("page-sign-up"), "why": why, "autocomplete": "email"}
    return _asked_by_address(visit, Purpose.SIGN_UP, texts)


def forgot(visit: Visit) -> Response:
    """The page on which somebody asks for a link to choose a new password."""
    heading, why = visit.t("page-forgot-title"), visit.t("page-forgot-why")
    texts = {"heading": heading, "why": why, "autocomplete": "username"}
    return _asked_by_address(visit, Purpose.RESET, texts)


def _asked_by_address(visit: Visit, purpose: Purpose, texts: Mapping[str, Any]) -> Response:
    frame, address = the_frame(), typed("email")

    def page(status: int = 200, wrong: str = "", field: str = "email") -> Response:
        errors = {field: visit.t(wrong)} if wrong else {}
        context: dict[str, Any] = {"email": address, "errors": errors, "mails": frame.mails}
        return visit.page("account/by_address.html", status, **context, **texts)

    if request.method == "GET" or not frame.mails:
        return page()
    email = normalised(address)
    if not email:
        return page(400, "page-error-email")
    return ask(visit, purpose, email) or page(429, "page-error-too-often", "")


def ask(
    visit: Visit, purpose: Purpose, email: str, customer_id: int | None = None
) -> Response | None:
    """Have a link mailed, and say so; None where too many letters were asked for."""
    throttle = visit.work.accounts.throttle
    within = [
        throttle.allows("letters to", email, LETTERS_TO),
        throttle.allows("letters from", place(request.remote_addr), LETTERS_FROM),
    ]
    if not all(within):
        return None
    throttle.forget_old()
    document = {"locale": visit.words.locale, "next": next_path()}
    visit.work.accounts.links.ask(purpose, email, customer_id, **document)
    return browser.go_to("/account/mailed")


def mailed(visit: Visit) -> Response:
    """What to do now that a letter is on its way."""
    return visit.page("account/mailed.html", minutes=MINUTES, hide_menu=True)


def sign_out(visit: Visit) -> Response:
    """Sign out in this browser."""
    return browser.sign_out(browser.go_to("/account/sign-in?done=signed-out"), visit.work)


def sign_out_everywhere(visit: Visit) -> Response:
    """Sign out in every browser, this one too."""
    visit.work.accounts.browsers.end_all(visit.me.id)
    there = browser.go_to("/account/sign-in?done=signed-out-everywhere")
    return browser.sign_out(there, visit.work)


def next_path() -> str:
    """The page to go on to, of this server."""
    return browser.local_path(request.args.get("next", ""))


def _known_email(visit: Visit) -> str:
    known = visit.work.accounts.sign_ins.of(visit.customer.id) if visit.customer else None
    return known.email if known else ""


def _sign_in_page(
    visit: Visit,
    email: str,
    status: int = 200,
    *,
    again: bool = False,
    errors: dict[str, str] | None = None,
) -> Response:
    return visit.page(
        "account/sign_in.html",
        status,
        email=email,
        again=again,
        errors=errors or {},
        mails=the_frame().mails,
        passkey=options_to_enter(),
        sources=SCRIPT if offered() else None,
        next=request.args.get("next") and next_path(),
        hide_menu=True,
    )


def refused(visit: Visit, field: str, why: str, status: int = 400) -> Response:
    """The page for signing in once more, and why it was not taken."""
    again = "again" in request.args and visit.customer is not None
    errors = {field: visit.t(why)}
    return _sign_in_page(visit, typed("email"), status, again=again, errors=errors)
