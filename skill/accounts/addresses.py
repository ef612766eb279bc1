"""Where a shopper has things delivered to."""

from __future__ import annotations

from flask import Blueprint, Response, request

from fulfillment.accounts.addresses import ADDRESS_LENGTH, LABEL_LENGTH, MOST, Wanted
from fulfillment.accounts.errors import AddressNotFound, AddressRefused
from skill.accounts import browser
from skill.accounts.typed import typed, typed_lines
from skill.accounts.visit import LARGEST_ID, Visit, for_shoppers

_HERE = "/account/addresses"
_BOTH = ["GET", "POST"]
_MOST = {"label": LABEL_LENGTH, "address": ADDRESS_LENGTH, "count": MOST}


def add_pages(pages: Blueprint) -> None:
    """Put these pages among the others."""
    one = f"/addresses/<int(max={LARGEST_ID}):address_id>"
    pages.add_url_rule("/addresses", "addresses", for_shoppers(show))
    pages.add_url_rule("/addresses/add", "addresses_add", for_shoppers(add), methods=_BOTH)
    pages.add_url_rule(one, "addresses_change", for_shoppers(change), methods=_BOTH)
    pages.add_url_rule(f"{one}/choose", "addresses_choose", for_shoppers(choose), methods=["POST"])
    pages.add_url_rule(f"{one}/remove", "addresses_remove", for_shoppers(remove), methods=["POST"])


def show(visit: Visit, errors: dict[str, str] | None = None) -> Response:
    """All addresses, the chosen one first."""
    found = visit.work.accounts.addresses.of(visit.me.id)
    return visit.page(
        "account/addresses.html",
        400 if errors else 200,
        addresses=found,
        more=len(found) < MOST,
        errors=errors or {},
    )


def add(visit: Visit) -> Response:
    """One more address."""
    if request.method == "GET":
        return _form(visit, Wanted("", ""))
    wanted = _wanted()
    try:
        visit.work.accounts.addresses.add(visit.me.id, wanted)
    except AddressRefused as refused:
        return _form(visit, wanted, refused=refused)
    return browser.go_to(f"{_HERE}?done=address-added")


def change(visit: Visit, address_id: int) -> Response:
    """Put an address right."""
    addresses, me = visit.work.accounts.addresses, visit.me
    try:
        before = addresses.get(address_id, me.id)
        if request.method == "GET":
            return _form(visit, Wanted(before.label, before.address, before.region), address_id)
        wanted = _wanted()
        addresses.change(address_id, me.id, wanted)
    except AddressNotFound:
        return _gone()
    except AddressRefused as refused:
        return _form(visit, wanted, address_id, refused)
    return browser.go_to(f"{_HERE}?done=address-changed")


def choose(visit: Visit, address_id: int) -> Response:
    """Have things delivered there from now on."""
    try:
        visit.work.accounts.addresses.choose(address_id, visit.me.id)
    except AddressNotFound:
        return _gone()
    return browser.go_to(f"{_HERE}?done=address-chosen")


def remove(visit: Visit, address_id: int) -> Response:
    """Keep an address no longer."""
    try:
        visit.work.accounts.addresses.remove(address_id, visit.me.id)
    except AddressNotFound:
        return _gone()
    except AddressRefused as refused:
        return show(visit, _errors(visit, refused))
    return browser.go_to(f"{_HERE}?done=address-removed")


def _wanted() -> Wanted:
    return Wanted(typed("label"), typed_lines("address"), typed("region"))


def _form(
    visit: Visit, wanted: Wanted, address_id: int = 0, refused: AddressRefused | None = None
) -> Response:
    return visit.page(
        "account/addresses_form.html",
        400 if refused else 200,
        wanted=wanted,
        address_id=address_id,
        errors=_errors(visit, refused) if refused else {},
        regions=_regions(visit),
    )


def _regions(visit: Visit) -> list[tuple[str, str]]:
    """The regions with taxes of their own, to choose from; nothing where there are none."""
    names = sorted(visit.work.profile.tax_regions)
    other = [("", visit.t("page-address-region-other"))]
    return [*other, *((name, name) for name in names)] if names else []


def _errors(visit: Visit, refused: AddressRefused) -> dict[str, str]:
    """What is wrong with each field, in words; "" stands for the whole."""
    return {
        "" if field == "count" else field: visit.t(
            f"page-error-{field}-{reason}", most=str(_MOST.get(field, ""))
        )
        for field, reason in refused.faults.items()
    }


def _gone() -> Response:
    return browser.go_to(_HERE)
