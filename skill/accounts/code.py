"""The voice code: set, changed and unlocked here, where nobody overhears it. It is never shown."""

from __future__ import annotations

from flask import Blueprint, Response, request

from fulfillment.customers import When
from fulfillment.customers.voice_code import CodeRule, is_code
from fulfillment.money import Money
from skill.accounts import browser
from skill.accounts.amounts import amount_field, typed_amount
from skill.accounts.typed import typed, typed_secret
from skill.accounts.visit import Visit, for_fresh_shoppers, for_shoppers

_HERE = "/account/code"
_BOTH = ["GET", "POST"]
# The first that are tried by whoever guesses: digits in a row, up or down, and four times the same.
_RUNS = "01234567890", "09876543210"


def add_pages(pages: Blueprint) -> None:
    """Put these pages among the others."""
    pages.add_url_rule("/code", "code", for_shoppers(show))
    pages.add_url_rule("/code/set", "code_set", for_fresh_shoppers(set_), methods=_BOTH)
    pages.add_url_rule("/code/when", "code_when", for_fresh_shoppers(when), methods=_BOTH)
    pages.add_url_rule("/code/unlock", "code_unlock", for_fresh_shoppers(unlock), methods=_BOTH)
    pages.add_url_rule("/code/remove", "code_remove", for_fresh_shoppers(remove), methods=_BOTH)


def show(visit: Visit) -> Response:
    """Whether a code is set, and when it is asked for."""
    return visit.page(
        "account/code.html", rule=_rule(visit), shop_over=visit.work.customers.rules.code_over
    )


def set_(visit: Visit) -> Response:
    """Set a code, which takes the place of another and unlocks it."""
    code, again = typed_secret("code").strip(), typed_secret("again").strip()
    wrong = ""
    if request.method == "POST":
        wrong = _wrong(code, again)
        if not wrong:
            visit.work.customers.set_code(visit.me.id, code)
            return browser.go_to(f"{_HERE}?done=code")
    field = "again" if wrong == "page-error-code-again" else "code"
    errors = {field: visit.t(wrong)} if wrong else {}
    return visit.page("account/code_set.html", 400 if wrong else 200, errors=errors)


def when(visit: Visit) -> Response:
    """Choose when the code is asked for, beside the shop's own rule."""
    rule, locale = _rule(visit), visit.words.locale
    if request.method == "GET":
        return _when_page(visit, rule.asked.value, amount_field(rule.over, locale), {})
    asked, over = typed("asked"), typed("over")
    if asked not in list(When):
        return _when_page(visit, asked, over, {"asked": visit.t("page-error-code-when")})
    chosen = When(asked)
    try:
        amount = _amount(visit, over) if chosen is When.ABOVE else None
    except ValueError:
        example = amount_field(Money(5000, visit.work.profile.currency), locale)
        wrong = visit.t("page-error-amount", example=example)
        return _when_page(visit, asked, over, {"over": wrong})
    visit.work.customers.codes.ask_when(visit.me.id, chosen, amount)
    return browser.go_to(f"{_HERE}?done=code-when")


def unlock(visit: Visit) -> Response:
    """Unlock a code after three wrong ones."""
    if request.method == "POST":
        visit.work.customers.codes.reset(visit.me.id)
        return browser.go_to(f"{_HERE}?done=code-unlocked")
    return _sure(visit, "page-code-unlock", "page-code-unlock-why")


def remove(visit: Visit) -> Response:
    """Have no code any more."""
    if request.method == "POST":
        visit.work.customers.codes.remove(visit.me.id)
        return browser.go_to(f"{_HERE}?done=code-removed")
    return _sure(visit, "page-code-remove", "page-code-remove-why")


def _sure(visit: Visit, title: str, why: str) -> Response:
    return visit.page("account/sure.html", title=visit.t(title), why=visit.t(why), back=_HERE)


def _rule(visit: Visit) -> CodeRule:
    return visit.work.customers.codes.rule(visit.me.id)


def _when_page(visit: Visit, asked: str, over: str, errors: dict[str, str]) -> Response:
    return visit.page(
        "account/code_when.html",
        400 if errors else 200,
        asked=asked,
        over=over,
        errors=errors,
        options=[(each.value, visit.t(f"page-code-when-{each.value}")) for each in When],
        shop_over=visit.work.customers.rules.code_over,
    )


def _amount(visit: Visit, text: str) -> Money:
    amount = typed_amount(text, visit.work.profile.currency, visit.words.locale)
    if amount is None:
        raise ValueError("no sum of money")
    return amount


def _wrong(code: str, again: str) -> str:
    """What is wrong with a code, as the message that tells of it, or ""."""
    if not is_code(code):
        return "page-error-code-digits"
    if len(set(code)) == 1 or any(code in run for run in _RUNS):
        return "page-error-code-simple"
    return "" if code == again else "page-error-code-again"
