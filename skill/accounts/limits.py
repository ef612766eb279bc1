"""How much a shopper wants to spend at most, at once and on one day."""

from __future__ import annotations

from flask import Blueprint, Response, request

from fulfillment.money import Money
from skill.accounts import browser
from skill.accounts.amounts import amount_field, typed_amount
from skill.accounts.typed import typed
from skill.accounts.visit import Visit, for_shoppers

_FIELDS = ("order", "day")


def add_pages(pages: Blueprint) -> None:
    """Put this page among the others."""
    pages.add_url_rule("/limits", "limits", for_shoppers(show), methods=["GET", "POST"])


def show(visit: Visit) -> Response:
    """The shopper's own limits, beside those of the shop."""
    if request.method == "GET":
        own, locale = visit.work.customers.limits.own(visit.me.id), visit.words.locale
        known = {"order": amount_field(own.order, locale), "day": amount_field(own.day, locale)}
        return _page(visit, known, {})
    written = {name: typed(name) for name in _FIELDS}
    wanted, errors = _read(visit, written)
    if errors:
        return _page(visit, written, errors)
    visit.work.customers.limits.set(visit.me.id, order=wanted["order"], day=wanted["day"])
    return browser.go_to("/account/limits?done=limits")


def _read(visit: Visit, written: dict[str, str]) -> tuple[dict[str, Money | None], dict[str, str]]:
    wanted: dict[str, Money | None] = {}
    errors: dict[str, str] = {}
    for name, text in written.items():
        try:
            wanted[name] = typed_amount(text, visit.work.profile.currency, visit.words.locale)
        except ValueError:
            errors[name] = visit.t("page-error-amount", example=_example(visit))
    return wanted, errors


def _page(visit: Visit, written: dict[str, str], errors: dict[str, str]) -> Response:
    rules = visit.work.customers.rules
    return visit.page(
        "account/limits.html",
        400 if errors else 200,
        written=written,
        errors=errors,
        example=_example(visit),
        currency=visit.work.profile.currency,
        shop_order=rules.order_limit,
        shop_day=rules.day_limit,
    )


def _example(visit: Visit) -> str:
    return amount_field(Money(5000, visit.work.profile.currency), visit.words.locale)
