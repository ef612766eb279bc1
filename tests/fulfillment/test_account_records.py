"""All that is kept of a shopper is handed out, and nothing that says who it was outlives them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, Table, select
from sqlalchemy.orm import Session

from fulfillment.accounts.errors import AccountBusy
from fulfillment.accounts.traces import TRACES
from fulfillment.errors import (
    CustomerNotFound,
    OutOfStock,
    PaymentUnknown,
    QuoteNotFound,
)
from fulfillment.orders import OrderState
from fulfillment.shop import Shop
from fulfillment.storage.schema import TABLES
from tests.conftest import Clock
from tests.fulfillment.books import check_books
from tests.fulfillment.living import EMAIL, MARK, live
from tests.fulfillment.shopfloor import CONVERSATION, YES, Till, buy, offer, owner

# Tables by which shoppers are named; a table that refers to one of them names shoppers, too.
_NAMED = {"customers", "carts", "orders", "quotes", "oauth_grants", "tickets", "journals"}
_NAMING = {"owner", "email", "shopper", "address", "customer_id"}
# What names shoppers in other ways, or what refers to such tables without naming any.
_BY_DOCUMENT = {"outbox", "charge_requests"}


@pytest.fixture
def shopper(engine: Engine, corner: Shop) -> int:
    """Somebody who has left every trace."""
    with Session(engine) as session:
        return live(corner, session)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as opened:
        yield opened


def names_shoppers(table: Table) -> bool:
    refers = {key.column.table.name for key in table.foreign_keys}
    return bool(refers & _NAMED or {column.name for column in table.columns} & _NAMING)


def test_every_table_that_names_shoppers_is_handed_out_and_erased() -> None:
    naming = {table.name for table in TABLES.sorted_tables if names_shoppers(table)}
    assert naming | _BY_DOCUMENT == {trace.table.name for trace in TRACES} | {"customers"}


def test_a_shopper_who_did_everything_finds_every_table_in_the_export(
    corner: Shop, shopper: int
) -> None:
    with corner.open() as work:
        handed = work.accounts.records.export(shopper)
    empty = {trace.name for trace in TRACES if not handed[trace.name]}
    assert not empty
    assert handed["account"]["email"] == EMAIL
    assert (handed["currency"], handed["shop"]) == ("USD", "Corner Shop")
    assert json.loads(json.dumps(handed)) == handed


def test_what_opens_an_account_is_not_handed_out(corner: Shop, shopper: int) -> None:
    with corner.open() as work:
        text = json.dumps(work.accounts.records.export(shopper))
    for secret in ("argon2", "password_hash", "code_hash", "token_hash", "challenge"):
        assert secret not in text


def test_nobody_is_handed_what_is_somebody_elses(
    engine: Engine, corner: Shop, shopper: int
) -> None:
    with corner.open() as work:
        buy(work, offer(work))
    with corner.open() as work:
        other = json.dumps(work.accounts.records.export(1))
        own = work.accounts.records.export(shopper)
    assert MARK.lower() not in other.lower()
    assert {row["customer_id"] for row in own["orders"]} == {shopper}


def test_an_erased_shopper_is_in_no_table_any_more(
    corner: Shop, shopper: int, session: Session
) -> None:
    assert corner.erase(shopper)
    for table in TABLES.sorted_tables:
        for row in session.execute(select(table)):
            assert MARK.lower() not in str(row).lower(), table.name


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_erased_shopper_is_nowhere_in_the_files(
    corner: Shop, shopper: int, file: Path, engine: Engine
) -> None:
    def found() -> set[str]:
        files = file.parent.glob(f"{file.name}*")
        return {path.name for path in files if MARK.lower().encode() in path.read_bytes().lower()}

    assert found()
    assert corner.erase(shopper)
    assert not found()


def test_what_the_law_wants_kept_is_kept_without_a_name(
    corner: Shop, shopper: int, session: Session
) -> None:
    with corner.open() as work:
        before = work.orders.recent(shopper)[0]
    corner.erase(shopper)
    with corner.open() as work:
        after = work.orders.recent(shopper)[0]
        consent = work.orders.get_consent(after.id)
        refunds = work.orders.refunds(after.id)
    assert (after.lines, after.total, after.tax) == (before.lines, before.total, before.tax)
    assert (after.placed_at, after.payment_state) == (before.placed_at, before.payment_state)
    assert after.address_label == ""
    assert (consent.words_said, consent.words_heard, consent.channel) == ("", "", "web")
    assert consent.quote_hash
    assert [refund.state for refund in refunds] == ["done"]
    check_books(corner)


def test_an_erased_account_opens_to_nobody(corner: Shop, shopper: int) -> None:
    with corner.open() as work:
        token = work.customers.issue_token(shopper)
        cookie = work.accounts.browsers.begin(shopper)
    corner.erase(shopper)
    with corner.open() as work:
        assert work.customers.find_by_token(token) is None
        assert work.customers.find_by_token("access") is None
        assert work.accounts.browsers.find(cookie) is None
        assert work.accounts.sign_ins.find(EMAIL) is None
        assert work.accounts.sign_ins.owner_of(EMAIL) is None
        assert work.linking.grants(shopper) == []
        assert work.customers.find_by_handle(f"handle-{MARK}") is None


def test_whoever_comes_back_with_the_same_address_is_a_newcomer(corner: Shop, shopper: int) -> None:
    corner.erase(shopper)
    with corner.open() as work:
        again = work.accounts.sign_ins.register(EMAIL, "Doe")
        assert again.id != shopper
        assert work.orders.recent(again.id) == []
        assert not work.credit.balance(again.id)


def test_others_keep_what_is_theirs(corner: Shop, shopper: int) -> None:
    with corner.open() as work:
        buy(work, offer(work))
        before = work.accounts.records.export(1)
    corner.erase(shopper)
    with corner.open() as work:
        assert work.accounts.records.export(1) == before


def test_what_their_open_quote_held_is_free_for_others(corner: Shop, shopper: int) -> None:
    with corner.open() as work, pytest.raises(OutOfStock):
        offer(work, sku="last", quantity=1)
    corner.erase(shopper)
    with corner.open() as work:
        quote = work.quotes.make(1, owner(1), CONVERSATION)
        assert buy(work, quote).state == OrderState.PLACED


@pytest.mark.parametrize("state", [OrderState.PLACED, OrderState.PICKING, OrderState.SENT])
def test_an_account_with_an_order_on_its_way_is_not_erased(corner: Shop, state: OrderState) -> None:
    with corner.open() as work:
        order = buy(work, offer(work))
        for step in (OrderState.PICKING, OrderState.SENT):
            if order.state != state:
                order = work.orders.advance(order.id, step)
    with pytest.raises(AccountBusy) as busy:
        corner.erase(1)
    assert (busy.value.what, busy.value.order_id) == ("order", order.id)
    with corner.open() as work:
        assert work.customers.get(1).name == "Anna"


def test_an_account_with_money_on_its_way_back_is_not_erased(corner: Shop, till: Till) -> None:
    def fails(point: str) -> None:
        if point == "before the refund":
            raise PaymentUnknown("no answer")

    with corner.open() as work:
        order = buy(work, offer(work))
    till.interrupt = fails
    with corner.open() as work, pytest.raises(PaymentUnknown):
        work.orders.cancel(order.id, 1)
    with pytest.raises(AccountBusy) as busy:
        corner.erase(1)
    assert busy.value.what == "payment"
    till.interrupt = lambda _point: None
    with corner.open() as work:
        work.orders.settle(1)
    corner.erase(1)


def test_a_yes_to_an_erased_shoppers_quote_buys_nothing(corner: Shop) -> None:
    with corner.open() as work:
        quote = offer(work)
    corner.erase(1)
    with corner.open() as work, pytest.raises(QuoteNotFound):
        work.orders.place(quote.id, customer_id=1, conversation=CONVERSATION, consent=YES)


def test_nobody_is_erased_who_was_never_there(corner: Shop, clock: Clock) -> None:
    with pytest.raises(CustomerNotFound):
        corner.erase(99)
    with corner.open() as work, pytest.raises(CustomerNotFound):
        work.accounts.records.export(99)
