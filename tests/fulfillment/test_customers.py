"""Customers, their tokens, their preferences and their habits."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from fulfillment.errors import Conflict, CustomerNotFound, PaymentDeclined
from fulfillment.shop import Shop, Work
from fulfillment.storage.models import Base
from tests.conftest import Clock
from tests.fulfillment.shopfloor import Till, buy, offer


def test_a_customer_is_found_by_id_and_by_handle(work: Work) -> None:
    anna = work.customers.get(1)
    assert (anna.handle, anna.name, anna.address_label) == ("anna", "Anna", "home")
    assert work.customers.find_by_handle("anna") == anna
    assert work.customers.find_by_handle("nobody") is None
    with pytest.raises(CustomerNotFound):
        work.customers.get(99)


def test_a_handle_is_taken_once(corner: Shop) -> None:
    with pytest.raises(Conflict), corner.open() as work:
        work.customers.add("anna", "Another Anna", "home", "somewhere")


def test_a_customer_has_a_region_and_an_email_where_they_were_told(work: Work) -> None:
    there = {"region": "north", "email": "cleo@example.com"}
    cleo = work.customers.add("cleo", "Cleo", "home", "1 Long Lane", **there)
    assert work.customers.get(cleo.id) == cleo
    assert (cleo.region, cleo.email) == ("north", "cleo@example.com")
    assert "@" not in repr(cleo)
    moved = work.customers.set_address(cleo.id, "home", "2 Long Lane")
    assert (moved.region, moved.email) == ("", "cleo@example.com")
    assert work.customers.set_email(cleo.id, "").email == ""
    anna = work.customers.get(1)
    assert (anna.region, anna.email) == ("", "")


def test_an_address_is_not_shown_by_accident(work: Work) -> None:
    assert "Linden" not in repr(work.customers.get(1))


def test_a_token_leads_to_its_customer_until_it_is_revoked(corner: Shop) -> None:
    with corner.open() as work:
        token = work.customers.issue_token(2)
    with corner.open() as work:
        found = work.customers.find_by_token(token)
        assert found is not None
        assert found.handle == "ben"
        assert work.customers.find_by_token(token + "x") is None
        assert work.customers.revoke_token(token)
        assert work.customers.find_by_token(token) is None
        assert not work.customers.revoke_token(token)


def test_a_token_is_not_in_the_database(corner: Shop, engine: Engine) -> None:
    with corner.open() as work:
        token = work.customers.issue_token(1)
    with engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        rows = {table.name: connection.execute(select(table)).all() for table in tables}
    assert len(rows["access_tokens"]) == 1
    assert token not in str(rows)


def test_nobody_gets_a_token_for_a_stranger(work: Work) -> None:
    with pytest.raises(CustomerNotFound):
        work.customers.issue_token(99)


def test_preferences_are_remembered_beside_each_other(corner: Shop) -> None:
    with corner.open() as work:
        work.customers.set_preference(1, "speed", "slow")
        work.customers.set_preference(1, "brief", value=True)
        work.customers.set_preference(1, "speed", "fast")
    with corner.open() as work:
        assert work.customers.get(1).preferences == {"speed": "fast", "brief": True}
        assert work.customers.get(2).preferences == {}


def test_the_usual_comes_from_orders_that_came_about(
    corner: Shop, clock: Clock, till: Till
) -> None:
    for sku in ("bread", "milk", "bread"):
        with corner.open() as work:
            buy(work, offer(work, sku=sku, quantity=2))
        clock.forward(days=7)
    with corner.open() as work:
        work.orders.cancel(buy(work, offer(work, sku="soap")).id, 1)
    till.refusal = PaymentDeclined("no")
    with corner.open() as work, pytest.raises(PaymentDeclined):
        buy(work, offer(work, sku="last", quantity=1))
    with corner.open() as work:
        usual = work.customers.usual(1)
        assert [(u.product.sku, u.times, u.quantity) for u in usual] == [
            ("bread", 2, 2),
            ("milk", 1, 2),
        ]
        assert usual[0].every_days == pytest.approx(14)
        assert work.customers.bought_before(1) == {"bread", "milk"}
        assert work.customers.usual(2) == []


def test_the_usual_is_found_by_category_and_not_by_what_stands_beside_it(shop: Shop) -> None:
    with shop.open() as work:
        anna = work.customers.find_by_handle("anna")
        assert anna is not None
        everything = work.customers.usual(anna.id)
        assert everything[0].times > 10
        coffees = work.customers.find_usual(anna.id, "coffee")
        assert coffees
        assert {usual.product.category for usual in coffees} == {"coffee"}
        assert work.customers.find_usual(anna.id, "motor oil") == []
