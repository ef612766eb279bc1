"""Passkeys: signing in with one, adding and removing them.

What a browser is asked stands in the page, and its answer comes back as a form: the one small
script fetches nothing. Without it no passkey is offered, and all else works as before.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from fulfillment.accounts.throttle import PASSWORDS_FROM, place
from skill.accounts import browser, security
from skill.accounts.signing import next_path, refused
from skill.accounts.typed import typed_secret
from skill.accounts.visit import Visit, for_anyone, for_fresh_shoppers, for_shoppers
from skill.accounts.webauthn_terms import counted, key_in, made


def add_pages(pages: Blueprint) -> None:
    """Put what the forms are sent to among the other pages."""
    path = "/security/passkeys"
    add_, remove_ = for_fresh_shoppers(add), for_fresh_shoppers(remove)
    pages.add_url_rule(path, "security_passkey_add", add_, methods=["POST"])
    # Who is asked to sign in once more on the way comes back to no form, but to the page before.
    pages.add_url_rule(path, "security_passkeys", for_shoppers(back))
    pages.add_url_rule(f"{path}/<id_>/remove", "security_passkey_remove", remove_, methods=["POST"])
    pages.add_url_rule(f"{path}/<id_>/remove", "security_passkey_kept", for_shoppers(back))
    pages.add_url_rule("/sign-in/passkey", "sign_in_passkey", for_anyone(enter), methods=["POST"])


def back(_visit: Visit, **_arguments: str) -> Response:
    """To the page that the forms stand on."""
    return browser.go_to("/account/security")


def add(visit: Visit) -> Response:
    """Keep the passkey that a browser has made."""
    found = made(typed_secret("credential"))
    if found is None:
        return security.show(visit, {"": visit.t("page-passkey-failed")})
    id_, public_key, count = found
    if visit.work.accounts.passkeys.find(id_) is None:
        visit.work.accounts.passkeys.add(visit.me.id, id_, public_key, count)
    return browser.go_to("/account/security?done=passkey")


def remove(visit: Visit, id_: str) -> Response:
    """Forget a passkey."""
    removed = visit.work.accounts.passkeys.remove(id_, visit.me.id)
    return browser.go_to(f"/account/security{'?done=passkey-removed' if removed else ''}")


def enter(visit: Visit) -> Response:
    """Sign in whoever's passkey it is; then on to ``next``."""
    throttle, passkeys = visit.work.accounts.throttle, visit.work.accounts.passkeys
    if not throttle.allows("passwords from", place(request.remote_addr), PASSWORDS_FROM):
        return refused(visit, "", "page-error-too-often", 429)
    answer = typed_secret("credential")
    id_ = key_in(answer)
    key = passkeys.find(id_) if id_ else None
    count = counted(answer, key) if key else None
    if key is None or count is None:
        return refused(visit, "", "page-error-passkey")
    passkeys.note_use(key.id, count)
    return browser.sign_in(browser.go_to(next_path()), visit.work, key.customer_id)
