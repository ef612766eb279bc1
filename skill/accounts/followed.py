"""The pages that mailed links lead to.

Opening one changes nothing, for programs that read mail open links, too: what it is for is done
when the button on the page is pressed.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request

from fulfillment.accounts.email import masked
from fulfillment.accounts.links import MINUTES, Link, Purpose
from fulfillment.accounts.passwords import SHORTEST, fault, hash_of
from skill.accounts import browser
from skill.accounts.typed import typed, typed_secret
from skill.accounts.visit import Visit, for_anyone

_LONGEST_NAME = 60


def add_pages(pages: Blueprint) -> None:
    """Put these pages among the others."""
    pages.add_url_rule("/link/<secret>", "link", for_anyone(follow), methods=["GET", "POST"])


def follow(visit: Visit, secret: str) -> Response:
    """What a link does, and doing it."""
    link = visit.work.accounts.links.find(secret)
    if link is None or link.purpose not in _DOING:
        return _gone(visit)
    if link.purpose is Purpose.NEW_EMAIL and _not_theirs(visit, link):
        return browser.sign_in_then(request.path, again=visit.customer is not None)
    if request.method == "GET":
        return _page(visit, link)
    return _DOING[link.purpose](visit, link, secret)


def _sign_in(visit: Visit, link: Link, secret: str) -> Response:
    customer = _used(visit, secret)
    return _gone(visit) if customer is None else _enter(visit, link, customer)


def _sign_up(visit: Visit, link: Link, secret: str) -> Response:
    name, password = typed("name"), typed_secret("password")
    errors = {} if name else {"name": visit.t("page-error-name")}
    if len(name) > _LONGEST_NAME:
        errors["name"] = visit.t("page-error-name-long", most=_LONGEST_NAME)
    if password:
        errors |= password_errors(visit, password, link.email, name)
    if errors:
        return _page(visit, link, 400, errors)
    hash_ = _hashed(visit, password) if password else None
    if visit.work.accounts.links.use(secret) is None:
        return _gone(visit)
    sign_ins = visit.work.accounts.sign_ins
    # Somebody whom the shop has made an account meanwhile keeps that one.
    customer = sign_ins.owner_of(link.email) or sign_ins.register(link.email, name)
    if hash_:
        sign_ins.admit(customer.id, link.email)
        sign_ins.set_password(customer.id, hash_)
    return _enter(visit, link, customer.id, "?done=welcome")


def _reset(visit: Visit, link: Link, secret: str) -> Response:
    password = typed_secret("password")
    errors = password_errors(visit, password, link.email)
    if errors:
        return _page(visit, link, 400, errors)
    hash_ = _hashed(visit, password)
    customer = _used(visit, secret)
    if customer is None:
        return _gone(visit)
    accounts = visit.work.accounts
    accounts.sign_ins.admit(customer, link.email)
    accounts.sign_ins.set_password(customer, hash_)
    accounts.browsers.end_all(customer)
    accounts.links.ask(Purpose.CHANGED, link.email, customer, locale=visit.words.locale)
    return _enter(visit, link, customer, "?done=password")


def _new_email(visit: Visit, link: Link, secret: str) -> Response:
    accounts, me = visit.work.accounts, visit.me
    other = accounts.sign_ins.find(link.email)
    if other and other.customer_id != me.id:
        return _page(visit, link, 409, {"": visit.t("page-error-email-taken")})
    if _used(visit, secret) is None:
        return _gone(visit)
    if (old := accounts.sign_ins.of(me.id)) and old.email != link.email:
        accounts.links.end(old.email)
        accounts.links.ask(Purpose.MOVED, old.email, me.id, locale=visit.words.locale)
    accounts.sign_ins.admit(me.id, link.email)
    accounts.sign_ins.move(me.id, link.email)
    return browser.go_to("/account/security?done=email")


_DOING: dict[Purpose, Callable[[Visit, Link, str], Response]] = {
    Purpose.SIGN_IN: _sign_in,
    Purpose.SIGN_UP: _sign_up,
    Purpose.RESET: _reset,
    Purpose.NEW_EMAIL: _new_email,
}


def password_errors(visit: Visit, password: str, *about: str) -> dict[str, str]:
    """What is wrong with a new password, in words."""
    known = (*about, *(each.partition("@")[0] for each in about), visit.words.shop.name)
    found = fault(password, *known)
    return {"password": visit.t(f"page-error-password-{found}")} if found else {}


def _hashed(visit: Visit, password: str) -> str:
    visit.work.checkpoint()  # nobody waits for our lock while the hash is made
    return hash_of(password)


def _used(visit: Visit, secret: str) -> int | None:
    """Whose link was used up just now; None where somebody was faster."""
    link = visit.work.accounts.links.use(secret)
    return link.customer_id if link else None


def _not_theirs(visit: Visit, link: Link) -> bool:
    return visit.customer is None or visit.customer.id != link.customer_id


def _enter(visit: Visit, link: Link, customer_id: int, done: str = "") -> Response:
    visit.work.accounts.sign_ins.admit(customer_id, link.email)
    path = browser.local_path(str(link.document.get("next", "")))
    # A page asked for before has its own words; the first page says what has happened.
    there = f"{path}{done}" if path == browser.HOME else path
    return browser.sign_in(browser.go_to(there), visit.work, customer_id)


def _page(
    visit: Visit, link: Link, status: int = 200, errors: dict[str, str] | None = None
) -> Response:
    template = f"account/link_{link.purpose.value.replace('-', '_')}.html"
    name = typed("name")
    return visit.page(
        template,
        status,
        link=link,
        masked=masked(link.email),
        name=name,
        shortest=SHORTEST,
        errors=errors or {},
        hide_menu=True,
    )


def _gone(visit: Visit) -> Response:
    return visit.page("account/link_gone.html", 410, minutes=MINUTES, hide_menu=True)
