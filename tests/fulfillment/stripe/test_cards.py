"""A card is told to Stripe by the browser, and charged, changed and forgotten by us."""

from __future__ import annotations

import pytest

from fulfillment.accounts.errors import AccountBusy
from fulfillment.errors import PaymentDeclined, PaymentUnknown
from fulfillment.payments.cards import Card
from fulfillment.payments.stripe_cards import METADATA_CUSTOMER
from tests.conftest import Clock
from tests.fulfillment.stripe.bench import Bench
from tests.fulfillment.stripe.server import GOOD, WANTS_APPROVAL, call, dead_after, dead_before

VISA = Card("visa", "4242", 12, 2030)
OTHER = "5555555555554444"
REFUSED = "4000000000000002"


def store(bench: Bench, number: str = GOOD, customer: int = 1) -> str:
    """Store a card as the page does; the setup's id."""
    setup = bench.stripe.cards.begin(customer)
    bench.type_card(setup, number)
    assert bench.stripe.cards.finish(customer, setup.id)
    return setup.id


def attached(bench: Bench) -> list[str]:
    """The last digits of the cards that Stripe has for Anna."""
    account = bench.wallet.find_account(1)
    found = bench.api("GET", f"/v1/payment_methods?customer={account}&type=card")["data"]
    return [method["card"]["last4"] for method in found]


def test_a_stored_card_is_shown_and_pays(bench: Bench) -> None:
    assert bench.stripe.cards.find(1) is None
    store(bench)
    assert bench.stripe.cards.find(1) == VISA
    assert bench.buy(bench.quote()).payment_state == "paid"


def test_stripe_learns_nothing_of_who_the_shopper_is(bench: Bench) -> None:
    store(bench)
    account = bench.api("GET", f"/v1/customers/{bench.wallet.find_account(1)}")
    assert (account["name"], account["email"], account["address"]) == (None, None, None)
    assert account["metadata"] == {METADATA_CUSTOMER: bench.wallet.tag(1)}


def test_one_shopper_is_one_customer_of_stripes(bench: Bench) -> None:
    for _ in range(2):
        bench.stripe.cards.begin(1)
    store(bench)
    assert len(bench.api("GET", "/v1/customers")["data"]) == 1


def test_a_shopper_who_only_began_has_no_card(bench: Bench) -> None:
    bench.stripe.cards.begin(1)
    assert bench.stripe.cards.find(1) is None
    with pytest.raises(PaymentDeclined, match="no_card"):
        bench.buy(bench.quote())


def test_another_card_takes_the_place_of_the_first(bench: Bench) -> None:
    store(bench)
    store(bench, OTHER)
    shown = bench.stripe.cards.find(1)
    assert shown is not None
    assert shown.last4 == "4444"
    assert attached(bench) == ["4444"]


def test_a_card_that_the_bank_refuses_leaves_the_one_before(bench: Bench) -> None:
    store(bench)
    setup = bench.stripe.cards.begin(1)
    bench.type_card(setup, REFUSED)
    assert not bench.stripe.cards.finish(1, setup.id)
    assert bench.stripe.cards.find(1) == VISA


def test_a_card_whose_approval_is_open_is_not_stored(bench: Bench) -> None:
    setup = bench.stripe.cards.begin(1)
    bench.type_card(setup, WANTS_APPROVAL)
    assert not bench.stripe.cards.finish(1, setup.id)
    assert bench.stripe.cards.find(1) is None


@pytest.mark.parametrize("setup_id", ["", "seti_no", "../customers", "pi_1", "seti_1/confirm"])
def test_a_setup_that_is_none_stores_nothing(bench: Bench, setup_id: str) -> None:
    assert not bench.stripe.cards.finish(1, setup_id)


def test_nobody_takes_another_shoppers_card(bench: Bench) -> None:
    setup = bench.stripe.cards.begin(1)
    bench.type_card(setup)
    bench.stripe.cards.begin(2)
    assert not bench.stripe.cards.finish(2, setup.id)
    assert bench.stripe.cards.find(2) is None


def test_a_setup_with_our_tag_for_a_strange_customer_stores_nothing(bench: Bench) -> None:
    bench.stripe.cards.begin(1)
    strange = bench.api("POST", "/v1/customers", {"name": "Eve"})["id"]
    form = {"customer": strange, f"metadata[{METADATA_CUSTOMER}]": bench.wallet.tag(1)}
    made = bench.api("POST", "/v1/setup_intents", form)
    card = {"number": GOOD, "exp_month": 12, "exp_year": 2030, "cvc": "123"}
    data = {f"payment_method_data[card][{name}]": value for name, value in card.items()}
    data["payment_method_data[type]"] = "card"
    call(bench.line.port, "POST", f"/v1/setup_intents/{made['id']}/confirm", data)
    assert not bench.stripe.cards.finish(1, made["id"])
    bench.stripe.cards.hear(made["id"])
    assert bench.stripe.cards.find(1) is None


def test_an_event_stores_the_card_where_the_browser_was_closed(bench: Bench) -> None:
    setup = bench.stripe.cards.begin(1)
    bench.type_card(setup)
    for _ in range(2):
        bench.stripe.cards.hear(setup.id)
    assert bench.stripe.cards.find(1) == VISA


def test_a_late_event_brings_no_card_back_that_was_removed(bench: Bench) -> None:
    setup = store(bench)
    bench.stripe.cards.remove(1)
    bench.stripe.cards.hear(setup)
    assert bench.stripe.cards.find(1) is None


def test_a_removed_card_is_charged_no_more_and_stripe_forgets_it(bench: Bench) -> None:
    store(bench)
    bench.stripe.cards.remove(1)
    assert attached(bench) == []
    with pytest.raises(PaymentDeclined, match="no_card"):
        bench.buy(bench.quote())
    bench.stripe.cards.remove(1)


def test_a_card_stays_while_stripe_does_not_answer(bench: Bench) -> None:
    store(bench)
    stored = bench.wallet.find_card(1)
    assert stored is not None
    detach = f"/v1/payment_methods/{stored.card}/detach"
    bench.line.fail("POST", detach, dead_before)
    with pytest.raises(PaymentUnknown):
        bench.stripe.cards.remove(1)
    assert bench.stripe.cards.find(1) == VISA
    bench.line.fail("POST", detach, dead_after)
    with pytest.raises(PaymentUnknown):
        bench.stripe.cards.remove(1)
    bench.stripe.cards.remove(1)
    assert bench.stripe.cards.find(1) is None


def test_an_erased_shopper_is_no_customer_of_stripes_any_more(bench: Bench, clock: Clock) -> None:
    store(bench)
    order = bench.buy(bench.quote())
    with pytest.raises(AccountBusy):
        bench.shop.erase(1)
    assert bench.stripe.cards.find(1) == VISA
    with bench.shop.open() as work:
        work.orders.cancel(order.id, 1)
    bench.shop.erase(1)
    assert bench.api("GET", "/v1/customers")["data"] == []
    assert bench.rows("SELECT * FROM stored_cards") == []
    assert bench.rows("SELECT account, card FROM charge_requests") == [("", "")]


def test_nothing_is_erased_while_stripe_does_not_answer(bench: Bench) -> None:
    store(bench)
    account = bench.wallet.find_account(1)
    bench.line.fail("DELETE", f"/v1/customers/{account}", dead_before)
    with pytest.raises(PaymentUnknown):
        bench.shop.erase(1)
    with bench.shop.open() as work:
        assert work.customers.get(1).name == "Anna"
    bench.shop.erase(1)
    with bench.shop.open() as work:
        assert work.customers.get(1).name == ""


def test_a_charge_is_found_by_what_stripe_calls_it(bench: Bench) -> None:
    store(bench)
    order = bench.buy(bench.quote())
    with bench.shop.open() as work:
        work.orders.refund(order.id, order.total, "whole order")
    (intent,) = bench.intents()
    key = bench.stripe.cards.find_charge(intent["id"])
    assert key is not None
    assert key.endswith(f"-order-{order.id}")
    assert bench.stripe.cards.find_charge("pi_other") is None
