"""How a shopper wants to be spoken and written to."""

from __future__ import annotations

from flask import Blueprint, Response, request

from fulfillment.accounts.preferences import (
    AT_ONCE,
    FORMS,
    RATES,
    Preferences,
    read_preferences,
    write_preferences,
)
from skill.accounts import browser
from skill.accounts.frame import the_frame
from skill.accounts.typed import typed
from skill.accounts.visit import Visit, for_shoppers
from skill.accounts.words import own_name

_HERE = "/account/preferences"


def add_pages(pages: Blueprint) -> None:
    """Put this page among the others."""
    pages.add_url_rule("/preferences", "preferences", for_shoppers(show), methods=["GET", "POST"])


def show(visit: Visit) -> Response:
    """All preferences on one page."""
    if request.method == "GET":
        return _page(visit, read_preferences(visit.me))
    wanted = _typed()
    if wanted is None:
        return _page(visit, read_preferences(visit.me), {"": visit.t("page-error-preferences")})
    work = visit.work
    write_preferences(work.customers, work.unheard, visit.me.id, wanted)
    response = browser.go_to(f"{_HERE}?done=preferences")
    return browser.keep_language(response, wanted.locale) if wanted.locale else response


def _typed() -> Preferences | None:
    """What was chosen; None where a browser sends what no form of ours has."""
    rate = next((each for each in RATES if each == typed("rate")), None)
    form = next((each for each in FORMS if each == typed("form")), None)
    at_once = next((each for each in AT_ONCE if str(each) == typed("at_once")), None)
    locale = typed("locale")
    if rate is None or form is None or at_once is None:
        return None
    if locale and locale not in the_frame().locales:
        return None
    return Preferences(
        rate=rate,
        form=form,
        at_once=at_once,
        locale=locale,
        order_news=bool(typed("order_news")),
        offers=bool(typed("offers")),
        learn=bool(typed("learn")),
    )


def _page(visit: Visit, wanted: Preferences, errors: dict[str, str] | None = None) -> Response:
    frame = the_frame()
    names = [(name, own_name(name)) for name in frame.locales]
    return visit.page(
        "account/preferences.html",
        400 if errors else 200,
        wanted=wanted,
        errors=errors or {},
        rates=[(each, visit.t(f"page-rate-{each}")) for each in RATES],
        forms_=[(each, visit.t(f"page-form-{each}")) for each in FORMS],
        counts=[(str(each), visit.t(f"page-at-once-{each}")) for each in AT_ONCE],
        locales=[("", visit.t("page-locale-any")), *names],
        currency=visit.work.profile.currency,
        learns=visit.work.unheard.on,
    )
