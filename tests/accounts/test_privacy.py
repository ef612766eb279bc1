"""Shoppers take along all that is kept of them, and have it deleted."""

from __future__ import annotations

import json
from pathlib import Path

from fulfillment.errors import PaymentUnknown
from fulfillment.shop import Shop
from tests.accounts.conftest import Pages
from tests.accounts.test_own_pages import customer, text


def test_the_download_is_a_file_with_everything(pages: Pages) -> None:
    pages.sign_in("anna")
    answer = pages.fill("/account/privacy/download")
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Cache-Control"] == "no-store"
    records = json.loads(answer.text)
    assert records["account"]["handle"] == "anna"
    assert len(records["orders"]) > 3
    assert records["sign_in"][0].keys() == {"customer_id", "email", "changed_at"}


def test_an_account_is_deleted_by_its_owner(pages: Pages, shop: Shop, database: Path) -> None:
    me = customer(shop, "dora")
    pages.sign_in("dora")
    other = pages.another()
    other.sign_in("dora")
    answer = pages.fill("/account/privacy/erase", sure="on")
    assert answer.headers["Location"] == "/account/erased"
    assert "Your account is deleted" in text(pages.get("/account/erased"))
    for browser in (pages, other):
        assert browser.get("/account").status_code == 303
    with shop.open() as work:
        assert work.customers.get(me.id).name == ""
    files = database.parent.glob(f"{database.name}*")
    assert all(me.email.encode() not in path.read_bytes() for path in files)


def test_nothing_is_deleted_until_it_is_ticked(pages: Pages, shop: Shop) -> None:
    pages.sign_in("dora")
    answer = pages.fill("/account/privacy/erase")
    assert answer.status_code == 400
    assert '<a href="#sure">' in answer.text
    assert customer(shop, "dora")


def test_an_order_on_its_way_keeps_the_account_and_says_so(pages: Pages, shop: Shop) -> None:
    pages.sign_in("ben")
    for answer in (
        pages.get("/account/privacy/erase"),
        pages.fill("/account/limits", "/account/privacy/erase", sure="on"),
    ):
        assert answer.status_code == 409
        assert "is still on its way to you" in text(answer)
    assert customer(shop, "ben")


def test_what_is_lost_is_said_before(pages: Pages, shop: Shop) -> None:
    from tests.fulfillment.shopfloor import usd

    with shop.open() as work:
        work.credit.give(customer(shop, "dora").id, usd(250), "gift")
    pages.sign_in("dora")
    assert "store credit of $2.50 is lost" in text(pages.get("/account/privacy/erase"))


def test_nothing_is_deleted_while_the_card_cannot_be(pages: Pages, shop: Shop) -> None:
    class Silent:
        def forget(self, customer_id: int) -> None:
            raise PaymentUnknown("no answer")

    pages.sign_in("dora")
    shop.cards = Silent()  # type: ignore[assignment]  # nothing else is asked of it here
    answer = pages.fill("/account/privacy/erase", sure="on")
    assert "Nothing was deleted." in text(answer)
    assert customer(shop, "dora")
