"""Orders with their receipts and consents, each shown to whoever placed it."""

from __future__ import annotations

import re

import pytest

from fulfillment.customers.owner import customer_owner
from fulfillment.errors import PaymentNeedsApproval
from fulfillment.orders import Consent, Order, OrderState
from fulfillment.payments import Charge
from fulfillment.shop import Shop, Work
from tests.accounts.conftest import Pages
from tests.accounts.test_own_pages import customer, text
from tests.conftest import Clock
from tests.fulfillment.shopfloor import Till

SAID, HEARD = "One mango comes to five dollars. Shall I?", "yes <b>please</b>"


def place(work: Work, handle: str = "sam") -> Order:
    """Two mangos for a shopper."""
    me = work.customers.find_by_handle(handle)
    assert me
    sku = work.search.search("mango").products[0].sku
    work.carts.add(customer_owner(me.id), sku, 2)
    quote = work.quotes.make(me.id, customer_owner(me.id), "talk")
    consent = Consent(SAID, HEARD, "alexa", work.now, quote.fingerprint, code_given=True)
    return work.orders.place(quote.id, customer_id=me.id, conversation="talk", consent=consent)


def test_an_order_shows_its_receipt_and_how_it_was_agreed_to(pages: Pages, shop: Shop) -> None:
    with shop.open() as work:
        order = place(work)
    pages.sign_in("sam")
    said = text(pages.get(f"/account/orders/{order.id}"))
    line = order.lines[0]
    for part in (f"{line.brand} {line.name}", "Tax", "To be paid on delivery.", "Confirmed"):
        assert part in said
    for part in (SAID, HEARD, "Alexa", "The right code was given.", "November 20, 2026"):
        assert part in said
    assert "<b>please" not in pages.get(f"/account/orders/{order.id}").text


def test_the_first_page_shows_what_is_on_its_way(pages: Pages, shop: Shop) -> None:
    with shop.open() as work:
        order = place(work)
    pages.sign_in("sam")
    assert f"Order {order.id} Confirmed One product" in text(pages.get("/account"))


def test_what_went_back_is_shown(pages: Pages, shop: Shop) -> None:
    with shop.open() as work:
        order = place(work)
        for state in (OrderState.PICKING, OrderState.SENT, OrderState.DELIVERED):
            work.orders.advance(order.id, state)
        work.orders.refund(order.id, order.lines[0].unit_price, "bruised")
    pages.sign_in("sam")
    said = text(pages.get(f"/account/orders/{order.id}"))
    assert re.search(r"has gone back\.\s+Of it, \$\d+\.\d\d is store credit\.", said)


def test_another_shoppers_order_is_not_there(pages: Pages, shop: Shop) -> None:
    with shop.open() as work:
        order = place(work)
    pages.sign_in("anna")
    answer = pages.get(f"/account/orders/{order.id}")
    assert answer.status_code == 404
    assert SAID not in answer.text
    assert pages.get("/account/orders/999999").text.count("There is no such order") == 2


@pytest.mark.parametrize("number", [str(2**31), str(2**63), "9" * 5_000])
def test_a_number_that_no_table_has_is_not_there(pages: Pages, number: str) -> None:
    pages.sign_in("sam")
    assert pages.get(f"/account/orders/{number}").status_code == 404
    assert pages.get(f"/account/addresses/{number}").status_code == 404
    assert pages.get(f"/account/orders?page={number}").status_code == 200


def test_many_orders_come_in_pages(pages: Pages, shop: Shop, clock: Clock) -> None:
    placed = []
    for _ in range(23):
        clock.forward(hours=30)
        with shop.open() as work:
            placed.append(place(work).id)
    pages.sign_in("sam")
    shown: list[int] = []
    for page in ("", "?page=1"):
        answer = pages.get(f"/account/orders{page}").text
        shown += [int(found) for found in re.findall(r'href="/account/orders/(\d+)"', answer)]
    assert shown == placed[::-1]
    assert "Older orders" not in answer
    for odd in ("-1", "x", "99999999999999999999"):
        assert pages.get(f"/account/orders?page={odd}").status_code == 200


class Bank(Till):
    """A provider whose payments have to be approved."""

    def charge(self, idempotency_key: str, amount: object, customer_id: int) -> Charge:
        raise PaymentNeedsApproval("https://bank.example/approve")

    def find(self, idempotency_key: str, amount: object, customer_id: int) -> Charge | None:
        raise PaymentNeedsApproval("https://bank.example/approve")


@pytest.fixture
def bank(shop: Shop) -> Bank:
    """The bank beside the demo shop."""
    found = Bank()
    shop._payments = found
    return found


def waiting(shop: Shop) -> int:
    """An order of Sam's that waits for an approval."""
    with shop.open() as work, pytest.raises(PaymentNeedsApproval):
        place(work)
    with shop.open() as work:
        return work.orders.open_orders(customer(shop).id)[0].id


def test_what_is_said_of_the_money_follows_the_order(pages: Pages, shop: Shop) -> None:
    with shop.open() as work:
        kept, given_up = place(work), place(work)
        work.orders.cancel(given_up.id, given_up.customer_id)
    pages.sign_in("sam")

    def said(order: Order) -> str:
        return text(pages.get(f"/account/orders/{order.id}"))

    assert "To be paid on delivery." in said(kept)
    assert "Nothing is due." in said(given_up)
    with shop.open() as work:
        for state in (OrderState.PICKING, OrderState.SENT, OrderState.DELIVERED):
            work.orders.advance(kept.id, state)
    assert "Paid on delivery." in said(kept)


def test_a_payment_to_approve_is_the_first_thing_on_the_first_page(
    pages: Pages, shop: Shop, bank: Bank
) -> None:
    order = waiting(shop)
    pages.sign_in("sam")
    for path in ("/account", f"/account/orders/{order}"):
        assert 'href="https://bank.example/approve"' in pages.get(path).text
    said = text(pages.get("/account"))
    assert f"Order {order} waits for you" in said


def test_no_payment_is_told_of_to_whoever_names_none_of_ours(pages: Pages, shop: Shop) -> None:
    for query in ("", "?payment_intent=pi_unknown", "?payment_intent="):
        assert "We do not know this payment" in text(pages.get(f"/account/approved{query}"))
