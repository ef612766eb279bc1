"""How an account is protected: its address, its password, and where it is signed in."""

from __future__ import annotations

from flask import Blueprint, Response, request

from fulfillment.accounts.email import normalised
from fulfillment.accounts.links import Purpose
from fulfillment.accounts.passwords import SHORTEST, hash_of
from fulfillment.accounts.sign_ins import SignIn
from skill.accounts import browser
from skill.accounts.followed import password_errors
from skill.accounts.frame import the_frame
from skill.accounts.signing import ask
from skill.accounts.typed import typed, typed_secret
from skill.accounts.visit import Visit, for_fresh_shoppers, for_shoppers
from skill.accounts.webauthn_terms import SCRIPT, offered, options_to_add

_BOTH = ["GET", "POST"]


def add_pages(pages: Blueprint) -> None:
    """Put these pages among the others."""
    pages.add_url_rule("/security", "security", for_shoppers(show))
    pages.add_url_rule(
        "/security/password", "security_password", for_fresh_shoppers(password), methods=_BOTH
    )
    pages.add_url_rule(
        "/security/email", "security_email", for_fresh_shoppers(email), methods=_BOTH
    )


def show(visit: Visit, errors: dict[str, str] | None = None) -> Response:
    """How the shopper signs in, and in which browsers they are."""
    accounts = visit.work.accounts
    fresh = visit.session is not None and accounts.browsers.is_fresh(visit.session)
    return visit.page(
        "account/security.html",
        400 if errors else 200,
        known=accounts.sign_ins.of(visit.me.id),
        browsers=accounts.browsers.of(visit.me.id),
        passkeys=accounts.passkeys.of(visit.me.id),
        passkey=options_to_add(visit),
        fresh=fresh,
        sources=SCRIPT if offered() else None,
        mails=the_frame().mails,
        errors=errors or {},
    )


def password(visit: Visit) -> Response:
    """Set or change the password, which signs out everywhere else."""
    accounts, me = visit.work.accounts, visit.me
    known = accounts.sign_ins.of(me.id)
    if known is None:
        return browser.go_to("/account/security")
    if request.method == "GET":
        return _password_page(visit, known)
    new = typed_secret("password")
    if errors := password_errors(visit, new, known.email, me.name):
        return _password_page(visit, known, 400, errors)
    visit.work.checkpoint()  # nobody waits for our lock while the hash is made
    hash_ = hash_of(new)
    accounts.sign_ins.set_password(me.id, hash_)
    accounts.browsers.end_all(me.id)
    accounts.links.end(known.email)
    accounts.links.ask(Purpose.CHANGED, known.email, me.id, locale=visit.words.locale)
    there = browser.go_to("/account/security?done=password")
    return browser.sign_in(there, visit.work, me.id)


def _password_page(
    visit: Visit, known: SignIn, status: int = 200, errors: dict[str, str] | None = None
) -> Response:
    template = "account/security_password.html"
    return visit.page(template, status, known=known, shortest=SHORTEST, errors=errors or {})


def email(visit: Visit) -> Response:
    """Ask for a letter to another address, whose link makes it that of the account."""
    frame, written = the_frame(), typed("email")

    def page(status: int = 200, wrong: str = "", field: str = "email") -> Response:
        errors = {field: visit.t(wrong)} if wrong else {}
        known = visit.work.accounts.sign_ins.of(visit.me.id)
        return visit.page(
            "account/security_email.html",
            status,
            known=known,
            email=written,
            errors=errors,
            mails=frame.mails,
        )

    if request.method == "GET" or not frame.mails:
        return page()
    address = normalised(written)
    if not address:
        return page(400, "page-error-email")
    asked = ask(visit, Purpose.NEW_EMAIL, address, visit.me.id)
    return asked or page(429, "page-error-too-often", "")
