"""What is kept of a shopper: all of it to take along, and its end."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request

from fulfillment.accounts.errors import AccountBusy
from fulfillment.errors import PaymentUnknown
from skill.accounts import browser
from skill.accounts.frame import the_frame
from skill.accounts.typed import typed
from skill.accounts.visit import Visit, for_anyone, for_fresh_shoppers, for_shoppers

_BOTH = ["GET", "POST"]


def add_pages(pages: Blueprint) -> None:
    """Put these pages among the others."""
    pages.add_url_rule("/privacy", "privacy", for_shoppers(show))
    pages.add_url_rule(
        "/privacy/download", "privacy_download", for_fresh_shoppers(download), methods=_BOTH
    )
    pages.add_url_rule("/privacy/erase", "privacy_erase", for_fresh_shoppers(erase), methods=_BOTH)
    pages.add_url_rule("/erased", "erased", for_anyone(erased))


def show(visit: Visit) -> Response:
    """What is kept and for how long, and what can be done about it."""
    return visit.page("account/privacy.html")


def download(visit: Visit) -> Response:
    """Everything that is kept of the shopper, as one JSON file."""
    if request.method == "GET":
        return visit.page("account/privacy_download.html")
    records = visit.work.accounts.records.export(visit.me.id)
    text = json.dumps(records, ensure_ascii=False, indent=2)
    response = Response(text, mimetype="application/json")
    name = f"account-{visit.work.now:%Y-%m-%d}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def erase(visit: Visit) -> Response:
    """Delete the account, once the shopper has ticked that it is meant."""
    try:
        visit.work.accounts.records.check_erasable(visit.me.id)
    except AccountBusy as busy:
        return _page(visit, busy=busy)
    if request.method == "GET":
        return _page(visit)
    if not typed("sure"):
        return _page(visit, wrong="page-error-sure", field="sure")
    visit.work.checkpoint()  # erasing opens transactions of its own
    try:
        the_frame().shop.erase(visit.me.id)
    except AccountBusy as busy:
        return _page(visit, busy=busy)
    except PaymentUnknown:
        return _page(visit, wrong="page-error-erase-unreachable")
    return browser.sign_out(browser.go_to("/account/erased"), visit.work)


def erased(visit: Visit) -> Response:
    """That the account is gone."""
    return visit.page("account/erased.html")


def _page(
    visit: Visit, *, busy: AccountBusy | None = None, wrong: str = "", field: str = ""
) -> Response:
    return visit.page(
        "account/privacy_erase.html",
        409 if busy else 400 if wrong else 200,
        busy=busy,
        credit=visit.work.credit.balance(visit.me.id),
        grants=visit.work.linking.grants(visit.me.id),
        errors={field: visit.t(wrong)} if wrong else {},
    )
